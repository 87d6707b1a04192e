//! The page of `keydesk doctor keys`: what is asked for, and what has come.

use ratatui::buffer::Buffer;

use super::pen::Pen;
use crate::base::text::{width, wrap};
use crate::i18n::Catalog;
use crate::tui::doctor::Exam;
use crate::tui::doctor::press::{Came, Origin, Works, hex, name, readable};
use crate::tui::doctor::report::{Line, Report};
use crate::tui::layout::Area;
use crate::tui::theme::{Ink, Theme};

/// From this height on every key has two rows, and the page has gaps.
const TALL_FROM: usize = 22;

/// A page that is written from above.
struct Page<'a> {
    pen: Pen<'a>,
    y: usize,
    tall: bool,
}

impl Page<'_> {
    fn gap(&mut self) {
        self.y += usize::from(self.tall);
    }

    /// Words in as many rows as they need.
    fn say(&mut self, words: &str, ink: Ink) {
        for row in wrap(words, self.pen.width().saturating_sub(2).max(1)) {
            self.pen.put(1, self.y, &words[row], ink);
            self.y += 1;
        }
    }
}

/// Draws the page.
pub fn draw(exam: &Exam, catalog: &Catalog, theme: Theme, buf: &mut Buffer) {
    let (width, height) = exam.size;
    let pen = Pen::new(buf, Area { x: 0, y: 0, width, height }, theme);
    let tall = TALL_FROM <= pen.height();
    let mut page = Page { pen, y: 0, tall };
    let report = Report::of(exam);
    page.say(&catalog.t("doctor-title"), Ink::Chosen);
    page.gap();
    if tall {
        page.say(&catalog.t("doctor-intro"), Ink::Text);
        page.gap();
        page.say(&terminal(&report, catalog), Ink::Faint);
        page.say(&catalog.say(&report.agreed.say()), Ink::Faint);
        page.gap();
    }
    for (at, line) in report.keys.iter().enumerate() {
        key(&mut page, line, exam.asked() == Some(at), catalog);
    }
    page.gap();
    if let Some(remark) = exam.remark() {
        page.say(&catalog.say(&remark), Ink::Warning);
    }
    if exam.asked().is_some() {
        page.say(&catalog.say(&exam.prompt()), Ink::Strong);
    }
    hints(&mut page.pen, catalog);
}

/// The terminal's name and what stands in between.
fn terminal(report: &Report, catalog: &Catalog) -> String {
    let mut parts = vec![report.name.clone(), report.term.clone()];
    if report.name.is_empty() {
        parts[0] = catalog.t("doctor-unnamed").into_owned();
    }
    // tmux has said its name already.
    let layers = report.layers.iter().filter(|it| !report.name.starts_with(it.name));
    parts.extend(layers.map(|it| it.name.to_owned()));
    parts.retain(|it| !it.is_empty());
    parts.join(" · ")
}

fn key(page: &mut Page<'_>, line: &Line, asked: bool, catalog: &Catalog) {
    let (pen, y) = (&mut page.pen, page.y);
    page.y += 1 + usize::from(page.tall);
    if asked {
        pen.put(1, y, "▌", Ink::Chosen);
    }
    pen.put(2, y, &name(line.letter), Ink::Strong);
    let (Some(came), Some(means), Some(works)) = (&line.came, &line.means, line.works) else {
        return;
    };
    let ink = match works {
        Works::Directly | Works::Twice => Ink::Good,
        Works::Asks | Works::Menu => Ink::Warning,
    };
    let end = pen.put(10, y, &catalog.say(&works.say(line.letter)), ink);
    let meaning = catalog.say(&means.say());
    let bytes = match came {
        Came::Nothing => None,
        Came::Bytes(bytes, _) => Some(bytes),
    };
    if !page.tall {
        let shown = bytes.map_or(meaning, |it| readable(it));
        pen.put(end.max(27) + 2, y, &shown, Ink::Faint);
        return;
    }
    // That a control byte is the same everywhere is nothing to remark on.
    let layout = line.origin.filter(|it| *it != Origin::Any);
    let layout = layout.map(|it| catalog.say(&it.say())).unwrap_or_default();
    let gap = if layout.is_empty() { "" } else { " · " };
    pen.put(end.max(30) + 2, y, &format!("{meaning}{gap}{layout}"), Ink::Text);
    if let Some(bytes) = bytes {
        let end = pen.put(10, y + 1, &hex(bytes), Ink::Faint);
        pen.put(end.max(30) + 2, y + 1, &readable(bytes), Ink::Faint);
    }
}

/// The keys of the page itself, in the last rows.
fn hints(pen: &mut Pen<'_>, catalog: &Catalog) {
    let hints = ["doctor-space", "doctor-backspace", "doctor-esc"].map(|it| catalog.t(it));
    let mut rows = vec![String::new()];
    for hint in &hints {
        let row = rows.last_mut();
        match row.filter(|it| width(it) + width(hint) + 2 < pen.width() || it.is_empty()) {
            Some(row) if row.is_empty() => row.push_str(hint),
            Some(row) => *row = format!("{row}  {hint}"),
            None => rows.push(hint.to_string()),
        }
    }
    let top = pen.height().saturating_sub(rows.len());
    for (y, row) in (top..).zip(&rows) {
        pen.put(1, y, row, Ink::Faint);
    }
}
