//! What a role lets its agents see and do, as data: the same everywhere, or with exceptions for some channels.

use super::{AgentId, ChannelId};

/// Which dialogs are there for somebody. What is out of sight does not exist for them: not in lists, counts, searches,
/// the feed, nor as the subject of an op.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sight {
    /// None.
    Nothing,
    /// Those assigned to them.
    Own,
    /// Those assigned to them or to nobody.
    OwnAndUnassigned,
    /// All.
    All,
}

impl Sight {
    /// All of them, the narrowest first.
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Own, Self::OwnAndUnassigned, Self::All];

    /// The word the desk's file and the commands use.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Own => "own",
            Self::OwnAndUnassigned => "unassigned",
            Self::All => "all",
        }
    }

    /// The sight of a [`code`](Self::code).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// Whether a dialog that `assignee` holds is there for `me`.
    #[must_use]
    pub fn covers(self, me: AgentId, assignee: Option<AgentId>) -> bool {
        match self {
            Self::Nothing => false,
            Self::Own => assignee == Some(me),
            Self::OwnAndUnassigned => assignee.is_none_or(|it| it == me),
            Self::All => true,
        }
    }
}

/// One thing that a role may or may not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Right {
    /// See dialogs at all. Not granted by itself: it is what [`Sight`] comes to.
    See,
    /// Reply, note, tag, snooze, look after stuck messages, say who is who.
    Work,
    /// Take a dialog for oneself, or take it off whoever has it.
    Take,
    /// Close and reopen.
    Close,
    /// Give a dialog to somebody else.
    AssignOthers,
    /// Mark as spam, and as none.
    Spam,
    /// Destroy for good what was said: delete a channel with its dialogs. Needs [`ManageChannels`](Self::ManageChannels),
    /// too.
    Delete,
    /// Add, activate and deactivate channels.
    ManageChannels,
    /// Agents, roles and tokens. Over the whole desk: no channel can be an exception.
    ManageAgents,
}

impl Right {
    /// All that a role can grant, in the order in which they are told.
    pub const GRANTED: [Self; 8] = [
        Self::Work,
        Self::Take,
        Self::Close,
        Self::AssignOthers,
        Self::Spam,
        Self::Delete,
        Self::ManageChannels,
        Self::ManageAgents,
    ];

    /// The word the desk's file and the commands use.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::Work => "work",
            Self::Take => "take",
            Self::Close => "close",
            Self::AssignOthers => "assign",
            Self::Spam => "spam",
            Self::Delete => "delete",
            Self::ManageChannels => "channels",
            Self::ManageAgents => "agents",
        }
    }

    /// The right of a [`code`](Self::code), if a role can grant it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::GRANTED.into_iter().find(|it| it.code() == code)
    }

    /// Whether it is about single dialogs, so that who sees none of them has no use for it.
    #[must_use]
    pub const fn is_about_dialogs(self) -> bool {
        !matches!(self, Self::Delete | Self::ManageChannels | Self::ManageAgents)
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// What is seen and allowed, on one channel or on all that are no exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Grant {
    sight: Sight,
    may: u16,
}

impl Grant {
    /// Nothing seen, nothing allowed.
    pub const NOTHING: Self = Self { sight: Sight::Nothing, may: 0 };

    /// This much seen, and these things allowed.
    #[must_use]
    pub fn new(sight: Sight, rights: &[Right]) -> Self {
        Self { sight, may: rights.iter().fold(0, |bits, it| bits | it.bit()) }
    }

    /// What is seen.
    #[must_use]
    pub const fn sight(self) -> Sight {
        self.sight
    }

    /// Whether it allows `right`. Who sees no dialog can do nothing to one.
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        let sees = self.sight != Sight::Nothing;
        match right {
            Right::See => sees,
            _ => self.may & right.bit() != 0 && (sees || !right.is_about_dialogs()),
        }
    }

    /// What was granted, in the order of [`Right::GRANTED`].
    #[must_use]
    pub fn rights(self) -> Vec<Right> {
        Right::GRANTED.into_iter().filter(|it| self.may & it.bit() != 0).collect()
    }
}

/// Everything a role says: the usual, and what differs on some channels. An exception stands for itself: nothing of the
/// usual is added to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rights {
    usual: Grant,
    /// By channel.
    on: Vec<(ChannelId, Grant)>,
}

impl Rights {
    /// The same on every channel.
    #[must_use]
    pub const fn usual(usual: Grant) -> Self {
        Self { usual, on: Vec::new() }
    }

    /// The same, but on `channel` only what `grant` says; the last word on a channel counts.
    #[must_use]
    pub fn except(mut self, channel: ChannelId, grant: Grant) -> Self {
        match self.on.binary_search_by_key(&channel, |it| it.0) {
            Ok(at) => self.on[at].1 = grant,
            Err(at) => self.on.insert(at, (channel, grant)),
        }
        self
    }

    /// What holds on every channel that is no exception, also on those that come later.
    #[must_use]
    pub const fn base(&self) -> Grant {
        self.usual
    }

    /// The channels that are exceptions, in the order of their names, and what holds there.
    #[must_use]
    pub fn exceptions(&self) -> &[(ChannelId, Grant)] {
        &self.on
    }

    /// The same without the exceptions on channels that are not `known`.
    #[must_use]
    pub fn only_on(mut self, known: impl Fn(ChannelId) -> bool) -> Self {
        self.on.retain(|it| known(it.0));
        self
    }

    /// What holds on one channel.
    #[must_use]
    pub fn on(&self, channel: ChannelId) -> Grant {
        self.on.binary_search_by_key(&channel, |it| it.0).map_or(self.usual, |at| self.on[at].1)
    }

    /// Whether `right` is allowed on a channel. Agents are managed for the whole desk or not at all.
    #[must_use]
    pub fn may_on(&self, right: Right, channel: ChannelId) -> bool {
        match right {
            Right::ManageAgents => self.usual.may(right),
            _ => self.on(channel).may(right),
        }
    }

    /// Whether `right` is allowed at all: in dialogs on some channel at least, of the desk itself as a rule.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        let somewhere = || self.on.iter().any(|it| it.1.may(right));
        self.usual.may(right) || right.is_about_dialogs() && somewhere()
    }

    /// Whether every dialog of the desk is seen, so that nothing needs to be held back.
    #[must_use]
    pub fn see_all(&self) -> bool {
        let all = |it: Grant| it.sight == Sight::All;
        all(self.usual) && self.on.iter().all(|it| all(it.1))
    }

    /// Everything that is said here as bytes; the same bytes mean the same rights.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut put = |channel: i64, it: Grant| {
            bytes.extend(channel.to_le_bytes());
            bytes.push(it.sight as u8);
            bytes.extend(it.may.to_le_bytes());
        };
        put(0, self.usual);
        self.on.iter().for_each(|it| put(it.0.0, it.1));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ME: AgentId = AgentId(1);
    const SHOP: ChannelId = ChannelId(7);

    #[test]
    fn every_word_comes_back() {
        for sight in Sight::ALL {
            assert_eq!(Sight::from_code(sight.code()), Some(sight));
        }
        for right in Right::GRANTED {
            assert_eq!(Right::from_code(right.code()), Some(right));
        }
        assert_eq!(Right::from_code(Right::See.code()), None, "sight says it");
    }

    #[test]
    fn sight_is_told_by_who_holds_the_dialog() {
        let seen = |it: Sight| [None, Some(ME), Some(AgentId(2))].map(|who| it.covers(ME, who));
        assert_eq!(seen(Sight::Nothing), [false, false, false]);
        assert_eq!(seen(Sight::Own), [false, true, false]);
        assert_eq!(seen(Sight::OwnAndUnassigned), [true, true, false]);
        assert_eq!(seen(Sight::All), [true, true, true]);
    }

    #[test]
    fn who_sees_nothing_can_do_nothing_in_dialogs() {
        let blind = Grant::new(Sight::Nothing, &Right::GRANTED);
        let left: Vec<Right> = Right::GRANTED.into_iter().filter(|it| blind.may(*it)).collect();
        assert_eq!(left, [Right::Delete, Right::ManageChannels, Right::ManageAgents]);
        assert!(!blind.may(Right::See));
        assert_eq!(blind.rights(), Right::GRANTED, "what was granted is not forgotten");
    }

    #[test]
    fn an_exception_stands_for_itself() {
        let usual = Grant::new(Sight::All, &[Right::Work, Right::Close]);
        let rights = Rights::usual(usual).except(SHOP, Grant::NOTHING);
        assert!(rights.may_on(Right::Close, ChannelId(8)) && rights.may(Right::Close));
        assert!(!rights.may_on(Right::See, SHOP) && !rights.see_all());
        let only_there = Rights::usual(Grant::NOTHING).except(SHOP, usual);
        assert!(only_there.may_on(Right::Work, SHOP) && only_there.may(Right::Work));
        assert!(!only_there.may_on(Right::Work, ChannelId(8)));
        let last = only_there.except(SHOP, Grant::NOTHING);
        assert_eq!(last.exceptions(), [(SHOP, Grant::NOTHING)], "the last word counts");
    }

    #[test]
    fn the_desk_itself_is_managed_by_the_usual_alone() {
        let all = Grant::new(Sight::All, &Right::GRANTED);
        let there = Rights::usual(Grant::NOTHING).except(SHOP, all);
        assert!(!there.may(Right::ManageAgents) && !there.may_on(Right::ManageAgents, SHOP));
        assert!(there.may_on(Right::ManageChannels, SHOP) && !there.may(Right::ManageChannels));
    }
}
