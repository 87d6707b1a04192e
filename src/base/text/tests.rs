//! What text promises: by example, then for everything hostile that chance can think of.

use proptest::prelude::*;

use super::*;

/// Characters that do something to their neighbours, or to the terminal.
pub(crate) const HOSTILE: &[char] = &[
    'a',
    'б',
    'ї',
    ' ',
    ' ',
    '\n',
    '\r',
    '\t',
    '\0',
    '\x1b',
    '[',
    '\x7f',
    '\u{85}',
    '\u{9b}',
    '\u{ad}',
    '\u{301}',
    '\u{306}',
    '\u{34f}',
    '\u{483}',
    '\u{5d0}',
    '\u{5b8}',
    '\u{61c}',
    '\u{600}',
    '\u{605}',
    '\u{644}',
    '\u{627}',
    '\u{64b}',
    '\u{915}',
    '\u{94d}',
    '\u{937}',
    '\u{93f}',
    '\u{e33}',
    '\u{1100}',
    '\u{1161}',
    '\u{11a8}',
    '\u{115f}',
    '\u{17d8}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200d}',
    '\u{200e}',
    '\u{2028}',
    '\u{202e}',
    '\u{2060}',
    '\u{2066}',
    '\u{20e3}',
    '1',
    '#',
    '❤',
    '©',
    '漢',
    '。',
    '\u{3164}',
    '\u{e000}',
    '\u{fdd0}',
    '\u{fe0e}',
    '\u{fe0f}',
    '\u{feff}',
    '\u{ff76}',
    '\u{ff9e}',
    '\u{fffd}',
    '\u{1f1fa}',
    '\u{1f1e6}',
    '👩',
    '👍',
    '\u{1f3fd}',
    '🏴',
    '\u{e0067}',
    '\u{e007f}',
    '\u{e0001}',
    '\u{10ffff}',
];

/// Never to be seen in clean text.
const INVISIBLE: [char; 7] =
    ['\u{61c}', '\u{200b}', '\u{200e}', '\u{202e}', '\u{2066}', '\u{2028}', '\u{feff}'];

prop_compose! {
    /// Text of hostile characters with some of any kind.
    pub(crate) fn hostile()(chars in prop::collection::vec(
        prop_oneof![8 => prop::sample::select(HOSTILE), 1 => any::<char>()], 0..60,
    )) -> String {
        chars.into_iter().collect()
    }
}

const FAMILY: &str = "👨‍👩‍👧‍👦";
const COUPLE: &str = "👩🏽‍❤️‍💋‍👨🏽";
const SCOTLAND: &str = "🏴󠁧󠁢󠁳󠁣󠁴󠁿";

#[test]
fn clean_text_is_not_copied() {
    for text in [
        "",
        "Anna",
        "Олена Ґудзь — №5, 40 €",
        "漢字",
        FAMILY,
        COUPLE,
        SCOTLAND,
        "🇺🇦",
        "1️⃣",
        "❤️",
        "n\u{301}",
    ] {
        assert!(matches!(clean_line(text), Cow::Borrowed(it) if it == text), "{text:?}");
    }
}

#[test]
fn an_escape_sequence_loses_its_escape_and_stays_readable() {
    assert_eq!(clean_line("\x1b[31mred\x07\u{9b}2J"), "�[31mred��2J");
    assert_eq!(clean_input("\x1b[31mred\x07"), "[31mred");
}

#[test]
fn a_line_has_no_line_breaks_and_a_block_has_one_kind() {
    assert_eq!(clean_line("a\r\nb\nc\rd\u{2028}e\tf"), "a b c d e f");
    assert_eq!(clean_block("a\r\nb\nc\rd\u{2029}e\x0cf"), "a\nb\nc\nd\ne\nf");
}

#[test]
fn tabs_go_to_the_next_stop() {
    assert_eq!(clean_block("\ta\tбв\t漢\tx\n\ty"), "    a   бв  漢  x\n    y");
}

#[test]
fn nothing_turns_the_direction_or_hides() {
    assert_eq!(clean_line("photo\u{202e}gpj.exe"), "photogpj.exe");
    assert_eq!(
        clean_line("p\u{200b}a\u{2060}y\u{ad}p\u{feff}a\u{200c}l\u{e0041}\u{3164}"),
        "paypal"
    );
}

#[test]
fn joiners_stay_where_they_join() {
    assert_eq!(clean_line("می\u{200c}خواهم"), "می\u{200c}خواهم");
    assert_eq!(clean_line("ශ\u{dca}\u{200d}රී"), "ශ\u{dca}\u{200d}රී");
    assert_eq!(clean_line("a\u{200d}b 👩\u{200d}x 👩\u{200d}\u{200d}👩"), "ab 👩x 👩\u{200d}👩");
    assert_eq!(clean_line("a\u{fe0f}漢\u{fe0f}7\u{fe0f}⌚\u{fe0e}"), "a漢7⌚");
}

#[test]
fn a_tower_of_marks_is_cut_to_four() {
    let tower = format!("z{}b", "\u{301}".repeat(5000));
    assert_eq!(clean_line(&tower), "z\u{301}\u{301}\u{301}\u{301}b");
    assert_eq!(
        clean_line("z\u{301}\u{301}\u{301}\u{200b}\u{301}\u{301}"),
        "z\u{301}\u{301}\u{301}\u{301}"
    );
}

#[test]
fn a_cluster_without_end_is_ended() {
    let chain = clean_line(&"👩\u{200d}".repeat(1000)).into_owned();
    assert_eq!(chain, format!("{}👩�", "👩\u{200d}".repeat(7)));
    assert!(width(&clean_line(&"\u{1100}".repeat(1000))) < 40);
}

#[test]
fn a_typed_emoji_may_arrive_in_pieces() {
    assert!(
        joins("👩", '\u{200d}')
            && joins("👩🏽", '\u{200d}')
            && joins("❤", '\u{fe0f}')
            && joins("1", '\u{fe0f}')
    );
    assert!(
        joins("🏴", '\u{e0067}')
            && !joins("a", '\u{e0067}')
            && !joins("a", '\u{200d}')
            && !joins("", '\u{200d}')
    );
    assert!(!joins("👩", 'a') && !joins("👩", '\u{202e}'));
}

#[test]
fn plain_characters_are_one_cell_and_stand_alone() {
    for c in ('\0'..=char::MAX).filter(|it| is_plain(*it)) {
        let text = format!("a{c}a");
        assert_eq!(cells_of(&c.to_string()), 1, "{c:?}");
        assert_eq!(text.graphemes(true).count(), 3, "{c:?}");
    }
}

#[test]
fn width_counts_what_is_drawn() {
    assert_eq!(width("Привіт"), 6);
    assert_eq!(width("漢字"), 4);
    assert_eq!([FAMILY, COUPLE, SCOTLAND, "🇺🇦", "❤️", "1️⃣"].map(width), [2; 6]);
    assert_eq!(width("z\u{301}\u{301}"), 1);
    assert_eq!(width("a\x1b\nb"), 2);
}

#[test]
fn fit_never_halves_a_wide_sign() {
    assert_eq!(fit("Олена", 8), "Олена   ");
    assert_eq!(fit("Олена", 5), "Олена");
    assert_eq!(fit("Олена", 4), "Оле…");
    assert_eq!(fit("漢字", 3), "漢…");
    assert_eq!(fit("漢字", 2), "… ");
    assert_eq!(fit("漢字", 0), "");
    assert!(matches!(cut("漢字", 4), Cow::Borrowed("漢字")));
}

fn rows(text: &str, cells: usize) -> Vec<&str> {
    wrap(text, cells).into_iter().map(|it| &text[it]).collect()
}

#[test]
fn rows_break_at_spaces_and_lines() {
    assert_eq!(rows("one two  three\n\nfour", 7), ["one two", "three", "", "four"]);
    assert_eq!(rows("", 7), [""]);
    assert_eq!(rows("a\n", 7), ["a", ""]);
    assert_eq!(rows("abc   ", 3), ["abc"]);
}

#[test]
fn a_long_word_starts_a_row_and_is_broken() {
    assert_eq!(rows("see https://example.org ok", 8), ["see", "https://", "example.", "org ok"]);
}

#[test]
fn wide_text_breaks_anywhere_but_before_its_full_stop() {
    assert_eq!(rows("漢字漢字。ok", 6), ["漢字漢", "字。ok"]);
    assert_eq!(rows("漢字漢。", 6), ["漢字", "漢。"]);
    assert_eq!(rows("漢字", 1), ["漢", "字"]);
}

#[test]
fn a_word_of_ten_thousand_letters_takes_the_rows_it_needs() {
    let word = "щ".repeat(10_000);
    assert_eq!(wrap(&word, 80).len(), 125);
}

proptest! {
    #[test]
    fn clean_text_obeys_nobody(text in hostile()) {
        for clean in [clean_line(&text).into_owned(), clean_block(&text).replace('\n', ""), clean_input(&text).replace('\n', "")] {
            prop_assert!(!clean.contains(char::is_control));
            let found = clean.contains(INVISIBLE);
            prop_assert!(!found);
            for cluster in clean.graphemes(true) {
                prop_assert!(cluster.chars().count() <= 17, "{cluster:?}");
            }
        }
        let input = clean_input(&text);
        let replaced = input.contains(['\x1b', '\u{e000}', '\u{fdd0}']);
        prop_assert!(!replaced);
    }

    #[test]
    fn cleaning_twice_changes_nothing_more(text in hostile()) {
        let line = clean_line(&text);
        prop_assert_eq!(clean_line(&line), line.as_ref());
        let block = clean_block(&text);
        prop_assert_eq!(clean_block(&block), block);
    }

    #[test]
    fn glyphs_are_the_grapheme_clusters(text in hostile()) {
        let ours: Vec<_> = glyphs(&text).map(|it| it.text).collect();
        let theirs: Vec<_> = text.graphemes(true).collect();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn fit_is_exact(text in hostile(), cells in 0_usize..40) {
        prop_assert_eq!(width(&fit(&clean_line(&text), cells)), cells);
        prop_assert!(width(&cut(&text, cells)) <= cells);
    }

    #[test]
    fn rows_fit_and_lose_only_spaces_and_line_breaks(text in hostile(), cells in 1_usize..20) {
        let mut done = 0;
        for row in wrap(&text, cells) {
            prop_assert!(text[done..row.start].chars().all(|it| it == ' ' || it == '\n'));
            let shown = &text[row.clone()];
            let drawn = glyphs(shown).filter(|it| it.cells > 0).count();
            prop_assert!(width(shown) <= cells || drawn == 1, "{shown:?}");
            done = row.end;
        }
        prop_assert!(text[done..].chars().all(|it| it == ' '));
    }

    #[test]
    fn there_is_at_most_one_row_per_glyph_or_line(text in hostile(), cells in 0_usize..5) {
        let most = glyphs(&text).count() + 1;
        prop_assert!(wrap(&text, cells).len() <= most);
    }

    #[test]
    fn rows_with_little_hang_cover_every_byte(line in "[ aб漢]{0,60}", cells in 1_usize..9, hang in 0_usize..3) {
        let mut done = 0;
        for row in Rows::new(&line, cells, hang) {
            prop_assert_eq!(row.start, done);
            prop_assert!(row.cells <= cells.max(2) + hang);
            done = row.next;
        }
        prop_assert_eq!(done, line.len());
    }
}
