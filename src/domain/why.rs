//! Why a dialog is not in a list (FAQ 9): every reason there is, for the command `why` and for its key on the screen.

use super::query::{Names, print_one};
use super::{
    About, Agent, AgentId, Bucket, Channel, ChannelId, Dialog, Filter, Heaps, Right, Term,
    UNTIL_REPLY,
};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;

/// A list as somebody looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it shows.
    pub whole: Filter,
    /// What that is made of; `true`: it was typed, else it is the view's.
    pub terms: Vec<(Term, bool)>,
}

impl Listed {
    /// What is left of a view that is narrowed down by `extra`; see [`Filter::within`].
    #[must_use]
    pub fn new(me: AgentId, view: &[Term], extra: &[Term]) -> Self {
        let elsewhere = extra.iter().any(|it| matches!(it, Term::Is(_)));
        let base = if elsewhere { &[] } else { view }.iter().map(|it| (it.clone(), false));
        let terms = base.chain(extra.iter().map(|it| (it.clone(), true))).collect();
        Self { whole: Filter::within(me, view, extra), terms }
    }
}

/// One thing that keeps a dialog from somebody's eyes, or may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Their role does not show it. Of such a dialog nothing else is told.
    NoRight,
    /// Its channel is switched off: the dialog is there, what is new is not.
    Inactive,
    /// It is spam, and the list shows none.
    Spam,
    /// It is closed, and the list shows no closed ones.
    Closed,
    /// It is snoozed, and the list shows none that are; until when, unless it is until the customer writes.
    Snoozed(Option<Timestamp>),
    /// It is open, and the list shows no open ones.
    Open,
    /// A part of the filter hides it.
    Hidden {
        /// Which one.
        by: Term,
        /// Whether it was typed, else it is the view's.
        typed: bool,
    },
}

/// What a reason is told with. Nothing is cleaned.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "words alone have nothing to show")]
pub struct Naming<'a> {
    /// Who looks.
    pub me: &'a str,
    /// The dialog's channel.
    pub channel: &'a str,
    /// The list's view.
    pub view: &'a str,
    /// What the words of filters mean.
    pub names: &'a Names<'a>,
    /// How a moment is said.
    pub moment: &'a dyn Fn(Timestamp) -> String,
}

impl Reason {
    /// The word scripts know it by; it never changes.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NoRight => "no-right",
            Self::Inactive => "channel-inactive",
            Self::Spam => "spam",
            Self::Closed => "closed",
            Self::Snoozed(_) => "snoozed",
            Self::Open | Self::Hidden { typed: false, .. } => "view",
            Self::Hidden { typed: true, .. } => "filter",
        }
    }

    /// Whether it is enough to hide a dialog.
    #[must_use]
    pub const fn hides(&self) -> bool {
        !matches!(self, Self::Inactive)
    }

    /// It in words.
    #[must_use]
    pub fn say(&self, told: &Naming<'_>) -> Msg {
        let words = |by| print_one(by, told.names);
        match self {
            Self::NoRight => {
                Msg::new("why-no-right").with("name", told.me).with("channel", told.channel)
            }
            Self::Inactive => Msg::new("why-inactive").with("channel", told.channel),
            Self::Spam => Msg::new("why-spam"),
            Self::Closed => Msg::new("why-closed"),
            Self::Snoozed(Some(at)) => Msg::new("why-snoozed").with("at", (told.moment)(*at)),
            Self::Snoozed(None) => Msg::new("why-snoozed-until-reply"),
            Self::Open => Msg::new("why-view").with("view", told.view),
            Self::Hidden { by, typed: true } => Msg::new("why-filter").with("words", words(by)),
            Self::Hidden { by: Term::Unanswered, typed: false } => {
                Msg::new("why-nobody-waits").with("view", told.view)
            }
            Self::Hidden { by, typed: false } => {
                Msg::new("why-view-term").with("view", told.view).with("words", words(by))
            }
        }
    }
}

/// Everything that keeps a dialog out of a list at `now`. Nothing that [`hides`](Reason::hides): it stands there.
#[must_use]
pub fn reasons(
    me: &Agent,
    dialog: &Dialog,
    about: &About<'_>,
    list: &Listed,
    now: Timestamp,
) -> Vec<Reason> {
    if !me.sees(dialog) {
        return vec![Reason::NoRight];
    }
    let inactive = (!about.channel.active).then_some(Reason::Inactive);
    let elsewhere = (!list.whole.heaps.has(dialog.bucket())).then(|| match dialog.bucket() {
        Bucket::Spam => Reason::Spam,
        Bucket::Closed => Reason::Closed,
        Bucket::Snoozed => Reason::Snoozed(dialog.snoozed_until.filter(|it| *it < UNTIL_REPLY)),
        Bucket::Open => Reason::Open,
    });
    let alone = |it: &Term| Filter::of(me.id, &[Term::Is(Heaps::ALL), it.clone()]);
    let hides = |it: &&(Term, bool)| {
        !matches!(it.0, Term::Is(_)) && !alone(&it.0).passes(dialog, about, now)
    };
    let terms = list.terms.iter().filter(hides);
    let terms = terms.map(|it| Reason::Hidden { by: it.0.clone(), typed: it.1 });
    inactive.into_iter().chain(elsewhere).chain(terms).collect()
}

/// What may keep a dialog away of which nothing is known here, by channels.
#[must_use]
pub fn absent(me: &Agent, channels: &[Channel]) -> Vec<(ChannelId, Reason)> {
    let why = |it: &Channel| match me.sees_channel(it.id) {
        false => Some(Reason::NoRight),
        true => (!it.active).then_some(Reason::Inactive),
    };
    channels.iter().filter_map(|it| Some((it.id, why(it)?))).collect()
}

/// The names of those who can give a right, for a sentence.
#[must_use]
pub fn who_can_give(agents: &[Agent]) -> String {
    let admins = agents.iter().filter(|it| it.may(Right::ManageAgents));
    admins.map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Assigned, ChannelKind, Connector, ContactId, Counter, DialogId, Grant, Health, Rights,
        Role, Sight, Status, View,
    };

    const NOW: Timestamp = Timestamp(1_795_435_200_000);

    fn dialog() -> Dialog {
        Dialog {
            id: DialogId(1),
            channel: ChannelId(1),
            contact: ContactId(1),
            status: Status::Open,
            before_spam: Status::Open,
            assignee: None,
            snoozed_until: None,
            tags: vec!["vip".into()],
            counter: Counter { unanswered: 1, since: Some(NOW) },
            on_its_way: 0,
            stuck: 0,
            last_at: NOW,
        }
    }

    fn channel() -> Channel {
        let (connector, health) = (Connector::Demo, Health::Ok);
        let kind = ChannelKind::Telegram;
        Channel { id: ChannelId(1), kind, connector, name: "Shop".into(), active: true, health }
    }

    fn anna() -> Agent {
        Agent::new(AgentId(1), "Anna", Role::Agent)
    }

    fn why(dialog: &Dialog, channel: &Channel, view: View, extra: &[Term]) -> Vec<Reason> {
        let list = Listed::new(AgentId(1), &view.terms(), extra);
        let about =
            About { channel, holder: None, language: "uk", says: &|word| word == "кава" };
        let found = reasons(&anna(), dialog, &about, &list, NOW);
        let passes = list.whole.passes(dialog, &about, NOW);
        assert_eq!(passes, !found.iter().any(Reason::hides), "as the one truth has it: {found:?}");
        found
    }

    #[test]
    fn what_nothing_hides_has_no_reason() {
        assert_eq!(why(&dialog(), &channel(), View::Waiting, &[]), []);
        let extra = [Term::Tag("vip".into()), Term::Words("кава".into())];
        assert_eq!(why(&dialog(), &channel(), View::Open, &extra), []);
    }

    #[test]
    fn the_heap_is_named_and_every_term_that_hides() {
        let closed = Dialog { status: Status::Closed, ..dialog() };
        assert_eq!(why(&closed, &channel(), View::Open, &[]), [Reason::Closed]);
        let spam = Dialog { status: Status::Spam, ..dialog() };
        assert_eq!(why(&spam, &channel(), View::Open, &[]), [Reason::Spam]);
        assert_eq!(why(&dialog(), &channel(), View::Closed, &[]), [Reason::Open]);
        let later = Timestamp(NOW.0 + 1);
        let snoozed = |at| Dialog { snoozed_until: Some(at), ..dialog() };
        let reasons = why(&snoozed(later), &channel(), View::Open, &[]);
        assert_eq!(reasons, [Reason::Snoozed(Some(later))]);
        let reasons = why(&snoozed(UNTIL_REPLY), &channel(), View::Open, &[]);
        assert_eq!(reasons, [Reason::Snoozed(None)]);
        let extra = [Term::NoTag("vip".into()), Term::Words("чай".into())];
        let hidden = |by: &Term, typed| Reason::Hidden { by: by.clone(), typed };
        let mine = Term::Assignee(vec![Assigned::Me]);
        let expected = [hidden(&mine, false), hidden(&extra[0], true), hidden(&extra[1], true)];
        assert_eq!(why(&dialog(), &channel(), View::Mine, &extra), expected);
    }

    #[test]
    fn who_says_where_to_look_has_left_the_view() {
        let extra = [Term::Is(Heaps::ALL)];
        assert_eq!(why(&dialog(), &channel(), View::Mine, &extra), []);
    }

    #[test]
    fn a_channel_that_is_off_hides_nothing_that_is_there() {
        let off = Channel { active: false, ..channel() };
        assert_eq!(why(&dialog(), &off, View::Open, &[]), [Reason::Inactive]);
        assert_eq!(absent(&anna(), &[off, channel()]), [(ChannelId(1), Reason::Inactive)]);
    }

    #[test]
    fn of_what_somebody_may_not_see_nothing_else_is_told() {
        let own = Rights::usual(Grant::new(Sight::Own, &[Right::Work]));
        let me = Agent { rights: own, ..anna() };
        let list = Listed::new(me.id, &View::Closed.terms(), &[]);
        let channel = Channel { active: false, ..channel() };
        let about = About { channel: &channel, holder: None, language: "", says: &|_| false };
        let held = Dialog { assignee: Some(AgentId(2)), ..dialog() };
        assert_eq!(reasons(&me, &held, &about, &list, NOW), [Reason::NoRight]);
        let blocked = Agent { blocked: true, ..anna() };
        assert_eq!(absent(&blocked, &[channel]), [(ChannelId(1), Reason::NoRight)]);
    }
}
