//! The verbs of the inbox as commands: the real binary on a desk that a test has filled.

mod acting;
mod asking;
mod blocking;
pub(crate) mod channels;
mod copies;
mod files;
mod keeping;
mod keyring;
mod mailbox;
pub(crate) mod printed;
mod profiles;
mod transfer;
mod watching;

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use keydesk::base::clock::{Timestamp, now};
use keydesk::domain::{
    Arrival, Batch, ChannelKind, Connector, DialogId, File, Kind, News, Role, Sender,
};
use keydesk::store::{Channels as _, Desk, Inbox as _, Ledger as _, NewChannel, Sqlite};
use serde_json::Value;
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_keydesk");

/// What nobody should be able to paint a terminal with.
const HOSTILE: &str = "Ivan\u{1b}[31m\u{202e}\u{9b}2J\nx";

/// A home with a desk in it: three agents, two channels, four dialogs, the first of which waits longest.
struct Home {
    dir: TempDir,
    language: &'static str,
}

impl Home {
    fn new() -> Self {
        Self::speaking("C.UTF-8")
    }

    fn speaking(language: &'static str) -> Self {
        let home = Self { dir: tempfile::tempdir().unwrap(), language };
        let desk = home.desk();
        desk.write_now(|it| {
            for (name, role) in
                [("Olena", Role::Admin), ("Taras", Role::Agent), ("Guest", Role::NoChats)]
            {
                it.add_agent(name, role)?;
            }
            for (name, kind) in [("Shop", ChannelKind::Telegram), ("My help", ChannelKind::Viber)] {
                let (connector, cursor) = (Connector::Demo, "the cursor".to_owned());
                it.add_channel(&NewChannel { kind, connector, name: name.into(), cursor }, now())?;
            }
            Ok(())
        })
        .unwrap();
        for (minutes, (channel, who, text)) in (0..).zip([
            (0, "Марія", "де моя доставка?"),
            (1, "Зоя", "дякую, ґудзик!"),
            (0, HOSTILE, "\u{1b}]0;owned\u{7} refund"),
            (1, "Пані О’Коннор", "ok"),
        ]) {
            home.inbound(channel, who, text, 60 - 10 * minutes);
        }
        home
    }

    fn desk(&self) -> Desk {
        Desk::open(&self.dir.path().join(".local/share/keydesk")).unwrap()
    }

    /// A customer writes, so many minutes ago.
    fn inbound(&self, channel: usize, who: &str, text: &str, minutes: i64) {
        let at = Timestamp(now().0 - minutes * 60_000);
        let sender = Sender { external: who.into(), name: who.into(), ..Sender::default() };
        let files = vec![File::named("фото.jpg", 7)];
        let remote = format!("{who}/{minutes}/{text}");
        let (kind, text) = (Kind::Inbound, text.to_owned());
        let arrival = Arrival { sender, remote, kind, at, text, files, more: Default::default() };
        let told = self.desk().write_now(move |it| {
            let channel = it.roster()?.channels[1 - channel].id;
            let cursor = it.cursor(channel)?;
            it.ingest(channel, &Batch { news: vec![News::Arrived(arrival)], cursor }, at)
        });
        told.unwrap();
    }

    /// So many more dialogs, written into the desk at once.
    fn crowd(&self, many: usize) {
        let filled = self.desk().write_now(move |it| {
            it.bulk(|it| {
                let channel = it.roster()?.channels[0].id;
                for number in 0..many {
                    let name = format!("Customer {number}");
                    let sender = Sender { external: name.clone(), name, ..Sender::default() };
                    let remote = format!("crowd/{number}");
                    let (at, text) = (Timestamp(now().0), "hello".to_owned());
                    let arrival = Arrival {
                        sender,
                        remote,
                        kind: Kind::Inbound,
                        at,
                        text,
                        files: Vec::new(),
                        more: Default::default(),
                    };
                    let news = vec![News::Arrived(arrival)];
                    it.ingest(channel, &Batch { news, cursor: String::new() }, at)?;
                }
                Ok(())
            })
        });
        filled.unwrap();
    }

    fn read<R: Send + 'static>(
        &self,
        job: impl FnOnce(&Sqlite) -> Result<R, keydesk::store::StoreError> + Send + 'static,
    ) -> R {
        self.desk().read_now(job).unwrap()
    }

    /// The number of the last change.
    fn head(&self) -> i64 {
        self.read(|it| it.head()).0
    }

    /// The words of a dialog's status, as scripts read them.
    fn status(&self, id: i64) -> String {
        let line = self.run(&["show", &id.to_string(), "--json"]).object();
        line["dialog"]["status"].as_str().unwrap().to_owned()
    }

    fn command(&self, program: &str, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        let bin = std::path::Path::new(BINARY).parent().unwrap().display().to_string();
        command
            .args(args)
            .env_clear()
            .env("HOME", self.dir.path())
            .env("LANG", self.language)
            .env("USER", "olena")
            .env("PATH", format!("{bin}:/usr/bin:/bin"))
            .current_dir(self.dir.path())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Done {
        Done::of(&self.command(BINARY, args).output().unwrap())
    }

    /// Runs it with something on its input.
    fn fed(&self, args: &[&str], input: &str) -> Done {
        let mut command = self.command(BINARY, args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that wants nothing of it may have closed it.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        Done::of(&child.wait_with_output().unwrap())
    }

    /// Runs a line as a shell does, failing when any part of a pipe does.
    fn shell(&self, line: &str) -> Done {
        let line = format!("set -o pipefail; {line}");
        Done::of(&self.command("bash", &["-c", &line]).output().unwrap())
    }

    /// The ids that a command prints.
    fn ids(&self, args: &[&str]) -> Vec<i64> {
        let done = self.run(args);
        assert_eq!(done.code, 0, "{done:?}");
        done.out.lines().map(|it| it.parse().unwrap()).collect()
    }
}

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
struct Done {
    code: i32,
    out: String,
    err: String,
}

impl Done {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let code = output.status.code().unwrap_or(-1);
        Self { code, out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// This code, nothing on stdout, and each of these on stderr.
    #[track_caller]
    fn fails(&self, code: i32, said: &[&str]) {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{self:?}");
        for words in said {
            assert!(self.err.contains(words), "{words:?} is not in {}", self.err);
        }
    }

    /// Every line as an object.
    #[track_caller]
    fn objects(&self) -> Vec<Value> {
        let parse = |it: &str| serde_json::from_str(it).unwrap_or_else(|why| panic!("{why}: {it}"));
        self.out.lines().map(parse).collect()
    }

    /// The only line as an object.
    #[track_caller]
    fn object(&self) -> Value {
        let mut all = self.objects();
        assert_eq!(all.len(), 1, "{self:?}");
        all.remove(0)
    }

    /// Id, outcome and refusal of every line.
    fn outcomes(&self) -> Vec<(i64, String, Option<String>)> {
        let text = |it: &Value| it.as_str().map(str::to_owned);
        let one = |it: &Value| {
            (it["id"].as_i64().unwrap(), text(&it["outcome"]).unwrap(), text(&it["refusal"]))
        };
        self.objects().iter().map(one).collect()
    }
}

fn accepted(id: i64) -> (i64, String, Option<String>) {
    (id, "accepted".into(), None)
}

fn refused(id: i64, why: &str) -> (i64, String, Option<String>) {
    (id, "refused".into(), Some(why.into()))
}

/// Whatever the desk keeps is what its history says.
fn sound(home: &Home) {
    assert_eq!(home.read(|it| it.verify()), []);
    assert!(home.read(|it| it.card(DialogId(1), keydesk::domain::AgentId(1))).is_some());
}
