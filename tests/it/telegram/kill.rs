//! A hundred times `kill -9` in the middle of reading, over ten thousand updates: each is stored exactly once.
//!
//! The bot's server forgets an update as soon as a question with a higher offset has come: what was acknowledged before it was
//! stored would be lost for good, and what was stored before the offset was is told again.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use keydesk::base::clock::now;
use keydesk::base::random::Random;
use keydesk::base::secret::Secret;
use keydesk::channels::Connector;
use keydesk::channels::telegram::{Settings, TelegramConnector};
use keydesk::domain::{ChannelKind, Role, View};
use keydesk::store::{Channels as _, Desk, Inbox as _, Ledger as _, NewChannel, PageQuery};
use serde_json::json;

use super::fake::{Fake, TOKEN};
use crate::child::{self, Child, tell};

const KILLS: i64 = 100;
const A_ROUND: i64 = 100;
const CHATS: i64 = 25;
pub(super) const API: &str = "KEYDESK_TEST_API";

/// The child: runs the channel until it is killed, and says whenever something was stored.
#[test]
fn child() {
    let Some(dir) = child::desk() else { return };
    let desk = Desk::open(&dir).unwrap();
    let connector = connector(&dir, std::env::var(API).unwrap());
    let _courier = keydesk::courier::start(desk.clone(), move |_| Arc::clone(&connector), now);
    let (grow, grown) = std::sync::mpsc::channel();
    desk.subscribe(move |head| {
        let _ = grow.send(head);
    });
    tell("ready");
    for head in grown {
        tell(&format!("{}", head.0));
    }
}

fn connector(dir: &Path, api: String) -> Arc<dyn Connector> {
    let token = || Ok(Secret::new(TOKEN));
    let settings =
        Settings { api, token: Arc::new(token), spool: dir.join("spool"), file_max: 20 << 20 };
    Arc::new(TelegramConnector::new(settings, Arc::new(|_| Ok(None))))
}

fn written(fake: &Fake, number: i64) {
    let chat = 1 + number % CHATS;
    fake.happen(json!({ "message": {
        "message_id": number,
        "date": 1_790_000_000 + number,
        "chat": { "id": chat, "type": "private", "first_name": format!("Клієнт {chat}") },
        "from": { "id": chat, "is_bot": false, "first_name": format!("Клієнт {chat}") },
        "text": format!("повідомлення {number}"),
    } }));
}

/// How many messages there are, and all of their texts that are there twice.
pub(super) fn stored(dir: &Path) -> (i64, Vec<String>) {
    let desk = Desk::open(dir).unwrap();
    let query = |me| PageQuery {
        filter: View::Open.filter(me),
        now: now(),
        at: None,
        before: 0,
        after: 1000,
    };
    let (mut texts, mut twice) = (std::collections::BTreeSet::new(), Vec::new());
    let rows = desk.read_now(move |it| {
        let me = it.roster()?.agents[0].id;
        it.page(&query(me))
    });
    for row in rows.unwrap().rows {
        let dialog = row.dialog.id;
        let thread = desk.read_now(move |it| it.thread(dialog, None, 10_000)).unwrap();
        for message in thread.messages {
            if !texts.insert(message.text.clone()) {
                twice.push(message.text);
            }
        }
    }
    (i64::try_from(texts.len()).unwrap(), twice)
}

#[test]
fn a_hundred_kills_lose_nothing_and_double_nothing() {
    let fake = Fake::start();
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::open(dir.path()).unwrap();
    let channel = NewChannel {
        kind: ChannelKind::Telegram,
        connector: keydesk::domain::Connector::Telegram,
        name: "bot".into(),
        cursor: String::new(),
    };
    let made = desk.write_now(move |it| {
        it.add_agent("Олена", Role::Admin)?;
        it.add_channel(&channel, now())
    });
    assert!(made.unwrap().is_some());
    drop(desk);
    let start = || {
        let story = "telegram::kill::child";
        Child::start(story, dir.path(), &[(API, fake.base.clone())])
    };
    let mut random = Random::from_seed(u64::from(std::process::id()));
    let number = AtomicI64::new(0);
    for _ in 0..KILLS {
        for _ in 0..A_ROUND {
            written(&fake, 1 + number.fetch_add(1, Ordering::Relaxed));
        }
        let child = start();
        // Now before anything is stored, now between two batches, now after all of it.
        for _ in 0..random.below(3) {
            let span = Duration::from_millis(1 + random.below(60));
            if child.line_within(span).is_none() {
                break;
            }
        }
        child.kill();
    }
    let all = KILLS * A_ROUND;
    let last = start();
    while stored(dir.path()).0 < all {
        last.line();
    }
    last.kill();
    assert_eq!(stored(dir.path()), (all, Vec::new()));
    assert!(fake.world().faults.is_empty());
}
