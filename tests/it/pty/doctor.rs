//! `keydesk doctor keys` in a real terminal: what it asks, what it prints, and how it leaves.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use rustix::process::Signal;
use serde_json::Value;

use super::stopping::{KILL, OWN_MODES, ended_from_behind};
use super::terminal::Launch;
use super::{Home, KITTY, Terminal, wire};

const BYTES: [&str; 4] = ["\x0f", "\x11", "\r", "\x02"];
const OTHER_KEYS: [&str; 4] =
    ["\x1b[27;5;111~", "\x1b[27;5;113~", "\x1b[27;5;109~", "\x1b[27;5;98~"];
const LAID: [&str; 4] =
    ["\x1b[1097::111;5u", "\x1b[1081::113;5u", "\x1b[1100::109;5u", "\x1b[1080::98;5u"];
const BARE: [&str; 4] = ["\x1b[1097;5u", "\x1b[1081;5u", "\x1b[1100;5u", "\x1b[1080;5u"];

fn doctor(home: &Home) -> Launch {
    home.run(&["doctor", "keys"]).size(100, 40)
}

/// Blocks until the page asks for this key.
fn asked(tty: &Terminal, key: &str) {
    tty.wait_for(&format!("Press {key}"));
}

/// Presses the keys as they are asked for; all four, or the last ones.
fn press<const N: usize>(tty: &Terminal, keys: [&str; N]) {
    let names = ["Ctrl+O", "Ctrl+Q", "Ctrl+M", "Ctrl+B"].into_iter().skip(4 - N);
    for (name, key) in names.zip(keys) {
        asked(tty, name);
        tty.send(key);
    }
}

/// The report: what stands on the terminal when the page has gone. It keeps to its columns.
fn report(tty: &Terminal, code: u32) -> String {
    tty.ended_well(code);
    let raw = tty.raw();
    let text = String::from_utf8(raw).unwrap();
    let (page, report) = text.rsplit_once("\x1b[?1049l").unwrap();
    assert_eq!(wire::foreign(format!("{page}\x1b[?1049l").as_bytes()), None);
    let end = page.rsplit_once("\x1b[H\x1b[2J").map(|it| it.1);
    assert!(
        end.is_some_and(|it| !it.contains("Ctrl")),
        "the page is wiped: there may be one screen only"
    );
    assert!(!report.contains('\x1b'), "{report:?}");
    report.replace("\r\n", "\n")
}

/// The row of a key, its fields parted by one bar.
fn row(report: &str, key: &str) -> String {
    let row = report.lines().find(|it| it.starts_with(key)).unwrap_or_else(|| panic!("{report}"));
    row.split("  ").map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("|")
}

#[test]
fn an_old_terminal_is_told_what_to_do_about_ctrl_m() {
    let home = Home::new();
    let tty = doctor(&home).start();
    tty.wait_for("Control bytes only: the terminal offers nothing else");
    press(&tty, BYTES);
    let report = report(&tty, 0);
    assert_eq!(row(&report, "Ctrl+O"), "Ctrl+O|works|0F|Ctrl+O|any");
    let same = "Ctrl+M|asks, or F2 m|0D|Enter or Ctrl+M: the same byte here|any";
    assert_eq!(row(&report, "Ctrl+M"), same);
    assert!(report.contains("TERM=xterm-256color"), "{report}");
    assert!(report.contains("?62;22c"), "{report}");
    assert!(report.contains("What helps:\n- Ctrl+M is Enter here"), "{report}");
}

#[test]
fn in_a_kitty_all_four_work() {
    let home = Home::new();
    let tty = doctor(&home).kitty().start();
    tty.wait_for("The kitty keyboard protocol, flags 5");
    tty.wait_for("kitty(0.26.5)");
    asked(&tty, "Ctrl+O");
    tty.send(KITTY[0]);
    tty.wait_for("1B 5B 31 31 31 3B 35 75");
    press(&tty, [KITTY[1], KITTY[2], KITTY[3]]);
    let report = report(&tty, 0);
    assert_eq!(row(&report, "Ctrl+M"), "Ctrl+M|works|CSI 109;5u|Ctrl+M|Latin");
    assert!(report.ends_with("All four keys work here.\n"), "{report}");
}

#[test]
fn an_xterm_is_asked_for_its_other_keys() {
    let home = Home::new();
    let tty = doctor(&home).start();
    asked(&tty, "Ctrl+O");
    tty.send("\x1b[>4;0m\x1bP>|XTerm(379)\x1b\\");
    tty.wait_for("XTerm(379)");
    tty.send("\x1b[>4;2m");
    tty.wait_for("modifyOtherKeys, level 2");
    assert!(String::from_utf8_lossy(&tty.raw()).contains("\x1b[>4;2m\x1b[m\x1b[?4m"));
    press(&tty, OTHER_KEYS);
    let report = report(&tty, 0);
    assert_eq!(row(&report, "Ctrl+B"), "Ctrl+B|works|CSI 27;5;98~|Ctrl+B|Latin");
    assert!(report.contains("All four keys work here."), "{report}");
}

#[test]
fn a_cyrillic_key_is_known_by_its_place_or_by_the_table() {
    for (four, sends, layout) in [
        (LAID, "CSI 1100::109;5u", "Cyrillic ь, base key"),
        (BARE, "CSI 1100;5u", "Cyrillic ь, JCUKEN table"),
    ] {
        let home = Home::new();
        let tty = doctor(&home).kitty().start();
        press(&tty, four);
        let report = report(&tty, 0);
        assert_eq!(row(&report, "Ctrl+M"), format!("Ctrl+M|works|{sends}|Ctrl+M|{layout}"));
    }
}

#[test]
fn a_key_that_never_comes_is_reported_as_such() {
    let home = Home::new();
    let tty = doctor(&home).env("STY", "123.pts").start();
    press(&tty, ["\x0f", " ", "\r", "\x02"]);
    let report = report(&tty, 0);
    assert_eq!(row(&report, "Ctrl+Q"), "Ctrl+Q|F2 q|nothing came");
    assert!(report.contains("    defflow off\n"), "{report}");
    assert!(report.contains("F2 q is Ctrl+Q"), "{report}");
}

#[test]
fn a_slip_is_asked_about_and_taken_back() {
    let home = Home::new();
    let tty = doctor(&home).start();
    asked(&tty, "Ctrl+O");
    tty.type_for("\x1b[15~", "That was F5, not Ctrl+O.");
    tty.type_for("\x10", "That was Ctrl+P, not Ctrl+O.");
    tty.type_for(" ", "Press Ctrl+Q");
    tty.type_for("\x7f", "Press Ctrl+O");
    press(&tty, BYTES);
    assert_eq!(row(&report(&tty, 0), "Ctrl+O"), "Ctrl+O|works|0F|Ctrl+O|any");
}

#[test]
fn stopped_early_it_tells_what_it_knows() {
    for stop in ["\x1b", "\x03"] {
        let home = Home::new();
        let tty = doctor(&home).start();
        asked(&tty, "Ctrl+O");
        tty.type_for("\x0f", "Press Ctrl+Q");
        tty.send(stop);
        let report = report(&tty, 1);
        assert_eq!(row(&report, "Ctrl+O"), "Ctrl+O|works|0F|Ctrl+O|any");
        assert_eq!(row(&report, "Ctrl+Q"), "Ctrl+Q|not pressed");
        assert!(report.contains("error: stopped before all four keys"), "{report}");
    }
}

#[test]
fn scripts_get_one_object() {
    let home = Home::new();
    let tty = home.run(&["doctor", "keys", "--json"]).size(100, 40).env("STY", "1.pts").start();
    press(&tty, ["\x0f", "й", "\r", " "]);
    let told: Value = serde_json::from_str(&report(&tty, 0)).unwrap();
    assert_eq!(told["complete"], true);
    assert_eq!(told["terminal"]["term"], "xterm-256color");
    assert_eq!(told["agreed"]["protocol"], "none");
    assert_eq!(told["layers"][0]["name"], "screen");
    assert_eq!(told["keys"][0]["sends"]["hex"], "0F");
    let works: Vec<_> = told["keys"].as_array().unwrap().iter().map(|it| &it["works"]).collect();
    assert_eq!(works, ["directly", "menu", "asks", "menu"]);
    assert_eq!(told["keys"][1]["means"], "letter");
    assert_eq!(told["keys"][3]["sends"], Value::Null);
    let cures: Vec<_> = told["cures"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert_eq!(cures, ["enter-asks", "layout", "menu"]);
}

#[test]
fn the_report_can_go_into_a_file_while_the_page_is_on_the_terminal() {
    let home = Home::new();
    let words = ["doctor", "keys", "--json"];
    let tty = Launch::script(home.path(), r#""$@" > report.json"#, &words).size(100, 40).start();
    press(&tty, ["\x0f", "\x11", "\r", "\x02"]);
    tty.ended_well(0);
    let told: Value =
        serde_json::from_str(&fs::read_to_string(home.file("report.json")).unwrap()).unwrap();
    assert_eq!(told["complete"], true);
}

#[test]
fn a_signal_gives_the_terminal_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        for kitty in [true, false] {
            let home = Home::new();
            let tty = if kitty { doctor(&home).kitty() } else { doctor(&home) }.start();
            asked(&tty, "Ctrl+O");
            tty.signal(signal);
            tty.ended_well(code);
            assert_eq!(wire::foreign(&tty.raw()), None, "nothing is printed");
        }
    }
}

#[test]
fn a_terminal_that_hangs_up_ends_it() {
    let home = Home::new();
    let mut tty = doctor(&home).start();
    asked(&tty, "Ctrl+O");
    tty.hang_up();
    assert_eq!(tty.end(), 129);
}

#[test]
fn another_size_is_drawn_at_once() {
    let home = Home::new();
    let tty = doctor(&home).start();
    asked(&tty, "Ctrl+O");
    tty.resize(40, 12);
    tty.wait("the hints at the new foot", |screen| super::row(screen, -1).contains("Esc stop"));
    tty.type_for("\x0f", "Press Ctrl+Q");
    tty.resize(100, 40);
    press(&tty, ["\x11", "\r", "\x02"]);
    assert_eq!(row(&report(&tty, 0), "Ctrl+Q"), "Ctrl+Q|works|11|Ctrl+Q|any");
}

#[test]
fn suspended_it_comes_back_and_asks_on() {
    let home = Home::new();
    let script = r#"set -m
        "$@"
        echo "the shell is back"
        read answer
        fg
        echo "ended with $?""#;
    let tty = Launch::script(home.path(), script, &["doctor", "keys"]).size(100, 40).start();
    asked(&tty, "Ctrl+O");
    tty.type_for("\x0f", "Press Ctrl+Q");
    tty.type_for("\x1a", "the shell is back");
    tty.look(|screen| assert!(!screen.alternate_screen() && !screen.hide_cursor()));
    tty.type_for("\r", "Press Ctrl+Q");
    press(&tty, ["\x11", "\r", "\x02"]);
    tty.wait_for("ended with 0");
    assert_eq!(tty.end(), 0);
    wire::restored(&tty.raw());
}

#[test]
fn ended_while_it_is_suspended_or_stopped_it_goes() {
    let script = format!(
        r#"set -m
        stty -g > before.txt
        sh -c 'echo $$ > pid.txt; exec "$@"' sh "$@"
        {OWN_MODES}; {KILL}"#
    );
    for signal in [Signal::TSTP, Signal::STOP] {
        let home = Home::new();
        let tty = Launch::script(home.path(), &script, &["doctor", "keys"]).size(100, 40).start();
        asked(&tty, "Ctrl+O");
        let pid = fs::read_to_string(home.file("pid.txt")).unwrap().trim().parse().unwrap();
        let pid = rustix::process::Pid::from_raw(pid).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
        ended_from_behind(&home, &tty);
    }
}

#[test]
fn what_the_terminal_owes_is_heard_before_the_shell_has_it() {
    let home = Home::new();
    let script = r#"set -m
        "$@"
        echo "the shell is back"
        read line
        printf '%s' "$line" > line.txt
        fg"#;
    let tty = Launch::script(home.path(), script, &["doctor", "keys"]).size(100, 40).mute().start();
    asked(&tty, "Ctrl+O");
    tty.send("\x1a");
    // Whoever does not wait has left by then.
    tty.wait_news(Duration::from_millis(200));
    tty.send("\x1b[?62;22c");
    tty.wait_for("the shell is back");
    tty.send("a command\r");
    asked(&tty, "Ctrl+O");
    assert_eq!(fs::read_to_string(home.file("line.txt")).unwrap(), "a command");
    tty.send("\x1b[?62;22c\x03");
    assert_eq!(tty.end(), 1);
    wire::restored(&tty.raw());
}

/// Puts a program that stands for tmux before all others.
fn fake_tmux(home: &Home, script: &str, launch: Launch) -> Launch {
    let dir = home.file("bin");
    fs::create_dir_all(&dir).unwrap();
    let file = dir.join("tmux");
    fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    launch.env("PATH", format!("{}:{path}", dir.display())).env("TMUX", "/tmp/none,1,0")
}

const ANSWER: &str = "printf '3.3a\\noff\\nroot\\n\\nC-o None\\nbind-key -T root C-q x\\n'";

#[test]
fn the_screen_shows_what_tmux_takes() {
    let home = Home::new();
    let tty = fake_tmux(&home, ANSWER, home.demo()).size(120, 30).start();
    tty.wait_for("  o Close  F2 q Close+unassign");
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn the_doctor_names_tmux_and_its_prefix() {
    let home = Home::new();
    let tty = fake_tmux(&home, ANSWER, doctor(&home)).start();
    tty.wait_for("tmux keeps Ctrl+O for itself");
    tty.type_for(" ", "tmux keeps Ctrl+Q for itself");
    tty.type_for(" ", "Press Ctrl+M");
    tty.type_for("\r", "Press Ctrl+B");
    tty.send("\x02");
    let report = report(&tty, 0);
    for line in ["tmux 3.3a (prefix C-o)", "    set -g prefix C-a\n", "    unbind -n C-q\n"] {
        assert!(report.contains(line), "{report}");
    }
}

/// The processes whose parent is `parent`, also those that have ended and nobody has taken leave of.
fn children(parent: i32) -> Vec<i32> {
    let all =
        fs::read_dir("/proc").unwrap().filter_map(|it| it.unwrap().file_name().into_string().ok());
    let parent_of = |pid: i32| -> Option<i32> {
        // The name, in parentheses, may hold anything; then come the state and the parent.
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
    };
    let pids = all.filter_map(|it| it.parse().ok());
    pids.filter(|it| parent_of(*it) == Some(parent)).collect()
}

#[test]
fn a_tmux_that_never_answers_is_waited_for_by_nobody() {
    let home = Home::new();
    let tty = fake_tmux(&home, "exec sleep 1001", home.demo()).size(120, 30).start();
    tty.wait_for("^B^B");
    tty.type_for("r", "Reply ·");
    tty.wait("that tmux has been ended", |_| {
        // Bytes wake whoever waits: a letter is typed for each look.
        tty.send("x");
        children(tty.pid().as_raw_nonzero().get()).is_empty()
    });
    tty.signal(Signal::TERM);
    tty.ended_well(143);
}

#[test]
fn a_tmux_that_never_answers_does_not_outlive_the_screen() {
    let home = Home::new();
    let script = "echo $$ > tmux.pid; exec sleep 1000";
    let tty = fake_tmux(&home, script, home.demo()).size(120, 30).start();
    // As early as can be, so that it is still being waited for.
    tty.send("q");
    assert_eq!(tty.end(), 0);
    let noted = fs::read_to_string(home.file("tmux.pid")).unwrap_or_default();
    let left = noted.trim().parse().ok().and_then(rustix::process::Pid::from_raw);
    assert!(left.is_none_or(|it| rustix::process::test_kill_process(it).is_err()), "{noted}");
}
