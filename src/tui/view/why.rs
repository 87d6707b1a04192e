//! Why a dialog is not in the list: the line in which it is asked, and below it the answers.

use ratatui::buffer::Buffer;

use super::pen::clock;
use super::thread::{day_name, day_of};
use super::{field, popup};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::{clean_line, wrap};
use crate::domain::ChannelId;
use crate::domain::why::{Naming, Reason, absent, who_can_give};
use crate::i18n::Catalog;
use crate::store::Explained;
use crate::tui::action::Action;
use crate::tui::layout::Area;
use crate::tui::state::{State, Why};
use crate::tui::theme::{Ink, Theme};

/// Columns, at most.
const COLUMNS: u16 = 84;
/// Rows above the answers: the frame and the line that is typed.
const HEAD: usize = 3;

/// A line of the answers, and of which dialog it speaks.
struct Line {
    words: String,
    ink: Ink,
    of: Option<usize>,
}

/// Draws question and answers; tells where the cursor stands.
pub(super) fn draw(
    state: &State,
    catalog: &Catalog,
    why: &Why,
    theme: Theme,
    buf: &mut Buffer,
) -> Option<(u16, u16)> {
    // The line of keys below everything stays in sight.
    let most = state.size.1.saturating_sub(u16::from(state.size.1 > 6));
    let width = COLUMNS.min(state.size.0);
    let sheet = Sheet { state, catalog, room: usize::from(width).saturating_sub(4).max(1) };
    let lines = sheet.lines(why);
    let wanted = u16::try_from(lines.len() + HEAD + 1).unwrap_or(u16::MAX);
    let height = wanted.max(8).min(most);
    let area = Area { x: (state.size.0 - width) / 2, y: (most - height) / 2, width, height };
    let mut pen = popup::boxed(buf, area, theme, &catalog.t("why-title"));
    let end = pen.width().saturating_sub(2);
    let prompt = pen.put(2, 1, "» ", Ink::Chosen);
    let cursor = field::draw(&mut pen, (prompt, 1), end, &why.field, &catalog.t("why-placeholder"));
    let rows = pen.height().saturating_sub(HEAD + 1);
    let top = match why.found.as_deref() {
        Some([]) => why.cursor.min(lines.len().saturating_sub(rows)),
        _ => top(&lines, why.cursor, rows),
    };
    for (y, line) in (HEAD..).zip(lines.iter().skip(top).take(rows)) {
        let heads = line.of == Some(why.cursor) && line.ink == Ink::Strong;
        if heads {
            pen.lay_cells(1, y, end, Ink::Cursor);
            pen.put(1, y, "▌", Ink::Chosen);
        }
        pen.put_within(2, y, &line.words, pen.width().saturating_sub(1), line.ink);
    }
    popup::more(catalog, &mut pen, lines.len().saturating_sub(top + rows));
    let column = |it: usize| u16::try_from(it).unwrap_or(u16::MAX);
    Some((area.x + column(cursor), area.y + 1))
}

/// The first line on the screen: what is said of the chosen dialog is seen, its beginning first.
fn top(lines: &[Line], cursor: usize, rows: usize) -> usize {
    let begin = lines.iter().position(|it| it.of == Some(cursor)).unwrap_or(0);
    let end = lines.iter().rposition(|it| it.of == Some(cursor)).map_or(0, |it| it + 1);
    end.saturating_sub(rows).min(begin)
}

/// What the answers are written with.
struct Sheet<'a> {
    state: &'a State,
    catalog: &'a Catalog,
    /// Cells of a line.
    room: usize,
}

impl Sheet<'_> {
    fn lines(&self, why: &Why) -> Vec<Line> {
        let Some(asked) = why.asked.as_ref().filter(|_| why.found.is_some()) else {
            let id = if why.asked.is_some() { "why-looking" } else { "why-intro" };
            let intro = Msg::new(id).with("view", self.view());
            return self.folded(("", &self.catalog.say(&intro)), Ink::Faint, None);
        };
        match why.found.as_deref() {
            None | Some([]) => self.nobody(asked),
            Some(found) => {
                let lines = found.iter().enumerate().flat_map(|it| self.dialog(it));
                // The gap stands between two, not below the last one.
                lines.skip(1).collect()
            }
        }
    }

    fn view(&self) -> String {
        self.state.view_name(self.state.list.view)
    }

    /// Lines with `sign` before the first and the others below its words. Clean.
    fn folded(&self, (sign, words): (&str, &str), ink: Ink, of: Option<usize>) -> Vec<Line> {
        let words = clean_line(words);
        let indent = crate::base::text::width(sign);
        let parts = wrap(&words, self.room.saturating_sub(indent).max(1)).into_iter();
        let line = |(at, part): (usize, std::ops::Range<usize>)| {
            let before = if at == 0 { sign.to_owned() } else { " ".repeat(indent) };
            Line { words: format!("{before}{}", words[part].trim_end()), ink, of }
        };
        parts.enumerate().map(line).collect()
    }

    fn channel(&self, id: ChannelId) -> &str {
        self.state.channel(id).map_or("", |it| it.name.as_str())
    }

    /// The time, and the day before it.
    fn moment(&self, at: Timestamp) -> String {
        let day = day_name(self.state, self.catalog, day_of(self.state, at));
        format!("{day} {}", clock(at, self.state.utc_offset))
    }

    fn said(&self, channel: ChannelId, why: &Reason) -> String {
        self.catalog.say(&why.say(&Naming {
            me: &self.state.me.name,
            channel: self.channel(channel),
            view: &self.view(),
            names: &self.state.filter_names(),
            moment: &|at| self.moment(at),
        }))
    }

    fn reason(&self, channel: ChannelId, why: &Reason, of: Option<usize>) -> Vec<Line> {
        let mut lines = self.folded(("  – ", &self.said(channel, why)), Ink::Text, of);
        if *why == Reason::Inactive {
            let key = self.state.keymap.main(Action::Channels);
            let todo = self.catalog.say(&Msg::new("why-key-inactive").with("key", key));
            lines.extend(self.folded(("    → ", &todo), Ink::Faint, of));
        }
        lines
    }

    fn dialog(&self, (at, it): (usize, &Explained)) -> Vec<Line> {
        let of = Some(at);
        let who = format!("#{} {}", it.dialog.0, it.name);
        let head = format!("{} · {}", who.trim(), self.channel(it.channel));
        let head = clean_line(&head).into_owned();
        let gap = Line { words: String::new(), ink: Ink::Text, of: None };
        let mut lines = vec![gap, Line { words: head, ink: Ink::Strong, of }];
        if it.seen() {
            lines.extend(self.folded(("  ✓ ", &self.catalog.t("why-seen")), Ink::Good, of));
        }
        for why in &it.reasons {
            lines.extend(self.reason(it.channel, why, of));
        }
        // One way to it is enough: the first reason's, and Enter where that is no other.
        let todo: Option<Msg> = it.reasons.iter().find_map(|it| self.todo(it));
        let todo = todo.unwrap_or_else(|| Msg::new("why-key-open"));
        lines.extend(self.folded(("  → ", &self.catalog.say(&todo)), Ink::Faint, of));
        lines
    }

    /// What to do, with the keys of this screen.
    fn todo(&self, why: &Reason) -> Option<Msg> {
        let keyed = |id, action| Msg::new(id).with("key", self.state.keymap.main(action));
        Some(match why {
            Reason::NoRight => {
                let names = who_can_give(&self.state.roster.agents);
                Msg::new("why-no-right-todo").with("names", names)
            }
            Reason::Inactive => return None,
            Reason::Spam => keyed("why-key-spam", Action::Spam),
            Reason::Closed => keyed("why-key-closed", Action::Reopen),
            Reason::Snoozed(_) => keyed("why-key-snoozed", Action::Snooze),
            Reason::Open | Reason::Hidden { typed: false, .. } => {
                keyed("why-key-view", Action::ViewOpen)
            }
            Reason::Hidden { typed: true, .. } => Msg::new("why-key-filter"),
        })
    }

    /// There is none, as far as anybody here may know.
    fn nobody(&self, who: &str) -> Vec<Line> {
        let said = self.catalog.say(&Msg::new("why-nobody").with("who", who));
        let mut lines = self.folded(("", &said), Ink::Strong, None);
        for (channel, why) in absent(&self.state.me, &self.state.roster.channels) {
            lines.extend(self.reason(channel, &why, None));
        }
        let id = if self.state.hub().is_some() { "why-nobody-hub" } else { "why-nobody-todo" };
        lines.extend(self.folded(("  → ", &self.catalog.t(id)), Ink::Faint, None));
        lines
    }
}
