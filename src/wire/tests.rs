//! From and to, and nothing is lost; what is new is passed over or named.

use std::fmt::Debug;
use std::time::Duration;

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::op::all_refusals;
use super::*;
use crate::base::clock::Timestamp;
use crate::base::random::Random;
use crate::domain::{
    self, AgentId, ChangeNo, ChannelId, ContactId, DialogId, MessageId, OpId, Written,
};
use crate::store::far::{self, SnapshotPlace, Wish};
use crate::store::{self, Place};

/// Makes values of all sorts from a seed.
struct Dice(Random);

impl Dice {
    fn number(&mut self) -> i64 {
        let wild = [0, 1, -1, i64::MAX, i64::MIN, 1 << 52, 1 << 53];
        match self.0.below(4) {
            0 => *self.0.pick(&wild).unwrap(),
            1 => self.0.next_u64().cast_signed(),
            _ => i64::try_from(self.0.below(1000)).unwrap(),
        }
    }

    fn small(&mut self) -> u32 {
        u32::try_from(self.0.below(1 << 32)).unwrap()
    }

    fn yes(&mut self) -> bool {
        self.0.chance(50)
    }

    fn text(&mut self) -> String {
        let words = ["", "Привіт", "a\"b\\c\n\0\u{1b}[31m", "\u{202e}x", "😀\u{2028}", "plain"];
        (*self.0.pick(&words).unwrap()).to_owned()
    }

    fn op_id(&mut self) -> OpId {
        OpId(u128::from(self.0.next_u64()) << 64 | u128::from(self.0.next_u64()))
    }

    fn at(&mut self) -> Timestamp {
        Timestamp(self.number())
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.yes().then(|| make(self))
    }

    fn some<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.0.below(4)).map(|_| make(self)).collect()
    }

    fn agent_id(&mut self) -> AgentId {
        AgentId(self.number())
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        *self.0.pick(choices).unwrap()
    }

    fn kind(&mut self) -> domain::Kind {
        use domain::Kind::{Auto, Inbound, Note, Reply};
        self.of(&[Inbound, Reply, Auto, Note])
    }

    fn status(&mut self) -> domain::Status {
        self.of(&[domain::Status::Open, domain::Status::Closed, domain::Status::Spam])
    }

    fn delivery(&mut self) -> domain::Delivery {
        use domain::Delivery as Is;
        match self.0.below(8) {
            0 => Is::Queued { due: self.at(), failures: self.small() },
            1 => Is::Sending { failures: self.small() },
            2 => Is::Sent,
            3 => Is::Delivered,
            4 => Is::Read,
            5 => Is::Failed { reason: self.text() },
            6 => Is::Unsure,
            _ => Is::Dropped,
        }
    }

    fn people(&mut self) -> Vec<Vec<ContactId>> {
        self.some(|it| it.some(|it| ContactId(it.number())))
    }

    fn change(&mut self) -> domain::Change {
        use domain::Change as Is;
        let message = MessageId(self.number());
        match self.0.below(16) {
            0 => Is::Wrote(Written { message, kind: self.kind(), at: self.at() }),
            1 => Is::Delivery { message, to: self.delivery() },
            2 => Is::Closed,
            3 => Is::Reopened(domain::Reopening::ByAgent),
            4 => Is::Reopened(domain::Reopening::ByCustomer),
            5 => Is::MarkedSpam { from: self.status() },
            6 => Is::UnmarkedSpam { to: self.status() },
            7 => Is::Assigned { from: self.maybe(Self::agent_id), to: self.maybe(Self::agent_id) },
            8 => Is::Snoozed { from: self.maybe(Self::at), to: self.maybe(Self::at) },
            9 => Is::Tagged { from: self.some(Self::text), to: self.some(Self::text) },
            10 => Is::Merged { from: self.people(), to: self.people() },
            11 => Is::ContactNoted { from: self.text(), to: self.text() },
            12 => Is::ChannelSwitched { active: self.yes() },
            13 => Is::ChannelAdded,
            14 => Is::ChannelDeleted,
            _ => Is::AgentsChanged,
        }
    }

    fn entry(&mut self) -> store::FeedEntry {
        store::FeedEntry {
            no: ChangeNo(self.number()),
            at: self.at(),
            agent: self.maybe(Self::agent_id),
            op: self.maybe(Self::op_id),
            dialog: self.maybe(|it| DialogId(it.number())),
            change: self.change(),
        }
    }

    fn letter(&mut self) -> domain::Letter {
        domain::Letter {
            text: self.text(),
            files: self.some(|it| domain::Enclosure {
                name: it.text(),
                bytes: it.0.next_u64() % (super::FILE_MAX + 1),
                content: domain::ContentHash(std::array::from_fn(|_| it.0.next_u64() as u8)),
            }),
            answers: self.maybe(|it| MessageId(it.number())),
            hold: Duration::from_millis(self.0.next_u64() % 120_001),
        }
    }

    fn intent(&mut self) -> domain::Intent {
        use domain::Intent as Is;
        let message = MessageId(self.number());
        match self.0.below(22) {
            0 => Is::Close,
            1 => Is::CloseAndUnassign,
            2 => Is::Reopen,
            3 => Is::Assign(self.maybe(Self::agent_id)),
            4 => Is::MarkSpam,
            5 => Is::UnmarkSpam,
            6 => Is::Snooze(self.at()),
            7 => Is::Wake,
            8 => Is::ToggleTag(self.text()),
            9 => Is::AddTag(self.text()),
            10 => Is::DropTag(self.text()),
            11 => Is::Reply(self.text()),
            12 => Is::HeldReply(self.text(), Duration::from_millis(self.0.next_u64() % 120_001)),
            13 => Is::Note(self.text()),
            14 => Is::Retry(message),
            15 => Is::Drop(message),
            16 => Is::ConfirmSent(message),
            17 => Is::MergeContact(ContactId(self.number())),
            18 => Is::SplitContact,
            19 => Is::ContactNote(self.text()),
            20 => Is::Letter(self.letter()),
            _ => Is::Undo(self.op_id()),
        }
    }

    fn wish(&mut self) -> Wish {
        Wish {
            op: domain::Op {
                id: self.op_id(),
                dialog: DialogId(self.number()),
                intent: self.intent(),
            },
            batch: self.maybe(Self::op_id),
            basis: domain::Basis {
                upto: MessageId(self.number()),
                assignee: self.maybe(Self::agent_id),
            },
        }
    }

    fn done(&mut self) -> store::Done {
        if self.yes() {
            let all = all_refusals(&self.text());
            return store::Done::Refused(self.0.pick(&all).unwrap().clone());
        }
        store::Done::Accepted {
            changes: self.some(Self::change),
            unanswered: self.small(),
            answering: self.yes(),
            head: ChangeNo(self.number()),
        }
    }

    fn message(&mut self) -> domain::Message {
        let file = |it: &mut Self| domain::Attachment {
            name: it.text(),
            bytes: it.0.next_u64(),
            expires: it.at(),
            content: it
                .maybe(|it| domain::ContentHash(std::array::from_fn(|_| it.0.next_u64() as u8))),
        };
        domain::Message {
            id: MessageId(self.number()),
            dialog: DialogId(self.number()),
            kind: self.kind(),
            author: self.maybe(Self::agent_id),
            at: self.at(),
            text: self.text(),
            delivery: self.maybe(Self::delivery),
            about: domain::Aside {
                writer: "w".into(),
                subject: String::new(),
                answers: None,
                edited: Some(Timestamp(7)),
            },
            files: self.some(file),
        }
    }

    fn dialog(&mut self) -> domain::Dialog {
        domain::Dialog {
            id: DialogId(self.number()),
            channel: ChannelId(self.number()),
            contact: ContactId(self.number()),
            status: self.status(),
            before_spam: self.status(),
            assignee: self.maybe(Self::agent_id),
            snoozed_until: self.maybe(Self::at),
            tags: self.some(Self::text),
            counter: domain::Counter { unanswered: self.small(), since: self.maybe(Self::at) },
            on_its_way: self.small(),
            stuck: self.small(),
            last_at: self.at(),
        }
    }

    fn contact(&mut self) -> domain::Contact {
        domain::Contact {
            blocked_us: None,
            id: ContactId(self.number()),
            channel: ChannelId(self.number()),
            external: self.text(),
            name: self.text(),
            handle: self.text(),
            language: self.text(),
            note: self.text(),
        }
    }

    fn closing(&mut self) -> far::Closing {
        far::Closing {
            id: self.number(),
            point: MessageId(self.number()),
            at: self.at(),
            op: self.maybe(Self::op_id),
            stands: self.yes(),
            taken_back: self.maybe(Self::at),
        }
    }

    fn bundle(&mut self) -> far::Bundle {
        far::Bundle {
            as_of: ChangeNo(self.number()),
            dialog: self.dialog(),
            contact: self.contact(),
            person: ContactId(self.number()),
            began_at: self.at(),
            messages: self.number(),
            last_text: self.text(),
            last_kind: self.maybe(Self::kind),
            last_inbound: MessageId(self.number()),
            spam: self.maybe(|it| (it.maybe(Self::agent_id), it.at())),
            closes: self.some(Self::closing),
            seen: MessageId(self.number()),
            thread: self.some(Self::message),
            tail: self.maybe(|it| far::Tail { before: it.maybe(|it| MessageId(it.number())) }),
        }
    }

    fn grant(&mut self) -> domain::Grant {
        let see = self.of(&domain::Sight::ALL);
        let may = self.some(|it| it.of(&domain::Right::GRANTED));
        domain::Grant::new(see, &may)
    }

    fn agent(&mut self) -> domain::Agent {
        let role = match self.of(&domain::Role::ALL) {
            domain::Role::NoChats => domain::Role::Own(domain::RoleId(self.number())),
            built_in => built_in,
        };
        let usual = domain::Rights::usual(self.grant());
        let on = self.some(|it| (ChannelId(it.number()), it.grant()));
        let rights = on.into_iter().fold(usual, |all, (on, grant)| all.except(on, grant));
        let (id, name, blocked, away) = (self.agent_id(), self.text(), self.yes(), self.yes());
        domain::Agent { id, name, role, rights, blocked, away }
    }

    fn channel(&mut self) -> domain::Channel {
        let health = match self.0.below(3) {
            0 => domain::Health::Ok,
            1 => domain::Health::Unauthorized,
            _ => domain::Health::Unreachable(self.text()),
        };
        domain::Channel {
            id: ChannelId(self.number()),
            kind: self.of(&domain::ChannelKind::ALL),
            connector: domain::Connector::Demo,
            name: self.text(),
            active: self.yes(),
            health,
        }
    }

    fn roster(&mut self) -> store::Roster {
        store::Roster {
            channels: self.some(Self::channel),
            agents: self.some(Self::agent),
            file_months: self.yes().then_some(7),
        }
    }

    fn delta(&mut self) -> far::Delta {
        far::Delta {
            after: ChangeNo(self.number()),
            upto: ChangeNo(self.number()),
            more: self.yes(),
            rights: self.0.next_u64(),
            entries: self.some(Self::entry),
            bundles: self.some(Self::bundle),
            gone: self.some(|it| DialogId(it.number())),
            roster: self.maybe(Self::roster),
        }
    }

    fn place(&mut self) -> SnapshotPlace {
        let behind =
            |it: &mut Self| Place { heap: it.number(), key: it.number(), tie: it.number() };
        SnapshotPlace { bucket: self.of(&domain::Bucket::ALL), behind: self.maybe(behind) }
    }

    fn snapshot(&mut self) -> far::SnapshotPage {
        far::SnapshotPage {
            head: ChangeNo(self.number()),
            rights: self.0.next_u64(),
            bundles: self.some(Self::bundle),
            next: self.maybe(Self::place),
            roster: self.maybe(Self::roster),
            total: self.maybe(|it| it.0.next_u64()),
        }
    }
}

/// Through JSON and back.
fn there_and_back<Own, Wire>(own: &Own) -> Own
where
    Own: Clone + TryFrom<Wire, Error: Debug>,
    Wire: From<Own> + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let wire = Wire::from(own.clone());
    let json = serde_json::to_string(&wire).unwrap();
    let read: Wire = serde_json::from_str(&json).unwrap();
    assert_eq!(read, wire, "{json}");
    read.try_into().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_sent_arrives_as_it_was(seed in any::<u64>()) {
        let mut dice = Dice(Random::from_seed(seed));
        let (delta, page, wish, done) = (dice.delta(), dice.snapshot(), dice.wish(), dice.done());
        prop_assert_eq!(&there_and_back::<_, Delta>(&delta), &delta);
        prop_assert_eq!(&there_and_back::<_, Snapshot>(&page), &page);
        prop_assert_eq!(&there_and_back::<_, Op>(&wish), &wish);
        prop_assert_eq!(&there_and_back::<_, Outcome>(&done), &done);
        let (messages, at_start) = (dice.some(Dice::message), dice.yes());
        let thread = store::ThreadPage { messages, at_start, elsewhere: false };
        prop_assert_eq!(&there_and_back::<_, Older>(&thread), &thread);
    }

    #[test]
    fn a_place_is_given_back_as_it_was(seed in any::<u64>()) {
        let place = Dice(Random::from_seed(seed)).place();
        let text = PlaceText::from(place);
        prop_assert!(text.0.bytes().all(|it| it.is_ascii_alphanumeric() || b"~-".contains(&it)));
        prop_assert_eq!(SnapshotPlace::try_from(text), Ok(place));
    }

    #[test]
    fn no_text_breaks_the_reading_of_a_place(text in ".{0,40}") {
        if let Ok(place) = SnapshotPlace::try_from(PlaceText(text)) {
            let again = SnapshotPlace::try_from(PlaceText::from(place));
            prop_assert_eq!(again, Ok(place));
        }
    }
}

#[test]
fn refusals_go_by_the_words_of_the_desk() {
    for refusal in all_refusals("Borys") {
        let told = serde_json::to_value(Refusal::from(refusal.clone())).unwrap();
        assert_eq!(told["code"], refusal.code());
    }
}

#[test]
fn a_field_from_a_newer_hub_is_passed_over_and_a_word_is_named() {
    let newer = r#"{"kind":"queued","due":5,"failures":0,"priority":"high"}"#;
    assert_eq!(
        serde_json::from_str::<Delivery>(newer).unwrap(),
        Delivery::Queued { due: 5, failures: 0 }
    );
    for text in [r#"{"kind":"teleported"}"#, r#"{"kind":"teleported","to":[1]}"#] {
        let wrong = serde_json::from_str::<Change>(text).unwrap_err().to_string();
        assert!(wrong.contains("teleported"), "{wrong}");
    }
    let wrong = serde_json::from_str::<Refusal>(r#"{"code":"moon-is-full"}"#).unwrap_err();
    assert!(wrong.to_string().contains("moon-is-full"), "{wrong}");
}

#[test]
fn names_of_ops_are_32_digits_and_nothing_else() {
    let read = |it: &str| serde_json::from_str::<Hex128>(&format!("\"{it}\"")).map(|it| it.0).ok();
    assert_eq!(read("000000000000000000000000000000ff"), Some(255));
    assert_eq!(read(&"F".repeat(32)), Some(u128::MAX));
    for wrong in ["", "ff", "+0000000000000000000000000000ff", "0x0000000000000000000000000000ff"] {
        assert_eq!(read(wrong), None, "{wrong}");
    }
    assert_eq!(read(&"f".repeat(33)), None);
    assert_eq!(serde_json::to_string(&Hex128(255)).unwrap(), format!("\"{:032x}\"", 255));
}
