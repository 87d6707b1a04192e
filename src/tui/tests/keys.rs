//! The keys a screen promises: what is true in the terminal at hand.

use super::fixture::Bench;
use crate::i18n::Language;
use crate::tui::around::{Around, Tmux};
use crate::tui::event::Event;

/// A kitty, which tells every key apart.
const KITTY: &str = "\x1b[?5u\x1b[?62c";
/// A terminal that has answered, and offers nothing.
const OLD: &str = "\x1b[?62c";

fn tmux(prefix: &str, bindings: &str) -> Tmux {
    Tmux::parse(&format!("3.3a\noff\nroot\n\n{prefix} None\n{bindings}")).unwrap()
}

fn bench(around: Around, said: &str) -> Bench {
    let mut bench = Bench::in_language(160, 24, Language::En);
    bench.state.around = around;
    bench.keys(said);
    bench
}

fn bottom(bench: &Bench) -> String {
    bench.screen().lines().last().unwrap_or_default().to_owned()
}

/// The keys of the four on the bottom line, in the order in which they are documented.
fn four(bench: &Bench) -> [String; 4] {
    let line = bottom(bench);
    let words = ["Close  ", "Close+unassign", "Assign to me", "Unassign"];
    words.map(|word| {
        let at = line.match_indices(word).map(|it| it.0).find(|it| line[..*it].ends_with(' '));
        let before = &line[..at.unwrap_or_else(|| panic!("{word}: {line}"))];
        before.trim_end().rsplit("  ").next().unwrap_or_default().trim().to_owned()
    })
}

#[test]
fn the_four_keys_are_promised_as_they_work_here() {
    let none = Around::default();
    let in_tmux = Around { tmux: true, ..none.clone() };
    let zellij = Around { zellij: true, ..none.clone() };
    let byobu = Around { byobu: true, ..none.clone() };
    let told = |prefix, bindings| Around { told: Some(tmux(prefix, bindings)), ..in_tmux.clone() };
    let sent_on = "bind-key -T prefix C-b send-prefix\n";
    let byobu_in_tmux = |bindings| Around { byobu: true, ..told("C-a", bindings) };
    for (name, around, said, expected) in [
        ("kitty", none.clone(), KITTY, ["^O", "^Q", "^M", "^B"]),
        ("silent so far", none.clone(), "", ["^O", "^Q", "^M/m", "^B"]),
        ("an old terminal", none.clone(), OLD, ["^O", "^Q", "m", "^B"]),
        ("screen", Around { screen: true, ..none }, OLD, ["^O", "^Q", "m", "^B"]),
        ("tmux, not answered", in_tmux.clone(), OLD, ["^O", "^Q", "m", "^B^B"]),
        ("tmux as it comes", told("C-b", sent_on), OLD, ["^O", "^Q", "m", "^B^B"]),
        ("tmux with ^A", told("C-a", sent_on), OLD, ["^O", "^Q", "m", "^B"]),
        ("tmux, not sent on", told("C-b", ""), OLD, ["^O", "^Q", "m", "b"]),
        (
            "tmux with a root binding",
            told("C-a", "bind-key -n -T root C-q kill-pane\n"),
            OLD,
            ["^O", "F2 q", "m", "^B"],
        ),
        ("tmux that has ^M", told("C-m", ""), "", ["^O", "^Q", "m", "^B"]),
        ("zellij", zellij.clone(), OLD, ["o", "F2 q", "m", "b"]),
        ("zellij in kitty", zellij, KITTY, ["o", "F2 q", "^M", "b"]),
        ("byobu", byobu, OLD, ["^O", "^Q", "m", "^B"]),
        (
            "byobu on tmux",
            byobu_in_tmux("bind-key -T root F2 new-window\nbind-key -T root C-q x\n"),
            OLD,
            ["^O", "Shift+F12 F2 q", "m", "^B"],
        ),
        ("byobu, switched off", byobu_in_tmux(""), OLD, ["^O", "^Q", "m", "^B"]),
    ] {
        assert_eq!(four(&bench(around, said)), expected, "{name}");
    }
}

#[test]
fn what_has_arrived_is_promised_again() {
    let mut bench = bench(Around { zellij: true, ..Around::default() }, OLD);
    bench.keys("\x0f");
    assert_eq!(four(&bench), ["^O", "F2 q", "m", "b"], "zellij is locked");
    bench.keys("\x11\x02");
    assert_eq!(four(&bench), ["^O", "^Q", "m", "^B"]);
}

#[test]
fn what_tmux_answers_is_seen_at_once() {
    let mut bench = bench(Around { tmux: true, ..Around::default() }, OLD);
    bench.happen(Event::Around(tmux("C-o", "")));
    assert_eq!(four(&bench), ["o", "^Q", "m", "^B"]);
}

#[test]
fn where_f2_is_taken_the_way_out_of_a_text_is_shown_too() {
    let mut bench = bench(Around { byobu: true, ..Around::default() }, OLD);
    bench.keys("r");
    assert!(bottom(&bench).contains("Esc m Assign to me"), "{}", bottom(&bench));
    bench.keys("\x1bOQ");
    bench.keys("\x1b");
    assert!(bottom(&bench).contains("F2 m Assign to me"), "{}", bottom(&bench));
}

#[test]
fn own_keys_that_work_are_shown_before_a_way_round() {
    let mut bench = bench(Around { zellij: true, ..Around::default() }, OLD);
    let own = [("close", ["ctrl+o", "f9"]), ("assign-me", ["ctrl+m", "ctrl+e"])];
    let own = own.map(|(name, keys)| (name.to_owned(), keys.map(str::to_owned).to_vec()));
    let own = own.into_iter().chain([("line-end".to_owned(), Vec::new())]).collect();
    bench.state.keymap = crate::tui::keymap::Keymap::new(&own).unwrap();
    assert_eq!(four(&bench), ["F9", "F2 q", "^E", "b"]);
}

/// The bottom lines of the panes and of a reply at both documented widths.
fn bottom_lines(around: &Around, said: &str) -> String {
    let mut lines = String::new();
    for (width, height) in [(80, 24), (40, 12)] {
        for keys in ["", "\r", "r"] {
            let mut bench = Bench::new(width, height);
            bench.state.around = around.clone();
            bench.keys(said);
            bench.keys(keys);
            let line = bottom(&bench);
            assert!(crate::base::text::width(&line) <= usize::from(width), "{line}");
            lines.push_str(&line);
            lines.push('\n');
        }
    }
    lines
}

#[test]
fn the_bottom_line_in_tmux_and_in_zellij() {
    let in_tmux = Around { tmux: true, ..Around::default() };
    let zellij = Around { zellij: true, ..Around::default() };
    let byobu = Around { byobu: true, screen: true, ..Around::default() };
    let all = [in_tmux, zellij, byobu].map(|it| bottom_lines(&it, OLD));
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn the_help_knows_the_cures() {
    for language in Language::ALL {
        let mut bench = Bench::in_language(80, 24, *language);
        // They stand at the end, however long the rest is.
        bench.keys("?G");
        let end = bench.screen();
        bench.keys("\x1b[5~");
        let screen = format!("{}{end}", bench.screen());
        let words = screen.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        for cure in [
            "set -g prefix C-a",
            "bind C-a send-prefix",
            "set -s extended-keys on",
            "set -as terminal-features ',xterm*:extkeys'",
            "defflow off",
            "Ctrl+G",
            "Shift+F12",
            "keydesk doctor keys",
        ] {
            assert!(words.contains(cure), "{language:?} {cure}\n{screen}");
        }
    }
}

#[test]
fn the_end_of_the_help() {
    let mut bench = Bench::new(80, 24);
    bench.keys("?G");
    let end = bench.screen();
    let mut bench = Bench::new(40, 12);
    bench.keys("?G");
    insta::assert_snapshot!(format!("{end}\n{}", bench.screen()));
}

#[test]
fn in_tmux_a_terminal_that_may_be_another_one_has_to_prove_itself_again() {
    let mut bench = bench(Around { tmux: true, ..Around::default() }, "\x1bP>|tmux 3.5a\x1b\\");
    bench.keys("\x1b[27;5;109~");
    assert_eq!(four(&bench)[2], "^M");
    bench.happen(Event::Resized(160, 30));
    assert_eq!(four(&bench)[2], "^M/m");
    bench.keys("\x1b[27;5;109~\x1b[I");
    assert_eq!(four(&bench)[2], "^M/m");
}
