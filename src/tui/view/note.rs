//! A note about a contact, while it is being written.

use ratatui::buffer::Buffer;

use super::popup;
use crate::base::msg::Msg;
use crate::base::text::width;
use crate::i18n::Catalog;
use crate::tui::state::{ContactNote, State};
use crate::tui::theme::{Ink, Theme};

/// Draws the note; tells where the cursor stands.
pub(super) fn draw(
    state: &State,
    catalog: &Catalog,
    note: &ContactNote,
    theme: Theme,
    buf: &mut Buffer,
) -> Option<(u16, u16)> {
    let area = ContactNote::place(state.size);
    let title = catalog.say(&Msg::new("contact-note-title").with("name", note.name.as_str()));
    let mut pen = popup::boxed(buf, area, theme, &title);
    for (y, row) in (1..pen.height().saturating_sub(1)).zip(note.editor.rows()) {
        pen.put(1, y, row.text, Ink::Note);
        if let Some(selected) = row.selected {
            let x = 1 + width(&row.text[..selected.start]);
            pen.lay_cells(x, y, width(&row.text[selected]), Ink::Selected);
        }
    }
    if note.editor.is_empty() {
        pen.put_within(1, 1, &catalog.t("contact-note-empty"), pen.width() - 1, Ink::Faint);
    }
    if note.warned {
        let words = format!(" {} ", catalog.t("contact-note-unsaved"));
        pen.put_within(2, pen.height().saturating_sub(1), &words, pen.width() - 1, Ink::Warning);
    }
    let (x, y) = note.editor.cursor_cell();
    Some((area.x + 1 + x, area.y + 1 + y))
}
