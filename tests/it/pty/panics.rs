//! A part of the program panics: its message can be read on the terminal as it was before; or the part was only a
//! channel's, and the screen stays.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use keydesk::base::clock::{self, Timestamp};
use keydesk::channels::demo::opening;
use keydesk::channels::{Connector, Pending, PullError};
use keydesk::cli::demo_desk;
use keydesk::cli::screen::{Prepared, open_screen};
use keydesk::config::Config;
use keydesk::courier;
use keydesk::domain::{Batch, Delivery, DialogId, Kind, Outcome, Outgoing, View};
use keydesk::i18n::{Catalog, Language};
use keydesk::store::{Desk, Inbox as _};
use keydesk::tui::around::Around;
use keydesk::tui::hub::Profiles;
use keydesk::tui::keymap::Keymap;
use keydesk::tui::runtime::Exit;
use keydesk::tui::state::ViewsFile;

use super::terminal::Profile;
use super::{Home, Launch, ME, PROFILES, Terminal, row, short, told, wire};

const ROLE: &str = "KEYDESK_TEST_SCREEN";

/// The screen in a process of its own: this test, started again.
#[test]
fn screen() {
    if let Some(dir) = std::env::var_os(ROLE) {
        let opened = catch_unwind(AssertUnwindSafe(|| open(Path::new(&dir))));
        std::process::exit(match opened {
            Ok(Exit::Quit | Exit::Switch(_)) => 0,
            Ok(Exit::Signal(number)) => 128 + number,
            Ok(Exit::HungUp) => 129,
            Ok(Exit::Panicked) | Err(_) => 70,
        });
    }
}

fn open(dir: &Path) -> Exit {
    let desk = Desk::open(dir).unwrap();
    let agents = desk.read_now(|it| it.roster()).unwrap().agents;
    let (posted, held) = (desk.clone(), desk.clone());
    let prepared = Prepared {
        books: keydesk::config::books::Books::default(),
        desk,
        me: agents.into_iter().find(|it| it.id == ME).unwrap(),
        config: Config::default(),
        keymap: Keymap::default(),
        catalog: Arc::new(Catalog::new(Language::En)),
        views: ViewsFile::default(),
        editor: std::env::var("EDITOR").unwrap_or_default(),
        around: Around::default(),
        no_color: false,
        start_courier: Box::new(move || {
            let connect = move |_: &_| Arc::new(Clumsy(held.clone())) as Arc<dyn Connector>;
            courier::start(posted, connect, clock::now)
        }),
        clock: screens_clock,
        profiles: Profiles::default(),
        far: None,
        channels: None,
        files: None,
    };
    open_screen(prepared).unwrap()
}

/// Whether the screen's clock is broken.
static BROKEN: AtomicBool = AtomicBool::new(false);

/// Asked on the screen's thread only.
fn screens_clock() -> Timestamp {
    assert!(!BROKEN.load(Ordering::SeqCst), "a bug on the screen");
    clock::now()
}

/// A channel that brings down what a message names.
struct Clumsy(Desk);

impl Connector for Clumsy {
    fn pull<'a>(&'a self, _: &'a str) -> Pending<'a, Result<Batch, PullError>> {
        Box::pin(std::future::pending())
    }

    fn send<'a>(&'a self, message: &'a Outgoing) -> Pending<'a, Outcome> {
        Box::pin(async {
            match message.text.as_str() {
                "screen" => BROKEN.store(true, Ordering::SeqCst),
                "writer" => self.0.write(|_| panic!("a bug in the writer")),
                "reader" => self.0.read(|_| panic!("a bug in the reader")),
                "thread" => drop(std::thread::spawn(|| panic!("a bug in the thread"))),
                "channel" => panic!("a bug in the channel"),
                "customer" => drop(std::thread::spawn(|| cut(HOSTILE))),
                "later" => drop(std::thread::spawn(|| {
                    // Until somebody opens the other end.
                    let _ = std::fs::read("panic.fifo");
                    panic!("a bug in the thread")
                })),
                "twice" => {
                    let _again = Again;
                    panic!("a bug in the channel")
                }
                _ => (),
            }
            Outcome::Accepted { remote: message.text.clone() }
        })
    }
}

/// What a customer may have written: it would put something into the clipboard.
const HOSTILE: &str = "\x1b]52;c;eA==\x07\u{202e}є";

/// A bug that cuts a letter in two: the panic tells the whole text.
fn cut(text: &str) -> String {
    text[..text.len() - 1].to_owned()
}

/// Panics when it is thrown away.
struct Again;

impl Drop for Again {
    fn drop(&mut self) {
        panic!("another bug on the way out");
    }
}

/// A desk with the demo's story on it, and the screen in front of it.
fn start(home: &Home, profile: Profile) -> Terminal {
    start_with(home, profile, ("EDITOR", ""))
}

fn start_with(home: &Home, profile: Profile, more: (&str, &str)) -> Terminal {
    let desk = Desk::open(&home.desk()).unwrap();
    desk.write_now(|it| demo_desk::build(it, &opening(1, clock::now()))).unwrap();
    drop(desk);
    let script = r#"ulimit -c 0; exec "$TESTS" pty::panics::screen --exact --nocapture"#;
    let launch = Launch::script(home.path(), script, &[]).profile(profile).size(120, 30);
    let tests = std::env::current_exe().unwrap();
    let tty = launch.env("TESTS", tests).env(ROLE, home.desk()).env(more.0, more.1).start();
    tty.wait_for("the oldest");
    tty
}

/// Takes the dialog under the cursor and sends a message in it.
fn say(tty: &Terminal, text: &str) {
    tty.send("\x1bOQm");
    told(tty, "Assigned to you");
    tty.type_for("r", "Reply ·");
    tty.type_for(text, text);
    tty.send("\r");
}

fn delivery(home: &Home, dialog: DialogId, text: &str) -> Option<Delivery> {
    let messages = home.messages(dialog).into_iter().rev();
    messages.filter(|it| it.kind == Kind::Reply).find(|it| it.text == text)?.delivery
}

/// What came behind the alternate screen.
fn after_the_screen(tty: &Terminal) -> String {
    let raw = String::from_utf8(tty.raw()).unwrap();
    raw.rsplit("\x1b[?1049l").next().unwrap().to_owned()
}

#[test]
fn wherever_it_panics_the_message_stands_on_the_terminal_as_it_was() {
    for part in ["screen", "writer", "reader", "thread"] {
        for profile in PROFILES {
            let home = Home::new();
            let tty = start(&home, profile);
            say(&tty, part);
            if part == "screen" {
                // The screen looks at the clock when there is something to do.
                tty.signal(rustix::process::Signal::WINCH);
            }
            tty.ended_well(70);
            let after = after_the_screen(&tty);
            assert!(after.contains(&format!("a bug in the {part}")) || part == "screen", "{after}");
            assert!(part != "screen" || after.contains("a bug on the screen"), "{after}");
            assert!(after.contains("tests/it/pty/panics.rs:"), "it says where: {after}");
            assert!(!after.contains('\x1b'), "nothing is drawn over it: {after:?}");
        }
    }
}

#[test]
fn what_panics_while_the_editor_has_the_terminal_leaves_it_there() {
    for profile in PROFILES {
        let home = Home::new();
        let made = std::process::Command::new("mkfifo").arg(home.file("panic.fifo")).status();
        assert!(made.unwrap().success());
        let editor = super::editor(&home, ": > panic.fifo; read until");
        let tty = start_with(&home, profile, ("EDITOR", &editor));
        say(&tty, "later");
        tty.type_for("і далі", "і далі");
        tty.send("\x1bOS");
        tty.wait_for("a bug in the thread");
        tty.send("\r");
        tty.ended_well(70);
        let taken = String::from_utf8(tty.raw()).unwrap().matches("\x1b[?1049h").count();
        assert_eq!(taken, 1, "it is not taken back");
    }
}

#[test]
fn what_a_panic_quotes_is_no_command_to_the_terminal() {
    for (profile, traced) in [(PROFILES[0], "0"), (PROFILES[1], "1")] {
        let home = Home::new();
        let tty = start_with(&home, profile, ("RUST_BACKTRACE", traced));
        say(&tty, "customer");
        tty.ended_well(70);
        let after = after_the_screen(&tty);
        assert!(after.contains("]52;c;eA=="), "the text is told: {after}");
        assert_eq!(after.contains("panics::cut"), traced == "1", "and who cut it: {after}");
        assert_eq!(wire::foreign(after.replace("\r\n", " ").as_bytes()), None);
    }
}

#[test]
fn what_cannot_be_contained_gives_the_terminal_back_before_the_process_is_aborted() {
    for profile in PROFILES {
        let home = Home::new();
        let tty = start(&home, profile);
        say(&tty, "twice");
        // What the PTY makes of an end by a signal.
        tty.ended_well(1);
        let after = after_the_screen(&tty);
        assert!(after.contains("another bug on the way out"), "{after}");
        assert!(!after.contains('\x1b'), "{after:?}");
    }
}

#[test]
fn a_channel_that_panics_takes_nothing_with_it_and_is_begun_again() {
    for profile in PROFILES {
        let home = Home::new();
        let tty = start(&home, profile);
        let rows = home.rows(View::Waiting);
        let (first, second) = (&rows[0], &rows[1]);
        tty.hope(|screen| row(screen, 0).contains("broke down"));
        say(&tty, "channel");
        home.until("the doubt", |home| {
            delivery(home, first.dialog.id, "channel") == Some(Delivery::Unsure)
        });
        tty.wait_hopes();
        super::stop_writing(&tty);
        tty.wait_for("may have arrived");
        tty.esc();
        tty.wait("the list", |screen| row(screen, -1).starts_with(" Enter"));
        tty.send("j");
        let next = short(second);
        tty.wait("the next dialog", |screen| {
            screen.rows(49, 40).nth(1).is_some_and(|it| it.contains(&next))
        });
        say(&tty, "and on");
        home.until("the next message", |home| {
            delivery(home, second.dialog.id, "and on") == Some(Delivery::Sent)
        });
        super::stop_writing(&tty);
        tty.send("q");
        tty.ended_well(0);
        let after = after_the_screen(&tty);
        assert_eq!(after.matches("a bug in the channel").count(), 1, "{after}");
        assert!(after.contains("a part of the program broke down"), "{after}");
        assert!(!after.contains('\x1b'), "{after:?}");
    }
}
