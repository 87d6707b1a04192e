//! A replica's screen in a real terminal, with the real engine and a real hub's desk behind it. The network between them is
//! a pipe into which the test writes when it is there and what colleagues do.

use std::any::Any;
use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::sync::Arc;

use keydesk::base::clock;
use keydesk::channels::demo::opening;
use keydesk::cli::demo_desk;
use keydesk::cli::screen::{Far, Prepared, open_screen};
use keydesk::config::Config;
use keydesk::domain::{Actor, Agent, AgentId, DialogId, Intent, Op, OpId, View};
use keydesk::i18n::{Catalog, Language};
use keydesk::store::far::{Origin as _, Replica as _};
use keydesk::store::{Desk, Done, Inbox as _, Ledger as _};
use keydesk::sync::engine::{self, Answer, Ask};
use keydesk::tui::around::Around;
use keydesk::tui::event::Event;
use keydesk::tui::hub::{HubLink, HubState, Present, Profiles};
use keydesk::tui::keymap::Keymap;
use keydesk::tui::runtime::{Door, Exit};
use keydesk::tui::state::{Link, ViewsFile};

use super::terminal::row;
use super::{Home, Launch, ME, Terminal, short, told};

const ROLE: &str = "KEYDESK_TEST_REPLICA";

/// The screen in a process of its own: this test, started again.
#[test]
fn screen() {
    if let Some(home) = std::env::var_os(ROLE) {
        std::process::exit(match open(Path::new(&home)) {
            Exit::Quit => 0,
            Exit::Switch(profile) if profile == "work" => 7,
            other => panic!("{other:?}"),
        });
    }
}

fn agent(hub: &Desk, id: AgentId) -> Agent {
    let agents = hub.read_now(|it| it.roster()).unwrap().agents;
    agents.into_iter().find(|it| it.id == id).unwrap()
}

fn open(home: &Path) -> Exit {
    let (hub, desk) =
        (Desk::open(&home.join("hub")).unwrap(), Desk::open(&home.join("desk")).unwrap());
    let me = agent(&hub, ME);
    let (wishes, commands, replica) = (home.join("wishes"), home.join("network"), desk.clone());
    let far = Far {
        link: HubLink {
            state: HubState::Filling { told: 0, total: 0 },
            ..HubLink::opened(clock::now())
        },
        wish: Box::new(move |wish| {
            let mut file = OpenOptions::new().create(true).append(true).open(&wishes).unwrap();
            writeln!(file, "{wish:?}").unwrap();
        }),
        meet: Box::new(move |door| {
            std::thread::spawn(move || network(&commands, &hub, &replica, &door));
            Box::new(()) as Box<dyn Any>
        }),
    };
    let prepared = Prepared {
        books: keydesk::config::books::Books::default(),
        desk,
        me,
        config: Config::default(),
        keymap: Keymap::default(),
        catalog: Arc::new(Catalog::new(Language::En)),
        views: ViewsFile::default(),
        editor: String::new(),
        around: Around::default(),
        no_color: false,
        start_courier: Box::new(|| panic!("a replica has no courier")),
        clock: clock::now,
        profiles: Profiles { here: "shop".into(), all: vec!["shop".into(), "work".into()] },
        far: Some(far),
        channels: None,
        files: None,
    };
    open_screen(prepared).unwrap()
}

/// Does what the test says, as long as the screen is there.
fn network(commands: &Path, hub: &Desk, desk: &Desk, door: &Door) {
    loop {
        let lines = BufReader::new(std::fs::File::open(commands).unwrap()).lines();
        for line in lines.map_while(Result::ok) {
            let event = match line.split_once(' ').unwrap_or((&line, "")) {
                ("on", _) => {
                    follow(hub, desk);
                    link(HubState::Live)
                }
                ("off", _) => link(HubState::Offline { since: clock::now(), next_try: None }),
                (who, dialog) => {
                    let dialog = DialogId(dialog.parse().unwrap());
                    let (agent, name) = (AgentId(77), who.to_owned());
                    Event::Presence(vec![Present { agent, name, dialog, typing: true }])
                }
            };
            if !door.tell(event) {
                return;
            }
        }
    }
}

fn link(state: HubState) -> Event {
    // How much waits the screen counts itself.
    Event::Linked(Link::Hub(HubLink { state, waiting: 0, refused: 0 }))
}

/// All that there is to be done between a hub and its replica.
fn follow(hub: &Desk, desk: &Desk) {
    let now = clock::now();
    while let Some(ask) = desk.read_now(engine::next).unwrap() {
        let me = agent(hub, ME);
        let asked = ask.clone();
        let answer = hub.write_now(move |hub| {
            Ok(match &asked {
                Ask::Ops { wishes, .. } => {
                    let done = hub.submit_wishes(wishes, &me, now)?;
                    Answer::Outcomes(wishes.iter().map(|it| it.op.id).zip(done).collect())
                }
                Ask::Bundles(ids) => Answer::Bundles(hub.bundles(&me, ids, 20)?),
                Ask::Page { place, limit } => {
                    Answer::Page(Box::new(hub.snapshot(&me, *place, *limit)?))
                }
            })
        });
        let answer = answer.unwrap();
        desk.write_now(move |it| engine::take(it, &ask, &answer, now)).unwrap();
    }
    loop {
        let from = desk.read_now(engine::listens_from).unwrap().unwrap();
        let me = agent(hub, ME);
        let delta = hub.read_now(move |it| it.delta(&me, from, 500)).unwrap().unwrap();
        let more = delta.more;
        assert!(desk.write_now(move |it| engine::hear(it, &delta, now)).unwrap());
        if !more {
            break;
        }
    }
    // What became of a refused op is asked for anew.
    if desk.read_now(engine::next).unwrap().is_some() {
        follow(hub, desk);
    }
}

/// A hub with the demo's story on it, and the screen of a replica that has nothing yet.
fn start(home: &Home) -> Terminal {
    let hub = Desk::open(&home.file("hub")).unwrap();
    hub.write_now(|it| demo_desk::build(it, &opening(1, clock::now()))).unwrap();
    let name = hub.read_now(|it| it.desk_name()).unwrap();
    let desk = Desk::open(&home.desk()).unwrap();
    desk.write_now(move |it| it.follow(name, ME, clock::now())).unwrap().unwrap();
    let made = std::process::Command::new("mkfifo").arg(home.file("network")).status();
    assert!(made.unwrap().success());
    let script = r#"ulimit -c 0; exec "$TESTS" pty::replica::screen --exact --nocapture"#;
    let launch = Launch::script(home.path(), script, &[]).size(120, 30);
    let tests = std::env::current_exe().unwrap();
    launch.env("TESTS", tests).env(ROLE, home.path()).start()
}

/// Tells the network what to do.
fn network_is(home: &Home, command: &str) {
    std::fs::write(home.file("network"), format!("{command}\n")).unwrap();
}

fn wishes(home: &Home) -> String {
    std::fs::read_to_string(home.file("wishes")).unwrap_or_default()
}

fn top(tty: &Terminal, words: &str) {
    tty.wait(&format!("the top line says {words}"), |screen| row(screen, 0).contains(words));
}

#[test]
fn work_goes_on_without_the_network_and_what_the_hub_refuses_is_told_by_name() {
    let home = Home::new();
    let tty = start(&home);
    top(&tty, "first sync…");
    tty.wait_for("Dialogs are coming from the hub.");
    network_is(&home, "on");
    top(&tty, "live");
    tty.wait_for("the oldest");
    let nobodys = home.rows(View::Unassigned).swap_remove(0);
    let target = nobodys.dialog.id;
    let waits = home.rows(View::Waiting)[0].dialog.id;

    // A colleague writes in the dialog that waits longest.
    network_is(&home, &format!("Оксана {}", waits.0));
    tty.wait_for("‹О…›");
    tty.send("\r");
    tty.wait_for("Оксана is typing…");

    // The network goes. Assigned and answered all the same.
    network_is(&home, "off");
    top(&tty, "offline since");
    tty.wait_gone("Оксана is typing…");
    back(&tty);
    tty.send("3");
    tty.wait("nobody's dialogs", |screen| row(screen, 1).contains(&short(&nobodys)));
    tty.send("g\r");
    super::reading(&tty);
    tty.send("\x1bOQm");
    told(&tty, "Assigned to you");
    tty.type_for("r", "Reply ·");
    tty.type_for("я вже дивлюся", "я вже дивлюся");
    tty.send("\r");
    tty.wait_for("waiting for the hub");
    top(&tty, "2 to send");
    super::stop_writing(&tty);
    back(&tty);
    let mine = home.rows(View::Mine).into_iter().find(|it| it.dialog.id == target).unwrap();
    assert!(mine.pending, "{mine:?}");

    // Meanwhile a colleague takes it, on the hub.
    let hub = Desk::open(&home.file("hub")).unwrap();
    let other = hub.read_now(|it| it.roster()).unwrap().agents;
    let other = other.into_iter().find(|it| it.id != ME && !it.blocked).unwrap();
    let (name, id) = (other.name.clone(), other.id);
    let op = Op { id: OpId(u128::MAX), dialog: target, intent: Intent::Assign(Some(id)) };
    let done = hub.write_now(move |it| it.submit(&op, &Actor::Agent(other), clock::now()));
    assert!(matches!(done.unwrap(), Done::Accepted { .. }));

    // The network is back.
    network_is(&home, "on");
    top(&tty, "refused");
    tty.send("!");
    tty.wait_for("─ The hub ─");
    tty.wait_for(&format!("assign to me: {name} has taken the dialog meanwhile"));
    tty.wait_for("live");
    tty.send("\r");
    tty.wait_gone("─ The hub ─");
    top(&tty, " live");
    tty.wait("seen", |screen| !row(screen, 0).contains("refused"));
    // Nothing that was written is lost.
    super::reading(&tty);
    tty.type_for("r", "я вже дивлюся");
    tty.type_for(" далі", "дивлюся далі");
    assert!(wishes(&home).contains("typing: true"), "{}", wishes(&home));
    super::stop_writing(&tty);
    home.until("looked at", |it| it.read(|desk| desk.waiting().unwrap()) == (0, 0));

    // To another desk.
    tty.send("P");
    tty.wait_for("Go to which desk?");
    tty.type_for("work", "work");
    tty.send("\r");
    tty.ended_well(7);
}

/// Back to the list.
fn back(tty: &Terminal) {
    super::reading(tty);
    tty.esc();
    tty.wait_for(" Enter Open");
}
