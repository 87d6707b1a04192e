//! How the demo desk came to be: everything that happened before the program was opened, in order. Pure.

use std::time::Duration;

use super::cast::{AGENTS, CHANNELS, Colleague, HOSTILE, TWICE};
use super::scene::Scene;
use crate::base::clock::Timestamp;
use crate::base::random::Random;
use crate::domain::{Arrival, ChannelKind, Intent, Outcome, Receipt};

/// How many dialogs the desk has when it is opened.
pub const DIALOGS: u64 = 108;

/// The first customer's number; the others follow.
pub(super) const FIRST_NUMBER: u64 = 100;

/// Which channel each customer writes on, again and again. Its length has no divisor in common with ten,
/// so every language comes to every channel.
const OUTLET_OF: [usize; 17] = [0, 1, 2, 0, 4, 5, 1, 0, 2, 3, 0, 6, 1, 5, 2, 4, 0];

/// A channel of the demo desk; its connector is always the demo's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// Its medium.
    pub kind: ChannelKind,
    /// As the team calls it.
    pub name: &'static str,
    /// Where its connector starts.
    pub cursor: String,
}

/// A dialog, as a story can name it: by channel and contact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Whom {
    /// Index in [`Opening::channels`].
    pub channel: usize,
    /// The channel's own name for the contact.
    pub external: String,
}

/// One thing that happened. Agents are indexes in [`Opening::agents`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A message came in, or was written in the messenger's own app.
    Arrive {
        /// Index in [`Opening::channels`].
        channel: usize,
        /// The message.
        arrival: Arrival,
    },
    /// An agent replied, and the channel answered at once.
    Reply {
        /// Who.
        agent: usize,
        /// To whom.
        with: Whom,
        /// The words.
        text: String,
        /// What the channel said.
        outcome: Outcome,
    },
    /// The channel told more about a message it had taken.
    Report {
        /// Index in [`Opening::channels`].
        channel: usize,
        /// The channel's own name for the message.
        remote: String,
        /// What it told.
        receipt: Receipt,
    },
    /// A dialog was given to somebody.
    Assign {
        /// By whom.
        agent: usize,
        /// Which one.
        with: Whom,
        /// To whom.
        to: usize,
    },
    /// An agent did something else that names no agent.
    Do {
        /// Who.
        agent: usize,
        /// With which dialog.
        with: Whom,
        /// What.
        intent: Intent,
    },
    /// An agent looked at a dialog to its end.
    See {
        /// Who.
        agent: usize,
        /// Which one.
        with: Whom,
    },
    /// An agent was blocked, and holds on to what they hold.
    Block {
        /// Who.
        agent: usize,
    },
}

/// What happened, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
}

/// A desk to be played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The agents; the first is "me".
    pub agents: Vec<Colleague>,
    /// The channels.
    pub channels: Vec<Outlet>,
    /// What happened, oldest first.
    pub steps: Vec<Step>,
}

/// How a dialog stands when the desk is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The customer has waited that many seconds.
    Waiting(u64),
    /// All is said.
    Answered,
    /// Done.
    Closed,
    /// Done, though somebody waited.
    ClosedUnanswered,
    /// Hidden for that many seconds more; the customer waits, or does not.
    Snoozed(u64, bool),
    /// Spam.
    Spam,
    /// The last reply was refused, or nobody knows; the customer has waited that many seconds.
    Stuck(u64, Fault),
}

/// What went wrong with a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The channel said no.
    Refused,
    /// No answer came.
    Unknown,
}

/// A dialog to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Plan {
    /// How it ends.
    pub(super) shape: Shape,
    /// Whose it is then.
    pub(super) holder: Option<usize>,
}

/// Index of the agent who is blocked in the story.
pub(super) const BLOCKED: usize = 4;

/// When they are blocked, counted back from now.
pub(super) const BLOCKED_AGO: Duration = Duration::from_secs(2 * 86_400);

/// Those who answer, now and always.
pub(super) const ANSWERING: [usize; 5] = [0, 1, 2, 3, 5];

/// Seconds of waiting: most between two minutes and an hour and a half, some less, a few far more.
const WAITS: [u64; 24] = [
    25, 48, 95, 140, 200, 290, 370, 460, 600, 730, 900, 1_130, 1_320, 1_560, 1_850, 2_100, 2_460,
    2_900, 3_500, 4_300, 5_200, 11_400, 33_000, 162_000,
];

/// The desk of a seed, as it stands at `now`.
#[must_use]
pub fn opening(seed: u64, now: Timestamp) -> Opening {
    let outlet = |(at, &(kind, name)): (usize, &(ChannelKind, &'static str))| Outlet {
        kind,
        name,
        cursor: format!("o{at}.0.0"),
    };
    let mut steps = vec![Step { at: now - BLOCKED_AGO, what: What::Block { agent: BLOCKED } }];
    for (index, plan) in (0..DIALOGS).zip(plans(seed)) {
        steps.extend(Scene::new(seed, index, plan, now).played());
    }
    // Stable: what a dialog's own scene put in order stays in order.
    steps.sort_by_key(|it| it.at);
    let channels = CHANNELS.iter().enumerate().map(outlet).collect();
    Opening { agents: AGENTS.to_vec(), channels, steps }
}

/// Which channel the dialog of an index is held on.
pub(super) const fn outlet_of(index: u64) -> usize {
    OUTLET_OF[(index % OUTLET_OF.len() as u64) as usize]
}

/// One plan for each dialog, dealt by the seed.
fn plans(seed: u64) -> Vec<Plan> {
    let mut random = Random::of(seed, 0x91A2);
    let mut plans: Vec<Plan> = special();
    let rest = usize::try_from(DIALOGS).unwrap_or(0).saturating_sub(plans.len());
    for at in 0..rest {
        let shape = if at % 5 < 3 { Shape::Answered } else { Shape::Closed };
        let holder = match at % 9 {
            0 | 5 => Some(0),
            8 => None,
            7 if at % 2 == 1 => Some(BLOCKED),
            _ => random.pick(&ANSWERING).copied(),
        };
        plans.push(Plan { shape, holder });
    }
    for at in (1..plans.len()).rev() {
        let other = usize::try_from(random.below(at as u64 + 1)).unwrap_or(0);
        plans.swap(at, other);
    }
    // Whoever tries to break the screen, or writes on two channels, should be on it.
    let seen = HOSTILE.into_iter().chain(TWICE);
    for (number, wait) in seen.zip([WAITS[7], WAITS[12], WAITS[16], WAITS[20]]) {
        let index = usize::try_from(number - FIRST_NUMBER).unwrap_or(0);
        if let Some(waiting) = plans.iter().position(|it| it.shape == Shape::Waiting(wait)) {
            plans.swap(index, waiting);
        }
    }
    plans
}

/// Those that must be there whatever the dice say.
fn special() -> Vec<Plan> {
    let others = [1, 2, 3, 5];
    let waiting = WAITS.iter().enumerate().map(|(at, &wait)| Plan {
        shape: Shape::Waiting(wait),
        holder: match at {
            21 | 23 => Some(BLOCKED),
            _ if at % 5 == 1 => Some(0),
            _ if at % 5 == 3 => Some(others[at / 5 % 4]),
            _ => None,
        },
    });
    let mut plans: Vec<Plan> = waiting.collect();
    let mut put = |shape, holder| plans.push(Plan { shape, holder });
    put(Shape::Stuck(1_000, Fault::Refused), Some(0));
    put(Shape::Stuck(2_600, Fault::Refused), Some(2));
    put(Shape::Stuck(7_900, Fault::Refused), Some(3));
    put(Shape::Stuck(1_700, Fault::Unknown), Some(0));
    put(Shape::Stuck(5_600, Fault::Unknown), Some(5));
    put(Shape::Snoozed(25 * 60, false), Some(0));
    put(Shape::Snoozed(3 * 3_600, true), Some(0));
    put(Shape::Snoozed(16 * 3_600, true), Some(2));
    put(Shape::Snoozed(4 * 86_400, false), Some(3));
    for holder in [None, None, None, Some(0), None, Some(3)] {
        put(Shape::Spam, holder);
    }
    for holder in [Some(1), None, Some(0)] {
        put(Shape::ClosedUnanswered, holder);
    }
    plans
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::hash::{DefaultHasher, Hash, Hasher};

    use super::*;
    use crate::domain::{Kind, Role, expiry};

    const NOW: Timestamp = Timestamp::from_secs(1_795_000_000);

    fn arrivals(opening: &Opening) -> impl Iterator<Item = (usize, &Arrival)> {
        opening.steps.iter().filter_map(|it| match &it.what {
            What::Arrive { channel, arrival } => Some((*channel, arrival)),
            _ => None,
        })
    }

    #[test]
    fn the_same_seed_is_the_same_desk() {
        let hash = |seed| {
            let mut hasher = DefaultHasher::new();
            format!("{:?}", opening(seed, NOW)).hash(&mut hasher);
            hasher.finish()
        };
        assert_eq!(hash(1), hash(1));
        assert_ne!(hash(1), hash(2));
    }

    #[test]
    fn everything_happens_in_order_and_nothing_lies_ahead() {
        for seed in 0..20 {
            let opening = opening(seed, NOW);
            assert!(opening.steps.is_sorted_by_key(|it| it.at));
            assert!(opening.steps.last().unwrap().at <= NOW, "{:?}", opening.steps.last());
        }
    }

    #[test]
    fn every_medium_language_and_kind_of_agent_is_there() {
        let opening = opening(1, NOW);
        for kind in ChannelKind::ALL {
            assert!(opening.channels.iter().any(|it| it.kind == kind), "{kind:?}");
        }
        let names: BTreeSet<&str> = opening.channels.iter().map(|it| it.name).collect();
        assert_eq!(names.len(), opening.channels.len());
        let roles: BTreeSet<Role> = opening.agents.iter().map(|it| it.role).collect();
        assert!(roles.len() >= 3 && opening.agents.iter().any(|it| it.blocked));
        assert_eq!(opening.agents[0].role, Role::Admin);

        let mut dialogs: BTreeMap<(usize, &str), &str> = BTreeMap::new();
        for (channel, arrival) in arrivals(&opening) {
            dialogs.insert((channel, &arrival.sender.external), &arrival.sender.language);
        }
        assert_eq!(dialogs.len() as u64, DIALOGS);
        let speaking = |code| dialogs.values().filter(|it| **it == code).count();
        assert!(speaking("uk") > DIALOGS as usize / 2);
        assert!(speaking("ru") >= 15 && speaking("en") >= 15);
        let used: BTreeSet<usize> = dialogs.keys().map(|it| it.0).collect();
        assert_eq!(used.len(), opening.channels.len());
    }

    #[test]
    fn there_are_long_hostile_lively_and_old_messages() {
        let opening = opening(1, NOW);
        let has = |test: &dyn Fn(&Arrival) -> bool| arrivals(&opening).any(|(_, it)| test(it));
        assert!(has(&|it| it.text.chars().count() > 1_000 && it.text.contains("\n> ")));
        assert!(has(&|it| it.text.contains("\u{1b}]52;")));
        assert!(has(&|it| it.sender.name.contains('\u{202e}')));
        assert!(has(&|it| it.sender.name.contains('\u{489}')));
        assert!(has(&|it| it.text.matches('\u{1f60d}').count() >= 3));
        assert!(has(&|it| it.text.contains("https://")));
        assert!(has(&|it| !it.files.is_empty() && expiry(it.at) <= NOW));
        assert!(has(&|it| !it.files.is_empty() && expiry(it.at) > NOW));
        assert!(has(&|it| it.kind == Kind::Reply));
        assert!(!has(&|it| it.text.contains(['{', '}'])));
    }

    #[test]
    fn histories_are_short_and_long() {
        let opening = opening(1, NOW);
        let mut lengths: BTreeMap<Whom, usize> = BTreeMap::new();
        for step in &opening.steps {
            let with = match &step.what {
                What::Arrive { channel, arrival } => {
                    Whom { channel: *channel, external: arrival.sender.external.clone() }
                }
                What::Reply { with, .. } => with.clone(),
                _ => continue,
            };
            *lengths.entry(with).or_default() += 1;
        }
        let longest = lengths.values().max().copied().unwrap();
        assert!((30..=60).contains(&longest), "{longest}");
        assert!(lengths.values().any(|it| *it == 1));
        assert!(lengths.values().sum::<usize>() > 700);
    }

    #[test]
    fn names_of_messages_are_unique_on_their_channel() {
        let opening = opening(1, NOW);
        let mut seen = BTreeSet::new();
        for (channel, arrival) in arrivals(&opening) {
            assert!(seen.insert((channel, arrival.remote.clone())), "{arrival:?}");
        }
    }
}
