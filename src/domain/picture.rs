//! The picture of the day: who waits now, how long first answers took, what was opened and closed.
//!
//! The definitions are this file; the screen says them in words. Spam is not counted: a dialog that is spam now is
//! left out with all that was ever said in it. Days and hours are local ones, by the present offset from UTC.
//!
//! - A **wait** begins with the first inbound message after a settlement point (FAQ 4: a reply that the channel
//!   accepted, or a close that stands) and ends with the first reply after it that the channel accepted, or with a
//!   close: then it ended without an answer. An automatic reply, a note, a failed or unsure reply end nothing. What
//!   came after a reply was written is not answered by it.
//! - The **first-answer time** of a wait is the time from its first message to the moment the answer was written, by
//!   the clocks that messages show. It belongs to the hour and day in which the wait *began*, and to the agent who wrote
//!   the answer; nobody where it was written in the messenger's own app. The median and the 90th percentile are taken by
//!   nearest rank: of n values in ascending order the one at place ⌈p·n⌉.
//! - A dialog is **opened** by its first message, on the day that message was written, and each time the customer
//!   opens it again after a close (FAQ 4.5), on the day the desk learned of it. An agent's own reopening opens nothing:
//!   it takes a close back.
//! - A dialog is **closed** on a day by a close of that day that still stood when the day ended, or stands now. A
//!   customer who writes again opens it once more and leaves the close standing; an agent's reopening, undo, or a reply
//!   that failed take it back.

use super::{AgentId, ChannelId};
use crate::base::clock::Timestamp;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// Days that a picture goes back, today included, where nobody says otherwise.
pub const PICTURE_DAYS: usize = 14;

/// Which picture is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureQuery {
    /// The moment; it decides which day is today.
    pub now: Timestamp,
    /// Seconds that local time is ahead of UTC.
    pub utc_offset: i32,
    /// Days of opened and closed dialogs, today included; at least one.
    pub days: usize,
}

impl PictureQuery {
    /// The last midnight.
    #[must_use]
    pub fn today(&self) -> Timestamp {
        let offset = i64::from(self.utc_offset) * 1000;
        let local = self.now.0.saturating_add(offset);
        Timestamp(local.saturating_sub(local.rem_euclid(DAY)).saturating_sub(offset))
    }

    /// The next midnight.
    #[must_use]
    pub fn tomorrow(&self) -> Timestamp {
        Timestamp(self.today().0.saturating_add(DAY))
    }

    /// The midnight with which the first day begins.
    #[must_use]
    pub fn first(&self) -> Timestamp {
        let before = i64::try_from(self.days.max(1) - 1).unwrap_or(0);
        Timestamp(self.today().0.saturating_sub(before.saturating_mul(DAY)))
    }

    /// The hour of today a moment lies in.
    fn hour(&self, at: Timestamp) -> Option<usize> {
        let hour = at.0.checked_sub(self.today().0)?.div_euclid(HOUR);
        usize::try_from(hour).ok().filter(|it| *it < 24)
    }

    /// Which of the days a moment lies in, the first being 0.
    fn day(&self, at: Timestamp) -> Option<usize> {
        let day = at.0.checked_sub(self.first().0)?.div_euclid(DAY);
        usize::try_from(day).ok().filter(|it| *it < self.days.max(1))
    }
}

/// One line of a dialog's history, in the order in which the desk learned of it, as far as waits go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The customer wrote.
    Inbound {
        /// When.
        at: Timestamp,
    },
    /// A reply that the channel accepted, in the place where it was written.
    Answer {
        /// When it was written.
        at: Timestamp,
        /// By whom; nobody where it was written in the messenger's own app.
        author: Option<AgentId>,
    },
    /// A close that stands.
    Closed,
}

/// How a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// With an answer.
    Answered {
        /// When it was written.
        at: Timestamp,
        /// By whom, if by one of the agents.
        author: Option<AgentId>,
    },
    /// With a close and no answer.
    Closed,
    /// It has not ended.
    Waits,
}

/// A customer who waited, or waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// When the first message was written that waited.
    pub began: Timestamp,
    /// How it ended.
    pub end: End,
}

/// The waits of a dialog, in their order.
#[must_use]
pub fn waits(history: impl IntoIterator<Item = Said>) -> Vec<Wait> {
    let (mut waits, mut began) = (Vec::new(), None);
    for said in history {
        let end = match said {
            Said::Inbound { at } => {
                began = began.or(Some(at));
                continue;
            }
            Said::Answer { at, author } => End::Answered { at, author },
            Said::Closed => End::Closed,
        };
        waits.extend(began.take().map(|began| Wait { began, end }));
    }
    waits.extend(began.map(|began| Wait { began, end: End::Waits }));
    waits
}

/// A close of a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Close {
    /// When.
    pub at: Timestamp,
    /// When it was taken back, if it was.
    pub taken_back: Option<Timestamp>,
}

/// Who waits on a channel now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingNow {
    /// The channel.
    pub channel: ChannelId,
    /// Open dialogs with a customer who waits.
    pub dialogs: i64,
    /// The same among those that are snoozed.
    pub snoozed: i64,
    /// Since when the one who waits longest waits, among the dialogs that are not snoozed.
    pub oldest: Option<Timestamp>,
}

/// How long first answers took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Speed {
    /// Waits that ended with an answer.
    pub answers: usize,
    /// The median, in milliseconds; none without answers.
    pub median: Option<i64>,
    /// The 90th percentile, in milliseconds.
    pub p90: Option<i64>,
}

impl Speed {
    /// Of these first-answer times, in milliseconds.
    #[must_use]
    pub fn of(mut times: Vec<i64>) -> Self {
        times.sort_unstable();
        Self { answers: times.len(), median: rank(&times, 50), p90: rank(&times, 90) }
    }
}

/// The value of this percentile by nearest rank.
fn rank(sorted: &[i64], percent: usize) -> Option<i64> {
    let place = (sorted.len() * percent).div_ceil(100);
    sorted.get(place.checked_sub(1)?).copied()
}

/// Waits that began at the same time, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Begun {
    /// How long the first answers took.
    pub speed: Speed,
    /// Waits that a close ended without an answer.
    pub closed: usize,
    /// Waits that have not ended.
    pub waiting: usize,
}

/// What was opened and closed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// The midnight with which it begins.
    pub day: Timestamp,
    /// Dialogs opened.
    pub opened: usize,
    /// Dialogs closed.
    pub closed: usize,
}

/// The picture of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Which one.
    pub query: PictureQuery,
    /// Who waits now, by channel, the most first; channels where nobody waits are there, too.
    pub waiting: Vec<WaitingNow>,
    /// The waits that began today.
    pub today: Begun,
    /// The same by the hour in which they began: 24 of them.
    pub hours: Vec<Begun>,
    /// How fast each agent answered the waits that began today, the most answers first; nobody is the messenger's own
    /// app.
    pub agents: Vec<(Option<AgentId>, Speed)>,
    /// What was opened and closed, the first day first, today last.
    pub days: Vec<DayCount>,
}

/// What a picture is made of. More than belongs into it does no harm.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Who waits now.
    pub waiting: Vec<WaitingNow>,
    /// All waits that began today, at least.
    pub waits: Vec<Wait>,
    /// When dialogs were opened.
    pub opened: Vec<Timestamp>,
    /// When dialogs were closed.
    pub closed: Vec<Close>,
}

impl Picture {
    /// The picture of these facts.
    #[must_use]
    pub fn of(query: PictureQuery, facts: Facts) -> Self {
        let Facts { mut waiting, waits, opened, closed } = facts;
        waiting.sort_by_key(|it| (-it.dialogs, -it.snoozed, it.channel));
        let mut hours: Vec<Tally> = (0..24).map(|_| Tally::default()).collect();
        let mut today = Tally::default();
        let mut agents: std::collections::BTreeMap<Option<AgentId>, Vec<i64>> =
            std::collections::BTreeMap::new();
        for wait in &waits {
            let Some(hour) = query.hour(wait.began) else { continue };
            hours[hour].add(wait);
            today.add(wait);
            if let End::Answered { author, .. } = wait.end {
                agents.entry(author).or_default().extend(wait.time());
            }
        }
        let mut agents: Vec<(Option<AgentId>, Speed)> =
            agents.into_iter().map(|(agent, times)| (agent, Speed::of(times))).collect();
        agents.sort_by_key(|(agent, it)| (std::cmp::Reverse(it.answers), agent.is_none(), *agent));
        Self {
            query,
            waiting,
            today: today.done(),
            hours: hours.into_iter().map(Tally::done).collect(),
            agents,
            days: days(&query, &opened, &closed),
        }
    }
}

impl Wait {
    /// The first-answer time in milliseconds, if there was an answer. Clocks that differ make no time negative.
    #[must_use]
    pub fn time(&self) -> Option<i64> {
        match self.end {
            End::Answered { at, .. } => Some(at.0.saturating_sub(self.began.0).max(0)),
            End::Closed | End::Waits => None,
        }
    }
}

#[derive(Default)]
struct Tally {
    times: Vec<i64>,
    closed: usize,
    waiting: usize,
}

impl Tally {
    fn add(&mut self, wait: &Wait) {
        match wait.end {
            End::Answered { .. } => self.times.extend(wait.time()),
            End::Closed => self.closed += 1,
            End::Waits => self.waiting += 1,
        }
    }

    fn done(self) -> Begun {
        Begun { speed: Speed::of(self.times), closed: self.closed, waiting: self.waiting }
    }
}

fn days(query: &PictureQuery, opened: &[Timestamp], closed: &[Close]) -> Vec<DayCount> {
    let midnight = |day: usize| {
        Timestamp(query.first().0.saturating_add(i64::try_from(day).unwrap_or(0) * DAY))
    };
    let mut days: Vec<DayCount> = (0..query.days.max(1))
        .map(|it| DayCount { day: midnight(it), opened: 0, closed: 0 })
        .collect();
    for at in opened {
        if let Some(day) = query.day(*at) {
            days[day].opened += 1;
        }
    }
    for close in closed {
        let Some(day) = query.day(close.at) else { continue };
        if close.taken_back.is_none_or(|it| midnight(day + 1) <= it) {
            days[day].closed += 1;
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 23 November 2026, 12:00 UTC, seen from Kyiv.
    const QUERY: PictureQuery =
        PictureQuery { now: Timestamp(1_795_435_200_000), utc_offset: 2 * 3600, days: 3 };

    fn at(hour: i64, minute: i64) -> Timestamp {
        Timestamp(QUERY.today().0 + hour * HOUR + minute * 60_000)
    }

    fn inbound(hour: i64, minute: i64) -> Said {
        Said::Inbound { at: at(hour, minute) }
    }

    fn answer(hour: i64, minute: i64, author: i64) -> Said {
        Said::Answer { at: at(hour, minute), author: (author > 0).then_some(AgentId(author)) }
    }

    #[test]
    fn a_wait_begins_with_the_first_message_and_ends_with_an_answer_or_a_close() {
        let history = [
            inbound(9, 0),
            inbound(9, 10),
            answer(9, 30, 1),
            answer(9, 31, 2),
            inbound(10, 0),
            Said::Closed,
            Said::Closed,
            inbound(11, 0),
        ];
        let wait = |hour, end| Wait { began: at(hour, 0), end };
        let expected = [
            wait(9, End::Answered { at: at(9, 30), author: Some(AgentId(1)) }),
            wait(10, End::Closed),
            wait(11, End::Waits),
        ];
        assert_eq!(waits(history), expected);
    }

    #[test]
    fn percentiles_are_taken_by_nearest_rank() {
        assert_eq!(Speed::of(vec![]), Speed::default());
        let speed = |times: &[i64]| {
            let it = Speed::of(times.to_vec());
            (it.median.unwrap(), it.p90.unwrap())
        };
        assert_eq!(speed(&[7]), (7, 7));
        assert_eq!(speed(&[9, 1]), (1, 9));
        assert_eq!(speed(&[5, 4, 3, 2, 1]), (3, 5));
        assert_eq!(speed(&(1..=10).collect::<Vec<_>>()), (5, 9));
        assert_eq!(speed(&(1..=11).collect::<Vec<_>>()), (6, 10));
    }

    #[test]
    fn an_answer_belongs_to_the_hour_of_the_question_and_to_its_author() {
        let mut facts = Facts::default();
        facts.waits.extend(waits([inbound(9, 50), answer(10, 20, 2), inbound(13, 0)]));
        facts.waits.extend(waits([inbound(9, 0), answer(9, 4, 2), inbound(9, 5), Said::Closed]));
        facts.waits.extend(waits([inbound(9, 7), answer(9, 8, 0)]));
        // Yesterday's is not today's, however late it was answered.
        facts.waits.extend(waits([inbound(-1, 59), answer(1, 0, 1)]));
        let picture = Picture::of(QUERY, facts);
        let minutes = |it: i64| Some(it * 60_000);
        let nine = Speed { answers: 3, median: minutes(4), p90: minutes(30) };
        assert_eq!(picture.hours[9], Begun { speed: nine, closed: 1, waiting: 0 });
        assert_eq!(picture.hours[13], Begun { waiting: 1, ..Begun::default() });
        assert_eq!(picture.today, Begun { speed: nine, closed: 1, waiting: 1 });
        let two = Speed { answers: 2, median: minutes(4), p90: minutes(30) };
        let own_app = Speed { answers: 1, median: minutes(1), p90: minutes(1) };
        assert_eq!(picture.agents, [(Some(AgentId(2)), two), (None, own_app)]);
    }

    #[test]
    fn clocks_that_differ_make_no_time_negative() {
        assert_eq!(waits([inbound(9, 5), answer(9, 0, 1)])[0].time(), Some(0));
    }

    #[test]
    fn a_close_counts_on_its_day_if_it_stood_when_the_day_ended() {
        let close = |hour: i64, taken_back: Option<i64>| Close {
            at: at(hour, 0),
            taken_back: taken_back.map(|it| at(it, 0)),
        };
        let closed = vec![
            close(-49, None),
            close(-30, Some(-25)),
            close(-30, Some(0)),
            close(-3, Some(3)),
            close(8, None),
            close(9, Some(10)),
        ];
        let opened = vec![at(-49, 0), at(-48, 0), at(0, 0), at(23, 59), at(24, 0)];
        let picture = Picture::of(QUERY, Facts { opened, closed, ..Facts::default() });
        let counts: Vec<_> = picture.days.iter().map(|it| (it.opened, it.closed)).collect();
        assert_eq!(counts, [(1, 1), (0, 1), (2, 1)]);
        assert_eq!(picture.days[2].day, QUERY.today());
    }

    #[test]
    fn a_day_is_a_local_one() {
        assert_eq!(QUERY.today().0, 1_795_435_200_000 - 14 * HOUR);
        let west = PictureQuery { utc_offset: -13 * 3600, ..QUERY };
        assert_eq!(west.today().0, 1_795_435_200_000 - 23 * HOUR);
        assert_eq!(west.tomorrow().0, 1_795_435_200_000 + HOUR);
    }
}
