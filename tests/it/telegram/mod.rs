//! A bot on a server that keeps the rules of the true one: what customers send, what goes back to them, and what goes wrong.

mod fake;
mod faults;
mod inbound;
mod kill;
mod multipart;
mod outbound;
pub(crate) mod spec;
mod takeover;
mod trouble;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use fake::{Fake, TOKEN};
use keydesk::base::clock::{Timestamp, now};
use keydesk::base::secret::Secret;
use keydesk::channels::Connector as _;
use keydesk::channels::telegram::{Settings, TelegramConnector};
use keydesk::courier::{self, CourierHandle};
use keydesk::domain::{
    Actor, Agent, AgentId, Batch, ChannelId, ChannelKind, Connector, Content, Dialog, Health,
    Intent, Message, News, Op, OpId, Outgoing, Role, View,
};
use keydesk::store::{
    Channels as _, Desk, Done, Inbox as _, Ledger as _, NewChannel, PageQuery, Row,
};
use tokio::runtime::Runtime;

/// Longer than anything here takes; only a test that fails waits for so long.
const LIMIT: Duration = Duration::from_secs(30);

/// A desk with a bot, and the server it talks to.
struct Shop {
    fake: Fake,
    desk: Desk,
    channel: ChannelId,
    dir: tempfile::TempDir,
    grown: Receiver<()>,
    runtime: Runtime,
    ops: u128,
}

impl Shop {
    fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open(dir.path()).unwrap();
        let bot = NewChannel {
            kind: ChannelKind::Telegram,
            connector: Connector::Telegram,
            name: "bot".to_owned(),
            cursor: String::new(),
        };
        desk.write_now(|it| it.add_agent("Олена", Role::Admin)).unwrap();
        let channel_id = desk.write_now(move |it| it.add_channel(&bot, now())).unwrap().unwrap();
        let (grow, grown) = channel();
        desk.subscribe(move |_| {
            let _ = grow.send(());
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { fake: Fake::start(), desk, channel: channel_id, dir, grown, runtime, ops: 0 }
    }

    fn spool(&self) -> PathBuf {
        self.dir.path().join("spool")
    }

    fn settings(&self) -> Settings {
        Settings {
            api: self.fake.base.clone(),
            token: Arc::new(|| Ok(Secret::new(TOKEN))),
            spool: self.spool(),
            file_max: 1 << 30,
        }
    }

    fn bot(&self) -> TelegramConnector {
        self.bot_by(self.settings())
    }

    fn bot_by(&self, settings: Settings) -> TelegramConnector {
        let blobs = self.desk.blobs();
        TelegramConnector::new(settings, Arc::new(move |hash| blobs.open(hash)))
    }

    fn courier(&self) -> CourierHandle {
        let (settings, blobs) = (self.settings(), self.desk.blobs());
        let connect = move |_: &_| -> Arc<dyn keydesk::channels::Connector> {
            let blobs = blobs.clone();
            let open = Arc::new(move |hash| blobs.open(hash));
            Arc::new(TelegramConnector::new(settings.clone(), open))
        };
        courier::start(self.desk.clone(), connect, now).unwrap()
    }

    /// Asks for news and writes it down, as the courier does.
    fn pull(&self, bot: &TelegramConnector, cursor: &str) -> Batch {
        let mut batch = self.runtime.block_on(bot.pull(cursor)).unwrap();
        let told = batch.clone();
        for news in &mut batch.news {
            let News::Arrived(arrival) = news else { continue };
            for file in &mut arrival.files {
                if let Content::Spooled(path) = &file.content {
                    let mut spooled = std::fs::File::open(path).unwrap();
                    let (hash, bytes) = self.desk.blobs().put(&mut spooled).unwrap();
                    (file.content, file.bytes) = (Content::Kept(hash), bytes);
                }
            }
        }
        let channel = self.channel;
        self.desk.write_now(move |it| it.ingest(channel, &batch, now())).unwrap();
        told
    }

    /// Waits until the desk is as `test` wants it.
    fn until<R>(&self, what: &str, test: impl Fn() -> Option<R>) -> R {
        loop {
            if let Some(answer) = test() {
                return answer;
            }
            assert!(self.grown.recv_timeout(LIMIT).is_ok(), "still not: {what}");
        }
    }

    fn rows(&self) -> Vec<Row> {
        let query = PageQuery {
            filter: View::Open.filter(AgentId(1)),
            now: Timestamp(0),
            at: None,
            before: 0,
            after: 99,
        };
        self.desk.read_now(move |it| it.page(&query)).unwrap().rows
    }

    /// The dialog with somebody called so.
    fn dialog(&self, name: &str) -> Option<Dialog> {
        self.rows().into_iter().find(|it| it.name == name).map(|it| it.dialog)
    }

    fn thread(&self, name: &str) -> Vec<Message> {
        let Some(dialog) = self.dialog(name) else { return Vec::new() };
        self.desk.read_now(move |it| it.thread(dialog.id, None, 99)).unwrap().messages
    }

    fn health(&self) -> Health {
        let roster = self.desk.read_now(|it| it.roster()).unwrap();
        roster.channels.into_iter().find(|it| it.id == self.channel).unwrap().health
    }

    fn reply(&mut self, name: &str, text: &str) {
        self.ops += 1;
        let dialog = self.dialog(name).unwrap().id;
        let op = Op { id: OpId(self.ops), dialog, intent: Intent::Reply(text.to_owned()) };
        let me = Actor::Agent(Agent::new(AgentId(1), "Олена", Role::Admin));
        let done = self.desk.write_now(move |it| it.submit(&op, &me, now())).unwrap();
        assert!(matches!(done, Done::Accepted { .. }), "{done:?}");
    }

    /// How far the last message with this text has come, in one word.
    fn fate(&self, name: &str, text: &str) -> String {
        let found = self.thread(name).into_iter().rev().find(|it| it.text == text);
        let fate = found.and_then(|it| it.delivery).map_or(String::new(), |it| format!("{it:?}"));
        fate.split([' ', '{']).next().unwrap_or_default().to_owned()
    }

    fn outgoing(&self, text: &str) -> Outgoing {
        Outgoing::plain(keydesk::domain::MessageId(1), self.channel, "42", text)
    }
}
