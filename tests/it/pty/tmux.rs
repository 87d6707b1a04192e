//! The program in a real tmux, which a person sits at: keys come through it, and what it leaves behind is looked at.

use std::fs;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use keydesk::domain::{DialogId, Kind, Status, View};
use rustix::process::{Pid, test_kill_process};

use super::terminal::{DEADLINE, Launch, surroundings};
use super::{Home, ME, Terminal, list, row, short, told};

/// Pauses that are waited before what only tmux can tell is asked again.
const GLANCE: std::time::Duration = std::time::Duration::from_millis(30);

/// A server of its own with one window, and the terminal somebody sees it in.
struct Tmux {
    socket: String,
    tty: Terminal,
    home: Home,
}

impl Tmux {
    /// What runs in the window is a shell's command; `$KEYDESK` is the program.
    fn start(command: &str) -> Self {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let there = Command::new("tmux").arg("-V").stdout(Stdio::null()).status();
        assert!(
            there.is_ok_and(|it| it.success()),
            "these tests drive a real tmux, and there is none: install it (apt-get install tmux)"
        );
        let home = Home::new();
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let socket = format!("keydesk-{}-{number}", std::process::id());
        // Without its own line at the bottom the window is as high as the terminal.
        let script = format!(
            "exec tmux -u -L {socket} -f /dev/null new-session -x 120 -y 30 {command} \\; set -g status off"
        );
        let tty = Launch::script(home.path(), &script, &[])
            .size(120, 30)
            .env("TMUX_TMPDIR", home.path())
            .env("KEYDESK", env!("CARGO_BIN_EXE_keydesk"))
            .start();
        Self { socket, tty, home }
    }

    /// The demo, alone in the window.
    fn demo() -> Self {
        let tmux = Self::start(r#"'exec "$KEYDESK" --dir desk demo --pace 0'"#);
        tmux.tty.wait_for("the oldest");
        tmux
    }

    /// A shell that knows jobs.
    fn shell() -> Self {
        let tmux = Self::start(r#"'exec env PS1="at the shell\$ " bash --norc --noprofile -i'"#);
        tmux.tty.wait_for("at the shell$");
        tmux
    }

    /// A command of tmux, and what it says.
    fn tell(&self, words: &[&str]) -> String {
        let mut command = Command::new("tmux");
        command.args(["-u", "-L", &self.socket]).args(words);
        command.env_clear().envs(surroundings(self.home.path()));
        let output = command.env("TMUX_TMPDIR", self.home.path()).output().unwrap();
        assert!(output.status.success(), "{words:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    /// Has tmux press keys, as it writes them to programs.
    fn keys(&self, keys: &str) {
        self.tell(&["send-keys", "-t", ":0", keys]);
    }

    /// Has tmux send these bytes to the program.
    fn bytes(&self, bytes: &str) {
        let bytes: Vec<String> = bytes.bytes().map(|it| format!("{it:02x}")).collect();
        let words = ["send-keys", "-t", ":0", "-H"].into_iter();
        self.tell(&words.chain(bytes.iter().map(String::as_str)).collect::<Vec<_>>());
    }

    /// Has tmux type this text.
    fn text(&self, text: &str) {
        self.tell(&["send-keys", "-t", ":0", "-l", text]);
    }

    /// What tmux itself has on the window's screen.
    fn pane(&self) -> String {
        self.tell(&["capture-pane", "-p", "-t", ":0"])
    }

    /// Who waits longest, once it is what keys act on: the first row, and the conversation beside it.
    fn first(&self) -> DialogId {
        let first = self.home.rows(View::Waiting).swap_remove(0);
        let name = short(&first);
        self.tty.wait(&format!("{name} first"), |screen| {
            let heading = screen.rows(49, 40).nth(1).unwrap();
            heading.contains(&name) && list(screen).lines().nth(1).unwrap().contains(&name)
        });
        first.dialog.id
    }

    /// Has something pressed and blocks until the desk's dialog is as wanted.
    fn makes(&self, press: impl FnOnce(&Self), dialog: DialogId, status: Status, mine: bool) {
        press(self);
        let wanted = (status, mine.then_some(ME));
        self.home.until(&format!("{wanted:?}"), |home| {
            let it = home.dialog(dialog);
            (it.status, it.assignee) == wanted
        });
    }

    /// Gives the dialog to nobody, in the desk's file.
    fn free(&self, dialog: DialogId) {
        if self.home.dialog(dialog).assignee.is_some() {
            self.makes(|it| it.keys("C-b"), dialog, Status::Open, false);
        }
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let mut command = Command::new("tmux");
        command.args(["-L", &self.socket, "kill-server"]).stderr(Stdio::null());
        let _ = command.env("TMUX_TMPDIR", self.home.path()).status();
    }
}

/// Blocks until something holds that makes no noise.
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let (_bell, rung) = std::sync::mpsc::channel::<()>();
    let end = Instant::now() + DEADLINE;
    while !holds() {
        assert!(Instant::now() < end, "never: {what}");
        let _ = rung.recv_timeout(GLANCE);
    }
}

#[test]
fn in_a_real_tmux_the_keys_act_as_tmux_writes_them() {
    let tmux = Tmux::demo();
    let dialog = tmux.first();
    tmux.free(dialog);
    // Enter and Ctrl+M are one key: on the list they open the dialog, in a reply they ask.
    let said = tmux.home.messages(dialog).len();
    tmux.keys("C-m");
    super::reading(&tmux.tty);
    tmux.text("r");
    tmux.tty.wait_for("Reply ·");
    tmux.text("половина");
    tmux.tty.wait_for("половина");
    tmux.keys("C-m");
    tmux.tty.wait_for("Enter: assign it to me");
    assert_eq!((tmux.home.dialog(dialog).assignee, tmux.home.messages(dialog).len()), (None, said));
    tmux.makes(|it| it.keys("C-m"), dialog, Status::Open, true);
    assert_eq!(tmux.home.messages(dialog).len(), said);
    // Now it is mine, and Enter is Enter.
    tmux.text(" відповіді, ціла");
    tmux.tty.wait_for("ціла");
    tmux.keys("Enter");
    tmux.home.until("the reply", |home| {
        let last = home.messages(dialog).pop().unwrap();
        (last.kind, last.text.as_str()) == (Kind::Reply, "половина відповіді, ціла")
    });
    tmux.makes(|it| it.keys("C-o"), dialog, Status::Closed, true);

    let dialog = tmux.first();
    tmux.makes(|it| it.text("\x1b[1100::109;5u"), dialog, Status::Open, true);
    tmux.makes(|it| it.keys("C-q"), dialog, Status::Closed, false);
}

#[test]
fn in_a_real_tmux_every_way_of_writing_ctrl_m_is_understood() {
    let tmux = Tmux::demo();
    let dialog = tmux.first();
    tmux.free(dialog);
    for sent in
        ["\x1b[109;5u", "\x1b[27;5;109~", "\x1b[1100::109;5u", "\x1b[1100;5u", "\x1b[27;5;1752~"]
    {
        tmux.makes(|it| it.bytes(sent), dialog, Status::Open, true);
        tmux.makes(|it| it.keys("C-b"), dialog, Status::Open, false);
    }
}

#[test]
fn in_a_real_tmux_f2_and_a_letter_do_it_in_any_layout() {
    let tmux = Tmux::demo();
    let menu = |letter: &'static str| {
        move |it: &Tmux| {
            it.keys("F2");
            it.tty.wait_for("Dialog: ");
            it.text(letter);
        }
    };
    for [assign, unassign, close, close_unassign] in [["m", "b", "o", "q"], ["ь", "и", "щ", "й"]]
    {
        let dialog = tmux.first();
        tmux.free(dialog);
        tmux.makes(menu(assign), dialog, Status::Open, true);
        tmux.makes(menu(unassign), dialog, Status::Open, false);
        tmux.makes(menu(assign), dialog, Status::Open, true);
        tmux.makes(menu(close), dialog, Status::Closed, true);
        let dialog = tmux.first();
        tmux.makes(menu(close_unassign), dialog, Status::Closed, false);
    }
}

#[test]
fn in_a_real_tmux_its_prefix_reaches_the_program_when_it_is_pressed_twice() {
    let tmux = Tmux::demo();
    let dialog = tmux.first();
    // Here keys are pressed on the terminal tmux is seen in.
    tmux.makes(|it| it.tty.send("\x1bOQm"), dialog, Status::Open, true);
    tmux.tty.send("\x02");
    until("tmux waiting for the second key", || {
        tmux.tell(&["list-clients", "-F", "#{client_prefix}"]) == "1"
    });
    assert_eq!(tmux.home.dialog(dialog).assignee, Some(ME));
    tmux.makes(|it| it.tty.send("\x02"), dialog, Status::Open, false);
    tmux.makes(|it| it.tty.send("\x11"), dialog, Status::Closed, false);
    let dialog = tmux.first();
    tmux.makes(|it| it.tty.send("\x1bOQm"), dialog, Status::Open, true);
    tmux.makes(|it| it.tty.send("\x0f"), dialog, Status::Closed, true);
}

#[test]
fn in_a_real_tmux_a_paste_presses_no_key() {
    let tmux = Tmux::demo();
    let dialog = tmux.first();
    let before = tmux.home.dialog(dialog);
    let said = tmux.home.messages(dialog).len();
    let file = tmux.home.file("clipboard");
    fs::write(&file, "до \x11\x0f\x02\x1b[109;5u\x1b[27;5;113~\rпісля\n").unwrap();
    tmux.tell(&["load-buffer", &file.display().to_string()]);
    let paste = || tmux.tell(&["paste-buffer", "-p", "-t", ":0"]);
    paste();
    told(&tmux.tty, "There is nowhere to paste");
    tmux.text("r");
    tmux.tty.wait_for("Reply ·");
    paste();
    tmux.tty.wait_for("після");
    // What is saved has been typed behind all of it.
    tmux.home.until("the draft", |home| {
        home.drafts(dialog).iter().any(|it| it.text.trim_end().ends_with("після"))
    });
    let after = tmux.home.dialog(dialog);
    assert_eq!((after.status, after.assignee), (before.status, before.assignee));
    assert_eq!(tmux.home.messages(dialog).len(), said);
    let draft = tmux.home.drafts(dialog).swap_remove(0).text;
    assert!(draft.starts_with("до ") && !draft.contains(|it: char| it.is_control() && it != '\n'));
}

#[test]
fn in_a_real_tmux_the_shell_finds_its_terminal_as_it_was() {
    let tmux = Tmux::shell();
    let run = |command: &str| {
        tmux.text(command);
        tmux.keys("Enter");
    };
    let modes = |name: &str| {
        run(&format!("stty -a > {name}.part; mv {name}.part {name}"));
        let file = tmux.home.file(name);
        until(name, || file.exists());
        fs::read_to_string(file).unwrap()
    };
    let flags = "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag}";
    let flags = || tmux.tell(&["display", "-p", "-t", ":0", flags]);
    let (before, flags_before) = (modes("before"), flags());
    assert_eq!(flags_before, "0 1 0 0");

    run(r#""$KEYDESK" --dir desk demo --pace 0"#);
    tmux.tty.wait_for("the oldest");
    assert!(flags().starts_with("1 0 "), "{}", flags());
    // To the shell and back.
    tmux.keys("C-z");
    tmux.tty.wait_for("Stopped");
    assert_eq!(flags(), flags_before);
    assert_eq!(modes("stopped"), before);
    run("fg");
    tmux.tty.wait_for("the oldest");
    // Keys are keys again.
    let dialog = tmux.first();
    tmux.makes(|it| it.keys("C-q"), dialog, Status::Closed, false);

    tmux.text("q");
    tmux.tty.wait("the prompt", |screen| screen.contents().trim_end().ends_with("at the shell$"));
    run("echo ended with $?");
    tmux.tty.wait_for("ended with 0");
    assert_eq!(flags(), flags_before);
    let pane = tmux.pane();
    assert!(pane.contains("ended with 0") && !pane.contains("the oldest"), "{pane}");
    assert_eq!(modes("after"), before);
    // What is typed is seen, and runs.
    run("echo $((6 * 7)) and nothing else");
    tmux.tty.wait_for("42 and nothing else");
}

#[test]
fn in_a_real_tmux_a_pane_that_is_closed_ends_the_program_and_loses_no_word() {
    let tmux = Tmux::demo();
    let dialog = tmux.first();
    tmux.text("r");
    tmux.tty.wait_for("Reply ·");
    tmux.text("недописане");
    tmux.tty.wait("the text", |screen| screen.contents().contains("недописане"));
    let pid = tmux.tell(&["display", "-p", "-t", ":0", "#{pane_pid}"]);
    let pid = Pid::from_raw(pid.parse().unwrap()).unwrap();
    test_kill_process(pid).unwrap();
    // Another window keeps the server, which waits for its children.
    tmux.tell(&["new-window", "exec cat"]);
    tmux.tell(&["kill-pane", "-t", ":0"]);
    until("no process left", || test_kill_process(pid).is_err());
    assert_eq!(tmux.home.drafts(dialog)[0].text, "недописане");
    tmux.tty.wait("the other window", |screen| !row(screen, 0).contains("live"));
}
