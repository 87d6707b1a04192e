//! When something fails: nothing is lost, nothing is done twice, and everybody is told.

use std::process::{Command, Stdio};

use super::network::{Fate, Network};
use super::*;
use keydesk::domain::{Kind, Refusal};
use keydesk::store::Sqlite;

/// A hub with one dialog and one agent, and a network to it.
struct Stage {
    hub: Hub,
    dialog: DialogId,
    me: AgentId,
    network: Network,
}

impl Stage {
    fn set() -> Self {
        let hub = Hub::start();
        let dialog = hub.write("Anna", "hello");
        let me = hub.agent("Olena", Role::Lead);
        let network = Network::to(address(&hub));
        Self { hub, dialog, me, network }
    }
}

fn notes(desk: &Sqlite, dialog: DialogId) -> usize {
    let page = desk.thread(dialog, None, 1_000).unwrap();
    page.messages.iter().filter(|it| it.kind == Kind::Note).count()
}

fn hub_notes(hub: &Hub, dialog: DialogId) -> usize {
    hub.desk.read_now(move |it| Ok(notes(it, dialog))).unwrap()
}

#[test]
fn without_a_network_work_goes_on_and_is_sent_when_it_is_back() {
    let Stage { hub, dialog, me, network } = Stage::set();
    let one = Replica::of(&hub, me, network.address);
    one.live();
    network.cut();
    one.offline();
    for n in 0..3 {
        one.note(dialog, &format!("offline {n}"));
    }
    one.until("three wait", |it| it.waiting == 3);
    hub.write("Anna", "meanwhile");
    network.mend();
    // The next thing that is done here is reason enough to try again.
    one.note(dialog, "back");
    one.live();
    one.when("meanwhile", move |it| texts(it, dialog).contains(&"meanwhile".to_owned()));
    assert_eq!(hub_notes(&hub, dialog), 4);
    assert_eq!(
        one.desk.read_now(move |it| Ok(texts(it, dialog))).unwrap(),
        hub_texts(&hub, dialog)
    );
}

#[test]
fn an_answer_that_is_lost_is_asked_for_again_and_nothing_is_done_twice() {
    let Stage { hub, dialog, me, network } = Stage::set();
    let mut lost = 0;
    network.decide(move |it| {
        if it.line.starts_with("POST /v1/ops") && lost < 3 {
            lost += 1;
            return Fate::AnswerLost;
        }
        Fate::Arrives
    });
    let one = Replica::of(&hub, me, network.address);
    one.live();
    one.note(dialog, "once");
    one.when("told by the hub", |it| it.waiting().unwrap() == (0, 0));
    one.when("settled", move |it| {
        it.thread(dialog, None, 10).unwrap().messages.iter().all(|it| !it.id.is_provisional())
    });
    assert_eq!(hub_notes(&hub, dialog), 1);
}

#[test]
fn whoever_is_logged_out_loses_nothing_and_goes_on_after_the_next_login() {
    let Stage { hub, dialog, me, network } = Stage::set();
    let one = Replica::of(&hub, me, network.address);
    one.live();
    network.decide(|_| Fate::Answered(401, "bad-token"));
    one.note(dialog, "kept");
    let status = one.until("logged out", |it| it.state == State::LoggedOut && it.waiting == 1);
    assert_eq!(status.refused, 0);
    network.decide(|_| Fate::Arrives);
    *one.token.lock().unwrap() = Token::parse(&hub.token(me, None)).ok();
    one.note(dialog, "a reason to look");
    one.live();
    assert_eq!(hub_notes(&hub, dialog), 2);
}

#[test]
fn an_op_that_the_hub_cannot_take_is_given_back_and_holds_up_no_other() {
    let Stage { hub, dialog, me, network } = Stage::set();
    let one = Replica::of(&hub, me, network.address);
    one.live();
    network.cut();
    one.offline();
    network.decide(|it| match it.body.contains("poison") {
        true => Fate::Answered(422, "unfit"),
        false => Fate::Arrives,
    });
    for text in ["a", "b", "poison", "c", "d"] {
        one.note(dialog, text);
    }
    network.mend();
    let status = one.until("all but one", |it| it.waiting == 0);
    let rejected = one.desk.read_now(|it| it.rejected(10)).unwrap();
    assert_eq!((status.refused, rejected.len()), (1, 1));
    assert_eq!(rejected[0].why, Refusal::NotTaken);
    assert_eq!(rejected[0].op.intent, Intent::Note("poison".into()));
    let drafts = one.desk.read_now(move |it| it.drafts(me, dialog)).unwrap();
    assert_eq!(drafts[0].text, "poison");
    assert_eq!(hub_notes(&hub, dialog), 4);
}

#[test]
fn a_stream_without_a_sign_of_life_is_not_believed() {
    let hub = Hub::start();
    hub.write("Anna", "hello");
    let me = hub.agent("Olena", Role::Lead);
    let network = Network::to(address(&hub));
    let silence = Duration::from_millis(300);
    let one = Replica::with(&hub, me, network.address, Times { silence, ..Times::default() });
    one.live();
    network.decide(|it| match it.line.starts_with("GET /v1/stream") {
        true => Fate::Silent,
        false => Fate::Arrives,
    });
    network.cut();
    network.mend();
    one.offline();
    one.until("believed", |it| it.state == State::Live);
    one.offline();
}

#[test]
fn of_two_who_take_the_same_dialog_one_is_told_who_was_first() {
    let hub = Hub::start();
    let dialog = hub.write("Anna", "hello");
    let (olena, borys) = two(&hub);
    let network = Network::to(address(&hub));
    let (one, two) =
        (Replica::of(&hub, olena, address(&hub)), Replica::of(&hub, borys, network.address));
    one.live();
    two.live();
    network.cut();
    two.offline();
    two.act(dialog, Intent::Assign(Some(borys)));
    one.act(dialog, Intent::Assign(Some(olena)));
    one.live();
    network.mend();
    two.note(dialog, "a reason to try");
    two.until("refused", |it| it.refused == 1 && it.waiting == 0);
    let rejected = two.desk.read_now(|it| it.rejected(10)).unwrap();
    assert_eq!(rejected[0].why, Refusal::TakenBy("Olena".into()));
    two.when("hers", move |it| {
        it.card(dialog, borys).unwrap().unwrap().row.dialog.assignee == Some(olena)
    });
}

#[test]
fn the_hub_of_another_desk_is_told_nothing() {
    let (hub, other) = (Hub::start(), Hub::start());
    let dialog = hub.write("Anna", "hello");
    other.write("Boris", "hi");
    let me = hub.agent("Olena", Role::Lead);
    other.agent("Olena", Role::Lead);
    let network = Network::to(address(&hub));
    let one = Replica::of(&hub, me, network.address);
    one.live();
    network.cut();
    one.offline();
    one.note(dialog, "for this hub alone");
    *one.token.lock().unwrap() = Token::parse(&other.token(me, None)).ok();
    network.lead_to(address(&other));
    network.mend();
    one.until("stuck", |it| matches!(&it.state, State::Stuck(it) if it.id == "sync-other-desk"));
    assert!(network.passed.try_iter().filter(|it| it.starts_with("POST /v1/ops")).count() == 0);
    assert_eq!(one.desk.read_now(|it| it.waiting()).unwrap().0, 1);
}

/// The program itself, as somebody at a home of their own runs it.
fn program(home: &std::path::Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_keydesk"));
    command.args(args).env_clear().env("HOME", home).env("LANG", "en_US.UTF-8");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(home: &std::path::Path, args: &[&str]) -> (i32, String) {
    let done = program(home, args).output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
}

fn log_in(home: &std::path::Path, url: &str, token: &str) -> (i32, String) {
    use std::io::Write as _;
    let mut login = program(home, &["login", url]).stdin(Stdio::piped()).spawn().unwrap();
    writeln!(login.stdin.take().unwrap(), "{token}").unwrap();
    let done = login.wait_with_output().unwrap();
    (done.status.code().unwrap_or(-1), String::from_utf8_lossy(&done.stderr).into_owned())
}

#[test]
fn who_is_killed_while_sending_sends_what_waited_and_only_once() {
    let Stage { hub, dialog, me, network } = Stage::set();
    let home = tempfile::tempdir().unwrap();
    let token = hub.token(me, None);
    let url = format!("http://{}", network.address);
    let (code, said) = log_in(home.path(), &url, &token);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Olena") && !said.contains(&token), "{said}");
    let (code, said) = run(home.path(), &["note", "1", "written before"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Kept here"), "{said}");
    network.decide(|it| match it.line.starts_with("POST /v1/ops") {
        true => Fate::AnswerStuck,
        false => Fate::Arrives,
    });
    let mut syncing = program(home.path(), &["sync"]).spawn().unwrap();
    while !network.passed.recv_timeout(PATIENCE).unwrap().starts_with("POST /v1/ops") {}
    syncing.kill().unwrap();
    syncing.wait().unwrap();
    network.decide(|_| Fate::Arrives);
    let (code, said) = run(home.path(), &["sync", "--once"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Nothing waits"), "{said}");
    assert_eq!(hub_notes(&hub, dialog), 1);
}

#[test]
fn a_replica_s_commands_say_what_waits_and_leave_to_the_hub_what_is_the_hub_s() {
    let Stage { hub, dialog, me, network } = Stage::set();
    let home = tempfile::tempdir().unwrap();
    let url = format!("http://{}", network.address);
    let (code, said) = log_in(home.path(), &url, "kd_wrong");
    assert_eq!(code, 1, "{said}");
    assert_eq!(log_in(home.path(), &url, &hub.token(me, None)).0, 0);
    for args in [&["channel", "add", "demo"][..], &["import", "/dev/null"]] {
        let (code, said) = run(home.path(), args);
        assert_eq!(code, 1, "{args:?} {said}");
        assert!(said.contains("on the hub"), "{said}");
    }
    let (code, said) = run(home.path(), &["note", "1", "at once", "--wait", "60"]);
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("Kept"), "{said}");
    assert_eq!(hub_notes(&hub, dialog), 1);
    network.cut();
    let (code, said) = run(home.path(), &["close", "1"]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = run(home.path(), &["sync", "--once"]);
    assert_eq!(code, 4, "{said}");
    assert!(said.contains("One action waits"), "{said}");
    let (code, said) = run(home.path(), &["logout"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("One action waits"), "{said}");
    network.mend();
    let (code, said) = run(home.path(), &["sync", "--once"]);
    assert_eq!(code, 1, "{said}");
    assert_eq!(log_in(home.path(), &url, &hub.token(me, None)).0, 0);
    assert_eq!(run(home.path(), &["sync", "--once"]).0, 0);
    assert!(run(home.path(), &["show", "1"]).1.contains("closed"));
}

#[test]
fn a_replica_that_rests_starts_over_by_itself_when_the_hub_has_forgotten_the_way() {
    let Stage { hub, dialog, me, network } = Stage::set();
    let one = Replica::of(&hub, me, network.address);
    one.live();
    network.cut();
    one.offline();
    hub.write("Anna", "meanwhile");
    let now = keydesk::base::clock::now();
    let later = keydesk::base::clock::Timestamp(now.0 + 60_000);
    hub.desk.write_now(move |it| it.compact(later, later, 10_000)).unwrap();
    network.mend();
    one.when("meanwhile", move |it| texts(it, dialog).contains(&"meanwhile".to_owned()));
    one.live();
}
