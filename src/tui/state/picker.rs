//! A list that is narrowed down by typing: the palette, whom to assign, tags, views, quick replies.

use std::cmp::Reverse;

use crate::base::msg::Msg;
use crate::base::text::{clean_line, width};
use crate::domain::DialogId;
use crate::tui::action::Action;
use crate::tui::fuzzy::{Found, Fuzzy, Hay, in_any_layout};
use crate::tui::layout::Area;

use super::{Field, Pick};

/// Columns of a list, at least and at most.
const LIST_COLUMNS: (usize, usize) = (50, 76);
/// Rows of a list, at most.
const ROWS_MAX: usize = 16;
/// From this width on what a line stands for is shown beside the list, from this height on below it.
const BESIDE_FROM: u16 = 100;
const BELOW_FROM: u16 = 20;
/// Columns of list and preview together, and rows of a preview below.
const BOTH_COLUMNS: u16 = 116;
const BELOW_ROWS: u16 = 6;
/// How much better a line fits whose own words do, not only what it is found by as well.
const OWN_WORDS: u32 = 20;
/// Rows that are not the list: the frame, the input, the line below it.
const CHROME: u16 = 4;

/// What stands at the right end of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Detail {
    /// Nothing.
    #[default]
    Nothing,
    /// The key that asks for the same.
    Key(Action),
    /// A few words, clean: a load, a counter.
    Words(String),
}

/// One line of a picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickItem {
    /// What it says, clean.
    pub label: String,
    /// What stands at its right end.
    pub detail: Detail,
    /// What it is found by as well, unseen.
    pub keywords: String,
    /// What it stands for, shown beside the list where there is room.
    pub preview: Option<String>,
    /// What taking it does.
    pub pick: Pick,
    /// Whether it can be taken; if not, why. It is shown all the same.
    pub enabled: Result<(), Msg>,
    /// Whether it is what holds now.
    pub ticked: bool,
}

impl PickItem {
    /// A line that says `label`, which may be anybody's text, and does `pick`.
    #[must_use]
    pub fn new(label: impl AsRef<str>, pick: Pick) -> Self {
        Self {
            label: clean_line(label.as_ref()).into_owned(),
            detail: Detail::Nothing,
            keywords: String::new(),
            preview: None,
            pick,
            enabled: Ok(()),
            ticked: false,
        }
    }

    /// With a few words at its right end, which may be anybody's text.
    #[must_use]
    pub fn detail(mut self, words: impl AsRef<str>) -> Self {
        self.detail = Detail::Words(clean_line(words.as_ref()).into_owned());
        self
    }

    /// With the key of an action at its right end, as it works in this terminal.
    #[must_use]
    pub fn key(mut self, action: Action) -> Self {
        self.detail = Detail::Key(action);
        self
    }

    /// Found by these words, too.
    #[must_use]
    pub fn keywords(mut self, words: impl Into<String>) -> Self {
        self.keywords = words.into();
        self
    }

    /// With what it stands for; may be anybody's text.
    #[must_use]
    pub fn preview(mut self, text: impl Into<String>) -> Self {
        self.preview = Some(text.into());
        self
    }

    /// Ticked or not.
    #[must_use]
    pub const fn ticked(mut self, ticked: bool) -> Self {
        self.ticked = ticked;
        self
    }

    /// Cannot be taken, if there is a reason.
    #[must_use]
    pub fn refused(mut self, why: Option<Msg>) -> Self {
        self.enabled = why.map_or(Ok(()), Err);
        self
    }
}

/// What may be made of the text itself. The update makes a line of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FreeKind {
    /// A new tag for the dialog.
    Tag(DialogId),
    /// Nothing: the desk is asked for contacts that may be the same person as this dialog's.
    Contact(DialogId),
    /// A moment in words, until which the dialog is put off.
    Snooze(DialogId),
    /// The name of a new view.
    ViewName,
    /// A tag for all that is selected.
    TagEach,
}

/// What the text itself comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Free {
    /// Nothing.
    #[default]
    Nothing,
    /// A line above the list; `first`: the cursor goes there whatever else is found.
    Line {
        /// The line.
        item: Box<PickItem>,
        /// Whether it is meant rather than anything that is found.
        first: bool,
    },
    /// It cannot be read, and why; said where nothing else is found.
    Unread(Msg),
    /// It can be read and cannot be, and why; what has the same letters is not meant.
    Wrong(Msg),
}

/// A line that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Which item; `None` is the line made of the text itself.
    pub item: Option<usize>,
    /// The typed letters in its label, in bytes.
    pub marks: Vec<usize>,
}

/// A list narrowed down by typing.
#[derive(Debug, Clone, PartialEq)]
pub struct Picker {
    /// What is chosen.
    pub title: Msg,
    /// What may be typed, said while nothing is.
    pub placeholder: Option<Msg>,
    /// What is typed.
    pub field: Field,
    /// What may be made of the text itself.
    pub free: Option<FreeKind>,
    /// The sign in the text being written that opened it: without a choice, what is typed here goes there.
    pub sign: Option<char>,
    /// What must be said about the text or the line that was taken.
    pub note: Option<Msg>,
    items: Vec<PickItem>,
    /// The labels, and the labels with the keywords, as they are looked through.
    hays: Vec<(Hay, Hay)>,
    own: Option<PickItem>,
    shown: Vec<Shown>,
    cursor: usize,
    top: usize,
}

/// Where the parts of a picker stand on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// All of it, with its frame.
    pub area: Area,
    /// The lines.
    pub list: Area,
    /// What the line under the cursor stands for; empty where there is no room or nothing to show.
    pub preview: Area,
}

impl Picker {
    /// Everything there is, the cursor on the first line.
    #[must_use]
    pub fn new(title: Msg, items: Vec<PickItem>) -> Self {
        let mut picker = Self {
            title,
            placeholder: None,
            field: Field::default(),
            free: None,
            sign: None,
            note: None,
            items: Vec::new(),
            hays: Vec::new(),
            own: None,
            shown: Vec::new(),
            cursor: 0,
            top: 0,
        };
        picker.set_items(items);
        picker
    }

    /// With this to say while nothing is typed.
    #[must_use]
    pub fn placeholder(mut self, words: Msg) -> Self {
        self.placeholder = Some(words);
        self
    }

    /// The text itself may be taken as well.
    #[must_use]
    pub const fn free(mut self, kind: FreeKind) -> Self {
        self.free = Some(kind);
        self
    }

    /// Other lines: newer counters, the answer to what has been typed. The cursor stays with what it is on.
    pub fn set_items(&mut self, items: Vec<PickItem>) {
        let on = self.current().map(|it| it.pick.clone());
        let joined = |it: &PickItem| match it.keywords.as_str() {
            "" => Hay::default(),
            words => Hay::new(&format!("{} {words}", it.label)),
        };
        self.hays = items.iter().map(|it| (Hay::new(&it.label), joined(it))).collect();
        self.items = items;
        self.show();
        let again = on.and_then(|pick| (0..self.shown.len()).find(|it| self.picks(*it, &pick)));
        self.go_to(again.unwrap_or(self.cursor));
    }

    fn picks(&self, line: usize, pick: &Pick) -> bool {
        self.line(line).is_some_and(|it| it.pick == *pick)
    }

    /// The text has changed, and is worth this by itself: only what fits it is shown, the best first.
    pub fn filter(&mut self, free: Free) {
        let (own, first, note) = match free {
            Free::Nothing => (None, false, None),
            Free::Line { item, first } => (Some(*item), first, None),
            Free::Unread(why) => (None, false, Some(why)),
            Free::Wrong(why) => {
                (self.own, self.note, self.top, self.cursor) = (None, Some(why), 0, 0);
                self.shown.clear();
                return;
            }
        };
        (self.own, self.note, self.top) = (own, note, 0);
        self.show();
        self.note.take_if(|_| !self.shown.is_empty());
        let found = self.shown.len() > 1 && self.own.is_some();
        self.cursor = usize::from(found && !first);
    }

    fn show(&mut self) {
        let (items, hays) = (&self.items, &self.hays);
        // A moment in words is easily taken for another one.
        let make =
            if let Some(FreeKind::Snooze(_)) = self.free { Fuzzy::plain } else { Fuzzy::new };
        let mut found = in_any_layout(self.field.text(), make, |fuzzy| {
            let found = hays.iter().enumerate().filter_map(|(at, (label, all))| {
                let by_label =
                    fuzzy.find(label).map(|it| Found { score: it.score + OWN_WORDS, ..it });
                Some((at, by_label.or_else(|| fuzzy.find(all))?))
            });
            found.collect::<Vec<_>>()
        });
        if !self.field.is_empty() {
            // What cannot be taken stands behind what fits as well and can.
            found.sort_by_key(|(at, it)| (Reverse(it.score), items[*at].enabled.is_err()));
        }
        let own = self.own.iter().map(|_| Shown { item: None, marks: Vec::new() });
        let marked = |(at, it): (usize, Found)| {
            let length = items[at].label.len();
            let marks = it.marks.into_iter().filter(|it| *it < length).collect();
            Shown { item: Some(at), marks }
        };
        self.shown = own.chain(found.into_iter().map(marked)).collect();
        self.go_to(self.cursor);
    }

    /// All lines, found or not.
    #[must_use]
    pub fn items(&self) -> &[PickItem] {
        &self.items
    }

    /// How many lines are shown.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether nothing is found.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// How the line is found.
    #[must_use]
    pub fn shown(&self, line: usize) -> Option<&Shown> {
        self.shown.get(line)
    }

    /// What stands in a line that is shown.
    #[must_use]
    pub fn line(&self, line: usize) -> Option<&PickItem> {
        match self.shown.get(line)?.item {
            Some(at) => self.items.get(at),
            None => self.own.as_ref(),
        }
    }

    /// The line under the cursor.
    #[must_use]
    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    /// What stands in the line under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&PickItem> {
        self.line(self.cursor)
    }

    /// Whether a line says what is typed, but for capitals and folded letters.
    #[must_use]
    pub fn has(&self, label: &str) -> bool {
        let wanted = label.to_lowercase();
        self.items.iter().any(|it| it.label.to_lowercase() == wanted)
    }

    /// Moves the cursor to a line, or to the last.
    pub fn go_to(&mut self, line: usize) {
        self.cursor = line.min(self.shown.len().saturating_sub(1));
    }

    /// Moves the cursor by some lines and scrolls no further than it takes to see it.
    pub fn step(&mut self, lines: isize, size: (u16, u16)) {
        self.go_to(self.cursor.saturating_add_signed(lines));
        self.top = self.top(usize::from(self.place(size).list.height));
    }

    /// The first line that is seen where `rows` are.
    #[must_use]
    pub fn top(&self, rows: usize) -> usize {
        let lowest = (self.cursor + 1).saturating_sub(rows.max(1));
        let last = self.shown.len().saturating_sub(rows.max(1));
        self.top.clamp(lowest, self.cursor.max(lowest)).min(last.max(lowest))
    }

    /// Whether any line is ticked.
    #[must_use]
    pub fn ticks(&self) -> bool {
        self.items.iter().any(|it| it.ticked)
    }

    /// Where everything stands on a screen of this size. Typing moves nothing: room is made for all lines.
    #[must_use]
    pub fn place(&self, size: (u16, u16)) -> Placed {
        let previews = self.items.iter().any(|it| it.preview.is_some());
        // The line of keys below everything stays in sight.
        let most = size.1.saturating_sub(u16::from(size.1 > 6));
        let lines = self.items.len() + usize::from(self.free.is_some());
        let wanted = cells(lines.clamp(1, ROWS_MAX));
        let beside = previews && size.0 >= BESIDE_FROM;
        let below = previews && !beside && size.1 >= BELOW_FROM;
        let wanted = if beside { wanted.max(BELOW_ROWS * 2) } else { wanted };
        let under = if below { BELOW_ROWS + 1 } else { 0 };
        let height = (wanted + CHROME + under).min(most);
        let width = if beside { BOTH_COLUMNS } else { cells(self.columns()) }.min(size.0);
        let area =
            Area { x: (size.0 - width) / 2, y: (most.saturating_sub(height)) / 2, width, height };
        let inner = Area {
            x: area.x + 1,
            y: area.y + CHROME - 1,
            width: width.saturating_sub(2),
            height: height.saturating_sub(CHROME),
        };
        if beside {
            let list = inner.width * 9 / 20;
            let preview = Area { x: inner.x + list + 1, width: inner.width - list - 1, ..inner };
            return Placed { area, list: Area { width: list, ..inner }, preview };
        }
        let under = under.min(inner.height.saturating_sub(1));
        let list = Area { height: inner.height - under, ..inner };
        let preview =
            Area { y: list.y + list.height + 1, height: under.saturating_sub(1), ..inner };
        Placed { area, list, preview: if below { preview } else { Area::default() } }
    }

    fn columns(&self) -> usize {
        let detail = |it: &PickItem| match &it.detail {
            Detail::Nothing => 0,
            Detail::Key(_) => 8,
            Detail::Words(words) => width(words) + 2,
        };
        // A list as long as this is not measured: it is as wide as it may be.
        let measured = self.items.iter().take(200).map(|it| width(&it.label) + detail(it));
        (measured.max().unwrap_or(0) + 10).clamp(LIST_COLUMNS.0, LIST_COLUMNS.1)
    }
}

fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
