//! Chance against a model that knows no rows, no history and no cache.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

#[derive(Debug, Clone)]
enum Deed {
    Insert(char),
    Paste(String),
    Apply(Edit),
    Cut,
    Resize(u16, u16),
}

fn motion() -> impl Strategy<Value = Motion> {
    use Motion::*;
    prop::sample::select(vec![
        Left, Right, WordLeft, WordRight, Up, Down, LineStart, LineEnd, TextStart, TextEnd, PageUp,
        PageDown,
    ])
}

/// Some characters that cling to each other, so that edits join and part clusters.
fn letter() -> impl Strategy<Value = char> {
    prop::sample::select(vec![
        'a',
        'b',
        ' ',
        ' ',
        'ї',
        'щ',
        '\n',
        '漢',
        '。',
        '\u{301}',
        '\u{200d}',
        '👩',
        '\u{1f3fd}',
        '❤',
        '\u{fe0f}',
        '\u{1f1fa}',
        '\u{1f1e6}',
        '\u{915}',
        '\u{94d}',
        '\u{93f}',
        '\u{1100}',
        '\u{1161}',
        '\u{e33}',
        '\u{600}',
        '\u{17d8}',
        '\x1b',
    ])
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-d ]{0,40}",
        "[a-d \n]{0,60}",
        prop::collection::vec(letter(), 0..40).prop_map(String::from_iter),
        prop::collection::vec(any::<char>(), 0..8).prop_map(String::from_iter),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => motion().prop_map(Edit::Move),
        3 => motion().prop_map(Edit::Select),
        6 => prop::sample::select(vec![
            Edit::SelectAll, Edit::NewLine, Edit::EraseBack, Edit::EraseBack, Edit::EraseForward, Edit::EraseWordBack,
            Edit::EraseWordForward, Edit::EraseToLineStart, Edit::EraseToLineEnd, Edit::Undo, Edit::Redo,
        ]),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => letter().prop_map(Deed::Insert),
        3 => words().prop_map(Deed::Paste),
        9 => edit().prop_map(Deed::Apply),
        1 => Just(Deed::Cut),
        1 => (0_u16..20, 0_u16..5).prop_map(|(width, height)| Deed::Resize(width, height)),
    ]
}

fn act(editor: &mut Editor, deed: &Deed) -> Change {
    match deed {
        Deed::Insert(c) => editor.insert(*c),
        Deed::Paste(text) => editor.paste(text),
        Deed::Apply(edit) => editor.apply(*edit),
        Deed::Cut => {
            editor.cut();
            Change::Nothing
        }
        Deed::Resize(width, height) => {
            editor.resize(*width, *height);
            Change::Nothing
        }
    }
}

/// A text, a cursor and the other end of the selection; everything is found by reading from the start.
#[derive(Debug, Clone, PartialEq)]
struct Model {
    text: String,
    cursor: usize,
    anchor: usize,
}

impl Model {
    fn of(editor: &Editor) -> Self {
        Self {
            text: editor.text.clone(),
            cursor: editor.cursor,
            anchor: editor.anchor.unwrap_or(editor.cursor),
        }
    }

    fn stops(&self) -> Vec<usize> {
        self.text.grapheme_indices(true).map(|(at, _)| at).chain([self.text.len()]).collect()
    }

    fn left(&self) -> usize {
        self.stops().into_iter().rfind(|it| *it < self.cursor).unwrap_or(0)
    }

    fn right(&self) -> usize {
        self.stops().into_iter().find(|it| *it > self.cursor).unwrap_or(self.text.len())
    }

    fn put(&mut self, range: Range<usize>, with: &str) {
        self.text = [&self.text[..range.start], with, &self.text[range.end..]].concat();
        let at = range.start + with.len();
        self.cursor = self.stops().into_iter().find(|it| *it >= at).unwrap_or(at);
        self.anchor = self.cursor;
    }

    fn erase(&mut self, to: usize) {
        let from = if self.anchor == self.cursor { to } else { self.anchor };
        self.put(from.min(self.cursor)..from.max(self.cursor), "");
    }

    /// Does what it can tell the result of; false when it cannot.
    fn act(&mut self, deed: &Deed) -> bool {
        let selected = self.anchor.min(self.cursor)..self.anchor.max(self.cursor);
        let line_start = self.text[..self.cursor].rfind('\n').map_or(0, |it| it + 1);
        let line_end =
            self.text[self.cursor..].find('\n').map_or(self.text.len(), |it| self.cursor + it);
        match deed {
            Deed::Paste(text) if clean_input(text).is_empty() => (),
            Deed::Paste(text) => self.put(selected, &clean_input(text)),
            Deed::Insert(c) if c.is_alphabetic() => self.put(selected, &c.to_string()),
            Deed::Apply(Edit::NewLine) => self.put(selected, "\n"),
            Deed::Cut => self.erase(self.cursor),
            Deed::Apply(Edit::EraseBack) => self.erase(self.left()),
            Deed::Apply(Edit::EraseForward) => self.erase(self.right()),
            Deed::Apply(Edit::EraseToLineStart) if line_start < self.cursor => {
                self.erase(line_start)
            }
            Deed::Apply(Edit::EraseToLineEnd) if line_end > self.cursor => self.erase(line_end),
            Deed::Apply(Edit::SelectAll) => (self.anchor, self.cursor) = (0, self.text.len()),
            Deed::Apply(Edit::Move(motion)) if selected.is_empty() => {
                let Some(to) = self.target(*motion) else { return false };
                (self.cursor, self.anchor) = (to, to);
            }
            Deed::Apply(Edit::Select(motion)) => {
                let Some(to) = self.target(*motion) else { return false };
                self.cursor = to;
            }
            Deed::Resize(..) => (),
            Deed::Insert(_) | Deed::Apply(_) => return false,
        }
        true
    }

    fn target(&self, motion: Motion) -> Option<usize> {
        match motion {
            Motion::Left => Some(self.left()),
            Motion::Right => Some(self.right()),
            Motion::TextStart => Some(0),
            Motion::TextEnd => Some(self.text.len()),
            Motion::WordLeft
            | Motion::WordRight
            | Motion::Up
            | Motion::Down
            | Motion::LineStart
            | Motion::LineEnd
            | Motion::PageUp
            | Motion::PageDown => None,
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_done_the_editor_agrees_with_the_model(
        start in words(), width in 0_u16..16, height in 0_u16..5, deeds in prop::collection::vec(deed(), 0..40),
    ) {
        let mut editor = Editor::new(width, height);
        editor.set_text(&start);
        check(&editor);
        for deed in &deeds {
            let mut model = Model::of(&editor);
            let knows = model.act(deed);
            let before = editor.text.clone();
            let change = act(&mut editor, deed);
            check(&editor);
            if knows {
                prop_assert_eq!(&Model::of(&editor), &model, "{:?}", deed);
            }
            if change == Change::Cursor {
                prop_assert_eq!(&editor.text, &before);
            }
        }
    }

    #[test]
    fn undoing_all_returns_to_the_start_and_redoing_all_to_the_end(
        start in words(), deeds in prop::collection::vec(deed(), 0..40),
    ) {
        let mut editor = Editor::new(12, 4);
        editor.set_text(&start);
        let first = editor.text.clone();
        for deed in &deeds {
            act(&mut editor, deed);
        }
        while editor.apply(Edit::Redo) == Change::Text {}
        let last = editor.text.clone();
        while editor.apply(Edit::Undo) == Change::Text {
            check(&editor);
        }
        prop_assert_eq!(&editor.text, &first);
        while editor.apply(Edit::Redo) == Change::Text {
            check(&editor);
        }
        prop_assert_eq!(&editor.text, &last);
    }

    #[test]
    fn down_and_up_again_returns_to_the_row(start in words(), width in 2_u16..16, steps in 0_usize..30) {
        let mut editor = Editor::new(width, 4);
        editor.set_text(&start);
        let _ = editor.apply(Edit::Move(Motion::TextStart));
        for _ in 0..steps {
            let _ = editor.apply(Edit::Move(Motion::Right));
        }
        let (row, column) = editor.row_and_column();
        if row + 1 < editor.row_count() {
            let _ = editor.apply(Edit::Move(Motion::Down));
            prop_assert_eq!(editor.row_and_column().0, row + 1);
            let _ = editor.apply(Edit::Move(Motion::Up));
            prop_assert_eq!(editor.row_and_column().0, row);
            prop_assert!(editor.row_and_column().1 <= column);
        }
    }
}
