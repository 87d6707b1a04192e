//! Puts frames on the terminal: what differs from the last one, in one write.
//!
//! ratatui's own `Terminal` is not used: it asks the terminal where the cursor is when it clears, which waits for
//! an answer that our decoder gets, and it reports errors by printing when the terminal is gone.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

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

/// Remembers what the terminal shows.
pub struct Painter {
    shown: Buffer,
    next: Buffer,
    cursor: Option<(u16, u16)>,
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
            stale: true,
            backend: CrosstermBackend::new(bytes.clone()),
            bytes,
        }
    }

    /// Something else may have written on the terminal: the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// Draws a frame of `size` and hands its bytes to `write`, all at once. Where nothing differs from the last
    /// frame nothing is written. `draw` tells where the cursor stands, if it is to be seen.
    ///
    /// # Errors
    /// What `write` says.
    pub fn frame(
        &mut self,
        size: (u16, u16),
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
        if self.shown.area != area || self.stale {
            // What a terminal shows after its size changed is its own affair: start from nothing.
            self.shown = Buffer::empty(area);
            self.stale = true;
        }
        self.compose(cursor)?;
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

    fn compose(&mut self, cursor: Option<(u16, u16)>) -> io::Result<()> {
        let mut changed = self.shown.diff_iter(&self.next).peekable();
        if changed.peek().is_none() && cursor == self.cursor && !self.stale {
            return Ok(());
        }
        queue!(self.bytes, BeginSynchronizedUpdate)?;
        if self.cursor.is_some() || self.stale {
            queue!(self.bytes, Hide)?;
        }
        if self.stale {
            queue!(self.bytes, Clear(ClearType::All))?;
        }
        if changed.peek().is_some() {
            self.backend.draw(changed)?;
        }
        if let Some((x, y)) = cursor {
            queue!(self.bytes, MoveTo(x, y), Show)?;
        }
        queue!(self.bytes, EndSynchronizedUpdate)
    }
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
        painter.frame((20, 2), draw, write).unwrap();
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
}
