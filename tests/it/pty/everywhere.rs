//! The four documented keys in every terminal and layout: how each is reached, measured, and what has happened on the
//! desk then.

use std::any::Any;
use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use keydesk::domain::{Actor, AgentId, DialogId, Intent, Op, OpId, Status, View};
use keydesk::store::{Desk, Inbox as _, Ledger as _};

use super::keyboard::{Layout, Profile};
use super::reach::{Four, Reach, TABLE};
use super::terminal::DEADLINE;
use super::{Home, ME, Terminal, row, short};

/// Ctrl and these.
const KEYS: [char; 4] = ['o', 'q', 'm', 'b'];
/// Whose the dialogs are that are not mine.
const COLLEAGUE: AgentId = AgentId(2);
/// Words of the questions that may come up before something is done.
const QUESTIONS: [&str; 2] = ["Enter: assign it to me", "─ Leave keydesk? ─"];
/// Sessions at a time. They mostly wait: for a draft to be saved, for a dialog to be shown.
const AT_A_TIME: usize = 8;
/// How often the desk's file is looked at while nothing comes from the program.
const GLANCE: Duration = Duration::from_millis(20);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    List,
    Composer,
}

/// What a press came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    Done,
    Question,
    Nothing,
}

/// Where a dialog stands and whose it is.
type Stand = (Status, Option<AgentId>);

/// A dialog that a key is tried on.
#[derive(Debug, Clone)]
struct Target {
    dialog: DialogId,
    /// As the screen has it.
    name: String,
    /// Its row in the view of those who wait.
    at: usize,
}

/// A desk made once, and the dialogs on it that keys are tried on: the last row first, so that a dialog that is closed
/// moves none of the others.
struct Model {
    home: Home,
    targets: Vec<Target>,
}

impl Model {
    fn new() -> Self {
        let home = Home::new();
        let tty = home.demo().kitty().start();
        tty.wait("that the channels run", |screen| row(screen, 0).contains("live"));
        tty.send("q");
        tty.ended_well(0);
        let targets = targets(&home);
        let desk = Desk::open(&home.desk()).unwrap();
        let agents = desk.read_now(|it| it.roster()).unwrap().agents;
        let me = agents.into_iter().find(|it| it.id == ME).unwrap();
        for (at, target) in targets.iter().enumerate() {
            // Whoever is to be assigned to me is nobody's before; whoever is to be unassigned is somebody's.
            let whose = Some(COLLEAGUE).filter(|_| KEYS[at % 4] != 'm');
            let intent = Intent::Assign(whose);
            let op = Op { id: OpId(u128::MAX - at as u128), dialog: target.dialog, intent };
            let actor = Actor::Agent(me.clone());
            let now = keydesk::base::clock::now();
            let done = desk.write_now(move |it| it.submit(&op, &actor, now)).unwrap();
            // Refused where it is so already.
            assert_eq!(home.dialog(target.dialog).assignee, whose, "{done:?}");
        }
        Self { home, targets }
    }

    /// A home of its own with the same desk.
    fn copy(&self) -> Home {
        let home = Home::new();
        fs::create_dir(home.desk()).unwrap();
        for file in fs::read_dir(self.home.desk()).unwrap() {
            let file = file.unwrap();
            // What customers have sent is not asked for.
            if file.file_type().unwrap().is_dir() {
                continue;
            }
            fs::copy(file.path(), home.desk().join(file.file_name())).unwrap();
        }
        home
    }
}

/// Eight dialogs with plain names, none beside another: a dialog may be seen because its neighbour was closed.
fn targets(home: &Home) -> Vec<Target> {
    let rows = home.rows(View::Waiting);
    let names: Vec<String> = rows.iter().map(short).collect();
    let mut targets: Vec<Target> = Vec::new();
    for (at, (row, name)) in rows.iter().zip(&names).enumerate() {
        let plain = 4 < name.chars().count()
            && name.chars().all(|it| it.is_alphabetic() || it == ' ')
            && names.iter().filter(|it| *it == name).count() == 1;
        let apart = targets.last().is_none_or(|it| it.at + 1 < at);
        let fresh = !row.seen && home.drafts(row.dialog.id).is_empty();
        if plain && apart && fresh && targets.len() < 8 {
            targets.push(Target { dialog: row.dialog.id, name: name.clone(), at });
        }
    }
    assert_eq!(targets.len(), 8, "of {names:?}");
    targets.reverse();
    targets
}

/// Where every dialog of the desk stands, and how many messages it has.
fn everything(home: &Home) -> BTreeMap<DialogId, (Stand, usize)> {
    let rows = View::ALL.into_iter().flat_map(|it| home.rows(it));
    let stands = rows.map(|it| (it.dialog.id, (it.dialog.status, it.dialog.assignee)));
    stands.map(|(id, stand)| (id, (stand, home.messages(id).len()))).collect()
}

/// What a key is to come to.
fn wanted(key: char, (status, assignee): Stand) -> Stand {
    match key {
        'o' => (Status::Closed, assignee),
        'q' => (Status::Closed, None),
        'm' => (status, Some(ME)),
        _ => (status, None),
    }
}

/// Somebody at a terminal with a keyboard.
struct Sitting {
    home: Home,
    tty: Terminal,
    layout: Layout,
}

impl Sitting {
    fn begin(model: &Model, profile: Profile, layout: Layout) -> Self {
        let home = model.copy();
        let tty = home.demo().profile(profile).size(120, 30).start();
        tty.wait_for("the oldest");
        tty.wait_acquainted();
        Self { home, tty, layout }
    }

    fn stand(&self, target: &Target) -> Stand {
        let dialog = self.home.dialog(target.dialog);
        (dialog.status, dialog.assignee)
    }

    /// The letters that the keys of these English ones type.
    fn letters(&self, latin: &str) -> String {
        latin.chars().map(|it| self.layout.letter(it)).collect()
    }

    /// Goes to the target's row, from wherever but a text.
    fn go(&self, target: &Target) {
        self.tty.send(&format!("\x1b[D\x1b[D\x1b[H{}", "\x1b[B".repeat(target.at)));
        self.tty.wait(&format!("the row of {}", target.name), |screen| {
            let heading = screen.rows(49, 40).nth(1).unwrap();
            row(screen, -1).starts_with(" Enter") && heading.contains(&target.name)
        });
    }

    /// Presses the key and finds out what it came to. What was sent is followed by another key whose work the desk
    /// shows, and does behind everything that was asked of it before; `passed` tells whether it is done.
    fn press(
        &self,
        target: &Target,
        key: char,
        then: &str,
        passed: &dyn Fn() -> bool,
    ) -> (Came, String) {
        let before = self.stand(target);
        let sent = self.tty.ctrl(key, self.layout);
        if sent.is_empty() {
            // The program was told nothing. To press anything else would be to answer tmux, which waits.
            return (Came::Nothing, sent);
        }
        self.tty.send(then);
        let end = Instant::now() + DEADLINE;
        loop {
            // In this order: what was done before it passed is on the desk once it has passed.
            let passed = passed();
            let text = self.tty.text();
            if self.stand(target) != before {
                return (Came::Done, sent);
            } else if QUESTIONS.iter().any(|it| text.contains(it)) {
                return (Came::Question, sent);
            } else if passed {
                return (Came::Nothing, sent);
            }
            assert!(Instant::now() < end, "{key} in {:?} comes to nothing\n{text}", self.layout);
            self.tty.wait_news(GLANCE);
        }
    }

    /// Reaches the action on the target in one way or another, as a person would, and asserts what has happened. Tells
    /// the way, and what the key typed into the reply instead.
    fn reach(&self, target: &Target, key: char, from: From) -> (Reach, String) {
        let (home, dialog) = (&self.home, target.dialog);
        let (before, said) = (self.stand(target), home.messages(dialog));
        // On the list the conversation is gone to, which counts as seen; in a text a sign is typed, and saved.
        let mark = self.letters(";");
        let seen = || home.read(|desk| desk.card(dialog, ME).unwrap().unwrap().row.seen);
        let saved = || home.drafts(dialog).iter().any(|it| it.text.ends_with(&mark));
        let press = || match from {
            From::List => self.press(target, key, "\x1b[C", &seen),
            From::Composer => self.press(target, key, &mark, &saved),
        };
        let (mut came, mut sent) = press();
        let mut reach = Reach::AtOnce;
        if sent.is_empty() {
            (came, sent) = press();
            reach = Reach::Twice;
        }
        match came {
            Came::Done => (),
            Came::Question => {
                reach = Reach::Asks;
                assert!(home.messages(dialog) == said, "{key}: sent before the answer");
                match key {
                    // The other line: the same key may have been meant to leave.
                    'q' => self.tty.send("\x1b[B\r"),
                    _ => assert_eq!(self.tty.ctrl(key, self.layout), sent),
                }
            }
            Came::Nothing => {
                reach = Reach::Menu;
                self.choose(target, key, from);
            }
        }
        let what = format!(
            "Ctrl+{key} from {from:?} in {:?}, {reach:?}\n{}",
            self.layout,
            self.tty.text()
        );
        home.until(&what, |_| self.stand(target) != before);
        assert_eq!(self.stand(target), wanted(key, before));
        assert!(home.messages(dialog) == said, "{key}: something was sent or changed");
        let is_text = from == From::Composer && sent.chars().all(char::is_alphabetic);
        (reach, if is_text { sent } else { String::new() })
    }

    /// F2, and the letter as this layout types it.
    fn choose(&self, target: &Target, key: char, from: From) {
        if from == From::List {
            self.go(target);
        }
        self.tty.f2();
        self.tty.wait("the menu", |screen| {
            let text = screen.contents();
            text.lines().any(|it| it.contains("Dialog: ") && it.contains(&target.name))
        });
        self.tty.send(&self.letters(&key.to_string()));
    }

    fn on_the_list(&self, target: &Target, key: char) -> Reach {
        self.go(target);
        self.reach(target, key, From::List).0
    }

    /// The same with a reply half written, which stays as it is.
    fn while_writing(&self, target: &Target, key: char) -> Reach {
        self.go(target);
        let text = self.letters("xthyjdbr");
        self.tty.type_for(&self.letters("r"), "Reply ·");
        self.tty.type_for(&text, &text);
        let (reach, typed) = self.reach(target, key, From::Composer);
        if matches!(key, 'm' | 'b') {
            self.tty.esc();
        }
        self.tty.wait_gone("Reply ·");
        let mark = self.letters(";");
        self.home.until("the half-written reply", |home| {
            let kept = home.drafts(target.dialog);
            let kept = kept.iter().map(|it| it.text.strip_suffix(&mark).unwrap_or(&it.text));
            kept.eq([format!("{text}{typed}")])
        });
        reach
    }
}

/// Tries everything in one terminal with one layout.
fn measure(model: &Model, profile: Profile, layout: Layout) -> (Four, Four) {
    let sitting = Sitting::begin(model, profile, layout);
    let before = everything(&sitting.home);
    let mut cases = model.targets.iter().zip(KEYS.into_iter().cycle());
    let mut four = |tried: fn(&Sitting, &Target, char) -> Reach| {
        [0; 4].map(|_| cases.next().map(|(target, key)| tried(&sitting, target, key)).unwrap())
    };
    let list = four(Sitting::on_the_list);
    let composer = four(Sitting::while_writing);
    let mut wished = before;
    for (target, key) in model.targets.iter().zip(KEYS.into_iter().cycle()) {
        let (stand, _) = wished.get_mut(&target.dialog).unwrap();
        *stand = wanted(key, *stand);
    }
    let after = everything(&sitting.home);
    assert!(wished.keys().eq(after.keys()), "dialogs have come or gone");
    for (dialog, state) in after {
        assert_eq!(state, wished[&dialog], "nothing else has happened on the desk: {dialog:?}");
    }
    // Not by a key: there are layouts without one. The terminal must be as before all the same.
    sitting.tty.signal(rustix::process::Signal::TERM);
    sitting.tty.ended_well(143);
    (list, composer)
}

/// What a test said when it broke off.
fn words(why: &(dyn Any + Send)) -> String {
    let said = why.downcast_ref::<String>().cloned();
    said.unwrap_or_else(|| "broken off".into()).lines().take(3).collect::<Vec<_>>().join(" ")
}

#[test]
#[expect(clippy::print_stdout, reason = "a measurement, for who asks with --nocapture")]
fn the_four_keys_reach_as_far_as_the_table_says_in_every_terminal_and_layout() {
    let begun = Instant::now();
    let model = Model::new();
    let all = Profile::ALL.into_iter().flat_map(|it| Layout::ALL.map(|layout| (it, layout)));
    let left = Mutex::new(all.collect::<Vec<_>>());
    let faults = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                loop {
                    // What is broken everywhere is said a few times only: each time takes long.
                    let enough = AT_A_TIME <= faults.lock().unwrap().len();
                    let next = left.lock().unwrap().pop().filter(|_| !enough);
                    let Some((profile, layout)) = next else { break };
                    let line = TABLE.iter().find(|it| it.is_about(profile, layout)).unwrap();
                    let met = catch_unwind(AssertUnwindSafe(|| measure(&model, profile, layout)));
                    let met = met.map_err(|why| words(&*why));
                    if met != Ok((line.list, line.composer)) {
                        let wanted = (line.list, line.composer);
                        let fault = format!("{profile:?} {layout:?}: {met:?}, not {wanted:?}");
                        faults.lock().unwrap().push(fault);
                    }
                }
            });
        }
    });
    println!("{} s for all terminals and layouts", begun.elapsed().as_secs());
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn where_the_settings_say_legacy_nothing_is_asked_of_the_keyboard() {
    for profile in [Profile::Kitty, Profile::Foot, Profile::Xterm, Profile::Tmux35] {
        let home = Home::new();
        fs::create_dir_all(home.file("config/keydesk")).unwrap();
        let settings = "[terminal]\nkeyboard = \"legacy\"\n";
        fs::write(home.file("config/keydesk/config.toml"), settings).unwrap();
        let tty = home.demo().profile(profile).start();
        tty.wait_answered();
        // The menu is drawn behind everything the answers made the program say.
        tty.wait_for("the oldest");
        tty.f2();
        tty.wait_for("Dialog: ");
        let modes = tty.modes();
        assert_eq!((modes.flags(), modes.other_keys), (0, 0), "{profile:?}");
        assert_eq!(tty.ctrl('b', Layout::UsUa), if profile.has_prefix() { "" } else { "\x02" });
    }
}
