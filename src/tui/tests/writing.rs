//! Replies that can be taken back, quick replies, and nobody answering over what they have not seen.

use std::sync::Arc;

use super::fixture::{Bench, accepted, message, minutes_ago};
use crate::base::clock::Timestamp;
use crate::config::books::Books;
use crate::domain::{
    AgentId, Change, Delivery, DialogId, Intent, Kind, MessageId, Op, OpId, Refusal, Written,
};
use crate::i18n::Language;
use crate::store::{Done, Draft};
use crate::tui::event::{Effect, Event};
use crate::tui::input::{Input, Key, KeyPress, Mods};
use crate::tui::state::{Focus, Pick, Picker, Popup};
use crate::tui::update::update;

pub(super) const REPLIES: &str = "
[[reply]]
name = 'Привітання'
shortcut = 'при'
text = 'Вітаю, {first_name}! {cursor}'

[[reply]]
name = 'Замовлення'
shortcut = 'зам'
folder = 'Крамниця'
text = 'Замовлення {field:номер} привезуть {field:коли}. {agent}'

[[reply]]
name = 'Лист'
channels = ['email']
text = 'Dear {name}'

[[reply]]
name = 'Thanks'
language = 'en'
text = 'Thank you!'
";

pub(super) const MACROS: &str = "
[[macro]]
name = 'Привітати й закрити'
steps = ['assign:me', 'tag:нове', 'reply:Привітання', 'close']

[[macro]]
name = 'На потім'
steps = ['assign:Ігор Ткач', 'snooze:2h']
";

pub(super) fn with_books(
    mut bench: Bench,
    replies: &str,
    macros: &str,
) -> (Bench, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("replies.toml"), replies).unwrap();
    std::fs::write(folder.path().join("macros.toml"), macros).unwrap();
    bench.state.writing.books = Arc::new(Books::read_in(folder.path()));
    (bench, folder)
}

/// A screen with quick replies and macros.
pub(super) fn bench() -> Bench {
    with_books(Bench::new(80, 24), REPLIES, MACROS).0
}

fn picker(bench: &Bench) -> &Picker {
    let Some(Popup::Pick(picker)) = &bench.state.popup else { panic!("no list is open") };
    picker
}

pub(super) fn lines(bench: &Bench) -> Vec<String> {
    let picker = picker(bench);
    (0..picker.len()).map(|it| picker.line(it).unwrap().label.clone()).collect()
}

pub(super) fn written(bench: &Bench) -> &str {
    bench.state.composer.as_ref().map_or("", |it| it.editor.text())
}

/// Types, and lets go of Esc before what follows.
fn typed(bench: &mut Bench, keys: &str) {
    keys.split_inclusive('\x1b').for_each(|it| bench.keys(it));
}

fn selected(bench: &Bench) -> String {
    bench.state.composer.as_ref().unwrap().editor.copy()
}

/// All ops, those of chains too.
pub(super) fn asked(bench: &Bench) -> Vec<Op> {
    let ops = bench.effects.iter().flat_map(|it| match it {
        Effect::Submit(op) => vec![op.clone()],
        Effect::Chain { ops, .. } => ops.clone(),
        _ => Vec::new(),
    });
    ops.collect()
}

pub(super) fn intents(bench: &Bench) -> Vec<Intent> {
    asked(bench).into_iter().map(|it| it.intent).collect()
}

pub(super) fn wrote(id: i64) -> Change {
    Change::Wrote(Written { message: MessageId(id), kind: Kind::Reply, at: minutes_ago(0) })
}

fn decide(bench: &mut Bench, op: OpId, changes: Vec<Change>) {
    bench.happen(Event::Decided { op, done: accepted(changes, 0) });
}

/// The desk has a new message in the dialog that is read.
pub(super) fn hears(bench: &mut Bench, message: crate::domain::Message) {
    bench.messages.push(message);
    let told = crate::domain::ChangeNo(bench.state.told.0 + 1);
    bench.happen(Event::Moved(told));
}

/// Opens the dialog on the mailbox and writes there; the terminal tells every key apart.
fn letter(bench: &mut Bench, text: &str) -> OpId {
    bench.keys("\x1b[?5u");
    bench.keys(&format!("jjr{text}\r"));
    let op = asked(bench).pop().unwrap();
    assert_eq!(op.dialog, DialogId(3));
    assert!(matches!(op.intent, Intent::HeldReply(_, hold) if hold.as_secs() == 10));
    op.id
}

/// What was sent is on the desk, held back.
fn is_held(bench: &mut Bench, op: OpId, text: &str) {
    let now = bench.state.now;
    let mut reply = message(90, Kind::Reply, 0, text);
    reply.at = now;
    reply.dialog = DialogId(3);
    reply.delivery = Some(Delivery::held(now, std::time::Duration::from_secs(10)));
    decide(bench, op, vec![wrote(90)]);
    hears(bench, reply);
}

#[test]
fn a_letter_counts_down_and_is_taken_back_from_the_empty_composer() {
    let mut bench = Bench::new(80, 24);
    let op = letter(&mut bench, "завтра");
    assert!(bench.state.next_change().is_none_or(|it| it.since(bench.state.now).as_secs() > 1));
    is_held(&mut bench, op, "завтра");
    assert!(bench.screen().contains("піде за 10 с: ^Z поверне"), "{}", bench.screen());
    bench.wait(1_200);
    assert!(bench.screen().contains("піде за 9 с"));
    assert_eq!(bench.state.next_change(), Some(Timestamp(bench.state.now.0 + 800)));
    bench.keys("\x1a");
    let undo = asked(&bench).pop().unwrap();
    assert_eq!(undo.intent, Intent::Undo(op));
    let dropped = Change::Delivery { message: MessageId(90), to: Delivery::Dropped };
    bench.messages.last_mut().unwrap().delivery = Some(Delivery::Dropped);
    decide(&mut bench, undo.id, vec![dropped]);
    assert_eq!((written(&bench), bench.state.focus), ("завтра", Focus::Composer));
    bench.wait(60_000);
    assert!(bench.state.thread.counts_down(bench.state.now).is_none(), "and nothing ticks");
}

#[test]
fn undo_finds_the_way_back_from_the_list_and_says_when_it_is_too_late() {
    let mut bench = Bench::new(80, 24);
    let op = letter(&mut bench, "завтра");
    is_held(&mut bench, op, "завтра");
    bench.keys("чернетка\x1b");
    bench.keys("\x1b");
    assert_eq!(bench.state.focus, Focus::List);
    bench.keys("u");
    let undo = asked(&bench).pop().unwrap();
    assert_eq!(undo.intent, Intent::Undo(op));
    let dropped = Change::Delivery { message: MessageId(90), to: Delivery::Dropped };
    decide(&mut bench, undo.id, vec![dropped]);
    assert_eq!((written(&bench), bench.state.focus), ("завтра\nчернетка", Focus::Composer));

    let mut late = Bench::new(80, 24);
    let op = letter(&mut late, "пізно");
    is_held(&mut late, op, "пізно");
    late.wait(11_000);
    assert!(!late.screen().contains("поверне"));
    late.keys("\x1b");
    late.keys("u");
    let undo = asked(&late).pop().unwrap().id;
    late.happen(Event::Decided { op: undo, done: Done::Refused(Refusal::GoneOut) });
    assert!(late.screen().contains("відповідь уже пішла"), "{}", late.screen());
    late.keys("u");
    assert_eq!(asked(&late).len(), 2, "there is nothing else to undo");
}

#[test]
fn a_letter_that_the_desk_could_not_record_comes_back() {
    let mut bench = Bench::new(80, 24);
    let op = letter(&mut bench, "завтра");
    let what = crate::base::msg::Msg::new("store-full");
    bench.happen(Event::NotRecorded { op, what, hint: None });
    assert_eq!(written(&bench), "завтра");
}

#[test]
fn a_reply_is_sent_and_its_dialog_closed_in_one_go() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак\x1bs");
    let ops = asked(&bench);
    assert_eq!(intents(&bench), [Intent::Reply("так".into()), Intent::Close]);
    let done = vec![accepted(vec![wrote(90)], 0), accepted(vec![Change::Closed], 3)];
    let ids = ops.iter().map(|it| it.id).collect();
    bench.happen(Event::Chained { ops: ids, done, lost: None });
    assert!(bench.screen().contains("Надіслано й закрито: Марія Іваненко"), "{}", bench.screen());
    assert_eq!(bench.state.thread.dialog, Some(DialogId(2)), "on to the next");
    bench.wait(2_000);
    bench.keys("u");
    assert_eq!(intents(&bench).pop(), Some(Intent::Undo(ops[1].id)), "u reopens");
}

#[test]
fn a_refused_reply_closes_nothing_and_comes_back() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак\x1bs");
    let ops: Vec<OpId> = asked(&bench).iter().map(|it| it.id).collect();
    let done = vec![Done::Refused(Refusal::ChannelInactive)];
    bench.happen(Event::Chained { ops, done, lost: None });
    assert_eq!((written(&bench), bench.state.pending.len()), ("так", 0));
    bench.keys("\x1bu");
    assert_eq!(asked(&bench).len(), 2, "there is nothing to undo");
}

#[test]
fn the_desk_s_trouble_in_the_middle_keeps_what_is_done() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак\x1bs");
    let ops: Vec<OpId> = asked(&bench).iter().map(|it| it.id).collect();
    let lost = Some((crate::base::msg::Msg::new("store-full"), None));
    bench.happen(Event::Chained { ops, done: vec![accepted(vec![wrote(90)], 0)], lost });
    assert_eq!((written(&bench), bench.state.pending.len()), ("", 0));
    assert!(bench.state.trouble.is_some());
}

#[test]
fn closing_goes_on_to_the_next_who_waits_whatever_the_settings_say() {
    let mut bench = Bench::new(80, 24);
    bench.state.settings.next_after_close = false;
    bench.verdict = Some(accepted(vec![Change::Closed], 0));
    // From the last who waits back to the first.
    bench.keys("jjjjjj");
    bench.keys("e");
    assert_eq!(intents(&bench), [Intent::Close]);
    assert_eq!(bench.state.list.current().map(|it| it.dialog.id), Some(DialogId(1)));
    assert_eq!(bench.state.focus, Focus::List);
    bench.keys("\r");
    bench.wait(1_000);
    bench.keys("e");
    assert_eq!((bench.state.thread.dialog, bench.state.focus), (Some(DialogId(2)), Focus::Thread));
}

#[test]
fn who_has_written_meanwhile_is_shown_before_anything_is_sent() {
    for (keys, colleague) in [("\r", false), ("\x1bs", false), ("\r", true), ("\x1bs", true)] {
        let mut bench = Bench::new(80, 24);
        bench.keys("rтак");
        let mut new = message(91, Kind::Inbound, 0, "Уже не треба");
        if colleague {
            new = message(91, Kind::Reply, 0, "Я відповів");
            new.author = Some(AgentId(2));
        }
        hears(&mut bench, new);
        bench.keys(keys);
        assert_eq!(asked(&bench), []);
        let who =
            if colleague { "Андрій Бондар" } else { "Марія Іваненко" };
        let said = bench.screen().lines().nth_back(1).unwrap().to_owned();
        assert!(said.contains(who), "{said}");
        bench.wait(1_000);
        bench.keys(keys);
        assert_eq!(asked(&bench)[0].intent, Intent::Reply("так".into()));
    }
}

#[test]
fn a_long_message_is_shown_from_its_beginning() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак");
    let long = (0..40).map(|it| format!("рядок {it}")).collect::<Vec<_>>().join("\n");
    hears(&mut bench, message(91, Kind::Inbound, 0, &long));
    bench.keys("\r");
    assert!(bench.screen().contains("рядок 0") && !bench.screen().contains("рядок 39"));
}

#[test]
fn my_own_messages_and_notes_are_no_news() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак");
    hears(&mut bench, message(91, Kind::Reply, 0, "моє"));
    hears(&mut bench, message(92, Kind::Note, 0, "нотатка"));
    bench.keys("\r");
    assert_eq!(intents(&bench), [Intent::Reply("так".into())]);
}

#[test]
fn a_draft_remembers_what_it_answered() {
    let mut bench = Bench::new(80, 24);
    let answers = Some(MessageId(13));
    bench.drafts = vec![Draft { kind: Kind::Reply, text: "раніше".into(), answers }];
    bench.keys("\x1b[?5u");
    bench.keys("jr");
    assert_eq!(written(&bench), "раніше");
    bench.keys("\r");
    assert_eq!(asked(&bench), [], "two messages have come since it was left");
    bench.wait(1_000);
    bench.keys("!\x1b");
    let saved = bench.effects.iter().rev().find_map(|it| match it {
        Effect::SaveDraft { answers, .. } => *answers,
        _ => None,
    });
    assert_eq!(saved, Some(MessageId(16)), "now they have been looked at");
    bench.keys("r\r");
    assert_eq!(intents(&bench), [Intent::Reply("раніше!".into())]);
}

#[test]
fn a_quick_reply_is_found_filled_in_and_sent() {
    let mut bench = bench();
    bench.keys(";");
    assert_eq!(lines(&bench), ["Привітання", "Замовлення", "Thanks"], "letters are for mail");
    bench.keys("зам\r");
    assert_eq!(written(&bench), "Замовлення «номер» привезуть «коли». Олена Шевчук");
    assert_eq!(selected(&bench), "«номер»");
    bench.keys("17\t");
    assert_eq!(selected(&bench), "«коли»");
    bench.keys("завтра\t");
    assert_eq!(written(&bench), "Замовлення 17 привезуть завтра. Олена Шевчук");
    bench.keys("\r");
    assert_eq!(asked(&bench).len(), 1);
}

#[test]
fn a_sign_at_the_start_of_a_word_opens_the_list_and_elsewhere_it_is_a_sign() {
    let mut bench = bench();
    bench.keys("r12/5 о 10;");
    assert!(bench.state.popup.is_none());
    bench.keys(" ;при");
    assert_eq!(lines(&bench)[0], "Привітання");
    bench.keys("\r");
    assert_eq!(written(&bench), "12/5 о 10; Вітаю, Марія! ");
    bench.keys("\x1a");
    assert_eq!(written(&bench), "12/5 о 10; ;", "one step of undo");
}

#[test]
fn whatever_was_typed_for_the_list_is_text_when_none_is_wanted() {
    for (keys, text) in [
        (";при\x1b", ";при"),
        ("/\x1b", "/"),
        ("; і", "; і"),
        (";) ", ";) "),
        (";\x7f", ""),
        (";щось такого нема ", ";щось такого нема "),
        ("так /дім\x1b вже", "так /дім вже"),
    ] {
        let mut bench = bench();
        typed(&mut bench, &format!("r{keys}"));
        assert!(bench.state.popup.is_none(), "{keys:?}");
        assert_eq!((written(&bench), asked(&bench)), (text, vec![]), "{keys:?}");
    }
    let mut bench = bench();
    bench.keys("r\x1b[200~;при\x1b[201~");
    assert!(bench.state.popup.is_none(), "a paste opens nothing");
    assert_eq!(written(&bench), ";при");
    let mut none = Bench::new(80, 24);
    none.keys("r/usr");
    assert_eq!((written(&none), none.state.popup.is_none()), ("/usr", true));
}

#[test]
fn nothing_found_sends_nothing() {
    let mut bench = bench();
    bench.keys("r;щщщщ\r");
    assert!(picker(&bench).is_empty());
    assert_eq!(asked(&bench), []);
}

#[test]
fn a_shortcut_and_tab_need_no_choice() {
    for keys in ["r;при\t", "r;при\x1b\t", "r/При\t", ";при\t"] {
        let mut bench = bench();
        typed(&mut bench, keys);
        assert_eq!(written(&bench), "Вітаю, Марія! ", "{keys:?}");
        assert!(bench.state.popup.is_none());
    }
    let mut bench = bench();
    bench.keys("r;пр\t");
    assert_eq!(picker(&bench).cursor(), 1, "Tab moves on where it is no shortcut yet");
}

#[test]
fn places_stay_where_they_are_while_the_text_around_them_changes() {
    let mut bench = bench();
    bench.keys("r;зам\t");
    bench.keys("17");
    // Something is put in before, and something behind is deleted.
    bench.keys("\x1b[1;5HДобрий день! \x1b[1;5F\x7f");
    bench.keys("\t");
    assert_eq!(selected(&bench), "«коли»");
    bench.keys("зараз");
    assert_eq!(written(&bench), "Добрий день! Замовлення 17 привезуть зараз. Олена Шевчу");
    // One within another.
    bench.keys("\x01;зам\t1\t");
    assert_eq!(selected(&bench), "«коли»");
}

#[test]
fn a_label_is_not_sent_by_accident() {
    let mut bench = bench();
    bench.keys("r;зам\t17\r");
    assert_eq!((asked(&bench), selected(&bench)), (vec![], "«коли»".to_owned()));
    assert!(bench.screen().contains("Ще не заповнено «коли»"));
    bench.wait(1_000);
    bench.keys("\r");
    assert_eq!(asked(&bench).len(), 1, "twice is meant");
}

#[test]
fn a_quick_reply_over_a_draft_that_comes_late_stands_below_it() {
    let mut bench = bench();
    bench.drafts = vec![Draft { kind: Kind::Reply, text: "раніше".into(), answers: None }];
    bench.keys("j");
    let press = KeyPress::new(Key::Char('r'), Mods::NONE);
    let effects = update(&mut bench.state, Event::Input(Input::Key(press)));
    bench.keys(";зам\t");
    bench.carry_out(effects);
    assert_eq!(selected(&bench), "«номер»");
    bench.keys("17\t");
    assert_eq!(selected(&bench), "«коли»");
    assert!(written(&bench).starts_with("раніше\nЗамовлення 17"), "{}", written(&bench));
}

#[test]
fn a_broken_file_costs_what_is_broken_and_says_where() {
    let broken = format!("{REPLIES}\n[[reply]]\nname = 'Погана'\ntext = 'Вітаю, {{nmae}}'\n");
    let (mut bench, folder) = with_books(Bench::new(80, 24), &broken, "");
    bench.keys(";");
    assert_eq!(lines(&bench).len(), 4);
    assert!(lines(&bench)[3].starts_with("✗ replies.toml:25:"), "{:?}", lines(&bench));
    assert!(bench.screen().contains("1 помилка у replies.toml"), "{}", bench.screen());
    bench.keys("\x1b[1;5F");
    assert!(bench.screen().contains("{nmae}"), "{}", bench.screen());
    bench.keys("\r");
    assert_eq!(written(&bench), "");
    // It is mended while the list is open.
    std::fs::write(folder.path().join("replies.toml"), REPLIES).unwrap();
    assert!(bench.effects.contains(&Effect::ReadBooks));
    let books = bench.state.writing.books.again().unwrap();
    bench.happen(Event::Books(Arc::new(books)));
    assert_eq!(lines(&bench).len(), 3);
    assert!(!bench.screen().contains("помилка"));
}

#[test]
fn who_has_no_quick_replies_is_offered_some() {
    let mut bench = Bench::new(80, 24);
    bench.keys(";");
    assert_eq!(lines(&bench), ["Записати кілька прикладів для початку"]);
    bench.keys("\r");
    assert!(bench.effects.contains(&Effect::WriteExamples));
    bench.happen(Event::Examples(Ok(4)));
    assert!(bench.screen().contains("Записано 4 приклади"));
    assert!(matches!(picker(&bench).items()[0].pick, Pick::Examples), "until they are read");
}

/// The sizes that are promised, in two languages.
pub(super) fn drawn(keys: &str, prepare: impl Fn(&mut Bench)) -> String {
    let mut drawn = String::new();
    for (width, height) in [(80, 24), (120, 40), (40, 12)] {
        for language in [Language::Uk, Language::En] {
            let fresh = Bench::in_language(width, height, language);
            let (mut bench, _folder) = with_books(fresh, REPLIES, MACROS);
            prepare(&mut bench);
            bench.keys(keys);
            drawn.push_str(&bench.screen());
            drawn.push('\n');
        }
    }
    drawn
}

#[test]
fn quick_replies() {
    insta::assert_snapshot!(drawn(";за", |_| ()));
}

#[test]
fn a_quick_reply_put_in() {
    insta::assert_snapshot!(drawn("r;зам\t", |_| ()));
}

#[test]
fn a_reply_held_back() {
    let held = |bench: &mut Bench| {
        let op = letter(bench, "завтра");
        is_held(bench, op, "завтра");
    };
    insta::assert_snapshot!(drawn("\x1b", held));
}
