//! Every way out gives the terminal back, and what was half written is kept.

use std::fs;

use rustix::process::Signal;

use super::{Home, PROFILES, editor, half_written, stop_writing, told, wire};

#[test]
fn a_signal_that_ends_the_program_loses_no_word() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        for profile in PROFILES {
            let home = Home::new();
            let tty = home.demo().profile(profile).start();
            let dialog = half_written(&home, &tty, "недописане");
            tty.signal(signal);
            tty.ended_well(code);
            assert_eq!(wire::foreign(&tty.raw()), None);
            assert_eq!(home.drafts(dialog)[0].text, "недописане");
        }
    }
}

#[test]
fn who_quits_finds_the_terminal_as_before_and_the_draft_later() {
    for (key, profile) in [("q", PROFILES[0]), ("q", PROFILES[1]), ("\x03", PROFILES[0])] {
        let home = Home::new();
        let tty = home.demo().profile(profile).start();
        let dialog = half_written(&home, &tty, "недописане");
        stop_writing(&tty);
        tty.send(key);
        tty.ended_well(0);
        assert_eq!(wire::foreign(&tty.raw()), None);
        assert_eq!(home.drafts(dialog)[0].text, "недописане");
    }
}

#[test]
fn what_comes_in_too_late_is_no_input_of_the_shell() {
    for profile in PROFILES {
        let home = Home::new();
        let script = r#""$@"; echo "the shell is back"; read line; printf '%s' "$line" > line.txt"#;
        let tty = home.demo_in(script).profile(profile).start();
        tty.wait_for("the oldest");
        // One write, so all of it is there before anybody can leave.
        tty.send("q\x1b]11;rgb:0/0/0\x1b\\\x1b[?5u\x1b[113;1:3u");
        tty.wait_for("the shell is back");
        tty.send("a command\r");
        assert_eq!(tty.end(), 0);
        assert_eq!(fs::read_to_string(home.file("line.txt")).unwrap(), "a command");
        wire::restored(&tty.raw());
    }
}

#[test]
fn where_the_settings_say_legacy_the_keyboard_is_left_alone() {
    let home = Home::new();
    fs::create_dir_all(home.file("config/keydesk")).unwrap();
    let settings = "[terminal]\nkeyboard = \"legacy\"\n";
    fs::write(home.file("config/keydesk/config.toml"), settings).unwrap();
    for profile in PROFILES {
        let tty = home.demo().profile(profile).start();
        tty.wait_for("the oldest");
        tty.send("q");
        tty.ended_well(0);
        let raw = String::from_utf8(tty.raw()).unwrap();
        assert!(!raw.contains("\x1b[>5u") && !raw.contains("\x1b[<1u"), "{profile:?}");
    }
}

#[test]
fn a_long_reply_can_be_written_in_one_s_own_editor() {
    let home = Home::new();
    let script = r#"stty -a | grep -q " icanon" && stty -a | grep -q " echo" || exit 1
        printf ' і далі\nдругий рядок\n' >> "$1""#;
    let tty = home.demo().env("EDITOR", editor(&home, script)).start();
    let dialog = half_written(&home, &tty, "початок");
    tty.type_for("\x1bOS", "другий рядок");
    tty.wait_for("початок");
    tty.wait_for("і далі");
    home.until("the draft", |home| {
        home.drafts(dialog)
            .iter()
            .any(|it| it.text.starts_with("початок") && it.text.ends_with("другий рядок"))
    });
    // It is a terminal as before: keys are keys.
    tty.type_for("!", "рядок!");
    stop_writing(&tty);
    tty.send("q");
    tty.ended_well(0);
    let left = fs::read_dir(home.desk())
        .unwrap()
        .filter(|it| it.as_ref().unwrap().file_name().to_string_lossy().starts_with("reply-"));
    assert_eq!(left.count(), 0, "the text lies about nowhere");
}

#[test]
fn who_is_ended_while_an_answer_is_waited_for_starts_no_editor() {
    let home = Home::new();
    let tty = home.demo().mute().env("EDITOR", editor(&home, "echo > started; exec cat")).start();
    let dialog = half_written(&home, &tty, "недописане");
    // Asked anew, it has something to wait for.
    let asked = |raw: &[u8]| String::from_utf8_lossy(raw).matches("\x1b[?2031$p").count();
    let before = asked(&tty.raw());
    tty.signal(Signal::CONT);
    tty.wait_raw("a question", |raw| before < asked(raw));
    tty.send("\x1bOS");
    tty.signal(Signal::TERM);
    tty.ended_well(143);
    assert!(!home.file("started").exists());
    assert_eq!(home.drafts(dialog)[0].text, "недописане");
}

#[test]
fn an_editor_that_fails_leaves_the_text_as_it_was() {
    let home = Home::new();
    let tty = home.demo().env("EDITOR", editor(&home, "echo x >> \"$1\"; exit 3")).start();
    half_written(&home, &tty, "початок");
    tty.send("\x1bOS");
    told(&tty, "The editor ended with an error");
    tty.wait_for("початок");
    stop_writing(&tty);
    tty.send("q");
    tty.ended_well(0);
}

/// What a shell cannot be used with.
const MESS: [&str; 6] = ["-icanon", "-echo ", "-isig", "-ixon", "-opost", "-icrnl"];

/// A killed program's terminal, mended by a shell's command in which `"$1"` is the program.
fn mended(command: &str) {
    let home = Home::new();
    let script = format!(
        r#"sh -c 'echo $$ > pid.txt; exec "$@"' sh "$@"
        stty -a > mess.txt
        {command}
        stty -a > healed.txt"#
    );
    let tty = home.demo_in(&script).kitty().start();
    tty.wait_for("the oldest");
    let pid = fs::read_to_string(home.file("pid.txt")).unwrap().trim().parse().unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::kill_process(pid, Signal::KILL).unwrap();
    assert_eq!(tty.end(), 0);
    let (mess, healed) = ("mess.txt", "healed.txt");
    let [mess, healed] = [mess, healed].map(|it| fs::read_to_string(home.file(it)).unwrap());
    assert!(MESS.iter().all(|it| mess.contains(it)), "{mess}");
    assert!(MESS.iter().all(|it| !healed.contains(it)), "{command}: {healed}");
    wire::restored(&tty.raw());
    tty.modes_restored();
    tty.look(|screen| assert!(!screen.alternate_screen() && !screen.hide_cursor()));
}

#[test]
fn a_terminal_that_a_killed_program_left_in_a_mess_is_put_right() {
    mended(r#""$1" --reset-terminal"#);
}

#[test]
fn any_process_that_writes_on_the_terminal_can_put_it_right() {
    mended(r#"setsid "$1" --reset-terminal < /dev/null > "$(tty)""#);
    mended(r#"sh -c '"$1" --reset-terminal; true' sh "$1" < /dev/null"#);
}

#[test]
fn what_is_no_terminal_is_not_put_right_but_told_so() {
    let home = Home::new();
    let script = r#""$1" --reset-terminal > out.txt 2> err.txt; echo "ended with $?""#;
    let tty = home.demo_in(script).start();
    assert_eq!(tty.end(), 0);
    assert!(tty.text().contains("ended with 1"));
    assert_eq!(fs::read(home.file("out.txt")).unwrap(), b"");
    let said = fs::read_to_string(home.file("err.txt")).unwrap();
    assert!(said.contains("the output goes somewhere else"), "{said}");
}
