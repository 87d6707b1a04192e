//! Every measured terminal and every way through a multiplexer, as the bytes they send, and what we say of them.

use super::press::{Origin, Works};
use super::report::{Agreed, Report};
use super::*;
use crate::i18n::{Catalog, Language};
use crate::tui::input::Decoder;

const XTERM: &str = "\x1b[>4;0m\x1bP>|XTerm(379)\x1b\\\x1b[?64;1;2c\x1b[>4;2m";
const KITTY: &str = "\x1b[?5u\x1bP>|kitty(0.26.5)\x1b\\\x1b[?62;c";
/// Alacritty and foot say no name.
const UNNAMED: &str = "\x1b[?5u\x1b[?6c";
/// VTE, urxvt, st, Alacritty of old.
const OLD: &str = "\x1b[?62;22c";
const KONSOLE: &str = "\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;1;4c";
const TMUX_OLD: &str = "\x1bP>|tmux 3.3a\x1b\\\x1b[?1;2c\x1b[>84;0;0c";
const TMUX_NEW: &str = "\x1bP>|tmux 3.7c\x1b\\\x1b[?1;2c\x1b[>84;0;0c";

const BYTES: [&str; 4] = ["\x0f", "\x11", "\r", "\x02"];
const CSI_U: [&str; 4] = ["\x1b[111;5u", "\x1b[113;5u", "\x1b[109;5u", "\x1b[98;5u"];
const OTHER: [&str; 4] = ["\x1b[27;5;111~", "\x1b[27;5;113~", "\x1b[27;5;109~", "\x1b[27;5;98~"];
const BASE: [&str; 4] =
    ["\x1b[1097::111;5u", "\x1b[1081::113;5u", "\x1b[1100::109;5u", "\x1b[1080::98;5u"];
const BARE: [&str; 4] = ["\x1b[1097;5u", "\x1b[1081;5u", "\x1b[1100;5u", "\x1b[1080;5u"];
const KEYSYMS: [&str; 4] =
    ["\x1b[27;5;1757~", "\x1b[27;5;1738~", "\x1b[27;5;1752~", "\x1b[27;5;1737~"];
const LETTERS: [&str; 4] = ["щ", "й", "ь", "и"];
/// The key with which a person says that nothing happens.
const NOTHING: &str = " ";
const NONE: [&str; 4] = [NOTHING; 4];

fn sent(exam: &mut Exam, bytes: &str) -> (Next, usize) {
    let (mut decoder, mut tracer) = (Decoder::default(), Vec::new());
    let mut told = 0;
    let mut next = Next::Wait;
    // One answer or key at a time, as a reader hands them over.
    let (mut from, mut inputs) = (0, Vec::new());
    for at in 0..bytes.len() {
        decoder.feed(&bytes.as_bytes()[at..=at], &mut inputs);
        if at + 1 == bytes.len() {
            decoder.timeout(&mut inputs);
        }
        if !inputs.is_empty() || !decoder.pending() {
            let piece = bytes.as_bytes()[from..=at].to_vec();
            tracer.push(Traced { bytes: piece, inputs: std::mem::take(&mut inputs) });
            from = at + 1;
        }
    }
    for traced in tracer {
        next = exam.take(traced);
        told += usize::from(matches!(next, Next::Tell(_)));
    }
    (next, told)
}

fn examined(around: &Around, keyboard: Keyboard, said: &str, four: [&str; 4]) -> Exam {
    let mut exam = Exam::new(around.clone(), keyboard, (80, 24));
    sent(&mut exam, said);
    for (at, key) in four.iter().enumerate() {
        let (next, _) = sent(&mut exam, key);
        assert_eq!(next == Next::End, at == 3, "{said:?} {four:?}");
    }
    exam
}

/// A letter for what each key is good for, and the names of the cures.
fn verdict(exam: &Exam) -> String {
    let report = Report::of(exam);
    let works = report.keys.iter().map(|it| match it.works {
        Some(Works::Directly) => '+',
        Some(Works::Twice) => '2',
        Some(Works::Asks) => '?',
        Some(Works::Menu) => 'F',
        None => '.',
    });
    let cures: Vec<&str> = report.cures.iter().map(|it| it.name).collect();
    format!("{} {}", works.collect::<String>(), cures.join(" ")).trim_end().to_owned()
}

fn tmux(version: &str, extended: &str, features: &str, rest: &str) -> Around {
    let text = format!("{version}\n{extended}\nroot\n{features}\n{rest}");
    Around { tmux: true, told: Some(Tmux::parse(&text).unwrap()), ..Around::default() }
}

/// tmux as it comes: Ctrl+B is the prefix, and a second press is sent on.
fn plain_tmux(version: &str, extended: &str, features: &str) -> Around {
    tmux(version, extended, features, "C-b None\nbind-key -T prefix C-b send-prefix\n")
}

#[test]
fn every_terminal_is_judged_by_what_it_sends() {
    use Keyboard::{Auto, Distinct, Legacy};
    let none = Around::default();
    for (name, keyboard, said, four, expected) in [
        ("VTE, urxvt, st, any Latin group", Auto, OLD, BYTES, "++?+ enter-asks"),
        ("Konsole", Auto, KONSOLE, BYTES, "++?+ enter-asks"),
        ("the same, Russian only", Auto, OLD, LETTERS, "FFFF layout menu"),
        ("kitty, held to control bytes", Legacy, KITTY, BYTES, "++?+ auto enter-asks"),
        ("foot, held to them, Russian only", Legacy, "\x1b[?0u\x1b[?6c", KEYSYMS, "++++"),
        ("foot's keysyms, unasked for", Auto, OLD, KEYSYMS, "++++ distinct"),
        ("xterm that refuses", Auto, "\x1b[>4;0m\x1b[?64c\x1b[>4;0m", BYTES, "++?+ enter-asks"),
        ("xterm", Auto, XTERM, OTHER, "++++"),
        ("xterm, Russian only", Auto, XTERM, NONE, "FFFF layout menu"),
        ("xterm with formatOtherKeys", Auto, XTERM, CSI_U, "++++"),
        ("kitty", Auto, KITTY, CSI_U, "++++"),
        ("kitty, Cyrillic", Auto, KITTY, BASE, "++++"),
        ("Alacritty, foot with ru first", Auto, UNNAMED, BARE, "++++"),
        ("Alacritty, Latin", Auto, UNNAMED, CSI_U, "++++"),
        ("a terminal that tells them apart unasked", Auto, OLD, CSI_U, "++++ distinct"),
        ("the same, as the settings know", Distinct, OLD, CSI_U, "++++"),
        ("the settings are wrong", Distinct, OLD, BYTES, "++F+ undistinct menu"),
        ("it promises more than it does", Auto, KITTY, BYTES, "++F+ legacy menu"),
        ("Linux console, Latin", Auto, "\x1b[?6c", BYTES, "++?+ enter-asks"),
        ("Linux console, Cyrillic", Auto, "\x1b[?6c", LETTERS, "FFFF layout menu"),
        ("mosh", Auto, "\x1b[?62c\x1b[>1;10;0c", BYTES, "++?+ mosh enter-asks"),
    ] {
        let exam = examined(&none, keyboard, said, four);
        assert_eq!(verdict(&exam), expected, "{name}");
        let line = examined(&Around { ssh: true, ..none.clone() }, keyboard, said, four);
        assert_eq!(verdict(&line), expected, "{name}, over a line");
    }
}

#[test]
fn every_way_through_a_multiplexer_is_judged_by_what_arrives() {
    let screen = Around { screen: true, ..Around::default() };
    let zellij = Around { zellij: true, ..Around::default() };
    let byobu = Around { byobu: true, ..screen.clone() };
    let apart = ["\x0f", "\x11", "\r", NOTHING];
    let kitty_in_tmux = ["\x1b[27;5;111~", "\x1b[27;5;113~", "\r", "\x1b[27;5;98~"];
    let flow = ["\x0f", NOTHING, "\r", "\x02"];
    let eaten = [NOTHING, NOTHING, "\r", NOTHING];
    for (name, around, said, four, expected) in [
        (
            "tmux 3.3a",
            plain_tmux("3.3a", "on", ""),
            TMUX_OLD,
            BYTES,
            "++?2 tmux-prefix tmux-old enter-asks",
        ),
        (
            "tmux 3.7c, off",
            plain_tmux("3.7c", "off", ""),
            TMUX_NEW,
            BYTES,
            "++?2 tmux-prefix tmux-extended-keys enter-asks",
        ),
        (
            "on, but the terminal's feature is not known to it",
            plain_tmux("3.7c", "on", "256,RGB"),
            TMUX_NEW,
            kitty_in_tmux,
            "++?2 tmux-prefix tmux-extended-keys enter-asks",
        ),
        (
            "on, in a kitty",
            plain_tmux("3.7c", "always", "256,extkeys"),
            TMUX_NEW,
            kitty_in_tmux,
            "++?2 tmux-prefix enter-asks",
        ),
        (
            "on, in an xterm",
            plain_tmux("3.7c", "on", "extkeys"),
            TMUX_NEW,
            OTHER,
            "+++2 tmux-prefix distinct",
        ),
        (
            "the same in the form of CSI u",
            plain_tmux("3.7c", "on", "extkeys"),
            TMUX_NEW,
            CSI_U,
            "+++2 tmux-prefix distinct",
        ),
        (
            "on, in an xterm, Russian only",
            plain_tmux("3.7c", "on", "extkeys"),
            TMUX_NEW,
            NONE,
            "FFFF tmux-prefix layout menu",
        ),
        (
            "another prefix",
            tmux("3.3a", "off", "", "C-a None\nbind-key -T prefix C-a send-prefix\n"),
            TMUX_OLD,
            BYTES,
            "++?+ tmux-old enter-asks",
        ),
        (
            "a prefix that is not sent on",
            tmux("3.3a", "off", "", "C-b None\n"),
            TMUX_OLD,
            apart,
            "++?F tmux-prefix tmux-old enter-asks menu",
        ),
        (
            "a root binding",
            tmux("3.3a", "off", "", "C-a None\nbind-key -T root C-b x\n"),
            TMUX_OLD,
            apart,
            "++?F tmux-root tmux-old enter-asks menu",
        ),
        (
            "a tmux at the far end",
            Around::default(),
            TMUX_OLD,
            BYTES,
            "++?2 tmux-prefix tmux-old enter-asks",
        ),
        ("screen", screen.clone(), OLD, BYTES, "++?+ enter-asks"),
        ("screen, defflow on", screen, OLD, flow, "+F?+ screen-flow enter-asks menu"),
        ("flow control elsewhere", Around::default(), OLD, flow, "+F?+ enter-asks menu"),
        ("zellij", zellij.clone(), OLD, eaten, "FF?F zellij enter-asks menu"),
        ("zellij, locked", zellij, OLD, BYTES, "++?+ enter-asks"),
        ("byobu", byobu.clone(), OLD, BYTES, "++?+ enter-asks byobu"),
        ("byobu in a kitty", byobu, KITTY, CSI_U, "++++"),
    ] {
        let exam = examined(&around, Keyboard::Auto, said, four);
        assert_eq!(verdict(&exam), expected, "{name}");
        for cure in Report::of(&exam).cures {
            assert!(cure.lines.len() <= 2, "{name}: {cure:?}");
        }
    }
}

#[test]
fn what_was_agreed_on_is_known_from_the_answers() {
    for (said, keyboard, expected, asked) in [
        ("", Keyboard::Auto, Agreed::Silent, 0),
        (OLD, Keyboard::Auto, Agreed::Nothing, 0),
        (KITTY, Keyboard::Auto, Agreed::Kitty(5), 0),
        (XTERM, Keyboard::Auto, Agreed::OtherKeys(2), 1),
        (TMUX_NEW, Keyboard::Auto, Agreed::Unconfirmed, 1),
        (TMUX_OLD, Keyboard::Auto, Agreed::Nothing, 0),
        ("\x1b[?0u\x1b[?6c", Keyboard::Auto, Agreed::Nothing, 0),
        (XTERM, Keyboard::Legacy, Agreed::Legacy, 0),
    ] {
        let mut exam = Exam::new(Around::default(), keyboard, (80, 24));
        assert_eq!(sent(&mut exam, said).1, asked, "{said:?}");
        assert_eq!(Report::of(&exam).agreed, expected, "{said:?}");
    }
}

#[test]
fn it_is_said_how_the_place_of_a_key_is_known() {
    let origins = |four| {
        let exam = examined(&Around::default(), Keyboard::Auto, KITTY, four);
        Report::of(&exam).keys.iter().map(|it| it.origin).collect::<Vec<_>>()
    };
    let all =
        |make: fn(char) -> Origin| "щйьи".chars().map(|it| Some(make(it))).collect::<Vec<_>>();
    assert_eq!(origins(BYTES), [Some(Origin::Any); 4]);
    assert_eq!(origins(CSI_U), [Some(Origin::Latin); 4]);
    assert_eq!(origins(OTHER), [Some(Origin::Latin); 4]);
    assert_eq!(origins(BASE), all(Origin::Base));
    assert_eq!(origins(BARE), all(Origin::Table));
    assert_eq!(origins(KEYSYMS), all(Origin::Keysym));
    assert_eq!(origins(LETTERS), all(Origin::Table));
    assert_eq!(origins(NONE), [None; 4]);
}

#[test]
fn another_key_is_asked_about_and_taken_when_it_comes_again() {
    let mut exam = Exam::new(Around::default(), Keyboard::Auto, (80, 24));
    sent(&mut exam, "\x1b[15~");
    assert_eq!((exam.asked(), exam.remark().is_some()), (Some(0), true));
    sent(&mut exam, "\x1b[17~");
    assert_eq!(exam.asked(), Some(0), "yet another");
    sent(&mut exam, "\x1b[17~");
    assert_eq!((exam.asked(), exam.remark()), (Some(1), None));
    sent(&mut exam, "\x1b[17~\x1b[17~\x1b[17~");
    assert_eq!(exam.asked(), Some(1), "it is held down");
    sent(&mut exam, "\x1b[999z");
    assert!(exam.remark().is_some(), "bytes that are no key are a key's as well");
    sent(&mut exam, "\x11");
    assert_eq!(verdict(&exam), "F+.. menu");
}

#[test]
fn what_is_no_press_changes_nothing() {
    let mut exam = Exam::new(Around::default(), Keyboard::Auto, (80, 24));
    let before = exam.clone();
    for nothing in [
        "\x1b[I\x1b[O",
        "\x1b[200~\x0f\x11\x1b[201~",
        "\x1b[<0;1;1M\x1b[<0;1;1m",
        "\x1b[111;5:3u\x1b[111;5:2u",
    ] {
        assert_eq!(sent(&mut exam, nothing).0, Next::Wait);
        assert_eq!(exam, before, "{nothing:?}");
    }
}

#[test]
fn backspace_goes_back_and_escape_stops() {
    let mut exam = Exam::new(Around::default(), Keyboard::Auto, (80, 24));
    sent(&mut exam, "\x7f\x0f \x7f\x11\x1b[15~\x08");
    assert_eq!((exam.asked(), exam.remark()), (Some(2), None), "a stray key is put away first");
    sent(&mut exam, "\x7f\x7f\x7f");
    assert_eq!((exam.asked(), &exam.came), (Some(0), &[None, None, None, None]));
    sent(&mut exam, OLD);
    for end in ["\x1b", "\x1b[27u", "\x03", "\x1b[1089;5u"] {
        assert_eq!(sent(&mut exam.clone(), end).0, Next::End, "{end:?}");
    }
    assert!(!Report::of(&exam).complete);
}

#[test]
fn whoever_keeps_a_key_is_named_before_it_is_pressed() {
    let asked = |around: Around, keys: &str| {
        let mut exam = Exam::new(around, Keyboard::Auto, (80, 24));
        sent(&mut exam, keys);
        exam.prompt().id
    };
    let zellij = Around { zellij: true, ..Around::default() };
    assert_eq!(asked(Around::default(), ""), "doctor-press");
    assert_eq!(asked(zellij.clone(), ""), "doctor-press-zellij");
    assert_eq!(asked(zellij.clone(), " "), "doctor-press-zellij", "its Ctrl+Q ends it");
    assert_eq!(asked(zellij, "\x0f"), "doctor-press", "it is locked");
    assert_eq!(asked(plain_tmux("3.3a", "off", ""), "\x0f\x11\r"), "doctor-press-twice");
    assert_eq!(asked(tmux("3.3a", "off", "", "C-o None\n"), ""), "doctor-press-tmux");
}

#[test]
fn the_layers_are_named_with_what_is_known_of_them() {
    let names = |around: Around, said: &str| {
        let mut exam = Exam::new(around, Keyboard::Auto, (80, 24));
        sent(&mut exam, said);
        let named = |it: &super::report::Layer| {
            format!("{} {} {}", it.name, it.version, it.prefixes.join(",")).trim().to_owned()
        };
        Report::of(&exam).layers.iter().map(named).collect::<Vec<_>>()
    };
    let all = Around { screen: true, zellij: true, byobu: true, ssh: true, ..Around::default() };
    assert_eq!(names(Around::default(), OLD), [""; 0]);
    assert_eq!(names(all, OLD), ["screen", "zellij", "byobu", "ssh"]);
    assert_eq!(names(plain_tmux("3.3a", "off", ""), ""), ["tmux 3.3a C-b"]);
    assert_eq!(names(Around::default(), TMUX_NEW), ["tmux 3.7c"]);
    assert_eq!(names(Around::default(), "\x1b[?1;2c\x1b[>83;40900;0c"), ["screen"]);
    assert_eq!(names(Around::default(), "\x1b[?1;2c\x1b[>84;0;0c"), ["tmux"], "an old one");
    assert_eq!(names(Around::default(), "\x1b[?62c\x1b[>1;10;0c"), ["mosh"]);
}

#[test]
fn a_terminal_that_babbles_fills_no_memory() {
    let mut exam = Exam::new(Around::default(), Keyboard::Auto, (80, 24));
    for number in 0..1000 {
        sent(&mut exam, &format!("\x1b]11;rgb:{number:04}/0/0\x07"));
    }
    assert!(exam.answers.len() < 100);
}

/// The page as text.
fn page(exam: &Exam, catalog: &Catalog) -> String {
    use crate::base::text::width;
    use ratatui::{buffer::Buffer, layout::Rect};
    let (columns, rows) = exam.size;
    let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
    let theme = crate::tui::theme::Theme::Dark;
    crate::tui::view::draw_doctor(exam, catalog, theme, &mut buf);
    let row = |y| (0..columns).map(|x| buf[(x, y)].symbol()).collect::<String>();
    let lines: Vec<String> = (0..rows).map(|y| row(y).trim_end().to_owned()).collect();
    assert!(lines.iter().all(|it| width(it) <= usize::from(columns)));
    lines.join("\n") + "\n"
}

#[test]
fn the_page() {
    let around = Around { term: "xterm-kitty".into(), ssh: true, ..Around::default() };
    let mut exam = Exam::new(around, Keyboard::Auto, (80, 24));
    sent(&mut exam, KITTY);
    sent(&mut exam, "\x1b[1097::111;5u \r");
    let [english, ukrainian] = [Language::En, Language::Uk].map(Catalog::new);
    let wide = page(&exam, &english);
    sent(&mut exam, "\x1b[15~");
    exam.size = (40, 12);
    let narrow = page(&exam, &ukrainian);
    exam.around.zellij = true;
    exam.came[0] = None;
    let zellij = page(&exam, &ukrainian);
    insta::assert_snapshot!(format!("{wide}\n{narrow}\n{zellij}"));
}

#[test]
fn a_page_of_any_size_is_drawn() {
    let mut exam = Exam::new(Around::default(), Keyboard::Auto, (80, 24));
    sent(&mut exam, "\x0f\x1b[15~");
    let catalog = Catalog::new(Language::Ru);
    for width in 1..50 {
        for height in 1..30 {
            exam.size = (width, height);
            page(&exam, &catalog);
        }
    }
}
