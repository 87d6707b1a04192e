//! Opening and saving customers' files.

use std::path::PathBuf;

use super::fixture::{Bench, NOW};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::domain::{Attachment, Intent, MessageId};
use crate::tui::action::Action;
use crate::tui::event::{Effect, Event};
use crate::tui::files::{FileAt, FileDeed, FileNews, FileWish};

/// A screen with the conversation in front.
fn reading(width: u16, height: u16) -> Bench {
    let mut bench = Bench::new(width, height);
    bench.keys("\r");
    bench.effects.clear();
    bench
}

/// What has been asked for.
fn wishes(bench: &Bench) -> Vec<FileWish> {
    let wish = |it: &Effect| match it {
        Effect::File(wish) => Some(wish.clone()),
        _ => None,
    };
    bench.effects.iter().filter_map(wish).collect()
}

fn deeds(bench: &Bench) -> Vec<FileDeed> {
    wishes(bench).into_iter().map(|it| it.deed).collect()
}

fn tell(bench: &mut Bench, wish: &FileWish, news: FileNews) {
    bench.happen(Event::File(wish.no, Box::new(news)));
}

/// The status line.
fn status(bench: &Bench) -> String {
    let screen = bench.screen();
    screen.lines().rev().nth(1).unwrap_or_default().to_owned()
}

const RECEIPT: FileAt = FileAt { message: MessageId(15), place: 0 };
const PHOTO: FileAt = FileAt { message: MessageId(15), place: 1 };

#[test]
fn one_of_several_files_is_chosen() {
    let mut bench = reading(80, 24);
    bench.keys("o");
    assert_eq!(deeds(&bench), []);
    insta::assert_snapshot!("files_choose_80x24", bench.screen());
    bench.keys("j\r");
    assert_eq!(deeds(&bench), [FileDeed::Open(PHOTO)]);
    bench.wait(1000);
    bench.keys("S\r");
    assert_eq!(deeds(&bench)[1], FileDeed::Save(RECEIPT));
}

#[test]
fn the_choice_fits_narrow_and_wide_screens() {
    for (width, height) in [(40, 12), (120, 40)] {
        let mut bench = reading(width, height);
        bench.keys("o");
        insta::assert_snapshot!(format!("files_choose_{width}x{height}"), bench.screen());
    }
}

#[test]
fn the_only_file_is_opened_at_once_on_a_cyrillic_keyboard_too() {
    let mut bench = reading(80, 24);
    bench.messages[5].files.truncate(1);
    bench.happen(Event::Moved(crate::domain::ChangeNo(1)));
    bench.keys("щ");
    assert_eq!(deeds(&bench), [FileDeed::Open(RECEIPT)]);
    bench.wait(1000);
    bench.keys("Ы");
    assert_eq!(deeds(&bench)[1], FileDeed::Save(RECEIPT));
}

#[test]
fn what_is_on_the_screen_comes_first_and_the_newest_of_it() {
    let mut bench = reading(80, 24);
    let file = |name: &str| Attachment {
        name: name.into(),
        bytes: 1,
        expires: Timestamp(NOW.0 + 1),
        content: None,
    };
    bench.messages[5].files.clear();
    bench.messages[0].files = vec![file("old.pdf")];
    bench.messages[6].text = "рядок\n".repeat(40);
    bench.happen(Event::Moved(crate::domain::ChangeNo(1)));
    bench.keys("o");
    let old = FileAt { message: MessageId(10), place: 0 };
    assert_eq!(deeds(&bench), [FileDeed::Open(old)], "none is on the screen");
    let all = bench.messages.clone();
    bench.messages[6].files = vec![file("new.pdf")];
    bench.happen(Event::Moved(crate::domain::ChangeNo(2)));
    bench.wait(1000);
    bench.keys("o");
    let new = FileAt { message: all[6].id, place: 0 };
    assert_eq!(deeds(&bench)[1], FileDeed::Open(new));
}

#[test]
fn where_there_is_no_file_the_letter_names_the_key_that_closes() {
    let mut bench = reading(80, 24);
    bench.messages[5].files.clear();
    bench.happen(Event::Moved(crate::domain::ChangeNo(1)));
    bench.keys("o");
    assert_eq!(deeds(&bench), []);
    assert!(status(&bench).contains("Тут немає файлів; діалог закриває ^O"), "{}", status(&bench));
    bench.keys("\x1b");
    bench.wait(1000);
    bench.keys("o");
    assert!(
        bench
            .effects
            .iter()
            .any(|it| matches!(it, Effect::Submit(op) if op.intent == Intent::Close)),
        "in the list it closes"
    );
}

#[test]
fn it_is_said_how_far_a_file_has_come_and_what_became_of_it() {
    let mut bench = reading(80, 24);
    bench.keys("S\r");
    let wish = wishes(&bench).remove(0);
    let next = bench.state.next_change();
    tell(&mut bench, &wish, FileNews::Coming { done: 42_000, total: 100_000 });
    assert!(status(&bench).contains("42 % · чек-2026-11.pdf"), "{}", status(&bench));
    assert_eq!(bench.state.next_change(), next, "nothing is drawn by itself");
    bench.wait(1000);
    bench.keys("S\r");
    assert_eq!(wishes(&bench).len(), 1, "it is being saved");
    assert!(status(&bench).contains("Уже в роботі"));
    tell(&mut bench, &wish, FileNews::Saved("~/Завантаження/чек-2026-11 (2).pdf".into()));
    assert!(status(&bench).contains("Збережено: ~/Завантаження/чек-2026-11 (2).pdf"));
    bench.wait(1000);
    bench.keys("S\r");
    let again = wishes(&bench).remove(1);
    tell(&mut bench, &wish, FileNews::Failed(Msg::new("cli-file-wrong")));
    assert!(bench.state.toast.as_ref().is_none_or(|it| it.msg.id != "cli-file-wrong"));
    tell(&mut bench, &again, FileNews::Failed(Msg::new("cli-file-not-kept")));
    assert!(status(&bench).contains("Відома лише назва цього файлу"));
    bench.wait(1000);
    bench.keys("S\r");
    assert_eq!(wishes(&bench).len(), 3, "what has failed can be asked for again");
}

#[test]
fn a_program_of_one_s_own_shows_files_in_the_terminal() {
    let mut bench = reading(80, 24);
    bench.keys("o\r");
    let wish = wishes(&bench).remove(0);
    let file = PathBuf::from("/cache/чек.pdf");
    let news = FileNews::Show { command: "less".into(), file: file.clone() };
    tell(&mut bench, &wish, news);
    assert_eq!(bench.effects.last(), Some(&Effect::ShowOutside("less".into(), file)));
}

#[test]
fn a_hostile_name_is_clean_wherever_it_is_shown() {
    let mut bench = reading(80, 24);
    bench.messages[5].files[0].name = "a\u{1b}]52;c;eA==\u{7}\u{202e}fdp.exe".into();
    bench.happen(Event::Moved(crate::domain::ChangeNo(1)));
    bench.keys("o");
    let frame = bench.frame();
    assert!(!frame.contains("\u{1b}]52") && !frame.contains('\u{202e}'));
    bench.keys("\r");
    let wish = wishes(&bench).remove(0);
    tell(&mut bench, &wish, FileNews::Coming { done: 1, total: 2 });
    let frame = bench.frame();
    assert!(!frame.contains("\u{1b}]52") && !frame.contains('\u{202e}'));
    assert!(status(&bench).contains("50 % · a\u{fffd}]52;"), "{}", status(&bench));
}

#[test]
fn files_are_found_in_the_palette_and_the_list_s_letters_are_the_list_s() {
    assert!(Action::OpenFile.in_palette() && Action::SaveFile.in_palette());
    assert!(Action::Order.in_palette());
    let mut bench = Bench::new(80, 24);
    bench.keys("S");
    assert_eq!(wishes(&bench), []);
    assert!(bench.state.list.is_reordered());
}
