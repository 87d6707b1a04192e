//! What a person does, and sees.

use super::*;

const FAMILY: &str = "👨‍👩‍👧‍👦";

fn texts(editor: &Editor) -> Vec<&str> {
    editor.rows().map(|it| it.text).collect()
}

#[test]
fn a_family_and_a_flag_are_one_step_each() {
    let text = format!("a{FAMILY}🇺🇦|");
    assert_eq!(after(&text, &[Edit::Move(Motion::Left)]), format!("a{FAMILY}|🇺🇦"));
    assert_eq!(after(&text, &[Edit::Move(Motion::Left); 2]), format!("a|{FAMILY}🇺🇦"));
    assert_eq!(after(&text, &[Edit::EraseBack; 2]), "a|");
    assert_eq!(after("|🇺🇦б", &[Edit::EraseForward]), "|б");
}

#[test]
fn an_emoji_typed_in_pieces_becomes_one() {
    let mut editor = editor("");
    type_in(&mut editor, FAMILY);
    assert_eq!(editor.text(), FAMILY);
    let _ = editor.apply(Edit::EraseBack);
    assert!(editor.is_empty());
}

#[test]
fn typing_does_not_let_hidden_characters_in() {
    let mut editor = editor("");
    type_in(&mut editor, "a\u{202e}b\u{200b}\x1bc\u{200d}d\r");
    assert_eq!(editor.text(), "abcd\n");
}

#[test]
fn a_paste_is_made_clean_and_is_one_step() {
    let mut editor = editor("<^old|>");
    assert_eq!(editor.paste("one\r\ntwo\rthree\t\x1b[31m\u{202e}\u{7}"), Change::Text);
    assert_eq!(shown(&editor), "<one\ntwo\nthree   [31m|>");
    let _ = editor.apply(Edit::Undo);
    assert_eq!(shown(&editor), "<^old|>");
    assert_eq!(editor.paste("\u{7}"), Change::Nothing);
}

#[test]
fn what_becomes_one_cluster_takes_the_cursor_along() {
    // The flag letters pair up anew, and a letter meets the accent of the line below.
    let mut flags = editor("|🇺🇦");
    let _ = flags.insert('🇦');
    check(&flags);
    assert_eq!(after("e\n|\u{301}x", &[Edit::EraseBack]), "e\u{301}|x");
}

#[test]
fn words_are_words_in_every_alphabet() {
    let right = |text| after(text, &[Edit::Move(Motion::WordRight)]);
    assert_eq!(right("|  п'ять, сім"), "  п'ять|, сім");
    assert_eq!(right("one|, two"), "one, two|");
    assert_eq!(right("ok|\n👍🏽 !"), "ok\n👍🏽| !");
    let left = |text| after(text, &[Edit::Move(Motion::WordLeft)]);
    assert_eq!(left("Привіт, світе! |"), "Привіт, |світе! ");
    assert_eq!(left("a 👩‍👩‍👧|"), "a |👩‍👩‍👧");
    assert_eq!(left("... |"), "|... ");
}

#[test]
fn words_and_lines_are_erased_to_both_sides() {
    assert_eq!(after("Добрий день|!", &[Edit::EraseWordBack]), "Добрий |!");
    assert_eq!(after("Добрий| день!", &[Edit::EraseWordForward]), "Добрий|!");
    assert_eq!(after("a\nbc|d", &[Edit::EraseToLineStart]), "a\n|d");
    assert_eq!(after("a\nbc|d", &[Edit::EraseToLineStart; 2]), "a|d");
    assert_eq!(after("a|b\nc", &[Edit::EraseToLineEnd]), "a|\nc");
    assert_eq!(after("a|b\nc", &[Edit::EraseToLineEnd; 2]), "a|c");
    assert_eq!(after("a^bc|d", &[Edit::EraseWordBack]), "a|d");
}

#[test]
fn up_and_down_keep_the_column_over_short_rows() {
    let down = [Edit::Move(Motion::Down)];
    assert_eq!(after("long| row\n\nlong row", &down), "long row\n|\nlong row");
    assert_eq!(after("long| row\n\nlong row", &down.repeat(2)), "long row\n\nlong| row");
    assert_eq!(after("abcd|\n漢字漢", &down), "abcd\n漢字|漢");
    assert_eq!(after("abc|\n漢字漢", &down), "abc\n漢|字漢");
}

#[test]
fn up_and_down_go_by_the_rows_that_are_seen() {
    // Ten cells in a row: "one two " / "three four" / "five".
    let text = "one tw|o three four five";
    assert_eq!(after(text, &[Edit::Move(Motion::Down)]), "one two three |four five");
    assert_eq!(after(text, &[Edit::Move(Motion::Down), Edit::Move(Motion::Up)]), text);
    assert_eq!(after(text, &[Edit::Move(Motion::Up)]), "|one two three four five");
    assert_eq!(after(text, &[Edit::Move(Motion::Down); 3]), "one two three four five|");
}

#[test]
fn home_and_end_go_to_the_edge_of_the_row_then_of_the_line() {
    let text = "one two thr|ee four five";
    assert_eq!(after(text, &[Edit::Move(Motion::LineStart)]), "one two |three four five");
    assert_eq!(after(text, &[Edit::Move(Motion::LineStart); 2]), "|one two three four five");
    assert_eq!(after(text, &[Edit::Move(Motion::LineEnd)]), "one two three four| five");
    assert_eq!(after(text, &[Edit::Move(Motion::LineEnd); 2]), "one two three four five|");
}

#[test]
fn the_end_of_a_broken_word_is_shown_in_its_row() {
    let mut editor = editor("|https://example.org");
    let _ = editor.apply(Edit::Move(Motion::LineEnd));
    assert_eq!((editor.cursor(), editor.cursor_cell()), (10, (10, 0)));
    let _ = editor.apply(Edit::Move(Motion::Right));
    assert_eq!((editor.cursor(), editor.cursor_cell()), (11, (1, 1)));
    let _ = editor.apply(Edit::Move(Motion::Left));
    assert_eq!((editor.cursor(), editor.cursor_cell()), (10, (0, 1)));
}

#[test]
fn an_arrow_leaves_the_selection_at_its_end() {
    assert_eq!(after("a^bc|d", &[Edit::Move(Motion::Left)]), "a|bcd");
    assert_eq!(after("a|bc^d", &[Edit::Move(Motion::Right)]), "abc|d");
    assert_eq!(after("ab|cd", &[Edit::Select(Motion::Left), Edit::Select(Motion::Right)]), "ab|cd");
    assert_eq!(after("ab\nc|d", &[Edit::SelectAll]), "^ab\ncd|");
}

#[test]
fn cut_and_copy_give_what_is_selected() {
    let mut editor = editor("a^бв|г");
    assert_eq!(editor.copy(), "бв");
    assert_eq!(editor.cut(), "бв");
    assert_eq!(shown(&editor), "a|г");
    assert_eq!((editor.cut(), editor.copy()), (String::new(), String::new()));
}

#[test]
fn typing_is_undone_word_by_word() {
    let mut editor = editor("");
    type_in(&mut editor, "Добрий день, Олено");
    let mut seen = Vec::new();
    while editor.apply(Edit::Undo) == Change::Text {
        seen.push(editor.text().to_owned());
    }
    assert_eq!(seen, ["Добрий день, ", "Добрий ", ""]);
    while editor.apply(Edit::Redo) == Change::Text {}
    assert_eq!(shown(&editor), "Добрий день, Олено|");
}

#[test]
fn a_move_or_a_new_line_ends_the_step() {
    let mut editor = editor("");
    type_in(&mut editor, "ab\nc");
    let _ = editor.apply(Edit::Move(Motion::Left));
    let _ = editor.apply(Edit::Move(Motion::Right));
    type_in(&mut editor, "d");
    let mut seen = Vec::new();
    while editor.apply(Edit::Undo) == Change::Text {
        seen.push(editor.text().to_owned());
    }
    assert_eq!(seen, ["ab\nc", "ab\n", "ab", ""]);
}

#[test]
fn erasing_is_undone_word_by_word_and_puts_the_cursor_back() {
    let mut editor = editor("one two|");
    for _ in 0..5 {
        let _ = editor.apply(Edit::EraseBack);
    }
    assert_eq!(shown(&editor), "on|");
    let _ = editor.apply(Edit::Undo);
    assert_eq!(shown(&editor), "one|");
    let _ = editor.apply(Edit::Undo);
    assert_eq!(shown(&editor), "one two|");
}

#[test]
fn writing_forgets_what_could_be_done_again() {
    let mut editor = editor("");
    type_in(&mut editor, "a");
    let _ = editor.apply(Edit::Undo);
    type_in(&mut editor, "b");
    assert_eq!(editor.apply(Edit::Redo), Change::Nothing);
    assert_eq!(editor.text(), "b");
}

#[test]
fn a_full_row_keeps_a_column_for_the_cursor() {
    let mut editor = editor("0123456789|");
    assert_eq!((texts(&editor), editor.cursor_cell()), (vec!["0123456789"], (10, 0)));
    // The space takes that column, and the cursor stands where the next word will.
    let _ = editor.insert(' ');
    assert_eq!((texts(&editor), editor.cursor_cell()), (vec!["0123456789 ", ""], (0, 1)));
    let _ = editor.insert('x');
    assert_eq!((texts(&editor), editor.cursor_cell()), (vec!["0123456789 ", "x"], (1, 1)));
}

#[test]
fn the_area_follows_the_cursor_and_moves_no_further_than_it_must() {
    let mut editor = editor("1\n2\n3\n4\n5|");
    assert_eq!((texts(&editor), editor.cursor_cell()), (vec!["3", "4", "5"], (1, 2)));
    let _ = editor.apply(Edit::Move(Motion::Up));
    assert_eq!((editor.top(), editor.cursor_cell()), (2, (1, 1)));
    let _ = editor.apply(Edit::Move(Motion::PageUp));
    assert_eq!((editor.top(), editor.cursor_cell()), (1, (1, 0)));
    let _ = editor.apply(Edit::Move(Motion::PageDown));
    let _ = editor.apply(Edit::Move(Motion::PageDown));
    assert_eq!(shown(&editor), "1\n2\n3\n4\n5|");
    let _ = editor.apply(Edit::Move(Motion::TextStart));
    assert_eq!((texts(&editor), editor.cursor_cell()), (vec!["1", "2", "3"], (0, 0)));
}

#[test]
fn a_smaller_area_keeps_the_cursor_in_sight() {
    let mut editor = editor("one two three four five|");
    assert_eq!(editor.row_count(), 3);
    editor.resize(6, 2);
    assert_eq!((texts(&editor), editor.cursor_cell()), (vec!["four ", "five"], (4, 1)));
    editor.resize(0, 0);
    assert_eq!((texts(&editor).len(), editor.cursor_cell()), (0, (0, 0)));
    editor.resize(40, 5);
    assert_eq!((texts(&editor), editor.cursor_cell()), (vec!["one two three four five"], (23, 0)));
}

#[test]
fn rows_know_their_part_of_the_selection() {
    let editor = editor("a^б\n\nвг|д");
    let parts: Vec<_> = editor.rows().map(|it| (it.selected, it.selected_break)).collect();
    assert_eq!(parts, [(Some(1..3), true), (None, true), (Some(0..4), false)]);
}

#[test]
fn a_draft_set_or_sent_leaves_nothing_to_undo() {
    let mut editor = editor("");
    type_in(&mut editor, "x");
    editor.set_text("чернетка\u{202e}");
    assert_eq!(editor.apply(Edit::Undo), Change::Nothing);
    assert_eq!(shown(&editor), "чернетка|");
    assert_eq!(editor.take(), "чернетка");
    assert!(editor.is_empty());
    assert_eq!(editor, Editor::new(11, 3));
}

#[test]
fn a_key_without_effect_says_so() {
    let mut editor = editor("|");
    let edits = [
        Edit::Move(Motion::Up),
        Edit::Select(Motion::Left),
        Edit::EraseBack,
        Edit::EraseToLineEnd,
        Edit::Redo,
    ];
    for edit in edits {
        assert_eq!(editor.apply(edit), Change::Nothing, "{edit:?}");
    }
}

/// Types a thousand characters into the middle of `text` and tells how many bytes were broken into rows for it.
fn cost_of_typing_into(text: &str) -> usize {
    let mut editor = Editor::new(80, 10);
    let _ = editor.paste(text);
    assert!(editor.layout.wrapped() <= text.len() + 1, "the paste itself is looked at once");
    editor.cursor = editor.boundary_from(text.len() / 2);
    let before = editor.layout.wrapped();
    type_in(&mut editor, &"слово ".repeat(167)[..1000 * 2 - 170]);
    check(&editor);
    editor.layout.wrapped() - before
}

#[test]
fn typing_costs_a_few_rows_however_long_the_text_is() {
    let lines = "Доброго дня! Дякуємо за звернення.\n".repeat(1600);
    assert!(lines.len() > 100_000);
    assert!(cost_of_typing_into(&lines) < 1000 * 600);
}

#[test]
fn typing_costs_little_even_when_all_is_one_line() {
    let paragraph = "Доброго дня! Дякуємо за звернення. ".repeat(1600);
    assert!(cost_of_typing_into(&paragraph) < 1000 * 3000);
}

#[test]
fn a_word_that_never_ends_costs_what_stands_behind_the_cursor() {
    // Each of its rows is full, so every one below the cursor really changes.
    let word = "щ".repeat(10_000);
    assert!(cost_of_typing_into(&word) < 1000 * (word.len() / 2 + 3000));
}

#[test]
fn the_end_of_a_row_is_not_inside_the_character_that_holds_its_space() {
    // The Arabic number sign and what follows it are one character, even a space.
    let mut editor = editor("|abcdefgh\u{600} ijkl");
    let _ = editor.apply(Edit::Move(Motion::LineEnd));
    check(&editor);
}
