//! Rows for people, page by page: aligned in cells, and cut to the terminal only where there is one.

use crate::base::msg::Msg;
use crate::base::text::{clean_line, cut, width};
use crate::i18n::Catalog;
use crate::tui::term;

/// Cells between two columns.
const GAP: usize = 2;

/// Columns whose widths only grow, so that pages of a long list stand below each other.
#[derive(Debug)]
pub(in crate::cli) struct Columns {
    heads: Vec<String>,
    /// Whether it holds numbers, which stand on the right.
    numbers: Vec<bool>,
    widths: Vec<usize>,
    /// Cells a line may have.
    room: Option<usize>,
    begun: bool,
}

impl Columns {
    /// Columns by their headings.
    pub(in crate::cli) fn new(catalog: &Catalog, columns: &[(Msg, bool)]) -> Self {
        let heads: Vec<String> = columns.iter().map(|it| catalog.say(&it.0)).collect();
        let room = term::stdout_is_terminal().then(|| usize::from(term::size().0));
        Self {
            widths: heads.iter().map(|it| width(it)).collect(),
            heads,
            numbers: columns.iter().map(|it| it.1).collect(),
            room,
            begun: false,
        }
    }

    /// The next rows as lines, the first time below the headings. Cells may be hostile.
    pub(in crate::cli) fn page(&mut self, rows: &[Vec<String>]) -> String {
        let clean = |row: &Vec<String>| -> Vec<String> {
            row.iter().map(|it| clean_line(it).into_owned()).collect()
        };
        let mut lines: Vec<Vec<String>> = rows.iter().map(clean).collect();
        if !self.begun {
            lines.insert(0, self.heads.clone());
            self.begun = true;
        }
        for line in &lines {
            for (wide, cell) in self.widths.iter_mut().zip(line) {
                *wide = (*wide).max(width(cell));
            }
        }
        lines.iter().map(|it| self.line(it) + "\n").collect()
    }

    fn line(&self, cells: &[String]) -> String {
        let mut line = String::new();
        for ((cell, wide), number) in cells.iter().zip(&self.widths).zip(&self.numbers) {
            let gap = " ".repeat(wide.saturating_sub(width(cell)));
            let (before, after) = if *number { (gap, String::new()) } else { (String::new(), gap) };
            line.push_str(&format!("{before}{cell}{after}{}", " ".repeat(GAP)));
        }
        let line = line.trim_end();
        self.room.map_or_else(|| line.to_owned(), |room| cut(line, room).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn pages_stand_below_each_other_and_only_a_terminal_cuts() {
        let catalog = Catalog::new(Language::En);
        let columns =
            [(Msg::new("cli-column-name"), false), (Msg::new("cli-column-dialogs"), true)];
        let mut table = Columns::new(&catalog, &columns);
        table.room = None;
        let row = |name: &str, n: &str| vec![name.to_owned(), n.to_owned()];
        assert_eq!(
            table.page(&[row("Їжак\u{1b}[0m", "7"), row("日本", "1234")]),
            "NAME      DIALOGS\nЇжак\u{fffd}[0m        7\n日本         1234\n"
        );
        table.room = Some(12);
        let cut = table.page(&[row("日本", "1234567")]);
        assert_eq!((width(cut.trim_end()), cut.ends_with("…\n")), (12, true), "{cut}");
    }
}
