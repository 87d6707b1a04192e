//! Menus, questions and the help.

use ratatui::buffer::Buffer;

use super::bars::keys_of;
use super::pen::{Pen, THIN};
use super::{channels, crew, filter_line, history, hub, mass, note, picker, picture, why};
use crate::base::msg::Msg;
use crate::base::text::{clean_line, width, wrap};
use crate::domain::Kind;
use crate::domain::query::GRAMMAR;
use crate::i18n::Catalog;
use crate::tui::action::{ACTIONS, Place};
use crate::tui::event::Spot;
use crate::tui::layout::Area;
use crate::tui::state::{Chooser, Label, Popup, State};
use crate::tui::theme::{Ink, Theme};

/// Draws what lies above everything else; tells where the cursor stands, if text is being typed.
pub(super) fn draw(
    state: &State,
    catalog: &Catalog,
    popup: &Popup,
    theme: Theme,
    buf: &mut Buffer,
) -> Option<(u16, u16)> {
    match popup {
        Popup::Help { top } => {
            help(state, catalog, *top, theme, buf);
            None
        }
        Popup::Choose(chooser) => {
            menu(state, catalog, chooser, theme, buf);
            None
        }
        Popup::AskAssign(_) => {
            let id = match state.composer.as_ref().map(|it| it.kind) {
                None => "assign-ask-read",
                Some(Kind::Note) => "assign-ask-note",
                Some(_) => "assign-ask",
            };
            let holder = state.thread.card.as_ref().and_then(|it| it.row.dialog.assignee);
            let whose = holder.map_or_else(
                || catalog.t("assign-ask-nobody").into_owned(),
                |it| catalog.say(&Msg::new("assign-ask-whose").with("name", state.agent_name(it))),
            );
            question(state, &format!("{whose} {}", catalog.t(id)), theme, buf);
            None
        }
        Popup::Preview(preview) => {
            mass::preview(state, catalog, preview, theme, buf);
            None
        }
        Popup::History(history) => {
            history::draw(state, catalog, history, theme, buf);
            None
        }
        Popup::Pick(picker) => picker::draw(state, catalog, picker, theme, buf),
        Popup::Filter(line) => filter_line::draw(state, catalog, line, theme, buf),
        Popup::Why(it) => why::draw(state, catalog, it, theme, buf),
        Popup::ContactNote(note) => note::draw(state, catalog, note, theme, buf),
        Popup::Refused { cursor } => {
            hub::refused(state, catalog, *cursor, theme, buf);
            None
        }
        Popup::Channels(it) => channels::draw(state, catalog, it, theme, buf),
        Popup::Crew(it) => {
            crew::draw(state, catalog, it, theme, buf);
            None
        }
        Popup::Picture(gallery) => {
            picture::draw(state, catalog, gallery, theme, buf);
            None
        }
    }
}

pub(super) fn centred(state: &State, width: usize, height: usize) -> Area {
    let cells = |wanted: usize, has: u16| u16::try_from(wanted).unwrap_or(u16::MAX).min(has);
    let (width, height) = (cells(width, state.size.0), cells(height, state.size.1));
    Area { x: (state.size.0 - width) / 2, y: (state.size.1 - height) / 2, width, height }
}

/// An empty box with a title.
pub(super) fn boxed<'a>(buf: &'a mut Buffer, area: Area, theme: Theme, title: &str) -> Pen<'a> {
    let mut pen = Pen::new(buf, area, theme);
    pen.clear();
    pen.frame(&THIN, &format!(" {title} "), Ink::Chosen);
    pen
}

fn question(state: &State, words: &str, theme: Theme, buf: &mut Buffer) {
    let room = usize::from(state.size.0).saturating_sub(6).clamp(1, 64);
    let lines = wrap(words, room);
    let widest = lines.iter().map(|it| width(&words[it.clone()])).max().unwrap_or(0);
    let area = centred(state, widest + 4, lines.len() + 2);
    let mut pen = Pen::new(buf, area, theme);
    pen.clear();
    pen.frame(&THIN, "", Ink::Warning);
    for (y, line) in (1..pen.height().saturating_sub(1)).zip(lines) {
        pen.put(2, y, &words[line], Ink::Text);
    }
}

/// A menu's words, and where it stands.
struct Menu {
    title: String,
    lines: Vec<String>,
    area: Area,
    /// Lines that fit.
    rows: usize,
    /// The first line that is shown.
    top: usize,
}

impl Menu {
    fn of(state: &State, catalog: &Catalog, chooser: &Chooser) -> Self {
        let title = catalog.say(&chooser.title);
        let say = |label: &Label| match label {
            Label::Msg(msg) => clean_line(&catalog.say(msg)).into_owned(),
            Label::Text(text) => clean_line(text).into_owned(),
        };
        let lines: Vec<String> = chooser.choices.iter().map(|it| say(&it.label)).collect();
        let widest = lines.iter().map(|it| width(it)).max().unwrap_or(0) + 8;
        let area = centred(state, widest.max(width(&title) + 6), lines.len() + 2);
        let rows = usize::from(area.height).saturating_sub(2);
        let top = (chooser.cursor + 1).saturating_sub(rows);
        Self { title, lines, area, rows, top }
    }
}

/// What a cell means while `popup` is open.
pub(super) fn spot(state: &State, catalog: &Catalog, popup: &Popup, x: u16, y: u16) -> Spot {
    let chooser = match popup {
        Popup::Choose(chooser) => chooser,
        Popup::Pick(picker) => return picker::spot(state, picker, x, y),
        Popup::Filter(line) => return filter_line::spot(state, line, x, y),
        Popup::Help { .. }
        | Popup::AskAssign(_)
        | Popup::Preview(_)
        | Popup::History(_)
        | Popup::ContactNote(_)
        | Popup::Refused { .. }
        | Popup::Why(_)
        | Popup::Channels(_)
        | Popup::Crew(_)
        | Popup::Picture(_) => {
            return Spot::Popup;
        }
    };
    let menu = Menu::of(state, catalog, chooser);
    let Some((_, row)) = menu.area.within(x, y) else { return Spot::BesidePopup };
    let line = menu.top + usize::from(row).wrapping_sub(1);
    let shown = menu.top..menu.lines.len().min(menu.top + menu.rows);
    if row > 0 && shown.contains(&line) { Spot::Choice(line) } else { Spot::Popup }
}

fn menu(state: &State, catalog: &Catalog, chooser: &Chooser, theme: Theme, buf: &mut Buffer) {
    let Menu { title, lines, area, rows, top } = Menu::of(state, catalog, chooser);
    let mut pen = boxed(buf, area, theme, &title);
    let shown = chooser.choices.iter().zip(&lines).enumerate().skip(top).take(rows);
    for (y, (at, (choice, line))) in (1..).zip(shown) {
        let end = pen.width().saturating_sub(2);
        if at == chooser.cursor {
            pen.lay_cells(1, y, end, Ink::Cursor);
            pen.put(1, y, "▌", Ink::Chosen);
        }
        let letter = choice.letter.map_or_else(String::new, String::from);
        pen.put(3, y, &letter, Ink::Chosen);
        let x = if choice.letter.is_some() { 5 } else { 3 };
        pen.put_within(x, y, line, end, Ink::Text);
        if choice.current {
            pen.put_right(end + 1, y, "✓", Ink::Good);
        }
    }
    more(catalog, &mut pen, lines.len().saturating_sub(top + rows));
}

/// How many lines there are below, in the frame.
pub(super) fn more(catalog: &Catalog, pen: &mut Pen<'_>, left: usize) {
    if left > 0 {
        let more = format!(" {} ", catalog.count("help-more", left));
        pen.put_right(
            pen.width().saturating_sub(2),
            pen.height().saturating_sub(1),
            &more,
            Ink::Faint,
        );
    }
}

/// One line of the help.
enum HelpLine {
    Title(&'static str),
    Key(String, &'static str),
    Example(&'static str, &'static str),
    Words(String),
    Gap,
}

fn help(state: &State, catalog: &Catalog, top: usize, theme: Theme, buf: &mut Buffer) {
    let area = centred(state, 84, usize::from(state.size.1));
    let title = catalog.t("help-title");
    let mut pen = boxed(buf, area, theme, &title);
    let room = pen.width().saturating_sub(4);
    let lines = help_lines(state, catalog, room);
    let rows = pen.height().saturating_sub(2);
    let top = top.min(lines.len().saturating_sub(rows));
    for (y, line) in (1..).zip(lines.iter().skip(top).take(rows)) {
        match line {
            HelpLine::Title(id) => {
                pen.put(2, y, &catalog.t(id), Ink::Chosen);
            }
            HelpLine::Key(keys, id) => {
                let end = pen.width().saturating_sub(2);
                let column = if room < 60 { 14 } else { 24 };
                pen.put_within(3, y, keys, column, Ink::Strong);
                pen.put_within(column + 1, y, &catalog.t(id), end, Ink::Text);
            }
            HelpLine::Example(example, id) => {
                let end = pen.width().saturating_sub(2);
                let column = if room < 60 { 14 } else { 24 };
                let x = pen.put_within(3, y, example, column.max(3 + width(example)), Ink::Strong);
                pen.put_within(x.max(column) + 1, y, &catalog.t(id), end, Ink::Text);
            }
            HelpLine::Words(words) => {
                pen.put(3, y, words, Ink::Text);
            }
            HelpLine::Gap => (),
        }
    }
    more(catalog, &mut pen, lines.len().saturating_sub(top + rows));
}

/// The first line of the help's last screenful.
pub(in crate::tui) fn help_end(state: &State, catalog: &Catalog) -> usize {
    let area = centred(state, 84, usize::from(state.size.1));
    let room = usize::from(area.width).saturating_sub(4);
    let rows = usize::from(area.height).saturating_sub(2);
    help_lines(state, catalog, room).len().saturating_sub(rows)
}

fn help_lines(state: &State, catalog: &Catalog, room: usize) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    let say = |lines: &mut Vec<HelpLine>, id| {
        let words = catalog.t(id);
        let rows = wrap(&words, room.saturating_sub(1).max(1)).into_iter();
        lines.extend(rows.map(|it| HelpLine::Words(words[it].to_owned())));
        lines.push(HelpLine::Gap);
    };
    say(&mut lines, "help-intro");
    for place in Place::ALL {
        lines.push(HelpLine::Title(place.title()));
        for spec in ACTIONS.iter().filter(|it| it.place == place) {
            let mut keys = keys_of(state, spec.action);
            if keys.is_empty() {
                continue;
            }
            // Where another key than the main one is sure, it stands first, and once.
            let others = state.keymap.keys(spec.action).iter().skip(1).map(ToString::to_string);
            for other in others.filter(|it| *it != keys).collect::<Vec<_>>() {
                keys.push(' ');
                keys.push_str(&other);
            }
            lines.push(HelpLine::Key(keys, spec.help));
        }
        lines.push(HelpLine::Gap);
    }
    lines.push(HelpLine::Title("help-filters-title"));
    say(&mut lines, "help-filters");
    lines.extend(GRAMMAR.iter().map(|it| HelpLine::Example(it.0, it.1)));
    lines.push(HelpLine::Gap);
    lines.push(HelpLine::Title("help-signs-title"));
    say(&mut lines, "help-signs");
    lines.push(HelpLine::Title("help-terminals-title"));
    say(&mut lines, "help-terminals");
    lines
}
