//! Who is looking at which dialog, and who is writing. Kept in memory for as long as somebody has a live stream.

use std::collections::HashMap;
use std::time::Duration;

use crate::domain::AgentId;
use crate::wire::{Presence, Present};

/// Who was said to be writing, and not again within this time, has paused.
pub(super) const TYPES_FOR: Duration = Duration::from_secs(8);

#[derive(Debug, Default)]
struct Where {
    streams: usize,
    looking: Option<(i64, bool)>,
    turn: u64,
}

/// Everybody who has a live stream.
#[derive(Debug, Default)]
pub(super) struct Presences {
    agents: HashMap<AgentId, Where>,
    news: Vec<Presence>,
}

impl Presences {
    /// The agent has one more live stream.
    pub(super) fn came(&mut self, agent: AgentId) {
        self.agents.entry(agent).or_default().streams += 1;
    }

    /// The agent has one live stream less; true when there is something to tell.
    pub(super) fn went(&mut self, agent: AgentId) -> bool {
        let Some(it) = self.agents.get_mut(&agent) else { return false };
        it.streams = it.streams.saturating_sub(1);
        if it.streams > 0 {
            return false;
        }
        let looked = it.looking;
        self.agents.remove(&agent);
        if let Some((dialog, _)) = looked {
            self.tell(agent, dialog, None);
        }
        looked.is_some()
    }

    /// The agent looks at a dialog, or at none. When they write there: which turn it is, for [`paused`](Self::paused).
    pub(super) fn looks(&mut self, agent: AgentId, present: Present) -> Option<u64> {
        let it = self.agents.get_mut(&agent)?;
        let looking = present.dialog.map(|dialog| (dialog, present.typing));
        it.turn += 1;
        let turn = it.turn;
        let before = std::mem::replace(&mut it.looking, looking);
        if before != looking {
            if let Some((dialog, _)) = before.filter(|it| Some(it.0) != present.dialog) {
                self.tell(agent, dialog, None);
            }
            if let Some((dialog, typing)) = looking {
                self.tell(agent, dialog, Some(typing));
            }
        }
        looking.and_then(|it| it.1.then_some(turn))
    }

    /// Nothing has been heard since this turn: who wrote has paused. True when there is something to tell.
    pub(super) fn paused(&mut self, agent: AgentId, turn: u64) -> bool {
        let Some(it) = self.agents.get_mut(&agent).filter(|it| it.turn == turn) else {
            return false;
        };
        let Some((dialog, true)) = it.looking else { return false };
        it.looking = Some((dialog, false));
        self.tell(agent, dialog, Some(false));
        true
    }

    /// What is new since it was last taken.
    pub(super) fn take_news(&mut self) -> Vec<Presence> {
        std::mem::take(&mut self.news)
    }

    /// Who is where.
    pub(super) fn all(&self) -> Vec<Presence> {
        let one = |(agent, it): (&AgentId, &Where)| {
            let (dialog, typing) = it.looking?;
            Some(Presence { dialog, agent: agent.0, viewing: true, typing })
        };
        self.agents.iter().filter_map(one).collect()
    }

    /// Of several news about the same agent and dialog only the last one is told.
    fn tell(&mut self, agent: AgentId, dialog: i64, typing: Option<bool>) {
        let (viewing, typing) = (typing.is_some(), typing.unwrap_or(false));
        self.news.retain(|it| it.agent != agent.0 || it.dialog != dialog);
        self.news.push(Presence { dialog, agent: agent.0, viewing, typing });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: AgentId = AgentId(1);

    fn at(dialog: impl Into<Option<i64>>, typing: bool) -> Present {
        Present { dialog: dialog.into(), typing }
    }

    fn news(it: &mut Presences) -> Vec<(i64, bool, bool)> {
        it.take_news().into_iter().map(|it| (it.dialog, it.viewing, it.typing)).collect()
    }

    #[test]
    fn who_goes_on_to_another_dialog_has_left_the_first() {
        let mut all = Presences::default();
        all.came(ANNA);
        all.looks(ANNA, at(7, false));
        all.looks(ANNA, at(8, true));
        assert_eq!(news(&mut all), [(7, false, false), (8, true, true)]);
        all.looks(ANNA, at(8, true));
        assert_eq!(news(&mut all), []);
        all.looks(ANNA, at(None, false));
        assert_eq!(news(&mut all), [(8, false, false)]);
    }

    #[test]
    fn who_has_no_stream_is_nowhere_and_the_last_stream_takes_them_away() {
        let mut all = Presences::default();
        assert_eq!(all.looks(ANNA, at(7, true)), None);
        assert_eq!((news(&mut all), all.all()), (vec![], vec![]));
        all.came(ANNA);
        all.came(ANNA);
        all.looks(ANNA, at(7, false));
        assert!(!all.went(ANNA));
        assert_eq!(all.all().len(), 1);
        assert!(all.went(ANNA));
        assert_eq!((news(&mut all), all.all()), (vec![(7, false, false)], vec![]));
    }

    #[test]
    fn who_stops_writing_has_paused_and_who_goes_on_has_not() {
        let mut all = Presences::default();
        all.came(ANNA);
        let first = all.looks(ANNA, at(7, true)).unwrap();
        let second = all.looks(ANNA, at(7, true)).unwrap();
        assert!(!all.paused(ANNA, first));
        assert_eq!(news(&mut all), [(7, true, true)]);
        assert!(all.paused(ANNA, second));
        assert_eq!(news(&mut all), [(7, true, false)]);
    }
}
