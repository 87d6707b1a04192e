//! Two agents, two terminals, one hub, and a network between them that can be cut: the real program on both sides.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use keydesk::domain::{AgentId, DialogId, Kind, Role, Status};
use keydesk::store::Inbox as _;

use super::super::hub::{Hub, Place};
use super::terminal::row;
use super::{Home, Terminal, told};

/// A wire that can be cut. While it is, whoever connects is sent away at once.
struct Wire {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    cut: bool,
    open: Vec<TcpStream>,
}

impl Wire {
    fn to(hub: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state: Arc<Mutex<State>> = Arc::default();
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for here in listener.incoming().map_while(Result::ok) {
                let Ok(there) = TcpStream::connect(hub) else { continue };
                let mut state = shared.lock().unwrap();
                if state.cut {
                    continue;
                }
                for (from, to) in [(&here, &there), (&there, &here)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    std::thread::spawn(move || carry(from, to));
                }
                state.open.extend([here, there]);
            }
        });
        Self { address, state }
    }

    fn cut(&self) {
        let mut state = self.state.lock().unwrap();
        state.cut = true;
        for stream in state.open.drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn mend(&self) {
        self.state.lock().unwrap().cut = false;
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        if to.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

/// Somebody's home, logged in.
fn logged_in(hub: &Hub, name: &str, url: &str) -> (Home, AgentId) {
    let home = Home::new();
    let agent = hub.agent(name, Role::Agent);
    let mut login = Command::new(env!("CARGO_BIN_EXE_keydesk"));
    login.args(["login", url]).env_clear().envs(super::terminal::surroundings(home.path()));
    login.current_dir(home.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut login = login.stderr(Stdio::piped()).spawn().unwrap();
    let token = hub.token(agent, None);
    login.stdin.take().unwrap().write_all(format!("{token}\n").as_bytes()).unwrap();
    let output = login.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !said.contains(&token), "{output:?}");
    (home, agent)
}

fn top(terminal: &Terminal, word: &str) {
    terminal.wait(word, |screen| row(screen, 0).contains(word));
}

/// Whose conversation is shown.
fn on_screen(terminal: &Terminal, name: &str) {
    terminal
        .wait("the conversation", |screen| screen.rows(49, 71).take(3).any(|it| it.contains(name)));
}

fn dialog(hub: &Hub, id: DialogId) -> keydesk::domain::Dialog {
    let me = AgentId(1);
    hub.desk.read_now(move |it| it.card(id, me)).unwrap().unwrap().row.dialog
}

#[test]
fn a_team_works_through_a_dead_network() {
    let hub = Hub::start();
    let Place::Network(address) = hub.network.clone() else { panic!("a hub on a network") };
    let wire = Wire::to(address);
    let names: Vec<String> = (0..12).map(|it| format!("Клієнт {it:02}")).collect();
    let dialogs: Vec<DialogId> =
        names.iter().map(|it| hub.write(it, "де моє замовлення?")).collect();
    let (anna, _) = logged_in(&hub, "Ганна", &wire.url());
    let (borys, borys_id) = logged_in(&hub, "Борис", &format!("http://{address}"));
    let one = anna.run(&[]).kitty().size(120, 30).start();
    let other = borys.run(&[]).kitty().size(120, 30).start();
    for screen in [&one, &other] {
        top(screen, "live");
        screen.wait_for(&names[11]);
    }

    // Anna answers; the counter goes out on Borys' screen too, once the reply is really sent.
    one.type_for("r", "Reply ·");
    one.send("Уже в дорозі!\r");
    let sent = |hub: &Hub| {
        let thread = hub.desk.read_now({
            let id = dialogs[0];
            move |it| it.thread(id, None, 10)
        });
        thread.unwrap().messages.into_iter().any(|it| it.kind == Kind::Reply)
    };
    one.wait("that the hub has it", |_| sent(&hub));
    hub.deliver();
    other.wait("that nobody waits there any more", |screen| !screen.contents().contains(&names[0]));
    one.wait("that nobody waits here any more", |screen| !super::list(screen).contains(&names[0]));

    // On to the next who waits.
    one.esc();
    one.type_for("J", "Клієнт 01 ·");
    on_screen(&one, &names[1]);

    // The network is cut. Anna closes ten; Borys takes one of them.
    wire.cut();
    top(&one, "offline");
    for key in 0..10 {
        let name = &names[key + 1];
        one.wait_for(name);
        // Two keys in turn: one and the same pressed so fast is taken for a key held down.
        one.send(super::KITTY[key % 2]);
        told(&one, "Closed");
        one.wait("that it is gone", |screen| !super::list(screen).contains(name.as_str()));
    }
    top(&one, "10 to send");
    assert_eq!(dialog(&hub, dialogs[3]).status, Status::Open, "the hub knows nothing of it");
    // Borys goes to the third of those who wait.
    other.send("jj");
    on_screen(&other, &names[3]);
    other.send(super::KITTY[2]);
    other.wait("that it is his", |_| dialog(&hub, dialogs[3]).assignee == Some(borys_id));

    // The network is back: nine are closed, the tenth is Borys', and Anna is told so by name.
    wire.mend();
    one.wait_for("Борис");
    top(&one, "1 refused");
    top(&one, "live");
    for (at, id) in dialogs.iter().enumerate().skip(1) {
        let is = dialog(&hub, *id);
        let expected = if at == 3 || at == 11 { Status::Open } else { Status::Closed };
        assert_eq!(is.status, expected, "{at}: {is:?}");
    }
    one.wait_for(&names[3]);
    other.wait("that only two are left", |screen| {
        let list = super::list(screen);
        list.contains(&names[3]) && list.contains(&names[11]) && !list.contains(&names[5])
    });
    for screen in [one, other] {
        screen.send("q");
        screen.ended_well(0);
    }
}
