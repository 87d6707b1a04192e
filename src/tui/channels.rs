//! What the channels screen wants to know and to have done, as plain values.
//!
//! Whoever reaches desk, media and keyring takes [`ChannelWish`]es, never waits, and answers each with [`ChannelNews`].
//! Nothing here knows a network.

use crate::base::msg::Msg;
use crate::base::secret::Secret;
use crate::domain::{AgentId, ChannelId, Connector};
use crate::store::Details;
use crate::tui::action::Action;

/// Something about channels that takes more than the screen has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChannelWish {
    /// Tell how all channels are doing; answered with [`ChannelNews::Told`].
    Look {
        /// Handed back with the answer.
        no: u64,
    },
    /// Run all steps of a check; answered with [`ChannelNews::Checked`], within about a minute.
    Check {
        /// Handed back with the answer.
        no: u64,
        /// Which channel.
        channel: ChannelId,
    },
    /// Switch a channel on or off; answered with [`ChannelNews::Done`].
    Switch {
        /// Which channel.
        channel: ChannelId,
        /// Whether it is to be on.
        active: bool,
    },
    /// Give the channel's new dialogs to these agents; answered with [`ChannelNews::Done`].
    List {
        /// Which channel.
        channel: ChannelId,
        /// The agents, in this order.
        agents: Vec<AgentId>,
        /// How: a value of the option `distribution`.
        way: &'static str,
    },
    /// Ask the medium whether it would work so; answered with [`ChannelNews::Tried`].
    Try {
        /// Handed back with the answer.
        no: u64,
        /// What is tried. Nothing of it is kept.
        draft: ChannelDraft,
    },
    /// Add or change a channel; answered with [`ChannelNews::Saved`].
    Save {
        /// Handed back with the answer.
        no: u64,
        /// What is saved.
        draft: ChannelDraft,
        /// Whether it has been tried, and works.
        checked: bool,
    },
}

/// A channel as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelDraft {
    /// Which channel; `None`: a new one.
    pub channel: Option<ChannelId>,
    /// What talks to its medium.
    pub connector: Connector,
    /// What it is to be called; of a new one empty: whatever is free.
    pub name: String,
    /// Options that are said anew, and those that are said no more.
    pub changes: Vec<(String, Option<String>)>,
    /// Another password or token.
    pub secret: Option<Secret>,
}

/// What such a wish came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChannelNews {
    /// How the channels are doing. Those that have gone meanwhile are not among them.
    Told {
        /// The wish.
        no: u64,
        /// All that this person may know of, in the roster's order.
        all: Vec<Details>,
    },
    /// The steps of a check, in the order in which they are mended.
    Checked {
        /// The wish.
        no: u64,
        /// What was found.
        found: Vec<Found>,
    },
    /// What the medium says about what was tried.
    Tried {
        /// The wish.
        no: u64,
        /// What was found; a [`Mark::Bad`] among it means that it does not work.
        found: Vec<Found>,
    },
    /// It is saved: what to say about it, or why it is not.
    Saved {
        /// The wish.
        no: u64,
        /// Which.
        done: Result<Msg, Msg>,
    },
    /// It is done, or why not.
    Done(Result<Msg, Msg>),
}

/// How a step of a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// As it should be.
    Good,
    /// Nothing was found out.
    Unknown,
    /// It works, and somebody should look.
    Doubtful,
    /// This is why messages do not come or go.
    Bad,
}

/// One step of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How it came out.
    pub mark: Mark,
    /// What was found. May hold the medium's own words: hostile text.
    pub said: Msg,
    /// What to do about it.
    pub todo: Option<Todo>,
}

/// What to do about what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Todo {
    /// Press this action's key on the channels screen.
    Press(Action),
    /// What this says.
    Say(Msg),
}
