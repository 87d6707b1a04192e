//! The contact card: its list, notes about the contact, and who is the same person.

use super::fixture::{Bench, accepted, card, row};
use super::stories::ops;
use crate::domain::{Change, ChangeNo, Contact, ContactId, DialogId, Intent};
use crate::i18n::Language;
use crate::store::{Alike, Candidate, Other};
use crate::tui::event::{Effect, Event, Finding, Inquiry};
use crate::tui::state::{Focus, Popup};

/// The same person on the second and the third channel.
fn others() -> Vec<Other> {
    let other = |id, name: &str, waits, last: &str, note: &str| {
        let mut contact: Contact = card(row(id, name, waits, last)).contact;
        contact.note = note.into();
        contact.handle = "+380 00 123 45 67".into();
        Other { contact, row: row(id, name, waits, last) }
    };
    vec![
        other(20, "Марія Іваненко", Some((2, 31)), "Ви тут?", "платить карткою"),
        other(21, "mariia\u{1b}[31m", None, "Дякую!", ""),
    ]
}

/// A screen on which the first dialog's person has two more dialogs.
fn bench(width: u16, height: u16, language: Language) -> Bench {
    let mut bench = Bench::in_language(width, height, language);
    bench.others = others();
    bench.happen(Event::Moved(ChangeNo(1)));
    bench.keys("\r");
    bench
}

/// Goes from the conversation to the card.
const RIGHT: &str = "\x1b[C";

#[test]
fn the_card_shows_the_person_s_other_dialogs() {
    let mut wide = bench(120, 40, Language::Uk);
    wide.keys(RIGHT);
    wide.keys("jj");
    let mut middle = bench(80, 24, Language::En);
    middle.keys(RIGHT);
    let mut small = bench(40, 12, Language::Uk);
    small.keys(RIGHT);
    let top = small.screen();
    small.keys("jjj");
    let all = [wide.screen(), middle.screen(), top, small.screen()];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn enter_opens_what_the_cursor_of_the_card_is_on() {
    let mut bench = bench(120, 40, Language::Uk);
    bench.keys(RIGHT);
    bench.keys("jjj\r");
    assert_eq!(bench.state.thread.dialog, Some(DialogId(21)), "the last of them");
    assert_eq!((bench.state.focus, bench.state.thread.card_at), (Focus::Thread, 0));
    bench.keys("\x1b");
    // Somebody else's: Enter may be Ctrl+M where it begins a reply, but not here.
    bench.keys("gj\r");
    bench.keys(RIGHT);
    bench.keys("jj\r");
    assert_eq!(bench.state.thread.dialog, Some(DialogId(20)));
    bench.keys("\x1b");
    bench.keys("g\r");
    bench.keys(RIGHT);
    bench.keys("jjjjjjjjkkkkk\r");
    assert!(bench.state.composer.is_some(), "on the fields Enter begins a reply, as everywhere");
}

#[test]
fn a_note_about_the_contact_is_written_in_place() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.verdict = Some(accepted(vec![], 0));
    bench.keys("N");
    bench.keys("\x1b[1;5F");
    bench.keys(", дзвонити\x0aзранку");
    insta::assert_snapshot!(bench.screen());
    bench.keys("\r");
    let text = "Постійна клієнтка, любить синє, дзвонити\nзранку".to_owned();
    assert_eq!(ops(&bench), [(DialogId(1), Intent::ContactNote(text))]);
    assert_eq!(bench.state.popup, None);
}

#[test]
fn what_was_typed_about_a_contact_is_not_lost_with_one_key() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.keys("N");
    bench.keys("\x1b");
    assert_eq!(bench.state.popup, None, "nothing was typed");
    bench.keys("Nщось");
    bench.keys("\x1b");
    assert!(bench.screen().contains("не збережено"), "{}", bench.screen());
    bench.keys(" ще");
    assert!(!bench.screen().contains("не збережено"));
    bench.keys("\x1b");
    bench.keys("\x1b");
    assert_eq!((bench.state.popup.clone(), ops(&bench).len()), (None, 0));
    bench.keys("N\r");
    assert_eq!(ops(&bench).len(), 0, "the same note is not written again");
}

#[test]
fn a_note_that_the_desk_could_not_record_comes_back() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.keys("Nнове ");
    bench.keys("\r");
    let Some(Effect::Submit(op)) = bench.effects.last().cloned() else {
        panic!("{:?}", bench.effects)
    };
    let what = crate::base::msg::Msg::new("store-full");
    bench.happen(Event::NotRecorded { op: op.id, what, hint: None });
    assert!(bench.screen().contains("нове"), "{}", bench.screen());
    assert!(matches!(bench.state.popup, Some(Popup::ContactNote(_))));
}

fn candidates() -> Vec<Candidate> {
    let found = |id, name: &str, alike| {
        let mut card = card(row(id, name, None, "Привіт із Viber"));
        card.contact.handle = "+380 00 123 45 67".into();
        Candidate { card, alike }
    };
    let mut first = found(32, "Марія Іваненко", Some(Alike::Handle));
    first.card.others = vec![others().remove(0)];
    vec![first, found(33, "марія іваненко", Some(Alike::Name))]
}

/// The last question that was asked, and its number.
fn inquiry(bench: &Bench) -> (u64, Inquiry) {
    let asked = bench.effects.iter().rev().find_map(|it| match it {
        Effect::Inquire(no, inquiry) => Some((*no, (**inquiry).clone())),
        _ => None,
    });
    asked.unwrap()
}

#[test]
fn two_contacts_are_joined_after_a_look_and_a_yes() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.verdict = Some(accepted(vec![Change::Merged { from: vec![], to: vec![] }], 0));
    bench.keys("c");
    let (no, Inquiry::Contacts(query)) = inquiry(&bench) else { panic!() };
    assert_eq!((query.dialog, query.typed.as_str()), (DialogId(1), ""));
    bench.happen(Event::Answered(no, Box::new(Finding::Contacts(candidates()))));
    let offered = bench.screen();
    bench.keys("\r");
    insta::assert_snapshot!(format!("{offered}\n{}", bench.screen()));
    assert_eq!(ops(&bench).len(), 0, "nothing is done before the yes");
    bench.keys("\r");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::MergeContact(ContactId(32)))]);
    assert!(bench.screen().contains("Об’єднано"), "{}", bench.screen());
    bench.keys("u");
    assert!(matches!(ops(&bench)[1].1, Intent::Undo(_)));
}

#[test]
fn no_joins_nobody_and_a_late_answer_is_dropped() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.keys("c");
    let (early, _) = inquiry(&bench);
    bench.keys("пет");
    let (late, Inquiry::Contacts(query)) = inquiry(&bench) else { panic!() };
    assert_eq!(query.typed, "пет");
    bench.happen(Event::Answered(early, Box::new(Finding::Contacts(candidates()))));
    assert!(!bench.screen().contains("Viber ·"), "{}", bench.screen());
    let mut petro = candidates().remove(1);
    petro.card.contact.name = "Петро".into();
    petro.card.row.name = "Петро".into();
    petro.alike = None;
    bench.happen(Event::Answered(late, Box::new(Finding::Contacts(vec![petro]))));
    assert!(bench.screen().contains("Петро"), "{}", bench.screen());
    bench.keys("\r");
    bench.keys("n");
    assert_eq!((bench.state.popup.clone(), ops(&bench).len()), (None, 0));
    bench.happen(Event::Answered(late, Box::new(Finding::Contacts(candidates()))));
    assert_eq!(bench.state.popup, None);
}

#[test]
fn the_menu_takes_a_contact_out_where_it_is_joined() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.keys("\x1bOQ");
    bench.keys("C");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::SplitContact)]);
    bench.others.clear();
    bench.happen(Event::Moved(ChangeNo(2)));
    bench.keys("\x1b");
    bench.keys("j\r");
    bench.keys("\x1bOQ");
    assert!(!bench.screen().contains("Відокремити"), "{}", bench.screen());
}
