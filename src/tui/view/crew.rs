//! The screen of the team: who works on the desk and what each of them holds; what blocking somebody would come to.

use ratatui::buffer::Buffer;

use super::pen::Pen;
use super::popup;
use crate::base::msg::Msg;
use crate::base::text::{clean_line, width, wrap};
use crate::domain::team::{Handover, Unfit};
use crate::domain::{Agent, Right};
use crate::i18n::Catalog;
use crate::store::Holds;
use crate::tui::action::Action;
use crate::tui::layout::Area;
use crate::tui::state::{Blocking, Crew, State, Tone};
use crate::tui::theme::{Ink, Theme};

/// Cells inside the frame from which the roles have a column.
const ROLES_FROM: usize = 60;
/// Cells of a name, a role and a state, at most.
const CELLS: (usize, usize, usize) = (30, 22, 14);
/// Rows that the list of people has at least, where more is to be said of one of them.
const ROWS_LEAST: usize = 4;

/// The actions that matter here, the most important first.
pub(super) fn answers(state: &State, crew: &Crew) -> Vec<Action> {
    let moves = [Action::PopupDown, Action::PopupUp];
    if crew.blocking.is_some() {
        return [&[Action::PopupAccept, Action::PopupCancel][..], &moves].concat();
    }
    let chosen = state.crew_at(crew).map(|it| it.1);
    let mut actions = Vec::new();
    if state.manages_crew() {
        let blocked = chosen.is_some_and(|it| it.blocked);
        actions.push(if blocked { Action::Unblock } else { Action::Block });
    }
    let mine = state.hub().is_none() && chosen.is_some_and(|it| it.id == state.me.id);
    if mine || state.manages_crew() {
        actions.push(Action::Away);
    }
    actions.extend([Action::PopupAccept, Action::PopupCancel]);
    actions.extend(moves);
    actions
}

/// Draws the screen over everything but the line of keys.
pub(super) fn draw(state: &State, catalog: &Catalog, crew: &Crew, theme: Theme, buf: &mut Buffer) {
    let (width, height) = state.size;
    let height = height.saturating_sub(u16::from(height > 6));
    let area = Area { x: 0, y: 0, width, height };
    let sheet = Sheet { state, catalog, crew, room: usize::from(width).saturating_sub(4).max(1) };
    let title = match crew.blocking.as_ref().map(|it| state.agent_name(it.agent)) {
        Some(name) => catalog.say(&Msg::new("crew-block-title").with("name", name)),
        None => catalog.t("crew-title").into_owned(),
    };
    let mut frame = popup::boxed(buf, area, theme, &title);
    let said = sheet.said();
    let below = said.len().min(frame.height().saturating_sub(3));
    let bottom = frame.height().saturating_sub(1 + below);
    for (y, line) in (bottom..).zip(said.iter().take(below)) {
        frame.put_within(2, y, &line.words, frame.width().saturating_sub(1), line.ink);
    }
    let rows = bottom.saturating_sub(1);
    match &crew.blocking {
        Some(blocking) => sheet.preview(&mut frame, rows, blocking),
        None => sheet.people(&mut frame, rows),
    }
}

/// A line; whether it belongs to what is chosen.
struct Line {
    words: String,
    ink: Ink,
    chosen: bool,
}

struct Sheet<'a> {
    state: &'a State,
    catalog: &'a Catalog,
    crew: &'a Crew,
    /// Cells of a line inside the frame.
    room: usize,
}

impl Sheet<'_> {
    /// Lines with `sign` before the first and the others below its words. Clean.
    fn folded(&self, sign: &str, words: &str, ink: Ink, chosen: bool) -> Vec<Line> {
        let (words, indent) = (clean_line(words), width(sign));
        let parts = wrap(&words, self.room.saturating_sub(indent).max(1)).into_iter();
        let line = |(at, part): (usize, std::ops::Range<usize>)| {
            let before = if at == 0 { sign.to_owned() } else { " ".repeat(indent) };
            Line { words: format!("{before}{}", words[part].trim_end()), ink, chosen }
        };
        parts.enumerate().map(line).collect()
    }

    /// What has just happened: the line that says so elsewhere lies below this screen.
    fn said(&self) -> Vec<Line> {
        let Some(toast) = &self.state.toast else { return Vec::new() };
        let ink = match toast.tone {
            Tone::Good => Ink::Good,
            Tone::Warning => Ink::Warning,
            Tone::Bad => Ink::Alarm,
        };
        self.folded("", &self.catalog.say(&toast.msg), ink, false)
    }

    fn role(&self, agent: &Agent) -> String {
        let own = || {
            let roles = self.crew.told.iter().flat_map(|it| &it.roles);
            let mut own = roles.filter(|it| crate::domain::Role::Own(it.id) == agent.role);
            own.next().map_or_else(String::new, |it| clean_line(&it.name).into_owned())
        };
        agent.role.say().map_or_else(own, |it| self.catalog.say(&it))
    }

    fn presence(&self, agent: &Agent) -> (String, Ink) {
        let (id, ink) = match (agent.blocked, agent.away) {
            (true, _) => ("cli-state-blocked", Ink::Alarm),
            (false, true) => ("cli-state-away", Ink::Warning),
            (false, false) => ("cli-state-here", Ink::Good),
        };
        (self.catalog.t(id).into_owned(), ink)
    }

    fn name(&self, agent: &Agent) -> String {
        let name = self.state.agent_name(agent.id);
        if agent.id != self.state.me.id {
            return name;
        }
        self.catalog.say(&Msg::new("crew-me").with("name", name))
    }

    /// The people, and below them more about the one under the cursor where there is room.
    fn people(&self, pen: &mut Pen<'_>, rows: usize) {
        let all = self.state.crew();
        let at = self.state.crew_at(self.crew).map_or(0, |it| it.0);
        let details = all.get(at).map_or_else(Vec::new, |it| self.details(it));
        let wanted = details.len() + 1;
        // Where little room is left, the people come first.
        let room = rows.saturating_sub(1 + all.len().min(ROWS_LEAST));
        let below = if room < 3 { 0 } else { room.min(wanted) };
        let shown = rows.saturating_sub(1 + below);
        let columns = self.columns(pen);
        let top = (at + 1).saturating_sub(shown.max(1));
        for (y, (place, agent)) in (2..).zip(all.iter().enumerate().skip(top).take(shown)) {
            if place == at {
                pen.lay_cells(1, y, pen.width().saturating_sub(2), Ink::Cursor);
                pen.put(1, y, "▌", Ink::Chosen);
            }
            self.person(pen, y, agent, columns);
        }
        popup::more(self.catalog, pen, all.len().saturating_sub(top + shown));
        let begin = 3 + shown.min(all.len());
        for (y, line) in (begin..=rows).zip(details.iter().take(below)) {
            pen.put_within(2, y, &line.words, pen.width().saturating_sub(1), line.ink);
        }
    }

    /// The heads of the columns; where names, roles and states end, and the two numbers.
    fn columns(&self, pen: &mut Pen<'_>) -> [usize; 5] {
        let inner = pen.width().saturating_sub(2);
        let narrow = inner < ROLES_FROM;
        let heads = match narrow {
            true => ["crew-open-short", "crew-waiting-short"],
            false => ["crew-open", "crew-waiting"],
        };
        let heads = heads.map(|it| self.catalog.t(it));
        let cells = heads.each_ref().map(|it| width(it).max(4));
        let waiting = inner;
        let open = waiting.saturating_sub(cells[1] + 1);
        let left = open.saturating_sub(cells[0] + 1);
        let states = CELLS.2.min(left * 2 / 5 + 2);
        let roles = if narrow { 0 } else { CELLS.1.min(left / 3) };
        let names = (left.saturating_sub(states + roles)).min(CELLS.0);
        pen.put_right(open, 1, &heads[0], Ink::Faint);
        pen.put_right(waiting, 1, &heads[1], Ink::Faint);
        [names, names + roles, names + roles + states, open, waiting]
    }

    fn person(&self, pen: &mut Pen<'_>, y: usize, agent: &Agent, columns: [usize; 5]) {
        let [names, roles, states, open, waiting] = columns;
        let ink = if agent.blocked { Ink::Faint } else { Ink::Text };
        pen.put_within(2, y, &self.name(agent), names, ink);
        if names < roles {
            pen.put_within(names + 1, y, &self.role(agent), roles, Ink::Faint);
        }
        let (presence, ink) = self.presence(agent);
        pen.put_within(roles + 1, y, &presence, states, ink);
        let Some(holds) = self.crew.holds(agent.id) else { return };
        pen.put_right(open, y, &holds.open.to_string(), Ink::Text);
        let ink = if holds.waiting > 0 { Ink::Strong } else { Ink::Faint };
        pen.put_right(waiting, y, &holds.waiting.to_string(), ink);
    }

    /// Everything about one of them.
    fn details(&self, agent: &Agent) -> Vec<Line> {
        let head = format!("{} · {}", self.name(agent), self.role(agent));
        let mut lines = self.folded("", &head, Ink::Strong, false);
        let holds = self.crew.holds(agent.id);
        let keyed = |id, action| Msg::new(id).with("key", self.state.keymap.main(action));
        let hint = match self.state.hub() {
            Some(_) => Some(Unfit::AtTheHub.say()),
            None if !self.state.me.may(Right::ManageAgents) => {
                (agent.id != self.state.me.id).then(|| Msg::new("crew-not-mine"))
            }
            None if agent.blocked => Some(keyed("crew-can-unblock", Action::Unblock)),
            None => None,
        };
        let open = holds.is_some_and(|it| it.open > 0);
        let shows = open.then(|| keyed("crew-shows", Action::PopupAccept));
        let faint = |it: Msg| self.folded("", &self.catalog.say(&it), Ink::Faint, false);
        lines.extend(hint.into_iter().flat_map(faint));
        lines.extend(holds.map_or_else(Vec::new, |it| self.holds(agent, it)));
        lines.extend(shows.into_iter().flat_map(faint));
        lines
    }

    /// What somebody holds.
    fn holds(&self, agent: &Agent, holds: &Holds) -> Vec<Line> {
        if *holds == Holds::default() {
            let none =
                Msg::new("block-holds-nothing").with("name", self.state.agent_name(agent.id));
            return self.folded("", &self.catalog.say(&none), Ink::Text, false);
        }
        let counted = holds.told().into_iter().map(|(id, n)| self.catalog.count(id, n));
        let lists = (!holds.channels.is_empty()).then(|| {
            self.catalog.say(&Msg::new("block-lists").with("names", holds.channels.join(", ")))
        });
        let all = counted.chain(lists);
        all.flat_map(|it| self.folded("– ", &it, Ink::Text, false)).collect()
    }

    fn way(&self, how: Handover) -> String {
        match how {
            Handover::Keep => self.catalog.t("crew-way-keep").into_owned(),
            Handover::Free => self.catalog.t("crew-way-free").into_owned(),
            Handover::Distribute => self.catalog.t("crew-way-distribute").into_owned(),
            Handover::To(to) => {
                self.catalog.say(&Msg::new("crew-way-to").with("name", self.state.agent_name(to)))
            }
        }
    }

    /// What somebody holds, what can become of it, and what the chosen way comes to.
    fn preview(&self, pen: &mut Pen<'_>, rows: usize, blocking: &Blocking) {
        let lines = self.preview_lines(blocking);
        // The chosen way is seen with what it means; what is held comes first where the first way is seen with it.
        let head = lines.iter().position(|it| it.chosen).unwrap_or(0);
        let end = lines.iter().rposition(|it| it.chosen).map_or(0, |it| it + 1);
        let begins = blocking.cursor == 0 && head + 2 <= rows;
        let top = if begins { 0 } else { end.saturating_sub(rows) };
        for (y, line) in (1..).zip(lines.iter().skip(top).take(rows)) {
            let head = line.chosen && line.ink == Ink::Strong;
            if head {
                pen.lay_cells(1, y, pen.width().saturating_sub(2), Ink::Cursor);
                pen.put(1, y, "▌", Ink::Chosen);
            }
            pen.put_within(2, y, &line.words, pen.width().saturating_sub(1), line.ink);
        }
        popup::more(self.catalog, pen, lines.len().saturating_sub(top + rows));
    }

    fn preview_lines(&self, blocking: &Blocking) -> Vec<Line> {
        let Some(agent) = self.state.roster.agents.iter().find(|it| it.id == blocking.agent) else {
            return Vec::new();
        };
        let nothing = Holds::default();
        let holds = self.crew.holds(agent.id).unwrap_or(&nothing);
        let mut lines = Vec::new();
        if agent.id == self.state.me.id {
            lines.extend(self.folded("! ", &self.catalog.t("crew-block-me"), Ink::Warning, false));
        }
        lines.extend(self.holds(agent, holds));
        for (at, how) in blocking.ways.iter().enumerate() {
            let chosen = at == blocking.cursor;
            if blocking.ways.len() > 1 {
                let (sign, ink) = if chosen { ("● ", Ink::Strong) } else { ("○ ", Ink::Text) };
                lines.extend(self.folded(sign, &self.way(*how), ink, chosen));
            }
            if !chosen {
                continue;
            }
            let name = match how {
                Handover::To(to) => self.state.agent_name(*to),
                _ => String::new(),
            };
            for sentence in holds.after(*how, &name) {
                lines.extend(self.folded("  ", &self.catalog.say(&sentence), Ink::Faint, true));
            }
        }
        if blocking.ways.len() == 1 {
            lines.extend(self.folded("", &self.catalog.t("crew-block-only"), Ink::Strong, true));
        }
        lines
    }
}
