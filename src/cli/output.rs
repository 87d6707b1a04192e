//! Data, which goes to stdout: a table for people or a line of JSON per row for scripts, from the same rows.

use std::io::Write as _;

use crate::base::msg::Msg;
use crate::base::text::{clean_line, width};
use crate::i18n::Catalog;

use super::report::Trouble;

/// Writes text to stdout, with a line's end if it has none.
pub(super) fn data(text: &str) -> Result<(), Trouble> {
    let mut out = std::io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    write!(out, "{text}{end}").and_then(|()| out.flush()).map_err(Trouble::Output)
}

/// The same where there may be nothing to write.
pub(super) fn data_if_any(text: &str) -> Result<(), Trouble> {
    if text.is_empty() { Ok(()) } else { data(text) }
}

/// Writes a table to stdout: for scripts when they ask for `json`, else for people.
pub(super) fn table(catalog: &Catalog, table: &Table, json: bool) -> Result<(), Trouble> {
    let text = if json { table.for_scripts() } else { table.for_people(catalog) };
    data_if_any(&text)
}

/// One field of a row.
#[derive(Debug, Clone)]
pub(super) enum Field {
    /// Text that is the same in every language. May be hostile.
    Text(String),
    /// A word of ours: what people read, and what scripts read.
    Word(Msg, &'static str),
    /// A number.
    Count(i64),
    /// A number, where there is one.
    Maybe(Option<i64>),
    /// What people read, and the JSON that scripts read.
    Both(String, String),
    /// Yes or no: what people read, and which it is.
    Flag(Msg, bool),
}

/// A column: its name for scripts and its heading for people.
pub(super) type Column = (&'static str, Msg);

/// Rows to be shown.
#[derive(Debug)]
pub(super) struct Table {
    /// The columns.
    pub(super) columns: Vec<Column>,
    /// The rows; each has as many fields as there are columns.
    pub(super) rows: Vec<Vec<Field>>,
}

impl Table {
    /// For people: aligned, with headings.
    pub(super) fn for_people(&self, catalog: &Catalog) -> String {
        let headings: Vec<String> = self.columns.iter().map(|it| catalog.say(&it.1)).collect();
        let shown = |field: &Field| match field {
            Field::Text(text) | Field::Both(text, _) => clean_line(text).into_owned(),
            Field::Word(msg, _) | Field::Flag(msg, _) => clean_line(&catalog.say(msg)).into_owned(),
            Field::Count(count) => count.to_string(),
            Field::Maybe(count) => count.map_or_else(String::new, |it| it.to_string()),
        };
        let mut lines = vec![headings];
        lines.extend(self.rows.iter().map(|row| row.iter().map(shown).collect()));
        let widest = |at: usize| lines.iter().filter_map(|it| it.get(at)).map(|it| width(it)).max();
        let widths: Vec<usize> =
            (0..self.columns.len()).map(|it| widest(it).unwrap_or(0)).collect();
        let numbers = |at: usize| {
            let number = |it: &Field| matches!(it, Field::Count(_) | Field::Maybe(_));
            self.rows.first().is_some_and(|it| it.get(at).is_some_and(number))
        };
        let mut text = String::new();
        for line in &lines {
            let mut row = String::new();
            for (at, (field, wide)) in line.iter().zip(&widths).enumerate() {
                let gap = " ".repeat(wide.saturating_sub(width(field)));
                let (before, after) =
                    if numbers(at) { (gap, String::new()) } else { ("".into(), gap) };
                row.push_str(&format!("{before}{field}{after}  "));
            }
            text.push_str(row.trim_end());
            text.push('\n');
        }
        text
    }

    /// For scripts: one JSON object per row and line.
    fn for_scripts(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            let fields: Vec<String> = self
                .columns
                .iter()
                .zip(row)
                .map(|((name, _), field)| format!("\"{name}\":{}", json(field)))
                .collect();
            text.push_str(&format!("{{{}}}\n", fields.join(",")));
        }
        text
    }
}

fn json(field: &Field) -> String {
    match field {
        Field::Text(text) => quoted(text),
        Field::Word(_, word) => quoted(word),
        Field::Both(_, json) => json.clone(),
        Field::Count(count) => count.to_string(),
        Field::Maybe(count) => count.map_or_else(|| "null".to_owned(), |it| it.to_string()),
        Field::Flag(_, flag) => flag.to_string(),
    }
}

/// A text as JSON writes it, and no terminal obeys.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            // Above U+001F JSON lets everything be; a terminal does not.
            _ if letter.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    fn table() -> Table {
        let row = |name: &str, count| vec![Field::Text(name.into()), Field::Count(count)];
        Table {
            columns: vec![
                ("name", Msg::new("cli-column-name")),
                ("n", Msg::new("cli-column-dialogs")),
            ],
            rows: vec![row("Пошта \"А\"\n\u{1b}[31m", 7), row("b", 1234)],
        }
    }

    #[test]
    fn people_get_columns() {
        let text = table().for_people(&Catalog::new(Language::En));
        assert_eq!(
            text,
            "NAME             DIALOGS\nПошта \"А\" \u{fffd}[31m        7\nb                   1234\n"
        );
    }

    #[test]
    fn scripts_get_json_that_no_name_breaks() {
        assert_eq!(
            table().for_scripts(),
            "{\"name\":\"Пошта \\\"А\\\"\\u000a\\u001b[31m\",\"n\":7}\n{\"name\":\"b\",\"n\":1234}\n"
        );
    }
}
