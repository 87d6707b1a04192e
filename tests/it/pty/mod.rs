//! The real program in a real terminal: what a person sees, and what is on the desk then.

mod answers;
mod bad_days;
mod channels;
mod crash;
mod crew;
mod doctor;
mod escapes;
mod everywhere;
mod files;
mod hangup;
mod hostile;
mod hotkeys;
mod keeping;
mod keyboard;
mod languages;
mod leaving;
mod mouse;
mod own_desk;
mod panics;
mod pictures;
mod queue_card;
mod queue_filters;
mod queue_mass;
mod queue_search;
mod queue_writing;
pub(crate) mod reach;
mod replica;
mod replies;
mod stopping;
mod story;
mod team_story;
mod terminal;
mod tmux;
mod two_screens;
mod why;
mod wire;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use keydesk::base::clock::Timestamp;
use keydesk::domain::{
    AgentId, Arrival, Batch, Content, Dialog, DialogId, File, Kind, Message, News, Sender, View,
};
use keydesk::store::{Channels as _, Desk, Draft, Inbox as _, Ledger as _, PageQuery, Row, Sqlite};
use terminal::{DEADLINE, Launch, Profile, Terminal, row};

/// Who sits at the demo's desk.
const ME: AgentId = AgentId(1);

/// Ctrl+O, Ctrl+Q, Ctrl+M and Ctrl+B of a terminal that tells every key apart.
const KITTY: [&str; 4] = ["\x1b[111;5u", "\x1b[113;5u", "\x1b[109;5u", "\x1b[98;5u"];

/// Somebody's home, with nothing in it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// The folder of the desk.
    fn desk(&self) -> PathBuf {
        self.file("desk")
    }

    /// The program with these arguments.
    fn run(&self, args: &[&str]) -> Launch {
        Launch::new(self.path(), args)
    }

    /// The demo, with customers who only answer.
    fn demo(&self) -> Launch {
        self.run(&["--dir", "desk", "demo", "--pace", "0"])
    }

    /// The demo within a shell's script, to which it is `"$@"`.
    fn demo_in(&self, script: &str) -> Launch {
        Launch::script(self.path(), script, &["--dir", "desk", "demo", "--pace", "0"])
    }

    /// Runs a command beside the screen, to its end.
    fn beside(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_keydesk"));
        command.args(args).env_clear().envs(terminal::surroundings(self.path()));
        let output = command.current_dir(self.path()).output().unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
        output
    }

    /// Looks into the desk's file.
    fn read<R>(&self, look: impl FnOnce(&Sqlite) -> R) -> R {
        look(&Sqlite::open_reader(&Desk::file(&self.desk())).unwrap())
    }

    /// The rows of a view, in the order of the screen.
    fn rows(&self, view: View) -> Vec<Row> {
        let filter = view.filter(ME);
        let all = PageQuery { filter, now: Timestamp(0), at: None, before: 0, after: 10_000 };
        self.read(|desk| desk.page(&all).unwrap().rows)
    }

    fn dialog(&self, dialog: DialogId) -> Dialog {
        self.read(|desk| desk.card(dialog, ME).unwrap().unwrap().row.dialog)
    }

    fn messages(&self, dialog: DialogId) -> Vec<Message> {
        self.read(|desk| desk.thread(dialog, None, 10_000).unwrap().messages)
    }

    fn drafts(&self, dialog: DialogId) -> Vec<Draft> {
        self.read(|desk| desk.drafts(ME, dialog).unwrap())
    }

    /// Somebody writes to the shop, whoever they are.
    fn hears(&self, name: &str, text: &str) {
        self.hears_with(name, text, Vec::new());
    }

    /// Somebody writes to the shop and sends files: their names, and what is in them.
    fn hears_with(&self, name: &str, text: &str, files: Vec<(&str, Vec<u8>)>) {
        let desk = Desk::open(&self.desk()).unwrap();
        let kept = |(name, content): (&str, Vec<u8>)| {
            let (hash, bytes) = desk.blobs().put(&mut &content[..]).unwrap();
            File { name: name.to_owned(), bytes, content: Content::Kept(hash) }
        };
        let files = files.into_iter().map(kept).collect();
        let now = keydesk::base::clock::now();
        let sender = Sender { external: name.into(), name: name.into(), ..Sender::default() };
        let arrival = Arrival {
            sender,
            remote: format!("{name}{text}"),
            kind: Kind::Inbound,
            at: now,
            text: text.into(),
            files,
            more: Default::default(),
        };
        desk.write_now(move |desk| {
            let channel = desk.roster()?.channels.into_iter().find(|it| it.active).unwrap().id;
            // Whoever runs the channel goes on from where it is.
            let batch = Batch { news: vec![News::Arrived(arrival)], cursor: desk.cursor(channel)? };
            desk.ingest(channel, &batch, now).map(drop)
        })
        .unwrap();
    }

    /// Blocks until the desk's file is as wanted.
    fn until(&self, what: &str, mut holds: impl FnMut(&Self) -> bool) {
        let (bell, rung) = channel();
        let desk = Desk::open(&self.desk()).unwrap();
        desk.subscribe(move |_| {
            let _ = bell.send(());
        });
        let end = Instant::now() + DEADLINE;
        while !holds(self) {
            assert!(Instant::now() < end, "never on the desk: {what}");
            // Drafts and what has been seen make no noise: they are looked for now and then.
            let _ = rung.recv_timeout(Duration::from_millis(50));
        }
    }
}

/// The word on the status line.
fn status(screen: &vt100::Screen) -> String {
    row(screen, if screen.size().0.get() < 18 { -1 } else { -2 })
}

/// Blocks until the status line says it.
fn told(tty: &Terminal, words: &str) {
    tty.wait(&format!("the status line says {words}"), |screen| status(screen).contains(words));
}

/// A name as the screen shows it where there is little room.
fn short(row: &Row) -> String {
    keydesk::base::text::clean_line(&row.name)
        .chars()
        .take(10)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Another window comes to the front, or this one, and the program has heard of it: keys come in their order.
fn focus(tty: &Terminal, here: bool) {
    tty.type_for(if here { "\x1b[I?" } else { "\x1b[O?" }, "─ Keys ─");
    tty.esc();
    tty.wait_gone("─ Keys ─");
}

/// The two sorts of terminal.
const PROFILES: [Profile; 2] = [Profile::Legacy, Profile::Kitty];

/// Begins a reply to whoever waits longest.
fn half_written(home: &Home, tty: &Terminal, text: &str) -> DialogId {
    tty.wait_for("the oldest");
    let dialog = home.rows(View::Waiting)[0].dialog.id;
    tty.type_for("r", "Reply ·");
    tty.type_for(text, text);
    dialog
}

/// Writes a program that stands for somebody's editor.
fn editor(home: &Home, script: &str) -> String {
    let file = home.file("editor");
    fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    file.display().to_string()
}

/// Pastes as a terminal does.
fn paste(tty: &Terminal, text: &str) {
    tty.send(&format!("\x1b[200~{text}\x1b[201~"));
}

/// Blocks until a conversation has the focus: the keys of the bottom line are no list's and no composer's.
fn reading(tty: &Terminal) {
    tty.wait("a conversation", |screen| {
        let keys = row(screen, -1);
        !keys.starts_with(" Enter") && !keys.trim().is_empty()
    });
}

/// Puts the composer away, keeping what is written.
fn stop_writing(tty: &Terminal) {
    tty.esc();
    reading(tty);
}

/// The column of the dialogs on a wide screen.
fn list(screen: &vt100::Screen) -> String {
    let (height, _) = screen.size();
    let rows: Vec<String> = screen.rows(0, 48).take(usize::from(height.get()) - 2).collect();
    rows.join("\n")
}
