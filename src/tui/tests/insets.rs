//! Pictures among the lines of a conversation.

use std::sync::Arc;

use super::fixture::{Bench, NOW, message};
use crate::base::clock::Timestamp;
use crate::config::Pictures;
use crate::domain::{Attachment, ChangeNo, ContentHash, DialogId, Kind};
use crate::tui::event::{Effect, Event};
use crate::tui::inset::{Art, Block, FILE_MAX, Inset, InsetWish, Means, NoInset, Shade, Way};
use crate::tui::state::{INSETS_MAX, Line};

const LATER: Timestamp = Timestamp(NOW.0 + 30 * 86_400_000);

fn content(number: u8) -> ContentHash {
    ContentHash([number; 32])
}

fn file(number: u8, name: &str) -> Attachment {
    Attachment { name: name.into(), bytes: 1_000, expires: LATER, content: Some(content(number)) }
}

/// A conversation whose last message but one has these files.
fn with_files(size: (u16, u16), files: Vec<Attachment>) -> Bench {
    let mut bench = Bench::new(size.0, size.1);
    bench.messages[5].files = files;
    read_again(&mut bench);
    bench
}

/// The desk has changed.
fn read_again(bench: &mut Bench) {
    bench.happen(Event::Moved(ChangeNo(bench.state.told.0 + 1)));
}

/// What has been asked for since, wish by wish.
fn wishes(bench: &mut Bench) -> Vec<InsetWish> {
    let effects = std::mem::take(&mut bench.effects);
    let wish = |it| match it {
        Effect::MakeInsets(wish) => Some(*wish),
        _ => None,
    };
    effects.into_iter().filter_map(wish).collect()
}

/// A chessboard of blocks.
fn board((width, height): (u16, u16)) -> Arc<Inset> {
    let block = |at: u16| {
        let even = (at % width + at / width).is_multiple_of(2);
        let sign = if even { '▀' } else { '▄' };
        Block { sign, ink: Shade::Indexed(196), ground: Shade::Exact(1, 2, 3) }
    };
    Arc::new(Inset {
        size: (width, height),
        art: Art::Blocks((0..width * height).map(block).collect()),
    })
}

fn made(bench: &mut Bench, number: u8, size: (u16, u16)) {
    let means = bench.state.thread.insets.means().unwrap();
    let made = Ok(board(size));
    bench.happen(Event::Inset { content: content(number), means, made });
}

fn rows_of(bench: &Bench) -> usize {
    bench.state.thread.lines.iter().filter(|it| matches!(it, Line::Inset(..))).count()
}

#[test]
fn a_picture_stands_under_its_file() {
    let mut bench = with_files((80, 24), vec![file(1, "чек.jpg"), file(2, "умови.pdf")]);
    bench.keys("\r");
    let wish = wishes(&mut bench).remove(0);
    assert_eq!((wish.dialog, wish.contents), (DialogId(1), vec![content(2), content(1)]));
    assert_eq!(wish.means.way, Way::Blocks { exact: false });
    made(&mut bench, 1, (20, 6));
    let means = bench.state.thread.insets.means().unwrap();
    bench.happen(Event::Inset { content: content(2), means, made: Err(NoInset::NoPicture) });
    insta::assert_snapshot!(bench.screen());
    assert_eq!(wishes(&mut bench), [], "and nothing is asked for twice");
}

#[test]
fn a_picture_on_a_small_and_on_a_large_screen() {
    let mut small = with_files((40, 12), vec![file(1, "чек.jpg")]);
    small.keys("\r");
    let wish = wishes(&mut small).pop().unwrap();
    assert_eq!(wish.means.room, (37, 4));
    made(&mut small, 1, (14, 4));
    insta::assert_snapshot!("a_picture_on_a_small_screen", small.screen());
    let mut large = with_files((120, 40), vec![file(1, "чек.jpg")]);
    large.keys("\r");
    let wish = wishes(&mut large).pop().unwrap();
    assert_eq!(wish.means.room.1, 12);
    made(&mut large, 1, (36, 12));
    insta::assert_snapshot!("a_picture_on_a_large_screen", large.screen());
}

#[test]
fn a_preview_shows_its_words_first() {
    let mut bench = with_files((80, 24), vec![file(1, "чек.jpg")]);
    wishes(&mut bench);
    bench.keys("j");
    assert_eq!(wishes(&mut bench), [], "nobody has stopped here yet");
    bench.wait(130);
    assert!(bench.screen().contains("чек.jpg"));
    assert_eq!(wishes(&mut bench).len(), 1);
}

#[test]
fn only_what_can_be_a_picture_is_asked_for() {
    let gone = Attachment { expires: NOW, ..file(1, "старе.jpg") };
    let large = Attachment { bytes: FILE_MAX + 1, ..file(2, "відео.mp4") };
    let elsewhere = Attachment { content: None, ..file(3, "ніде.png") };
    let mut bench = with_files((80, 24), vec![gone, large, elsewhere]);
    bench.keys("\r");
    assert_eq!(wishes(&mut bench), []);
}

#[test]
fn an_expired_picture_is_not_shown_any_more() {
    let soon = Attachment { expires: Timestamp(NOW.0 + 1_000), ..file(1, "чек.jpg") };
    let mut bench = with_files((80, 24), vec![soon]);
    bench.keys("\r");
    made(&mut bench, 1, (20, 6));
    assert!(bench.screen().contains('▄'));
    bench.wait(1_000);
    assert!(!bench.screen().contains('▄'), "{}", bench.screen());
}

#[test]
fn where_nothing_could_be_made_out_no_pictures_are_asked_for() {
    let asked = |height: u16, unlike: fn(&mut Bench)| {
        let mut bench = Bench::new(80, height);
        unlike(&mut bench);
        bench.messages[5].files = vec![file(1, "чек.jpg")];
        read_again(&mut bench);
        bench.keys("\r");
        wishes(&mut bench).len()
    };
    assert_eq!(asked(24, |_| ()), 1);
    assert_eq!(asked(24, |it| it.state.settings.pictures = Pictures::Off), 0);
    assert_eq!(asked(8, |_| ()), 0, "there are two rows");
    assert_eq!(asked(24, |it| it.state.around.term = "linux".into()), 0, "colours mean something");
}

#[test]
fn what_is_read_stays_in_its_place_when_a_picture_comes() {
    let mut bench = with_files((80, 24), vec![file(1, "чек.jpg")]);
    let last = || message(17, Kind::Inbound, 4, &"рядок\n".repeat(40));
    bench.messages.push(last());
    bench.messages[6].files = vec![file(2, "ще.jpg")];
    read_again(&mut bench);
    bench.keys("\r");
    assert_eq!(bench.state.thread.scroll, 0);
    bench.keys("\x1b[5~");
    let before = bench.screen();
    assert!(0 < bench.state.thread.scroll && before.contains("рядок"));
    // Above what is read.
    made(&mut bench, 2, (20, 6));
    assert_eq!(bench.screen(), before);
    // Below it, where only the number of lines that are still to come changes.
    bench.keys("g");
    let above = |screen: &str| screen.split_once('↓').unwrap().0.to_owned();
    let before = bench.screen();
    assert!(before.contains("Є чайники") && !before.contains("чек.jpg"), "{before}");
    made(&mut bench, 1, (20, 6));
    let (before, now) = (above(&before), above(&bench.screen()));
    assert_eq!(now.trim_end_matches(|it| it != '\n'), before.trim_end_matches(|it| it != '\n'));
}

#[test]
fn at_the_end_the_newest_line_stays_in_sight() {
    let mut bench = with_files((80, 24), vec![file(1, "чек.jpg")]);
    bench.keys("\r");
    made(&mut bench, 1, (20, 8));
    assert_eq!((bench.state.thread.scroll, rows_of(&bench)), (0, 8));
    assert!(bench.screen().contains("Чекаю третій день"));
}

#[test]
fn a_picture_that_was_not_here_is_looked_for_when_the_desk_has_changed() {
    let mut bench = with_files((80, 24), vec![file(1, "чек.jpg"), file(2, "умови.pdf")]);
    bench.keys("\r");
    let means = bench.state.thread.insets.means().unwrap();
    wishes(&mut bench);
    for (number, made) in [(1, Err(NoInset::NotHere)), (2, Err(NoInset::NoPicture))] {
        bench.happen(Event::Inset { content: content(number), means, made });
    }
    assert_eq!(wishes(&mut bench), []);
    read_again(&mut bench);
    assert_eq!(wishes(&mut bench)[0].contents, [content(1)], "and what is no picture is left");
}

#[test]
fn another_dialog_forgets_the_pictures() {
    let mut bench = with_files((80, 24), vec![file(1, "чек.jpg")]);
    bench.keys("\r");
    made(&mut bench, 1, (20, 6));
    assert_eq!(wishes(&mut bench).len(), 1);
    bench.keys("J");
    assert_eq!((bench.state.thread.dialog, rows_of(&bench)), (Some(DialogId(2)), 0));
    assert_eq!(wishes(&mut bench).len(), 1, "the fixture says the same in every dialog");
}

#[test]
fn what_was_made_for_another_width_is_made_anew() {
    let mut bench = with_files((80, 24), vec![file(1, "чек.jpg")]);
    bench.keys("\r");
    let before = bench.state.thread.insets.means().unwrap();
    made(&mut bench, 1, (20, 6));
    wishes(&mut bench);
    bench.happen(Event::Resized(100, 24));
    let wish = wishes(&mut bench).remove(0);
    assert!(wish.means.room.0 > before.room.0 && rows_of(&bench) == 0);
    // What comes late for the old width is nobody's.
    bench.happen(Event::Inset { content: content(1), means: before, made: Ok(board((20, 6))) });
    assert_eq!(rows_of(&bench), 0);
}

#[test]
fn only_so_many_stay_in_memory_and_the_others_keep_their_place() {
    let many: u8 = 40;
    let files: Vec<Attachment> = (0..many).map(|it| file(it, "фото.jpg")).collect();
    let mut bench = with_files((80, 24), files);
    bench.keys("\r");
    let mut asked: Vec<ContentHash> = Vec::new();
    // Up to the first one, page by page.
    for _ in 0..60 {
        for wish in wishes(&mut bench) {
            for content in wish.contents {
                asked.push(content);
                made(&mut bench, content.0[0], (20, 6));
            }
        }
        bench.keys("\x1b[5~");
    }
    let all = asked.len();
    asked.sort_unstable();
    asked.dedup();
    assert_eq!((all, asked.len()), (usize::from(many), usize::from(many)), "each of them once");
    assert_eq!(rows_of(&bench), usize::from(many) * 6);
    let kept = (0..many).filter(|it| bench.state.thread.insets.get(content(*it)).is_some()).count();
    assert_eq!(kept, INSETS_MAX);
    // Back at the end they are made again.
    bench.keys("G");
    assert!(!wishes(&mut bench).is_empty());
}

#[test]
fn a_hostile_name_of_a_picture_reaches_the_terminal_as_letters() {
    let mut bench = with_files((80, 24), vec![file(1, "\x1b_Ga=T\x1b\\\x1b]52;c;aGk=\x07.png")]);
    bench.keys("\r");
    made(&mut bench, 1, (20, 6));
    let frame = bench.frame();
    assert!(frame.contains('▄'));
    assert!(!frame.contains("\x1b_") && !frame.contains("\x1b]52"), "{frame:?}");
}

#[test]
fn blocks_have_the_colours_of_the_picture() {
    let mut bench = with_files((80, 24), vec![file(1, "чек.jpg")]);
    bench.keys("\r");
    made(&mut bench, 1, (20, 6));
    let frame = bench.frame();
    assert!(frame.contains("\x1b[38;5;196;48;2;1;2;3m▀▄"), "{frame:?}");
}

fn means(way: Way) -> Means {
    Means { way, cell: (10, 20), room: (40, 8), light: false, far: false }
}

#[test]
fn the_terminal_decides_how_pictures_are_shown() {
    use Way::{Blocks, Iterm2, Kitty, Sixel};
    let cell = "\x1b[6;20;10t";
    let rows: [(&str, &str, Way); 10] = [
        ("one that says nothing", "", Blocks { exact: false }),
        ("xterm", "\x1bP>|XTerm(379)\x1b\\\x1b[?64;1;2c", Blocks { exact: false }),
        ("xterm that draws sixels", "\x1bP>|XTerm(379)\x1b\\\x1b[?64;4c", Sixel),
        ("konsole", "\x1bP>|Konsole 24.08.0\x1b\\\x1b[?62;1;4c", Blocks { exact: false }),
        ("kitty", "\x1bP>|kitty(0.35.2)\x1b\\\x1b[?62;c\x1b_Gi=31;OK\x1b\\", Kitty),
        ("an old kitty", "\x1bP>|kitty(0.26.5)\x1b\\\x1b[?62c", Blocks { exact: false }),
        ("Ghostty", "\x1bP>|ghostty 1.1.2\x1b\\\x1b[?62;22c\x1b_Gi=31;OK\x1b\\", Kitty),
        ("WezTerm", "\x1bP>|WezTerm 20240203-110809\x1b\\\x1b[?65;4c", Iterm2),
        ("iTerm2", "\x1bP>|iTerm2 3.5.0\x1b\\\x1b[?64;4c", Iterm2),
        ("tmux", "\x1bP>|tmux 3.4\x1b\\\x1b[?1;2;4c", Blocks { exact: false }),
    ];
    for (name, said, way) in rows {
        let mut bench = with_files((80, 24), vec![file(1, "чек.jpg")]);
        bench.keys(cell);
        bench.keys(said);
        bench.keys("\r");
        assert_eq!(wishes(&mut bench).pop().unwrap().means.way, way, "{name}");
    }
    // Without the size of a cell no picture would fit its cells.
    let mut bench = with_files((80, 24), vec![file(1, "чек.jpg")]);
    bench.keys("\x1bP>|XTerm(379)\x1b\\\x1b[?64;4c\r");
    assert_eq!(wishes(&mut bench).pop().unwrap().means.way, Blocks { exact: false });
    // Who wants blocks gets blocks.
    let mut bench = with_files((80, 24), vec![file(1, "чек.jpg")]);
    bench.state.settings.pictures = Pictures::Blocks;
    bench.state.around.true_colour = true;
    bench.keys(&format!("{cell}\x1b[?64;4c\r"));
    assert_eq!(wishes(&mut bench).pop().unwrap().means.way, Blocks { exact: true });
}

#[test]
fn in_a_terminal_with_pictures_the_view_only_keeps_their_room() {
    let mut bench = with_files((80, 24), vec![file(1, "чек.jpg")]);
    bench.keys("\x1b[6;20;10t\x1bP>|XTerm(379)\x1b\\\x1b[?64;4c\r");
    let means = bench.state.thread.insets.means().unwrap();
    let art = Art::Whole { id: 7, bytes: "\x1bPqsixels\x1b\\".into() };
    let inset = Arc::new(Inset { size: (20, 6), art });
    bench.happen(Event::Inset { content: content(1), means, made: Ok(inset) });
    assert!(!bench.screen().contains("sixels"));
    assert!(bench.frame().contains("\x1bPqsixels\x1b\\"));
    // A menu over it: the picture is not half covered.
    bench.keys("?");
    assert!(!bench.frame().contains("sixels"), "{}", bench.screen());
}

#[test]
fn when_the_window_changes_the_cells_are_measured_again() {
    let measured = |bench: &mut Bench| {
        bench.happen(Event::Resized(100, 30));
        let effects = std::mem::take(&mut bench.effects);
        effects.iter().any(|it| matches!(it, Effect::Tell(b"\x1b[16t")))
    };
    let mut bench = with_files((80, 24), vec![file(1, "чек.jpg")]);
    bench.keys("\x1b[6;20;10t\x1bP>|XTerm(379)\x1b\\\x1b[?64;4c\r");
    assert_eq!(bench.state.thread.insets.means().map(|it| it.way), Some(means(Way::Sixel).way));
    assert!(measured(&mut bench));
    let mut blocks = with_files((80, 24), vec![file(1, "чек.jpg")]);
    blocks.keys("\r");
    assert!(!measured(&mut blocks));
}
