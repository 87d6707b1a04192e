//! What is being written. A reply and a note differ in frame, colour and word.

use super::pen::{DOUBLE, Pen, THIN};
use crate::base::msg::Msg;
use crate::base::text::width;
use crate::domain::Kind;
use crate::i18n::Catalog;
use crate::tui::layout::Area;
use crate::tui::state::{Focus, State};
use crate::tui::theme::Ink;

/// Draws the composer; tells where its cursor stands, if the keys go there.
pub(super) fn draw(
    state: &State,
    catalog: &Catalog,
    area: Area,
    pen: &mut Pen<'_>,
) -> Option<(u16, u16)> {
    let composer = state.composer.as_ref().filter(|_| area.height > 0)?;
    let note = composer.kind == Kind::Note;
    let (frame, ink) = if note { (&DOUBLE, Ink::Note) } else { (&THIN, Ink::Ours) };
    let focused = state.focus == Focus::Composer;
    let title = if note {
        catalog.t("composer-note").into_owned()
    } else {
        catalog.say(&Msg::new("composer-reply").with("name", composer.name.as_str()))
    };
    pen.frame(frame, &format!(" {title} "), if focused { ink } else { Ink::Rule });
    if state.said_meanwhile() {
        let words = format!(" {} ", catalog.t("composer-meanwhile"));
        pen.put_right(pen.width().saturating_sub(2), pen.height() - 1, &words, Ink::Warning);
    }
    for (y, row) in (1..pen.height().saturating_sub(1)).zip(composer.editor.rows()) {
        pen.put(1, y, row.text, if note { Ink::Note } else { Ink::Text });
        if let Some(selected) = row.selected {
            let x = 1 + width(&row.text[..selected.start]);
            pen.lay_cells(x, y, width(&row.text[selected]), Ink::Selected);
        }
        if row.selected_break {
            pen.lay_cells(1 + width(row.text), y, 1, Ink::Selected);
        }
    }
    if composer.editor.is_empty() && !focused {
        pen.put(1, 1, &catalog.t("composer-empty"), Ink::Faint);
    }
    let (x, y) = composer.editor.cursor_cell();
    focused.then_some((area.x + 1 + x, area.y + 1 + y))
}
