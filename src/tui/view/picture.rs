//! The picture of the day: charts where there is room, numbers where there is not, and what they mean.

use ratatui::buffer::Buffer;
use ratatui::layout::{Direction, Rect};
use ratatui::widgets::{Bar, BarChart, BarGroup, Widget};

use super::pen::{Pen, clock, short_age};
use super::popup;
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::{clean_line, cut, width, wrap};
use crate::domain::AgentId;
use crate::domain::picture::{Begun, Picture, Speed, WaitingNow};
use crate::i18n::Catalog;
use crate::tui::layout::Area;
use crate::tui::state::{Gallery, State};
use crate::tui::theme::{Ink, Theme};

/// Columns and rows inside the frame from which there are charts.
const CHARTS_FROM: (u16, u16) = (70, 19);
/// Cells of a channel's or an agent's name.
const NAME_CELLS: usize = 18;

/// Draws the picture over everything but the line of keys.
pub(super) fn draw(
    state: &State,
    catalog: &Catalog,
    gallery: &Gallery,
    theme: Theme,
    buf: &mut Buffer,
) {
    let (width, height) = state.size;
    let height = height.saturating_sub(u16::from(height > 6));
    let area = Area { x: 0, y: 0, width, height };
    let title = title(state, catalog, gallery);
    popup::boxed(buf, area, theme, &title);
    let inner =
        Area { x: 1, y: 1, width: width.saturating_sub(2), height: height.saturating_sub(2) };
    let lines = match &gallery.picture {
        _ if gallery.meaning => meaning(catalog, inner.width),
        None => vec![(catalog.t("picture-counting").into_owned(), Ink::Faint)],
        Some(picture) if inner.width >= CHARTS_FROM.0 && inner.height >= CHARTS_FROM.1 => {
            return Sheet { state, catalog, theme, picture }.charts(inner, buf);
        }
        Some(picture) => folded(Sheet { state, catalog, theme, picture }.numbers(), inner.width),
    };
    scrolled(catalog, gallery.top, &lines, (area, inner), theme, buf);
}

/// Lines that are too long go on in the next.
fn folded(lines: Vec<(String, Ink)>, width: u16) -> Vec<(String, Ink)> {
    let room = usize::from(width).saturating_sub(2).max(1);
    let fold = |(line, ink): (String, Ink)| {
        let parts = wrap(&line, room);
        parts.into_iter().map(|it| (line[it].trim_end().to_owned(), ink)).collect::<Vec<_>>()
    };
    lines.into_iter().flat_map(fold).collect()
}

fn title(state: &State, catalog: &Catalog, gallery: &Gallery) -> String {
    if gallery.meaning {
        return catalog.t("picture-meaning-title").into_owned();
    }
    let at = gallery.picture.as_ref().map(|it| clock(it.query.now, state.utc_offset));
    let title = at.map_or_else(
        || catalog.t("picture-title").into_owned(),
        |at| catalog.say(&Msg::new("picture-title-at").with("time", at)),
    );
    // Of what was closed and answered long ago a replica keeps little.
    match state.hub() {
        Some(_) => catalog.say(&Msg::new("picture-title-copy").with("title", title)),
        None => title,
    }
}

fn scrolled(
    catalog: &Catalog,
    top: usize,
    lines: &[(String, Ink)],
    (area, inner): (Area, Area),
    theme: Theme,
    buf: &mut Buffer,
) {
    let mut pen = Pen::new(buf, inner, theme);
    let rows = pen.height();
    let top = top.min(lines.len().saturating_sub(rows));
    for (y, (line, ink)) in lines.iter().skip(top).take(rows).enumerate() {
        pen.put_within(1, y, line, pen.width().saturating_sub(1), *ink);
    }
    popup::more(catalog, &mut Pen::new(buf, area, theme), lines.len().saturating_sub(top + rows));
}

/// All definitions, whole.
fn meaning(catalog: &Catalog, width: u16) -> Vec<(String, Ink)> {
    let room = usize::from(width).saturating_sub(3).clamp(1, 90);
    let parts = [
        ("picture-waiting", "picture-waiting-meaning"),
        ("picture-speed", "picture-speed-meaning"),
        ("picture-agents", "picture-agents-meaning"),
        ("picture-days", "picture-days-meaning"),
        ("picture-rest", "picture-rest-meaning"),
    ];
    let mut lines = Vec::new();
    for (title, words) in parts {
        lines.push((catalog.t(title).into_owned(), Ink::Strong));
        let words = catalog.t(words);
        lines.extend(
            wrap(&words, room).into_iter().map(|it| (words[it].trim_end().to_owned(), Ink::Text)),
        );
        lines.push((String::new(), Ink::Text));
    }
    lines.pop();
    lines
}

/// A picture and everything it is drawn with.
struct Sheet<'a> {
    state: &'a State,
    catalog: &'a Catalog,
    theme: Theme,
    picture: &'a Picture,
}

impl Sheet<'_> {
    /// `31m`; a shorter one in seconds.
    fn span(&self, millis: i64) -> String {
        match millis.div_euclid(1000) {
            seconds @ 0..60 => self.catalog.say(&Msg::new("picture-seconds").with("n", seconds)),
            seconds => short_age(self.catalog, seconds / 60),
        }
    }

    fn maybe(&self, millis: Option<i64>) -> String {
        millis.map_or_else(|| "–".to_owned(), |it| self.span(it))
    }

    fn channel(&self, it: &WaitingNow) -> String {
        let name = self.state.channel(it.channel).map_or("", |it| it.name.as_str());
        cut(&clean_line(name), NAME_CELLS).into_owned()
    }

    fn agent(&self, agent: Option<AgentId>) -> String {
        let name = agent.map_or_else(
            || self.catalog.t("picture-own-app").into_owned(),
            |it| self.state.agent_name(it),
        );
        cut(&name, NAME_CELLS).into_owned()
    }

    /// How many wait on a channel and for how long: `7 · 2h`, those that are snoozed in brackets.
    fn waits(&self, it: &WaitingNow) -> String {
        let mut words = it.dialogs.to_string();
        if it.snoozed > 0 {
            words.push_str(&format!(" (+{})", it.snoozed));
        }
        if let Some(oldest) = it.oldest {
            let age = short_age(self.catalog, self.state.minutes_since(oldest));
            words.push_str(&format!(" · {age}"));
        }
        words
    }

    /// What became of the waits that began today.
    fn today(&self) -> String {
        let Begun { speed, closed, waiting } = self.picture.today;
        let msg = Msg::new("picture-today")
            .with("median", self.maybe(speed.median))
            .with("slow", self.maybe(speed.p90))
            .with("answers", speed.answers)
            .with("closed", closed)
            .with("waiting", waiting);
        self.catalog.say(&msg)
    }

    fn day(&self, day: Timestamp) -> String {
        let local = day.0 + i64::from(self.picture.query.utc_offset) * 1000;
        chrono::DateTime::from_timestamp_millis(local)
            .map_or_else(String::new, |it| it.format("%d.%m").to_string())
    }

    /// Hours in which a wait began, and what became of those waits.
    fn hours(&self) -> Vec<(usize, &Begun)> {
        let begun = |it: &Begun| it.speed.answers + it.closed + it.waiting > 0;
        self.picture.hours.iter().enumerate().filter(|it| begun(it.1)).collect()
    }

    /// Everything as lines, for a small screen.
    fn numbers(&self) -> Vec<(String, Ink)> {
        let head = |id| (self.catalog.t(id).into_owned(), Ink::Strong);
        let text = |words| (words, Ink::Text);
        let mut lines = vec![head("picture-waiting")];
        let waiting = &self.picture.waiting;
        lines.extend(
            waiting.iter().map(|it| text(format!("{}  {}", self.waits(it), self.channel(it)))),
        );
        lines.push(head("picture-speed"));
        lines.push(text(self.today()));
        let speed = |it: Speed| {
            let msg = Msg::new("picture-short")
                .with("median", self.maybe(it.median))
                .with("slow", self.maybe(it.p90))
                .with("answers", it.answers);
            self.catalog.say(&msg)
        };
        lines.extend(
            self.hours()
                .into_iter()
                .map(|(hour, it)| text(format!("{hour:02}:00  {}", speed(it.speed)))),
        );
        lines.push(head("picture-agents"));
        let agents = self.picture.agents.iter();
        lines.extend(
            agents.map(|(agent, it)| text(format!("{}  {}", self.agent(*agent), speed(*it)))),
        );
        lines.push(head("picture-days"));
        lines.extend(self.picture.days.iter().rev().map(|it| {
            let day = self.day(it.day);
            let msg = Msg::new("picture-day").with("opened", it.opened).with("closed", it.closed);
            text(format!("{day}  {}", self.catalog.say(&msg)))
        }));
        lines
    }

    fn charts(&self, inner: Area, buf: &mut Buffer) {
        // Above what holds now, and only as much as it takes; below it today and the last days.
        let lines = self.picture.waiting.len().max(self.picture.agents.len()).max(1);
        let above = inner.height / 3;
        let above = above.min(u16::try_from(lines).unwrap_or(above).saturating_add(3));
        let left = inner.width / 2 - 1;
        let part = |x, y, width, height| Area { x: inner.x + x, y: inner.y + y, width, height };
        let rest = inner.height - above;
        self.waiting(part(1, 0, left - 1, above), buf);
        self.agents(part(left + 2, 0, inner.width - left - 3, above), buf);
        self.speed(part(1, above, inner.width - 2, rest / 2), buf);
        self.days(part(1, above + rest / 2, inner.width - 2, rest - rest / 2), buf);
    }

    fn waiting(&self, area: Area, buf: &mut Buffer) {
        let mut pen = Pen::new(buf, area, self.theme);
        pen.put(0, 0, &self.catalog.t("picture-waiting"), Ink::Strong);
        pen.put(0, 1, &self.catalog.t("picture-waiting-short"), Ink::Faint);
        // The numbers stand beside the bars: a bar may be shorter than its number.
        let shown = self.picture.waiting.iter().take(usize::from(area.height.saturating_sub(2)));
        let waits: Vec<String> = shown.clone().map(|it| self.waits(it)).collect();
        let widest = waits.iter().map(|it| width(it)).max().unwrap_or(0);
        let name_cells = NAME_CELLS.min((pen.width() / 2).saturating_sub(4));
        for (y, (it, waits)) in (2..).zip(shown.clone().zip(&waits)) {
            pen.put_within(0, y, &self.channel(it), name_cells, Ink::Text);
            pen.put_right(name_cells + 1 + widest, y, waits, Ink::Strong);
        }
        let bars: Vec<Bar<'_>> = shown
            .map(|it| Bar::default().value(it.dialogs.unsigned_abs()).text_value(String::new()))
            .collect();
        let beside = u16::try_from(name_cells + widest + 2).unwrap_or(area.width).min(area.width);
        let area = Rect::new(
            area.x + beside,
            area.y + 2,
            area.width - beside,
            area.height.saturating_sub(2),
        );
        BarChart::horizontal(bars)
            .direction(Direction::Horizontal)
            .bar_gap(0)
            .bar_style(self.theme.style(Ink::Ours))
            .render(area, buf);
    }

    fn agents(&self, area: Area, buf: &mut Buffer) {
        let mut pen = Pen::new(buf, area, self.theme);
        pen.put(0, 0, &self.catalog.t("picture-agents"), Ink::Strong);
        // Columns end where their headings end.
        let heads =
            ["picture-answers", "picture-median", "picture-slow"].map(|it| self.catalog.t(it));
        let mut ends = [pen.width(); 3];
        for at in (0..2).rev() {
            ends[at] = ends[at + 1].saturating_sub(width(&heads[at + 1]).max(6) + 1);
        }
        for (end, head) in ends.iter().zip(&heads) {
            pen.put_right(*end, 1, head, Ink::Faint);
        }
        let agents = self.picture.agents.iter().take(pen.height().saturating_sub(2));
        for (y, (agent, it)) in (2..).zip(agents) {
            let name_end = ends[0].saturating_sub(width(&heads[0]) + 1);
            pen.put_within(0, y, &self.agent(*agent), name_end, Ink::Text);
            let cells = [it.answers.to_string(), self.maybe(it.median), self.maybe(it.p90)];
            for (end, cell) in ends.iter().zip(cells) {
                pen.put_right(*end, y, &cell, Ink::Text);
            }
        }
        if self.picture.agents.is_empty() {
            pen.put(0, 2, &self.catalog.t("picture-no-answers"), Ink::Faint);
        }
    }

    /// A heading with its short definition, and the numbers of today below it.
    fn headed(&self, pen: &mut Pen<'_>, title: &str, meaning: &str, today: &str) {
        let after = pen.put(0, 0, title, Ink::Strong);
        pen.put(after + 2, 0, meaning, Ink::Faint);
        pen.put(0, 1, today, Ink::Text);
    }

    fn speed(&self, area: Area, buf: &mut Buffer) {
        let mut pen = Pen::new(buf, area, self.theme);
        let hours = self.hours();
        let (title, mut short) = ("picture-speed", "picture-speed-short");
        if hours.is_empty() {
            self.headed(&mut pen, &self.catalog.t(title), &self.catalog.t(short), &self.today());
            pen.put(0, 3, &self.catalog.t("picture-no-waits"), Ink::Faint);
            return;
        }
        let seconds = |it: Option<i64>| it.map_or(0, |it| it.unsigned_abs() / 1000);
        let times = hours.iter().flat_map(|(_, it)| [it.speed.median, it.speed.p90]);
        let widest = times.map(|it| width(&self.maybe(it))).max().unwrap_or(0);
        // Many hours on a small screen leave room for bare minutes only, and say so.
        let bare = usize::from(area.width) / hours.len() <= widest;
        let words = |it: Option<i64>| match it {
            Some(millis) if bare => (millis / 60_000).to_string(),
            other => self.maybe(other),
        };
        if bare {
            short = "picture-speed-minutes";
        }
        self.headed(&mut pen, &self.catalog.t(title), &self.catalog.t(short), &self.today());
        let pairs: Vec<Pair> = hours
            .iter()
            .map(|(hour, it)| Pair {
                label: format!("{hour:02}"),
                values: [seconds(it.speed.median), seconds(it.speed.p90)],
                words: [words(it.speed.median), words(it.speed.p90)],
            })
            .collect();
        self.pairs(&pairs, [Ink::Good, Ink::Warning], area, buf);
    }

    fn days(&self, area: Area, buf: &mut Buffer) {
        let today = self.picture.days.last().map_or_else(String::new, |it| {
            let msg = Msg::new("picture-days-today");
            self.catalog.say(&msg.with("opened", it.opened).with("closed", it.closed))
        });
        let mut pen = Pen::new(buf, area, self.theme);
        let (title, short) = ("picture-days", "picture-days-short");
        self.headed(&mut pen, &self.catalog.t(title), &self.catalog.t(short), &today);
        let pairs: Vec<Pair> = self
            .picture
            .days
            .iter()
            .map(|it| Pair {
                label: self.day(it.day),
                values: [it.opened as u64, it.closed as u64],
                words: [it.opened.to_string(), it.closed.to_string()],
            })
            .collect();
        self.pairs(&pairs, [Ink::Theirs, Ink::Ours], area, buf);
    }

    /// Pairs of bars, each with its label and its two numbers below: colours are not needed to read them. Where there
    /// are too many, the last ones.
    fn pairs(&self, pairs: &[Pair], inks: [Ink; 2], area: Area, buf: &mut Buffer) {
        let columns = columns(area.width, pairs.len());
        // What is left over goes between the pairs, as far as it makes their numbers easier to read.
        let count = u16::try_from(pairs.len()).unwrap_or(u16::MAX).max(1);
        let pitch = ((area.width + 1) / count).clamp(columns * 2 + 1, columns * 2 + 2);
        let pairs = &pairs[pairs.len().saturating_sub(usize::from((area.width + 1) / pitch))..];
        let bar = |value: u64, ink| {
            Bar::default().value(value).text_value(String::new()).style(self.theme.style(ink))
        };
        let groups: Vec<BarGroup<'_>> = pairs
            .iter()
            .map(|it| BarGroup::new([bar(it.values[0], inks[0]), bar(it.values[1], inks[1])]))
            .collect();
        let rows = area.height.saturating_sub(2 + BELOW);
        BarChart::grouped(groups)
            .bar_width(columns)
            .bar_gap(0)
            .group_gap(pitch - columns * 2)
            .render(Rect::new(area.x, area.y + 2, area.width, rows), buf);
        let mut pen = Pen::new(buf, area, self.theme);
        let y = usize::from(rows) + 2;
        for (at, it) in pairs.iter().enumerate() {
            let x = at * usize::from(pitch);
            // A day without its month, where both do not fit.
            let label =
                if width(&it.label) < usize::from(pitch) { &it.label } else { &it.label[..2] };
            let lines = [(label, Ink::Faint), (&*it.words[0], inks[0]), (&*it.words[1], inks[1])];
            for (y, (words, ink)) in (y..).zip(lines) {
                let bars = usize::from(columns) * 2;
                let end = x + usize::from(pitch);
                pen.put_within(x + bars.saturating_sub(width(words)) / 2, y, words, end, ink);
            }
        }
    }
}

/// Rows below a chart of pairs: the labels and the numbers.
const BELOW: u16 = 3;

/// Two numbers that belong together.
struct Pair {
    label: String,
    values: [u64; 2],
    words: [String; 2],
}

/// Columns of a bar where so many pairs of them stand beside each other.
fn columns(room: u16, pairs: usize) -> u16 {
    let pairs = u16::try_from(pairs).unwrap_or(u16::MAX).max(1);
    ((room / pairs).saturating_sub(1) / 2).clamp(1, 5)
}
