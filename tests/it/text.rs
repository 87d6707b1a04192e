//! Cells as this crate counts them are cells as the screen library fills them.

use keydesk::base::text::{clean_line, fit, width, wrap};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Characters whose width depends on what stands beside them.
const DIFFICULT: &[char] = &[
    'a',
    'ї',
    ' ',
    '\n',
    '\x1b',
    '\u{301}',
    '\u{605}',
    '\u{644}',
    '\u{627}',
    '\u{915}',
    '\u{94d}',
    '\u{937}',
    '\u{93f}',
    '\u{1100}',
    '\u{1161}',
    '\u{17d8}',
    '\u{200c}',
    '\u{200d}',
    '\u{20e3}',
    '1',
    '❤',
    '©',
    '“',
    '漢',
    '\u{fe00}',
    '\u{fe0e}',
    '\u{fe0f}',
    '\u{ff76}',
    '\u{ff9e}',
    '\u{ff9f}',
    '\u{1f1fa}',
    '\u{1f1e6}',
    '👩',
    '\u{1f3fd}',
    '🏴',
    '\u{e0067}',
    '\u{e007f}',
];

fn difficult() -> impl Strategy<Value = String> {
    let c = prop_oneof![6 => prop::sample::select(DIFFICULT), 1 => any::<char>()];
    prop::collection::vec(c, 0..40).prop_map(String::from_iter)
}

/// How many cells the screen library fills with `text`.
fn drawn(text: &str) -> usize {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 500, 1));
    usize::from(buffer.set_stringn(0, 0, text, usize::MAX, Style::new()).0)
}

proptest! {
    #[test]
    fn width_is_what_the_screen_fills(text in difficult()) {
        prop_assert_eq!(width(&text), drawn(&text));
    }

    #[test]
    fn fitted_text_fills_its_column(text in difficult(), cells in 0_usize..30) {
        prop_assert_eq!(drawn(&fit(&clean_line(&text), cells)), cells);
    }

    #[test]
    fn the_screen_draws_every_row_that_fits(text in difficult(), cells in 1_usize..30) {
        for row in wrap(&clean_line(&text), cells) {
            let clean = clean_line(&text);
            prop_assert_eq!(drawn(&clean[row.clone()]), width(&clean[row]));
        }
    }
}
