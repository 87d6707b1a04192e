//! Who gets a new dialog (FAQ 8): the agents of the channel's list, in turn or by what they hold.

use super::{Agent, AgentId, ChannelId};

/// How a channel's new dialogs are given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Distribution {
    /// Not at all: who wants one takes it.
    #[default]
    Off,
    /// To one after the other.
    RoundRobin,
    /// To who holds the fewest open dialogs.
    LeastOpen,
}

impl Distribution {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Off, Self::RoundRobin, Self::LeastOpen];

    /// The word of the option `distribution`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::RoundRobin => "round-robin",
            Self::LeastOpen => "least-open",
        }
    }

    /// What a [`code`](Self::code) says.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// Somebody on a channel's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub agent: AgentId,
    /// Whether they can be given anything; see [`takes`].
    pub takes: bool,
    /// Dialogs they hold that are open, on all channels.
    pub open: i64,
}

/// Whether somebody can be given a dialog of a channel: they may answer there, are not blocked and not away.
#[must_use]
pub fn takes(agent: &Agent, channel: ChannelId) -> bool {
    agent.able_on(channel) && !agent.away
}

/// Who gets the next dialog; nobody, when nobody on the list takes any. `last` is who got the one before: their turn is over
/// also when they take nothing more, and who is not on the list (any more) has had no turn.
#[must_use]
pub fn next(how: Distribution, list: &[Candidate], last: Option<AgentId>) -> Option<AgentId> {
    let mut takers = list.iter().filter(|it| it.takes);
    match how {
        Distribution::Off => None,
        // Of several that hold as few, `min_by_key` tells the first.
        Distribution::LeastOpen => takers.min_by_key(|it| it.open).map(|it| it.agent),
        Distribution::RoundRobin => {
            let turn = list.iter().position(|it| Some(it.agent) == last).map_or(0, |it| it + 1);
            let later = list.iter().skip(turn).find(|it| it.takes);
            later.or_else(|| takers.next()).map(|it| it.agent)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Grant, Rights, Role};
    use proptest::prelude::*;

    fn list(takes: &[bool]) -> Vec<Candidate> {
        let one = |(agent, takes): (i64, &bool)| Candidate {
            agent: AgentId(agent),
            takes: *takes,
            open: 0,
        };
        (1..).zip(takes).map(one).collect()
    }

    fn in_turn(list: &[Candidate], last: i64) -> Option<i64> {
        next(Distribution::RoundRobin, list, Some(AgentId(last))).map(|it| it.0)
    }

    #[test]
    fn every_code_comes_back() {
        for how in Distribution::ALL {
            assert_eq!(Distribution::from_code(how.code()), Some(how));
        }
        assert_eq!(Distribution::from_code("on"), None);
    }

    #[test]
    fn the_turn_goes_round_and_passes_over_who_takes_nothing() {
        let all = list(&[true, true, true]);
        assert_eq!(next(Distribution::RoundRobin, &all, None), Some(AgentId(1)));
        assert_eq!([1, 2, 3].map(|it| in_turn(&all, it)), [Some(2), Some(3), Some(1)]);
        assert_eq!(in_turn(&all, 9), Some(1), "who left the list");
        let without = list(&[true, false, true]);
        assert_eq!([1, 2, 3].map(|it| in_turn(&without, it)), [Some(3), Some(3), Some(1)]);
        assert_eq!(in_turn(&list(&[true]), 1), Some(1));
        assert_eq!(in_turn(&list(&[false, false]), 1), None);
        assert_eq!(next(Distribution::Off, &all, None), None);
    }

    #[test]
    fn who_holds_the_fewest_is_next_and_of_equals_the_first() {
        let mut some = list(&[true, true, true, true]);
        for (it, open) in some.iter_mut().zip([3, 2, 2, 0]) {
            it.open = open;
        }
        some[3].takes = false;
        assert_eq!(next(Distribution::LeastOpen, &some, Some(AgentId(2))), Some(AgentId(2)));
    }

    #[test]
    fn who_is_blocked_away_or_may_not_answer_there_takes_nothing() {
        let (here, there) = (ChannelId(1), ChannelId(2));
        let anna = Agent::new(AgentId(1), "Anna", Role::Agent);
        assert!(takes(&anna, here));
        assert!(!takes(&Agent { blocked: true, ..anna.clone() }, here));
        assert!(!takes(&Agent { away: true, ..anna.clone() }, here));
        assert!(!takes(&anna.clone().with_role(Role::ReadOnly), here));
        let rights = Rights::usual(anna.rights.base()).except(here, Grant::NOTHING);
        let elsewhere = Agent { rights, ..anna };
        assert!(!takes(&elsewhere, here) && takes(&elsewhere, there));
    }

    proptest! {
        #[test]
        fn only_takers_get_any_and_in_turn_they_get_as_many(
            takes in proptest::collection::vec(any::<bool>(), 0..8),
            rounds in 1_usize..5,
        ) {
            let list = list(&takes);
            let takers = list.iter().filter(|it| it.takes).count();
            let mut got = vec![0; list.len() + 1];
            let mut last = None;
            for _ in 0..rounds * takers {
                last = next(Distribution::RoundRobin, &list, last);
                got[last.map_or(0, |it| it.0 as usize)] += 1;
            }
            for it in &list {
                prop_assert_eq!(got[it.agent.0 as usize], if it.takes { rounds } else { 0 });
            }
            prop_assert_eq!(got[0], 0, "as long as somebody takes, somebody gets it");
        }

        #[test]
        fn by_what_they_hold_nobody_gets_ahead_by_more_than_one(
            takes in proptest::collection::vec(any::<bool>(), 1..8),
            dialogs in 0_usize..60,
        ) {
            let mut list = list(&takes);
            for _ in 0..dialogs {
                let Some(to) = next(Distribution::LeastOpen, &list, None) else { break };
                list.iter_mut().find(|it| it.agent == to).unwrap().open += 1;
            }
            let held: Vec<i64> = list.iter().filter(|it| it.takes).map(|it| it.open).collect();
            let (min, max) = (held.iter().min(), held.iter().max());
            prop_assert!(min.zip(max).is_none_or(|(min, max)| max - min <= 1), "{held:?}");
            prop_assert!(list.iter().all(|it| it.takes || it.open == 0));
        }
    }
}
