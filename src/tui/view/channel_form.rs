//! The form in which a channel is added or changed.

use super::channels::{Line, fold, marked};
use super::field;
use super::pen::Pen;
use crate::base::msg::Msg;
use crate::base::text::{clean_line, width};
use crate::domain::options;
use crate::i18n::Catalog;
use crate::tui::layout::Area;
use crate::tui::state::{ChannelForm, FormLine, FormRow, FormStep, NAME, SECRET, State, label};
use crate::tui::theme::Ink;

/// Columns from which labels are shown whole.
const LABELS_FROM: usize = 64;

/// What is drawn in a row of the screen.
enum Drawn {
    Line(FormLine),
    Words(Line),
}

/// Draws the form; tells where the cursor stands on the screen, if it does.
pub(super) fn draw(
    state: &State,
    catalog: &Catalog,
    form: &ChannelForm,
    inner: Area,
    pen: &mut Pen<'_>,
) -> Option<(u16, u16)> {
    let here = form.line();
    let room = pen.width().saturating_sub(2).max(1);
    let mut drawn = Vec::new();
    let (mut at, mut end) = (0, 0);
    for line in form.lines() {
        if line == here {
            at = drawn.len();
        }
        drawn.push(Drawn::Line(line));
        let words = fold(about(catalog, form, line, line == here), room);
        drawn.extend(words.into_iter().map(Drawn::Words));
        if line == here {
            end = drawn.len();
        }
    }
    let outcome = fold(outcome(state, catalog, form), room);
    drawn.extend(outcome.into_iter().map(Drawn::Words));
    if matches!(here, FormLine::Submit | FormLine::Anyway) {
        end = drawn.len();
    }
    // The line with the keys is seen, and as much as fits of what is said about it.
    let top = end.saturating_sub(pen.height()).min(at);
    let mut cursor = None;
    for (y, it) in drawn.iter().skip(top).take(pen.height()).enumerate() {
        match it {
            Drawn::Words((indent, words, ink)) => {
                pen.put_within(1 + indent, y, words, pen.width().saturating_sub(1), *ink);
            }
            Drawn::Line(line) => {
                let x = draw_line(catalog, form, *line, (*line == here, y), pen);
                cursor = cursor.or(x.map(|x| (x, y)));
            }
        }
    }
    let typing = form.step == FormStep::Typing || matches!(form.step, FormStep::Told(_));
    let (x, y) = cursor.filter(|_| typing)?;
    Some((inner.x + u16::try_from(x).ok()?, inner.y + u16::try_from(y).ok()?))
}

/// Draws one line; tells the column of the cursor, if it is there.
fn draw_line(
    catalog: &Catalog,
    form: &ChannelForm,
    line: FormLine,
    (here, y): (bool, usize),
    pen: &mut Pen<'_>,
) -> Option<usize> {
    if here {
        pen.lay(y, Ink::Cursor);
        pen.put(0, y, "▌", Ink::Chosen);
    }
    let end = pen.width().saturating_sub(1);
    let row = match line {
        FormLine::Row(row) => form.rows.get(row)?,
        FormLine::More => {
            let rest = form.rows.iter().filter(|it| !it.first).count();
            let id = if form.more { "channels-form-less" } else { "channels-form-more" };
            let sign = if form.more { "▾" } else { "▸" };
            let words = catalog.say(&Msg::new(id).with("n", rest));
            pen.put_within(2, y, &format!("{sign} {words}"), end, Ink::Faint);
            return None;
        }
        FormLine::Submit => {
            let id = if form.wants_test() { "channels-form-try" } else { "channels-form-save" };
            pen.put_within(2, y, &format!("[ {} ]", catalog.t(id)), end, Ink::Strong);
            return None;
        }
        FormLine::Anyway => {
            let words = catalog.t("channels-form-anyway");
            pen.put_within(2, y, &format!("[ {words} ]"), end, Ink::Warning);
            return None;
        }
    };
    let column = if pen.width() >= LABELS_FROM { 27 } else { 15.min(pen.width() / 2) };
    let ink = if row.wrong.is_some() { Ink::Alarm } else { Ink::Faint };
    let words = catalog.t(label(form.connector, row.name));
    pen.put_within(2, y, &words, column.saturating_sub(1), ink);
    let usual = match row.name {
        SECRET if form.by_command() => catalog.t("channels-form-by-command").into_owned(),
        SECRET if form.channel.is_some() => catalog.t("channels-form-keep").into_owned(),
        name if form.needs(name) => catalog.t("channels-form-needed").into_owned(),
        name => clean_line(&form.usual(name)).into_owned(),
    };
    let x = if row.name == SECRET {
        dots(pen, (column, y), end, row, &usual)
    } else {
        field::draw(pen, (column, y), end, &row.field, &usual)
    };
    (here && !row.locked).then_some(x)
}

/// A secret is not shown; how long it is may be seen.
fn dots(
    pen: &mut Pen<'_>,
    (x, y): (usize, usize),
    end: usize,
    row: &FormRow,
    usual: &str,
) -> usize {
    if row.field.is_empty() {
        pen.put_within(x + 1, y, usual, end, Ink::Faint);
        return x;
    }
    let (letters, room) = (row.field.text().chars().count(), end.saturating_sub(x + 1));
    let away = row.field.cursor_glyph().saturating_sub(room);
    pen.put(x, y, &"•".repeat((letters - away.min(letters)).min(room)), Ink::Text);
    x + row.field.cursor_glyph() - away
}

/// What is said below a line: what is wrong with it, or what it is.
fn about(catalog: &Catalog, form: &ChannelForm, line: FormLine, here: bool) -> Vec<Line> {
    let FormLine::Row(row) = line else { return Vec::new() };
    let Some(row) = form.rows.get(row) else { return Vec::new() };
    if let Some(wrong) = &row.wrong {
        let words = clean_line(&catalog.say(wrong)).into_owned();
        return vec![(4, format!("✗ {words}"), Ink::Alarm)];
    }
    if !here {
        return Vec::new();
    }
    let help = match row.name {
        _ if row.locked => "channels-form-locked",
        NAME => "channels-form-name",
        SECRET => "channels-form-secret",
        name => match options::named(form.connector, name) {
            Some(spec) => spec.help,
            None => return Vec::new(),
        },
    };
    vec![(4, catalog.t(help).into_owned(), Ink::Faint)]
}

/// What has become of it.
fn outcome(state: &State, catalog: &Catalog, form: &ChannelForm) -> Vec<Line> {
    match &form.step {
        FormStep::Typing => Vec::new(),
        FormStep::Trying(_) => {
            vec![(2, catalog.t("channels-form-trying").into_owned(), Ink::Warning)]
        }
        FormStep::Saving(_) => {
            vec![(2, catalog.t("channels-form-saving").into_owned(), Ink::Warning)]
        }
        FormStep::Refused(why) => {
            let words = clean_line(&catalog.say(why)).into_owned();
            vec![(2, format!("✗ {words}"), Ink::Alarm)]
        }
        FormStep::Told(found) => {
            let mut lines = vec![(2, catalog.t("channels-form-told").into_owned(), Ink::Alarm)];
            lines
                .extend(marked(state, catalog, found).into_iter().map(|it| (it.0 + 2, it.1, it.2)));
            lines
        }
    }
}

/// The media that can be connected.
pub(super) fn media(catalog: &Catalog, cursor: usize, pen: &mut Pen<'_>) {
    let words = ["channels-add-telegram", "channels-add-email"].map(|it| catalog.t(it));
    let end = pen.width().saturating_sub(1);
    for (y, words) in words.iter().enumerate() {
        if y == cursor {
            pen.lay(y, Ink::Cursor);
            pen.put(0, y, "▌", Ink::Chosen);
        }
        pen.put_within(2, y, words, end.max(width("▌")), Ink::Text);
    }
}
