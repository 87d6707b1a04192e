//! Lists that are narrowed down by typing.

use super::fixture::{Bench, row};
use super::stories::ops;
use crate::base::msg::Msg;
use crate::domain::{AgentId, DialogId, Intent, Role};
use crate::i18n::Language;
use crate::tui::state::{Free, Pick, PickItem, Picker, Popup};

/// The sizes that are promised, in two languages.
fn drawn(keys: &str) -> String {
    let mut drawn = String::new();
    for (width, height) in [(80, 24), (120, 40), (40, 12)] {
        for language in [Language::Uk, Language::En] {
            let mut bench = Bench::in_language(width, height, language);
            bench.keys(keys);
            drawn.push_str(&bench.screen());
            drawn.push('\n');
        }
    }
    drawn
}

fn picker(bench: &Bench) -> &Picker {
    let Some(Popup::Pick(picker)) = &bench.state.popup else { panic!("no list is open") };
    picker
}

/// What is shown, from the top.
fn lines(bench: &Bench) -> Vec<String> {
    let picker = picker(bench);
    (0..picker.len()).map(|it| picker.line(it).unwrap().label.clone()).collect()
}

/// Opens a list of these items over an idle screen.
fn open(bench: &mut Bench, items: Vec<PickItem>) {
    let picker = Picker::new(Msg::new("help-title"), items);
    bench.state.popup = Some(Popup::Pick(Box::new(picker)));
}

fn numbered(count: usize) -> Vec<PickItem> {
    (0..count).map(|it| PickItem::new(format!("Рядок {it}"), Pick::Leave)).collect()
}

#[test]
fn keys_move_type_and_edit() {
    let mut bench = Bench::new(80, 24);
    open(&mut bench, numbered(40));
    let cursor = |bench: &mut Bench, keys: &str| {
        bench.keys(keys);
        picker(bench).cursor()
    };
    assert_eq!(cursor(&mut bench, "\x1b[B\x1b[B\t\x0e"), 4);
    assert_eq!(cursor(&mut bench, "\x1b[A\x1b[Z\x10"), 1);
    assert_eq!(cursor(&mut bench, "\x1b[6~"), 16);
    assert_eq!(cursor(&mut bench, "\x1b[6~\x1b[6~\x1b[6~"), 39);
    assert_eq!(cursor(&mut bench, "\x1b[5~"), 24);
    assert_eq!(cursor(&mut bench, "\x1b[1;5H"), 0);
    assert_eq!(cursor(&mut bench, "\x1b[1;5F"), 39);
    bench.keys("рядок 11");
    assert_eq!((lines(&bench), picker(&bench).cursor()), (vec!["Рядок 11".to_owned()], 0));
    bench.keys("\x17");
    assert_eq!(picker(&bench).len(), 40);
    bench.keys("\x1b[H3 \x1b[F\x7f");
    assert_eq!(picker(&bench).field.text(), "3 рядок");
    assert_eq!(lines(&bench).len(), 13);
    bench.keys("\x15");
    assert_eq!(picker(&bench).field.text(), "");
    bench.keys("j k q");
    assert_eq!((picker(&bench).field.text(), picker(&bench).len()), ("j k q", 0));
    bench.keys("\r");
    assert!(bench.screen().contains("нічого не знайдено"));
    bench.keys("\x1b");
    assert_eq!((bench.state.popup.as_ref(), bench.effects.len()), (None, 0));
}

#[test]
fn what_is_typed_in_the_wrong_layout_is_found_and_its_letters_are_marked() {
    let mut bench = Bench::new(80, 24);
    let words = ["Закрити", "Привіт", "Подъезд", "Пʼятниця"];
    open(&mut bench, words.map(|it| PickItem::new(it, Pick::Leave)).to_vec());
    for (typed, found, marks) in [
        ("ghbdsn", "Привіт", 6),
        ("подьезд", "", 0),
        ("п'ятн", "Пʼятниця", 4),
        ("пятн", "Пʼятниця", 4),
        ("ЗАК", "Закрити", 3),
        ("Зак", "Закрити", 3),
    ] {
        bench.keys(&format!("\x15{typed}"));
        assert_eq!(lines(&bench).join(" "), found, "{typed}");
        assert_eq!(picker(&bench).shown(0).map_or(0, |it| it.marks.len()), marks, "{typed}");
    }
}

#[test]
fn a_line_that_cannot_be_taken_says_why() {
    let mut bench = Bench::new(80, 24);
    let why = Msg::new("refused-already-unassigned");
    let items = vec![
        PickItem::new("Можна", Pick::Tag(DialogId(1), "так".into())),
        PickItem::new("Не можна, бо це не той діалог", Pick::Leave).refused(Some(why.clone())),
    ];
    open(&mut bench, items);
    let said = bench.catalog.say(&why);
    let begins: String = said.chars().take(12).collect();
    assert!(bench.screen().contains(&begins) && !bench.screen().contains(&said));
    bench.keys("\x1b[B");
    // Under the cursor it is said whole.
    assert!(bench.screen().contains(&said), "{}", bench.screen());
    bench.keys("\r");
    assert_eq!((picker(&bench).note.as_ref(), bench.effects.len()), (Some(&why), 0));
    bench.keys("\x1b[A");
    assert_eq!(picker(&bench).note, None);
    bench.keys("можна");
    assert_eq!(lines(&bench), ["Можна", "Не можна, бо це не той діалог"]);
    bench.keys("\r");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::AddTag("так".into()))]);
}

#[test]
fn newer_lines_leave_the_cursor_on_what_it_is_on() {
    let tag = |it: usize| PickItem::new(format!("{it}"), Pick::Tag(DialogId(1), it.to_string()));
    let mut picker = Picker::new(Msg::new("help-title"), (0..9).map(tag).collect());
    picker.step(4, (80, 24));
    picker.set_items((2..9).map(tag).collect());
    assert_eq!((picker.cursor(), picker.current().map(|it| it.label.as_str())), (2, Some("4")));
    picker.field.set_text("4");
    picker.filter(Free::Nothing);
    assert_eq!((picker.len(), picker.current().map(|it| it.label.as_str())), (1, Some("4")));
}

#[test]
fn the_mouse_takes_a_line_scrolls_and_puts_away() {
    let mut bench = Bench::new(80, 24);
    let tag = |it: usize| PickItem::new(format!("т{it}."), Pick::Tag(DialogId(1), it.to_string()));
    open(&mut bench, (0..30).map(tag).collect());
    bench.keys("\x1b[<65;40;10M\x1b[<65;40;10M");
    assert_eq!(picker(&bench).cursor(), 2);
    let y = bench.screen().lines().position(|it| it.contains("т5.")).unwrap() + 1;
    bench.keys(&format!("\x1b[<0;40;{y}M"));
    assert_eq!(ops(&bench), [(DialogId(1), Intent::AddTag("5".into()))]);
    open(&mut bench, numbered(3));
    bench.keys("\x1b[<0;1;1M");
    assert_eq!(bench.state.popup, None);
}

#[test]
fn the_documented_keys_work_through_a_list() {
    let mut bench = Bench::new(80, 24);
    open(&mut bench, numbered(3));
    bench.keys("\x0f");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::Close)]);
    open(&mut bench, numbered(3));
    bench.keys("\x03");
    assert_eq!((bench.state.popup.as_ref(), ops(&bench).len()), (None, 1));
}

#[test]
fn what_a_line_stands_for_is_shown_where_there_is_room() {
    let items = |count: usize| -> Vec<PickItem> {
        let text =
            |it: usize| format!("Вітаю!\nВаше замовлення {it} \u{1b}[31mвже в дорозі.").repeat(4);
        numbered(count).into_iter().zip(0..).map(|(it, n)| it.preview(text(n))).collect()
    };
    let mut drawn = String::new();
    for (width, height) in [(80, 24), (120, 40), (40, 12)] {
        let mut bench = Bench::new(width, height);
        open(&mut bench, items(30));
        bench.keys("1\x1b[B");
        drawn.push_str(&bench.screen());
    }
    insta::assert_snapshot!(drawn);
}

#[test]
fn tags() {
    insta::assert_snapshot!(drawn("jjtгар"));
}

#[test]
fn tags_of_the_dialog_are_ticked_and_a_new_one_is_typed() {
    let mut bench = Bench::new(80, 24);
    bench.keys("jjt");
    assert_eq!(lines(&bench), ["#vip", "#warranty"]);
    assert!(picker(&bench).items().iter().all(|it| it.ticked));
    bench.keys("war\r");
    assert_eq!(ops(&bench), [(DialogId(3), Intent::DropTag("warranty".into()))]);
    bench.keys("tnew one");
    assert_eq!(lines(&bench), ["Нова мітка: #new one"]);
    bench.keys("\r");
    assert_eq!(ops(&bench)[1], (DialogId(3), Intent::AddTag("new one".into())));
    // What is there already is not offered as new, and what is found is meant before what is not there.
    bench.keys("tVIP");
    assert_eq!(lines(&bench), ["#vip"]);
    bench.keys("\x15#vi");
    assert_eq!((lines(&bench).len(), picker(&bench).cursor()), (2, 1));
    bench.keys("\r");
    assert_eq!(ops(&bench)[2], (DialogId(3), Intent::DropTag("vip".into())));
}

#[test]
fn a_tag_is_a_word_also_when_it_is_pasted() {
    let mut bench = Bench::new(80, 24);
    bench.keys(&format!("t\x1b[200~{}\x1b[201~", "довго ".repeat(100)));
    assert!(picker(&bench).note.is_some());
    bench.keys("\r");
    assert_eq!(ops(&bench), []);
    bench.keys("\x15\x1b[200~два\nслова\x1b[201~\r");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::AddTag("два слова".into()))]);
}

#[test]
#[allow(clippy::print_stderr, reason = "tells how long it takes; see `--nocapture`")]
fn two_thousand_lines_are_narrowed_down_as_one_types() {
    let names = ["Марія Іваненко", "Олександр Петренко-Коваль", "John Smith", "ТОВ «Крамниця»"];
    let item = |it: usize| {
        let name = names[it % names.len()];
        PickItem::new(format!("{name} {it}"), Pick::Leave)
            .keywords("contact customer +380501234567")
    };
    let mut picker = Picker::new(Msg::new("help-title"), (0..2000).map(item).collect());
    let mut slowest = std::time::Duration::ZERO;
    for typed in ["о", "ол", "оле", "олек пет", "олек пет 17", "jktrcfylh", "xyzzy", ""]
    {
        picker.field.set_text(typed);
        let began = std::time::Instant::now();
        picker.filter(Free::Nothing);
        let took = began.elapsed();
        slowest = slowest.max(took);
        eprintln!("{typed:?}: {} of 2000 in {took:?}", picker.len());
    }
    eprintln!("slowest: {slowest:?}");
    assert_eq!(picker.len(), 2000);
}

#[test]
fn a_name_full_of_controls_is_clean_in_a_list() {
    let mut bench = Bench::new(80, 24);
    let hostile = row(9, "x", None, "y");
    open(
        &mut bench,
        vec![PickItem::new(format!("{}\u{1b}[2J\u{202e}", hostile.name), Pick::Leave)],
    );
    bench.keys("x");
    let frame = bench.frame();
    assert!(!frame.contains("\u{1b}[2J\u{202e}") && !frame.contains('\u{202e}'));
}

#[test]
fn the_palette() {
    insta::assert_snapshot!(drawn(":"));
}

#[test]
fn the_palette_narrowed_down() {
    insta::assert_snapshot!(drawn("\x0bunass"));
}

#[test]
fn every_action_is_found_by_its_name_in_both_languages_and_layouts() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\r");
    for (typed, first) in [
        ("закрити", "Закрити діалог"),
        ("pfrhbnb", "Закрити діалог"),
        ("ЗАКРИТИ", "Закрити діалог"),
        ("Close-Unassign", "Закрити діалог і зняти призначення"),
        ("close-unassign", "Закрити діалог і зняти призначення"),
        ("сдщыу-гт", "Закрити діалог і зняти призначення"),
        ("спам", "Позначити як спам або повернути зі спаму"),
        ("довідка", "Показати всі клавіші"),
    ] {
        bench.keys(&format!("\x0b{typed}"));
        assert_eq!(lines(&bench).first().map(String::as_str), Some(first), "{typed}");
        bench.keys("\x0b");
        assert_eq!(bench.state.popup, None);
    }
}

#[test]
fn the_palette_does_what_the_key_would_and_remembers_it() {
    let mut bench = Bench::new(80, 24);
    bench.keys(":знову відкрити\r");
    assert!(picker(&bench).note.is_some(), "what is open cannot be opened");
    bench.keys("\x1b");
    bench.keys(":закрити діалог\r");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::Close)]);
    bench.keys("jm:");
    let first = lines(&bench)[..2].to_vec();
    assert_eq!(first, ["Призначити діалог мені", "Закрити діалог"]);
    bench.keys("\r");
    assert_eq!(ops(&bench).last(), Some(&(DialogId(2), Intent::Assign(Some(AgentId(1))))));
}

#[test]
fn the_palette_opens_over_a_text_that_is_being_written_and_leaves_it() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rВітаю:\x0b");
    assert!(lines(&bench).iter().any(|it| it == "Надіслати написане"), "{:?}", lines(&bench));
    bench.keys("\x1b");
    bench.keys("!");
    assert_eq!(bench.state.composer.as_ref().unwrap().editor.text(), "Вітаю:!");
    bench.keys("\x0bнадіслати\r");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::Reply("Вітаю:!".into()))]);
}

#[test]
fn what_moves_is_not_in_the_palette_and_all_the_rest_is() {
    use crate::tui::action::{ACTIONS, Action, Place};
    for spec in ACTIONS.iter().filter(|it| it.action.in_palette()) {
        assert_eq!(spec.action.main(), spec.action);
        assert_ne!(spec.place, Place::Popup);
    }
    for action in [Action::Close, Action::Quit, Action::Retry, Action::Snooze, Action::Send] {
        assert!(action.in_palette(), "{action:?}");
    }
    for action in [Action::Down, Action::ScrollUp, Action::CharLeft, Action::CloseLetter] {
        assert!(!action.in_palette(), "{action:?}");
    }
}

#[test]
fn assigning() {
    insta::assert_snapshot!(drawn("ja"));
}

#[test]
fn a_dialog_is_given_to_anyone_who_can_get_it() {
    let mut bench = Bench::new(80, 24);
    bench.keys("ja");
    assert_eq!(lines(&bench), ["Олена Шевчук (я)", "Нікому", "Андрій Бондар", "Ігор Ткач"]);
    bench.keys("ткач\r");
    assert_eq!((picker(&bench).len(), ops(&bench).len()), (1, 0));
    assert!(bench.screen().contains("доступ заблоковано"), "{}", bench.screen());
    bench.keys("\x15fylhsq\r");
    assert_eq!(ops(&bench), [(DialogId(2), Intent::Assign(Some(AgentId(2))))]);
    bench.keys("a\r");
    assert_eq!(ops(&bench)[1], (DialogId(2), Intent::Assign(Some(AgentId(1)))));
    bench.keys("a\x1b[B\r");
    assert_eq!(ops(&bench)[2], (DialogId(2), Intent::Assign(None)));
}

#[test]
fn who_may_not_give_to_others_sees_it_and_who_only_looks_on_gets_nothing() {
    let mut bench = Bench::new(80, 24);
    bench.state.me = bench.state.me.clone().with_role(Role::Agent);
    bench.state.roster.agents[2].blocked = false;
    let third = &mut bench.state.roster.agents[2];
    *third = third.clone().with_role(Role::ReadOnly);
    bench.keys("ja");
    let refused = |bench: &Bench| {
        picker(bench).items().iter().map(|it| it.enabled.clone().err().map(|it| it.id)).collect()
    };
    let all: Vec<_> = refused(&bench);
    assert_eq!(all, [None, None, Some("refused-not-allowed"), Some("assign-looks-on")]);
    bench.keys("\x1b");
    bench.state.me = bench.state.me.clone().with_role(Role::ReadOnly);
    bench.keys("a");
    let all: Vec<_> = refused(&bench);
    assert!(all.iter().all(Option::is_some), "{all:?}");
}

#[test]
fn putting_off() {
    insta::assert_snapshot!(drawn("z"));
}

#[test]
fn putting_off_in_words() {
    let words = ["zзавтра 14:30", "zin 2h", "z31.02 10:00"];
    insta::assert_snapshot!(words.map(drawn).join("\n"));
}

#[test]
fn a_moment_in_words_is_meant_rather_than_a_line_with_the_same_letters() {
    let mut bench = Bench::new(80, 24);
    // 24 November, 09:30 in a zone two hours ahead of UTC.
    bench.keys("zзавтра 9:30\r");
    let until = crate::base::clock::Timestamp(super::fixture::NOW.0 + 19 * 3_600_000 + 30 * 60_000);
    assert_eq!(ops(&bench), [(DialogId(1), Intent::Snooze(until))]);
    bench.keys("zпонед\r");
    let week = crate::base::clock::Timestamp(super::fixture::NOW.0 + (6 * 24 + 19) * 3_600_000);
    assert_eq!(ops(&bench)[1], (DialogId(1), Intent::Snooze(week)));
    bench.keys("zвчора\r");
    assert!(picker(&bench).note.is_some(), "{}", bench.screen());
    assert_eq!(ops(&bench).len(), 2);
}
