//! Files that replies of a replica take along: they are at the hub before the reply is.

use std::io::Read as _;

use super::network::{Fate, Network};
use super::*;
use keydesk::domain::{ContentHash, Enclosure, Letter, Refusal};
use keydesk::store::Sqlite;
use keydesk::sync::bring::PIECE;

/// A hub with two dialogs, a replica, and a network between them.
struct Stage {
    hub: Hub,
    network: Network,
    one: Replica,
    dialog: DialogId,
    other: DialogId,
}

impl Stage {
    fn set() -> Self {
        Self::with(Hub::start())
    }

    fn with(hub: Hub) -> Self {
        let (dialog, other) = (hub.write("Anna", "hello"), hub.write("Vira", "hello"));
        let me = hub.agent("Olena", Role::Agent);
        let network = Network::to(address(&hub));
        let one = Replica::of(&hub, me, network.address);
        one.live();
        Self { hub, network, one, dialog, other }
    }

    /// Answers at the replica with a file that holds this.
    fn reply(&self, dialog: DialogId, content: &[u8]) -> ContentHash {
        let (hash, bytes) = self.one.desk.blobs().put(&mut &content[..]).unwrap();
        let done = self.one.act(dialog, letter(hash, bytes));
        assert!(matches!(done, Done::Accepted { .. }), "{done:?}");
        hash
    }

    /// Waits until the hub has the reply with this file.
    fn arrives(&self, dialog: DialogId, hash: ContentHash) {
        wait(&self.hub.desk, "the reply at the hub", move |it| last_file(it, dialog) == Some(hash));
    }

    fn kept(&self, hash: ContentHash) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.hub.desk.blobs().open(hash).unwrap()?.read_to_end(&mut bytes).unwrap();
        Some(bytes)
    }
}

fn letter(content: ContentHash, bytes: u64) -> Intent {
    let files = vec![Enclosure { name: "чек.pdf".into(), bytes, content }];
    Intent::Letter(Letter { text: "see".into(), files, ..Letter::default() })
}

fn last_file(desk: &Sqlite, dialog: DialogId) -> Option<ContentHash> {
    let page = desk.thread(dialog, None, 1).unwrap();
    page.messages.last()?.files.first()?.content
}

/// So many bytes that do not repeat piece by piece.
fn long(bytes: u64) -> Vec<u8> {
    (0..bytes).map(|it| (it % 251) as u8).collect()
}

#[test]
fn a_reply_of_a_replica_takes_its_files_along() {
    let stage = Stage::set();
    let (dialog, content) = (stage.dialog, long(3 * PIECE / 2));
    stage.network.cut();
    stage.one.offline();
    let hash = stage.reply(dialog, &content);
    let here = stage.one.desk.read_now(move |it| Ok(last_file(it, dialog))).unwrap();
    assert_eq!(here, Some(hash), "it is shown while it waits");
    stage.network.mend();
    stage.one.note(stage.other, "a reason to look");
    stage.arrives(dialog, hash);
    assert!(stage.kept(hash).unwrap() == content);
    stage.one.when("told by the hub", move |it| {
        let page = it.thread(dialog, None, 1).unwrap();
        it.waiting().unwrap() == (0, 0) && !page.messages[0].id.is_provisional()
    });
    let here = stage.one.desk.read_now(move |it| Ok(last_file(it, dialog))).unwrap();
    assert_eq!(here, Some(hash));
}

#[test]
fn what_is_on_its_way_holds_up_its_own_dialog_and_no_other() {
    let stage = Stage::set();
    let (dialog, other) = (stage.dialog, stage.other);
    stage.network.decide(|it| match it.line.starts_with("PUT") {
        true => Fate::Answered(503, "busy"),
        false => Fate::Arrives,
    });
    let hash = stage.reply(dialog, b"what is in it");
    stage.one.note(dialog, "after it");
    stage.one.note(other, "beside it");
    wait(&stage.hub.desk, "the other dialog's note", move |it| {
        texts(it, other).contains(&"beside it".to_owned())
    });
    assert_eq!(hub_texts(&stage.hub, dialog), ["hello"]);
    stage.one.until("two wait", |it| it.waiting == 2);
    stage.network.decide(|_| Fate::Arrives);
    stage.one.note(other, "a reason to look");
    wait(&stage.hub.desk, "both in their order", move |it| {
        texts(it, dialog) == ["hello", "see", "after it"]
    });
    assert_eq!(stage.kept(hash).as_deref(), Some(&b"what is in it"[..]));
}

#[test]
fn a_connection_that_is_cut_in_the_middle_goes_on_there() {
    let stage = Stage::set();
    let content = long(4 * PIECE);
    let mut cuts = 0;
    stage.network.decide(move |it| {
        // Every second piece arrives, and nobody hears of it.
        if it.line.starts_with("PUT") && !it.body.is_empty() {
            cuts += 1;
            if cuts % 2 == 1 && cuts < 6 {
                return Fate::AnswerLost;
            }
        }
        Fate::Arrives
    });
    let hash = stage.reply(stage.dialog, &content);
    for _ in 0..3 {
        stage.one.until("tried again", |it| it.waiting > 0);
        stage.one.note(stage.other, "a reason to look");
    }
    stage.arrives(stage.dialog, hash);
    assert!(stage.kept(hash).unwrap() == content);
    let pieces = stage.network.passed.try_iter().filter(|it| it.starts_with("PUT"));
    let from = |it: &String| it.contains("from=0 ");
    let pieces: Vec<String> = pieces.collect();
    assert!(pieces.iter().filter(|it| from(it)).count() < pieces.len(), "{pieces:?}");
}

#[test]
fn a_hub_that_dies_in_the_middle_has_it_from_the_next_one() {
    let mut stage = Stage::set();
    let content = long(3 * PIECE);
    let dir = stage.hub.desk.dir().to_owned();
    let (tell, told) = channel();
    let mut pieces = 0;
    stage.network.decide(move |it| {
        if it.line.starts_with("PUT") && !it.body.is_empty() {
            pieces += 1;
            if pieces == 2 {
                let _ = tell.send(());
            }
            return if pieces == 1 { Fate::Arrives } else { Fate::Answered(503, "busy") };
        }
        Fate::Arrives
    });
    let hash = stage.reply(stage.dialog, &content);
    told.recv_timeout(PATIENCE).unwrap();
    stage.network.cut();
    stage.hub.stop();
    stage.one.offline();
    assert!(stage.kept(hash).is_none());
    assert!(dir.join("files/part").read_dir().unwrap().count() > 0, "a part of it is there");
    stage.hub.again();
    stage.network.lead_to(address(&stage.hub));
    stage.network.decide(|_| Fate::Arrives);
    stage.network.mend();
    stage.one.note(stage.other, "a reason to look");
    stage.arrives(stage.dialog, hash);
    assert!(stage.kept(hash).unwrap() == content);
}

#[test]
fn what_never_can_be_there_is_given_back_with_its_words() {
    let stage = Stage::set();
    let (dialog, me) = (stage.dialog, stage.one.me);
    let gone = ContentHash([7; 32]);
    let done = stage.one.act(dialog, letter(gone, 5));
    assert!(matches!(done, Done::Accepted { .. }));
    stage.one.until("refused", |it| it.refused == 1 && it.waiting == 0);
    stage.network.decide(|it| match it.line.starts_with("PUT") {
        true => Fate::Answered(413, "too-large"),
        false => Fate::Arrives,
    });
    stage.reply(dialog, b"too large for it");
    stage.one.until("refused too", |it| it.refused == 2 && it.waiting == 0);
    let rejected = stage.one.desk.read_now(|it| it.rejected(9)).unwrap();
    let why: Vec<Refusal> = rejected.into_iter().map(|it| it.why).collect();
    assert_eq!(why, [Refusal::FileTooLarge, Refusal::NoFile]);
    let drafts = stage.one.desk.read_now(move |it| it.drafts(me, dialog)).unwrap();
    assert_eq!(drafts[0].text, "see");
    assert_eq!(hub_texts(&stage.hub, dialog), ["hello"]);
    let here = stage.one.desk.read_now(move |it| Ok(texts(it, dialog))).unwrap();
    assert_eq!(here, ["hello"], "and what seemed said is taken back");
}

#[test]
fn the_hub_says_how_long_files_are_kept() {
    use keydesk::domain::team::Act;
    use keydesk::domain::{FILE_MONTHS_KEPT, kept_until};
    let stage = Stage::set();
    let (dialog, hash) = (stage.dialog, stage.reply(stage.dialog, b"what is in it"));
    stage.arrives(dialog, hash);
    let kept_for = move |it: &Sqlite, months: u32| {
        let message = it.thread(dialog, None, 1).unwrap().messages.remove(0);
        message.files[0].expires == kept_until(message.at, months)
    };
    stage.one.when("two months", move |it| kept_for(it, FILE_MONTHS_KEPT));
    stage.hub.act(Act::KeepFiles(7));
    stage.one.when("seven months", move |it| kept_for(it, 7));
}
