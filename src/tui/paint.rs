//! Puts frames on the terminal: what differs from the last one, in one write.
//!
//! ratatui's own `Terminal` is not used: it asks the terminal where the cursor is when it clears, which waits for
//! an answer that our decoder gets, and it reports errors by printing when the terminal is gone.

mod graphics;

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::inset::PlacedInset;
use super::state::Hyperlink;
pub use graphics::reserve;
use graphics::{Graphics, Layer};

/// Bytes on their way to the terminal. Shared, because the backend keeps its writer to itself.
#[derive(Debug, Clone, Default)]
struct Bytes(Rc<RefCell<Vec<u8>>>);

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a frame has beside its cells.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extras<'a> {
    /// The window's title, without controls; `None` leaves it alone.
    pub title: Option<&'a str>,
    /// The links that cells may be marked with: see [`mark`].
    pub links: &'a [Hyperlink],
    /// The pictures that cells may be kept for: see [`reserve`].
    pub insets: &'a [PlacedInset<'a>],
}

/// Marks a cell as part of a link: which of [`Extras::links`]. A cell has no place for that, so it is kept in the colour
/// of its underline, which no theme uses and which never reaches the terminal.
pub fn mark(cell: &mut Cell, link: usize) {
    cell.underline_color = u32::try_from(link).map_or(Color::Reset, colour);
}

/// Takes the mark off, when something else is written over it.
pub fn unmark(cell: &mut Cell) {
    cell.underline_color = Color::Reset;
}

/// Whether a cell is part of a link.
#[must_use]
pub fn is_marked(cell: &Cell) -> bool {
    cell.underline_color != Color::Reset
}

/// A number as a colour; there are enough of them.
fn colour(number: u32) -> Color {
    match number.to_be_bytes() {
        [0, red, green, blue] => Color::Rgb(red, green, blue),
        _ => Color::Reset,
    }
}

fn number(colour: Color) -> Option<usize> {
    let Color::Rgb(red, green, blue) = colour else { return None };
    usize::try_from(u32::from_be_bytes([0, red, green, blue])).ok()
}

/// Links by numbers that mean the same from frame to frame, so that a cell whose link alone has changed differs.
#[derive(Debug, Default)]
struct Numbers {
    of: HashMap<Hyperlink, u32>,
    links: Vec<Hyperlink>,
}

/// Links remembered at most: who reads for days must not fill the memory.
const LINKS_MAX: usize = 4000;

impl Numbers {
    fn of(&mut self, link: &Hyperlink) -> Option<u32> {
        if let Some(number) = self.of.get(link) {
            return Some(*number);
        }
        let number = u32::try_from(self.links.len()).ok()?;
        self.links.push(link.clone());
        self.of.insert(link.clone(), number);
        Some(number)
    }
}

/// Remembers what the terminal shows.
pub struct Painter {
    shown: Buffer,
    next: Buffer,
    cursor: Option<(u16, u16)>,
    /// The window's title, as we have set it.
    title: Option<String>,
    numbers: Numbers,
    graphics: Graphics,
    /// Whether the terminal may show anything at all: everything is drawn.
    stale: bool,
    bytes: Bytes,
    backend: CrosstermBackend<Bytes>,
}

impl std::fmt::Debug for Painter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Painter").field("area", &self.shown.area).finish_non_exhaustive()
    }
}

impl Default for Painter {
    fn default() -> Self {
        Self::new()
    }
}

impl Painter {
    /// A painter who does not know what the terminal shows.
    #[must_use]
    pub fn new() -> Self {
        let bytes = Bytes::default();
        Self {
            shown: Buffer::empty(Rect::ZERO),
            next: Buffer::empty(Rect::ZERO),
            cursor: None,
            title: None,
            numbers: Numbers::default(),
            graphics: Graphics::default(),
            stale: true,
            backend: CrosstermBackend::new(bytes.clone()),
            bytes,
        }
    }

    /// Something else may have written on the terminal: the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.stale = true;
        self.title = None;
    }

    /// Draws a frame of `size` and hands its bytes to `write`, all at once. Where nothing differs from the last
    /// frame nothing is written. `draw` tells where the cursor stands, if it is to be seen.
    ///
    /// # Errors
    /// What `write` says.
    pub fn frame(
        &mut self,
        size: (u16, u16),
        extras: Extras<'_>,
        draw: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
        write: impl FnOnce(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let area = Rect::new(0, 0, size.0, size.1);
        if self.next.area == area {
            self.next.reset();
        } else {
            self.next = Buffer::empty(area);
        }
        let cursor = draw(&mut self.next);
        let linked = !extras.links.is_empty() && self.number_links(extras.links);
        if self.shown.area != area || self.stale {
            // What a terminal shows after its size changed is its own affair: start from nothing.
            self.shown = Buffer::empty(area);
            self.stale = true;
            self.graphics.forget();
        }
        let layer = self.graphics.lay(&self.shown, &mut self.next, extras.insets);
        self.compose_title(extras.title)?;
        self.compose(cursor, linked, &layer)?;
        std::mem::swap(&mut self.shown, &mut self.next);
        self.cursor = cursor;
        self.stale = false;
        let mut bytes = self.bytes.0.borrow_mut();
        let result = if bytes.is_empty() { Ok(()) } else { write(&bytes) };
        bytes.clear();
        // A page of text once makes a long frame; it need not be kept for ever.
        bytes.shrink_to(64 * 1024);
        result
    }

    /// Takes from the terminal what it keeps for us: the screen is being left.
    ///
    /// # Errors
    /// What `write` says.
    pub fn tidy_up(&mut self, write: impl FnOnce(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let mut bytes = Vec::new();
        drop_pictures(&mut bytes, &self.graphics.take())?;
        if bytes.is_empty() { Ok(()) } else { write(&bytes) }
    }

    /// Gives the links of the frame numbers that last; tells whether there are any.
    fn number_links(&mut self, links: &[Hyperlink]) -> bool {
        if self.numbers.links.len() > LINKS_MAX {
            self.numbers = Numbers::default();
            self.stale = true;
        }
        let mut linked = false;
        let of_link = |it: &&mut Cell| matches!(it.underline_color, Color::Rgb(..));
        for cell in self.next.content.iter_mut().filter(of_link) {
            let link = number(cell.underline_color).and_then(|it| links.get(it));
            let lasting = link.and_then(|it| self.numbers.of(it));
            cell.underline_color = lasting.map_or(Color::Reset, colour);
            linked = true;
        }
        linked
    }

    fn compose_title(&mut self, title: Option<&str>) -> io::Result<()> {
        let Some(title) = title.filter(|it| self.title.as_deref() != Some(*it)) else {
            return Ok(());
        };
        self.title = Some(title.to_owned());
        write!(self.bytes, "\x1b]2;{title}\x1b\\")
    }

    fn compose(
        &mut self,
        cursor: Option<(u16, u16)>,
        linked: bool,
        layer: &Layer<'_>,
    ) -> io::Result<()> {
        let mut changed = self.shown.diff_iter(&self.next).peekable();
        let same = changed.peek().is_none() && layer.is_empty();
        if same && cursor == self.cursor && !self.stale {
            return Ok(());
        }
        queue!(self.bytes, BeginSynchronizedUpdate)?;
        if self.cursor.is_some() || self.stale {
            queue!(self.bytes, Hide)?;
        }
        if self.stale {
            queue!(self.bytes, Clear(ClearType::All))?;
        }
        for bytes in &layer.give {
            self.bytes.write_all(bytes.as_bytes())?;
        }
        if linked {
            let changed: Vec<_> = changed.collect();
            for run in changed.chunk_by(|one, next| one.2.underline_color == next.2.underline_color)
            {
                draw_run(&mut self.backend, &mut self.bytes, &self.numbers.links, run)?;
            }
        } else if changed.peek().is_some() {
            self.backend.draw(changed)?;
        }
        for (x, y, bytes) in &layer.draw {
            queue!(self.bytes, MoveTo(*x, *y))?;
            self.bytes.write_all(bytes.as_bytes())?;
        }
        drop_pictures(&mut self.bytes, &layer.drop)?;
        if let Some((x, y)) = cursor {
            queue!(self.bytes, MoveTo(x, y), Show)?;
        }
        queue!(self.bytes, EndSynchronizedUpdate)
    }
}

/// Deletes pictures by their numbers, and asks for no answer.
fn drop_pictures(bytes: &mut impl Write, numbers: &[u32]) -> io::Result<()> {
    numbers.iter().try_for_each(|it| write!(bytes, "\x1b_Ga=d,d=I,i={it},q=2\x1b\\"))
}

/// Draws cells of one link, or of none. The link is closed behind the last of them: nothing else ever becomes part of it
/// (gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda, which also says what `id` is for).
fn draw_run(
    backend: &mut CrosstermBackend<Bytes>,
    bytes: &mut Bytes,
    links: &[Hyperlink],
    run: &[(u16, u16, &Cell)],
) -> io::Result<()> {
    let Some(number) = run.first().and_then(|it| number(it.2.underline_color)) else {
        return backend.draw(run.iter().copied());
    };
    let mut cells: Vec<(u16, u16, Cell)> =
        run.iter().map(|it| (it.0, it.1, it.2.clone())).collect();
    cells.iter_mut().for_each(|it| unmark(&mut it.2));
    let cells = cells.iter().map(|it| (it.0, it.1, &it.2));
    let Some(link) = links.get(number) else { return backend.draw(cells) };
    write!(bytes, "\x1b]8;id={number};{}\x1b\\", link.url)?;
    backend.draw(cells)?;
    write!(bytes, "\x1b]8;;\x1b\\")
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn frame(painter: &mut Painter, text: &str, cursor: Option<(u16, u16)>) -> Vec<Vec<u8>> {
        let mut writes = Vec::new();
        let draw = |buf: &mut Buffer| {
            buf.set_string(0, 0, text, Style::new());
            cursor
        };
        let write = |bytes: &[u8]| {
            writes.push(bytes.to_vec());
            Ok(())
        };
        painter.frame((20, 2), Extras::default(), draw, write).unwrap();
        writes
    }

    #[test]
    fn a_frame_is_one_write_and_the_same_frame_again_is_none() {
        let mut painter = Painter::new();
        assert_eq!(frame(&mut painter, "привіт", None).len(), 1);
        assert_eq!(frame(&mut painter, "привіт", None).len(), 0);
        assert_eq!(frame(&mut painter, "привет", None).len(), 1);
    }

    #[test]
    fn only_what_differs_is_written() {
        let mut painter = Painter::new();
        frame(&mut painter, "one two three", None);
        let second = frame(&mut painter, "one TWO three", None).concat();
        let second = String::from_utf8(second).unwrap();
        assert!(second.contains("TWO") && !second.contains("one"), "{second:?}");
    }

    #[test]
    fn the_cursor_alone_is_worth_a_frame() {
        let mut painter = Painter::new();
        frame(&mut painter, "a", Some((0, 0)));
        assert_eq!(frame(&mut painter, "a", Some((1, 0))).len(), 1);
        assert_eq!(frame(&mut painter, "a", None).len(), 1, "it is hidden again");
    }

    #[test]
    fn after_somebody_else_wrote_everything_is_drawn() {
        let mut painter = Painter::new();
        frame(&mut painter, "whole", None);
        painter.forget();
        let again = String::from_utf8(frame(&mut painter, "whole", None).concat()).unwrap();
        assert!(again.contains("whole"), "{again:?}");
    }

    fn hyperlink(nth: usize, url: &str) -> Hyperlink {
        Hyperlink { message: crate::domain::MessageId(1), nth, url: url.into() }
    }

    /// A frame of one row in which the cells of these columns are marked with these links.
    fn linked(
        painter: &mut Painter,
        text: &str,
        links: &[Hyperlink],
        marks: &[(std::ops::Range<u16>, usize)],
    ) -> String {
        let mut bytes = Vec::new();
        let draw = |buf: &mut Buffer| {
            buf.set_string(0, 0, text, Style::new());
            for (columns, link) in marks {
                columns.clone().for_each(|x| mark(&mut buf[(x, 0)], *link));
            }
            None
        };
        let extras = Extras { links, ..Extras::default() };
        let write = |more: &[u8]| {
            bytes.extend_from_slice(more);
            Ok(())
        };
        painter.frame((20, 1), extras, draw, write).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// What stands in links, each with what opens it; and what stands outside of all.
    fn taken_apart(frame: &str) -> (Vec<(String, String)>, String) {
        let (mut inside, mut outside) = (Vec::new(), String::new());
        let mut rest = frame;
        while let Some((before, after)) = rest.split_once("\x1b]8;") {
            outside.push_str(&shown(before));
            let (open, after) = after.split_once("\x1b\\").unwrap();
            let (words, after) = after.split_once("\x1b]8;;\x1b\\").expect("it is closed");
            inside.push((open.to_owned(), shown(words)));
            rest = after;
        }
        outside.push_str(&shown(rest));
        (inside, outside)
    }

    /// The letters, without what moves and colours them.
    fn shown(bytes: &str) -> String {
        let mut pieces = bytes.split("\x1b[");
        let mut text = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let end = piece.find(|it: char| it.is_ascii_alphabetic()).unwrap();
            text.push_str(&piece[end + 1..]);
        }
        text
    }

    #[test]
    fn a_link_is_drawn_around_its_own_cells_and_closed() {
        let links = [hyperlink(0, "https://a"), hyperlink(1, "https://b")];
        let mut painter = Painter::new();
        let first =
            linked(&mut painter, "x https://a https://b", &links, &[(2..11, 0), (12..20, 1)]);
        let (inside, outside) = taken_apart(&first);
        let expected = [("id=0;https://a", "https://a"), ("id=1;https://b", "https://")];
        assert_eq!(inside, expected.map(|it| (it.0.to_owned(), it.1.to_owned())));
        assert_eq!(outside, "x");
        assert!(!first.contains("58;"), "the mark is no colour: {first:?}");
        let again =
            linked(&mut painter, "x https://a https://b", &links, &[(2..11, 0), (12..20, 1)]);
        assert_eq!(again, "");
    }

    #[test]
    fn where_only_the_link_has_changed_the_cells_are_drawn_again() {
        let mut painter = Painter::new();
        let short = [hyperlink(0, "https://a.example/1")];
        linked(&mut painter, "a https://a", &short, &[(2..11, 0)]);
        // The same letters, the same place among the links, another address.
        let other = [hyperlink(0, "https://a.example/2")];
        let second = linked(&mut painter, "a https://a", &other, &[(2..11, 0)]);
        let (inside, outside) = taken_apart(&second);
        assert_eq!(inside, [("id=1;https://a.example/2".to_owned(), "https://a".to_owned())]);
        assert_eq!(outside, "");
        // The link goes, the letters stay.
        let third = linked(&mut painter, "a https://a", &[], &[]);
        assert_eq!(taken_apart(&third), (Vec::new(), "https://a".to_owned()));
        // Another place among the links is no change.
        linked(&mut painter, "a https://a", &short, &[(2..11, 0)]);
        let moved = [hyperlink(7, "https://b"), short[0].clone()];
        assert_eq!(linked(&mut painter, "a https://a", &moved, &[(2..11, 1)]), "");
    }

    #[test]
    fn a_mark_that_means_no_link_is_none() {
        let mut painter = Painter::new();
        let links = [hyperlink(0, "https://a")];
        let frame = linked(&mut painter, "a b", &links, &[(0..1, 7)]);
        assert_eq!(taken_apart(&frame), (Vec::new(), "ab".to_owned()));
        assert!(!frame.contains("58;"));
    }

    #[test]
    fn who_reads_for_days_is_still_shown_the_right_links() {
        let mut painter = Painter::new();
        for at in 0..LINKS_MAX + 10 {
            let links = [hyperlink(at, &format!("https://a/{at}"))];
            let frame = linked(&mut painter, "https://a", &links, &[(0..9, 0)]);
            let (inside, _) = taken_apart(&frame);
            assert!(inside[0].0.ends_with(&format!(";https://a/{at}")), "{frame:?}");
        }
        assert!(painter.numbers.links.len() <= LINKS_MAX + 1);
    }

    #[test]
    fn the_title_is_part_of_the_frame_and_written_when_it_changes() {
        let mut painter = Painter::new();
        let mut frame = |title: Option<&str>, forget: bool| {
            let mut writes = Vec::new();
            if forget {
                painter.forget();
            }
            let extras = Extras { title, ..Extras::default() };
            let write = |bytes: &[u8]| {
                writes.push(String::from_utf8(bytes.to_vec()).unwrap());
                Ok(())
            };
            painter.frame((2, 1), extras, |_| None, write).unwrap();
            writes
        };
        let first = frame(Some("(2) keydesk"), false);
        assert_eq!(first.len(), 1);
        assert!(first[0].starts_with("\x1b]2;(2) keydesk\x1b\\\x1b[?2026h"), "{first:?}");
        assert_eq!(frame(Some("(2) keydesk"), false), [""; 0]);
        assert_eq!(frame(Some("keydesk"), false), ["\x1b]2;keydesk\x1b\\"]);
        assert!(frame(Some("keydesk"), true)[0].contains("\x1b]2;keydesk\x1b\\"), "after others");
        assert!(!frame(None, true)[0].contains("\x1b]2;"));
    }
}
