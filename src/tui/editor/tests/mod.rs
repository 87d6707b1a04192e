//! The editor: stories first, then chance against a model too simple to be wrong.

mod random;
mod stories;

use super::*;

/// An editor of 11 × 3 cells with `text` in it, where `|` is the cursor and `^` the other end of the selection.
fn editor(text: &str) -> Editor {
    let mut editor = Editor::new(11, 3);
    editor.set_text(&text.replace(['|', '^'], ""));
    let cursor = text.find('|').unwrap_or(text.len());
    let anchor = text.find('^');
    let shift = |at: usize, other: Option<usize>| at - usize::from(other.is_some_and(|it| it < at));
    editor.cursor = shift(cursor, anchor);
    editor.anchor = anchor.map(|it| shift(it, text.find('|')));
    editor.follow();
    editor
}

/// The text with `|` and `^` in it, as [`editor`] takes it.
fn shown(editor: &Editor) -> String {
    let mut marks = vec![(editor.cursor, '|')];
    marks.extend(editor.anchor.map(|it| (it, '^')));
    marks.sort_unstable();
    let mut text = editor.text.clone();
    for (at, mark) in marks.into_iter().rev() {
        text.insert(at, mark);
    }
    text
}

fn after(text: &str, edits: &[Edit]) -> String {
    let mut editor = editor(text);
    for edit in edits {
        let _ = editor.apply(*edit);
    }
    shown(&editor)
}

fn type_in(editor: &mut Editor, text: &str) {
    for c in text.chars() {
        let _ = editor.insert(c);
    }
}

/// What must be true whatever was done.
fn check(editor: &Editor) {
    let text = editor.text();
    assert!(editor.is_boundary(editor.cursor), "{:?}", shown(editor));
    assert!(editor.anchor.is_none_or(|it| editor.is_boundary(it)), "{:?}", shown(editor));
    assert_eq!(editor.layout, Layout::new(text, editor.width), "{text:?}");
    let (x, y) = editor.cursor_cell();
    assert!(x < editor.width.max(1) && y < editor.height.max(1));
    let row = editor.row_and_column().0;
    assert!((editor.top..editor.top + usize::from(editor.height.max(1))).contains(&row));
    assert!(
        editor.top + usize::from(editor.height)
            <= editor.row_count().max(usize::from(editor.height))
    );
    for row in editor.rows() {
        let clusters = crate::base::text::glyphs(row.text).filter(|it| it.cells > 0).count();
        assert!(width(row.text) <= usize::from(editor.width) || clusters <= 2, "{:?}", row.text);
        assert!(!row.text.contains(char::is_control));
    }
}
