//! Stories about damaged desks.

use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::desk::FILE;
use super::*;
use crate::domain::{
    Actor, Arrival, ChannelKind, Connector, Intent, Kind, News, OpId, Sender, View,
};

const DIALOGS: i64 = 60;
const MESSAGES: i64 = 3000;
const PAGE: u64 = 4096;

/// A desk with some thousand messages, closed, in one file.
fn furnished(dir: &Path) {
    let mut desk = Sqlite::open(&dir.join(FILE)).unwrap();
    desk.bulk(|desk| {
        let anna = desk.add_agent("Anna", Role::Lead)?;
        let (kind, connector) = (ChannelKind::Telegram, Connector::Demo);
        let new = NewChannel { kind, connector, name: "Shop".into(), cursor: String::new() };
        let channel = desk.add_channel(&new, Timestamp(0))?.unwrap();
        for number in 0..MESSAGES {
            let name = format!("customer {}", number % DIALOGS);
            let arrival = Arrival {
                sender: Sender { external: name.clone(), name, ..Sender::default() },
                remote: number.to_string(),
                kind: Kind::Inbound,
                at: Timestamp(number),
                text: format!("message {number} {}", "words ".repeat(20)),
                files: Vec::new(),
                more: Default::default(),
            };
            let batch = Batch { news: vec![News::Arrived(arrival)], cursor: number.to_string() };
            desk.ingest(channel, &batch, Timestamp(number))?;
        }
        let actor = Actor::Agent(desk.roster()?.agents.remove(0));
        for dialog in 1..=20 {
            let intent = Intent::Close;
            let op = Op { id: OpId(dialog as u128), dialog: DialogId(dialog), intent };
            desk.submit(&op, &actor, Timestamp(MESSAGES))?;
        }
        desk.save_draft(
            anna,
            DialogId(3),
            &Draft { kind: Kind::Reply, text: "dear".into(), answers: None },
            Timestamp(1),
        )
    })
    .unwrap();
}

/// Overwrites pages with garbage.
fn scratch(file: &Path, pages: impl IntoIterator<Item = u64>) {
    let mut file = fs::OpenOptions::new().read(true).write(true).open(file).unwrap();
    for page in pages {
        file.seek(SeekFrom::Start(page * PAGE)).unwrap();
        file.write_all(&[0xA5; PAGE as usize]).unwrap();
    }
}

fn messages(desk: &Desk) -> usize {
    let page = |view: View| {
        let filter = view.filter(AgentId(1));
        let query = PageQuery { filter, now: Timestamp(0), at: None, before: 0, after: 1000 };
        desk.read_now(move |it| it.page(&query)).unwrap().rows
    };
    let rows = [page(View::Open), page(View::Closed)].concat();
    rows.iter()
        .map(|row| {
            let dialog = row.dialog.id;
            desk.read_now(move |it| it.thread(dialog, None, 5000)).unwrap().messages.len()
        })
        .sum()
}

#[test]
fn a_whole_desk_is_rescued_whole() {
    let dir = tempfile::tempdir().unwrap();
    furnished(dir.path());
    let recovered = recover(dir.path()).unwrap();
    assert_eq!(recovered.lost, 0, "{recovered:?}");
    let desk = Desk::open(dir.path()).unwrap();
    assert_eq!(messages(&desk), MESSAGES as usize);
    assert_eq!(desk.read_now(|it| it.verify()).unwrap(), []);
    let draft = desk.read_now(|it| it.drafts(AgentId(1), DialogId(3))).unwrap();
    assert_eq!(draft[0].text, "dear");
    let again = Desk::open(dir.path()).unwrap();
    assert_eq!(again.read_now(|it| it.verify()).unwrap(), []);
}

#[test]
fn scratched_pages_cost_only_what_was_on_them() {
    let dir = tempfile::tempdir().unwrap();
    furnished(dir.path());
    let file = dir.path().join(FILE);
    let pages = fs::metadata(&file).unwrap().len() / PAGE;
    // Somewhere in the middle of the messages, and here and there.
    scratch(&file, (60..pages).step_by(40).chain(100..104));
    let mut bytes = Vec::new();
    fs::File::open(&file).unwrap().read_to_end(&mut bytes).unwrap();
    let recovered = recover(dir.path()).unwrap();
    assert_eq!(fs::read(&recovered.kept).unwrap(), bytes, "the damaged file is kept as it was");
    assert!(recovered.lost > 0, "{recovered:?}");
    let desk = Desk::open(dir.path()).unwrap();
    assert_eq!(desk.read_now(|it| it.verify()).unwrap(), []);
    let saved = messages(&desk);
    assert!(saved > MESSAGES as usize * 8 / 10, "{saved} of {MESSAGES}: {recovered:?}");
    let head = desk.read_now(|it| it.head()).unwrap();
    assert!(head.0 > 0);
}

#[test]
fn a_file_cut_short_keeps_its_beginning() {
    let dir = tempfile::tempdir().unwrap();
    furnished(dir.path());
    let file = dir.path().join(FILE);
    let length = fs::metadata(&file).unwrap().len();
    // The search index lies behind everything else.
    fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(length / 3).unwrap();
    let recovered = recover(dir.path()).unwrap();
    assert!(recovered.lost > 0);
    let desk = Desk::open(dir.path()).unwrap();
    assert_eq!(desk.read_now(|it| it.verify()).unwrap(), []);
    assert!(messages(&desk) > 100, "{recovered:?}");
}

#[test]
fn a_desk_without_its_first_page_is_rescued_whole() {
    let dir = tempfile::tempdir().unwrap();
    furnished(dir.path());
    scratch(&dir.path().join(FILE), [0]);
    assert!(matches!(Desk::open(dir.path()), Err(StoreError::Corrupt(_))));
    recover(dir.path()).unwrap();
    let desk = Desk::open(dir.path()).unwrap();
    assert_eq!(messages(&desk), MESSAGES as usize);
    assert_eq!(desk.read_now(|it| it.verify()).unwrap(), []);
}

#[test]
fn a_file_of_garbage_is_put_aside_for_an_empty_desk() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(FILE), [0xA5; 20_000]).unwrap();
    assert!(matches!(Desk::open(dir.path()), Err(StoreError::Corrupt(_))));
    let recovered = recover(dir.path()).unwrap();
    assert!(recovered.saved.iter().all(|(_, rows)| *rows == 0), "{recovered:?}");
    assert_eq!(fs::read(recovered.kept).unwrap(), [0xA5; 20_000]);
    assert_eq!(messages(&Desk::open(dir.path()).unwrap()), 0);
}

#[test]
fn a_desk_whose_channels_run_is_not_rescued() {
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::open(dir.path()).unwrap();
    let _lease = desk.lease().unwrap().unwrap();
    assert!(matches!(recover(dir.path()), Err(StoreError::Busy(_))));
}
