//! How long files are kept is the desk's own say, and what is gone stays gone.

use super::story::{ME, Story, arrival, at};
use super::*;
use crate::domain::team::{Act, Unfit};
use crate::domain::{Arrival, Content, File, Kind, News, kept_until};

const DAY: i64 = 86_400;

type Here = Story<Sqlite>;

fn story() -> Here {
    Story::new(Sqlite::in_memory().unwrap())
}

impl Here {
    /// A customer sends a file on this day.
    fn file(&mut self, who: &str, day: i64) {
        let content = Content::Kept(ContentHash([u8::try_from(day).unwrap(); 32]));
        let files = vec![File { content, ..File::named(format!("{day}.pdf"), 10) }];
        let told = Arrival { files, ..arrival(who, Kind::Inbound, "see", day * DAY) };
        self.hear(vec![News::Arrived(told)], day * DAY);
    }

    fn keep(&mut self, months: u32, day: i64) -> Result<Did, Unfit> {
        self.desk.administer(&Act::KeepFiles(months), Some(ME), at(day * DAY)).unwrap()
    }

    fn expires(&self, who: &str) -> Timestamp {
        self.thread(who)[0].files[0].expires
    }
}

#[test]
fn two_months_are_kept_until_somebody_says_otherwise() {
    let mut story = story();
    story.file("Olha", 1);
    assert_eq!(story.expires("Olha"), kept_until(at(DAY), 2));
    let before = story.desk.head().unwrap();
    story.keep(6, 2).unwrap();
    story.file("Vira", 3);
    assert_eq!(story.expires("Olha"), kept_until(at(DAY), 6), "those that are here follow");
    assert_eq!(story.expires("Vira"), kept_until(at(3 * DAY), 6));
    assert_eq!(story.desk.roster().unwrap().file_months, Some(6));
    assert!(story.desk.head().unwrap() > before, "replicas hear of it");
    let audit = story.desk.audit(&AuditQuery { limit: 1, ..AuditQuery::default() }).unwrap();
    assert_eq!((audit[0].what.as_str(), audit[0].details.as_str()), ("files-kept", "6"));
    assert_eq!(story.keep(0, 4), Err(Unfit::BadMonths));
    assert_eq!(story.desk.keeping(at(4 * DAY)).unwrap().months, 6);
}

#[test]
fn what_is_gone_never_comes_back() {
    let mut story = story();
    story.file("old", 1);
    story.file("new", 50);
    let gone = story.expires("old");
    story.keep(12, 70).unwrap();
    assert_eq!(story.expires("old"), gone, "its time had come");
    assert_eq!(story.expires("new"), kept_until(at(50 * DAY), 12));
    assert_eq!(story.desk.contents(at(70 * DAY)).unwrap().len(), 1);
}

#[test]
fn what_a_shorter_time_costs_is_told_before() {
    let mut story = story();
    story.keep(6, 0).unwrap();
    story.file("old", 1);
    story.file("again", 1);
    story.file("new", 50);
    let now = at(60 * DAY);
    let lost = story.desk.lost_to(1, now).unwrap();
    assert_eq!(lost, Swept { files: 1, bytes: 10 }, "the same content twice is one");
    assert_eq!(story.desk.lost_to(6, now).unwrap(), Swept::default());
    let kept = story.desk.keeping(now).unwrap();
    assert_eq!((kept.files, kept.bytes), (2, 20));
    story.keep(1, 60).unwrap();
    let kept = story.desk.keeping(now).unwrap();
    assert_eq!((kept.files, kept.bytes, kept.next), (1, 10, Some(kept_until(at(50 * DAY), 1))));
}
