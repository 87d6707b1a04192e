//! The conversation being read, laid out in lines.

use std::ops::Range;

use super::Insets;
use super::lines::{Hyperlink, Line, Mark, Sheet};
use crate::base::clock::Timestamp;
use crate::domain::search::Terms;
use crate::domain::{AgentId, Delivery, DialogId, Kind, Message, MessageId};
use crate::store::{Card, Draft};
use crate::tui::event::{Part, SeenThread};

/// Messages loaded when a dialog is opened, and more with each time the top is reached.
pub const THREAD_PAGE: usize = 60;

/// Messages loaded on either side of one that is shown in its place.
pub const THREAD_SIDE: usize = 40;

/// Where the reader goes with the next answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// To a message, which is put into the middle of the screen.
    Message(MessageId),
    /// To the newest message.
    Newest,
}

/// The conversation and its contact.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    /// Whose it is; nothing is shown without.
    pub dialog: Option<DialogId>,
    /// The card; `None` until the desk has answered, and when the dialog is gone.
    pub card: Option<Card>,
    /// The loaded messages, oldest first.
    pub messages: Vec<Message>,
    /// Whether nothing older is here.
    pub at_start: bool,
    /// Whether the hub has older ones.
    pub elsewhere: bool,
    /// The same, in lines.
    pub lines: Vec<Line>,
    /// The addresses in them.
    pub links: Vec<Hyperlink>,
    /// The pictures among them.
    pub insets: Insets,
    /// Lines hidden below the lower edge; 0 shows the newest message.
    pub scroll: usize,
    /// The number of the question whose answer will replace all this.
    pub asked: u64,
    /// Which part is wanted.
    pub part: Part,
    /// Whether nothing newer exists than what is loaded.
    pub at_end: bool,
    /// Whether more has been asked for.
    pub extending: bool,
    /// Where the reader is on the way to.
    pub aim: Option<Aim>,
    /// The words that are looked for: any of these.
    pub words: Vec<Terms>,
    /// Where they are, line by line.
    pub marks: Vec<Mark>,
    /// The newest messages, while others are loaded.
    newest: Vec<Message>,
    /// Whether the desk has answered.
    pub loaded: bool,
    /// What the card's cursor is on: the fields, the note, or one of the other dialogs of the same person.
    pub card_at: usize,
    /// What I have half written here.
    pub drafts: Vec<Draft>,
    /// Whether these are mails, which repeat earlier ones at their end.
    pub mails: bool,
    /// Whether what messages repeat at their end is shown, too.
    pub unfolded: bool,
    /// Up to which message I have told the desk that I have seen it.
    pub seen: MessageId,
    /// The width the lines are laid out for.
    width: usize,
    /// The local time the lines are laid out for.
    utc_offset: i32,
}

impl Default for Thread {
    fn default() -> Self {
        Self {
            card_at: 0,
            dialog: None,
            card: None,
            messages: Vec::new(),
            at_start: false,
            elsewhere: false,
            lines: Vec::new(),
            links: Vec::new(),
            insets: Insets::default(),
            scroll: 0,
            asked: 0,
            part: Part::Newest(THREAD_PAGE),
            at_end: true,
            extending: false,
            aim: None,
            words: Vec::new(),
            marks: Vec::new(),
            newest: Vec::new(),
            loaded: false,
            drafts: Vec::new(),
            mails: false,
            unfolded: false,
            seen: MessageId(0),
            width: 0,
            utc_offset: 0,
        }
    }
}

impl Thread {
    /// A conversation of which nothing is loaded.
    #[must_use]
    pub fn of(dialog: DialogId) -> Self {
        Self { dialog: Some(dialog), ..Self::default() }
    }

    /// The same, to be read from one of its messages on.
    #[must_use]
    pub fn at(dialog: DialogId, message: MessageId) -> Self {
        let mut thread = Self { at_end: false, ..Self::of(dialog) };
        thread.turn_to(message);
        thread
    }

    /// The reader wants a message in its place.
    pub const fn turn_to(&mut self, message: MessageId) {
        self.part = Part::Around { message, before: THREAD_SIDE, after: THREAD_SIDE };
        self.aim = Some(Aim::Message(message));
    }

    /// The reader wants the newest messages and those before them.
    pub fn turn_to_newest(&mut self) {
        self.part = Part::Newest(THREAD_PAGE);
        self.aim = Some(Aim::Newest);
    }

    /// More older or newer messages are wanted, as many as `more`.
    pub fn extend(&mut self, more: usize, newer: bool) {
        self.extending = true;
        match &mut self.part {
            Part::Newest(limit) => *limit += more,
            Part::Around { after, .. } if newer => *after += more,
            Part::Around { before, .. } => *before += more,
        }
    }

    /// Remembers what is half written, as the desk has it or will have it in a moment.
    pub fn set_drafts(&mut self, drafts: Vec<Draft>) {
        if self.drafts != drafts {
            self.drafts = drafts;
            self.lines.retain(|it| !matches!(it, Line::Draft(_)));
            self.lines.extend((0..self.drafts.len()).map(Line::Draft));
        }
    }

    /// Takes an answer of the desk. Where the reader has scrolled up, what is read stays in its place.
    pub fn take(&mut self, told: SeenThread, width: usize, utc_offset: i32) {
        let last = self.messages.last().map_or(MessageId(0), |it| it.id);
        let stays = self.loaded && (self.scroll > 0 || !self.at_end);
        let below = self.lines_after(last);
        self.messages = told.page.messages;
        self.insets.look_again();
        (self.at_start, self.at_end) = (told.page.at_start, told.page.at_end);
        (self.newest, self.elsewhere) = (told.newest, told.elsewhere);
        self.card = told.card;
        (self.loaded, self.extending) = (true, false);
        self.lay_out(width, utc_offset);
        if self.aim.take_if(|it| *it == Aim::Newest).is_some() {
            self.scroll = 0;
        } else if stays {
            // What came below what was the end moves the end away from the reader; older messages do not.
            self.scroll = (self.scroll + self.lines_after(last)).saturating_sub(below);
        }
    }

    /// How many lines stand behind the last one of a message and those before it.
    fn lines_after(&self, message: MessageId) -> usize {
        let upto = |it: &Line| it.message().is_some_and(|at| self.messages[at].id <= message);
        self.lines.iter().rev().take_while(|it| !upto(it)).count()
    }

    /// Marks other words.
    pub fn look_for(&mut self, words: Vec<Terms>) {
        if self.words != words {
            self.words = words;
            if self.loaded {
                self.lay_out_again();
            }
        }
    }

    /// Puts the message that the reader is on the way to into the middle of `height` lines, at its first word that is
    /// looked for. A message that is gone leaves its neighbour there.
    pub fn arrive(&mut self, height: usize) {
        let Some(Aim::Message(message)) = self.aim.filter(|_| self.loaded) else { return };
        self.aim = None;
        let of = |line: usize| self.lines[line].message().map(|at| self.messages[at].id);
        let marked = self.marks.iter().map(|it| it.line).find(|it| of(*it) == Some(message));
        let head = || {
            let heads =
                |it: &Line| matches!(it, Line::Head(at) if self.messages[*at].id >= message);
            self.lines.iter().position(heads)
        };
        let line = marked.or_else(head).unwrap_or(self.lines.len());
        // As in `visible`: the lines that end behind the middle.
        let end = (line + 1 + height / 2).clamp(height.min(self.lines.len()), self.lines.len());
        self.scroll = self.lines.len() - end;
    }

    /// Says whether these are mails.
    pub fn set_mails(&mut self, mails: bool) {
        if self.mails != mails {
            self.mails = mails;
            if self.loaded {
                self.lay_out(self.width, self.utc_offset);
            }
        }
    }

    /// Shows quotes whole, or folds them again; the first message of the `height` lines on the screen stays where it is.
    /// False where there are none.
    pub fn turn_quotes(&mut self, height: usize) -> bool {
        let lines = self.lines.len();
        let visible = self.visible(height);
        let head = |it: &Line| matches!(it, Line::Head(_));
        let first = (visible.start..lines).find(|it| head(&self.lines[*it]));
        let known = first.map(|it| (self.lines[it].clone(), it - visible.start));
        self.unfolded = !self.unfolded;
        self.lay_out(self.width, self.utc_offset);
        if self.lines.len() == lines {
            self.unfolded = false;
            return false;
        }
        let at = known.and_then(|(line, below)| {
            let now = self.lines.iter().position(|it| *it == line)?;
            Some(now.saturating_sub(below) + height)
        });
        if self.scroll > 0 || self.unfolded {
            self.scroll = at.map_or(0, |it| self.lines.len().saturating_sub(it));
        }
        true
    }

    /// Whether a message is loaded.
    #[must_use]
    pub fn has(&self, message: MessageId) -> bool {
        self.loaded && self.messages.binary_search_by_key(&message, |it| it.id).is_ok()
    }

    /// Lays the lines out for another width or local time, if they are not.
    pub fn resize(&mut self, width: usize, utc_offset: i32) {
        if (self.width, self.utc_offset) != (width, utc_offset) {
            self.lay_out(width, utc_offset);
        }
    }

    /// Scrolls by lines, up if negative, within what there is.
    pub fn scroll_by(&mut self, lines: isize, height: usize) {
        let most = self.lines.len().saturating_sub(height);
        self.scroll = self.scroll.saturating_add_signed(-lines).min(most);
    }

    /// The lines on the screen, the first at the top.
    #[must_use]
    pub fn visible(&self, height: usize) -> Range<usize> {
        let most = self.lines.len().saturating_sub(height);
        let end = self.lines.len() - self.scroll.min(most);
        end.saturating_sub(height)..end
    }

    /// The message that waits for a person and that *retry*, *edit* and *drop* mean: the oldest one, because
    /// the others wait behind it.
    #[must_use]
    pub fn stuck(&self) -> Option<&Message> {
        self.messages.iter().find(|it| it.delivery.as_ref().is_some_and(Delivery::stuck))
    }

    /// When the time that is left until a reply goes out reads differently, if there is such a reply.
    #[must_use]
    pub fn counts_down(&self, now: Timestamp) -> Option<Timestamp> {
        let held = |it: &Message| it.delivery.as_ref()?.held_until(it.at, now);
        let next = |due: Timestamp| Timestamp(due.0 - (due.0 - now.0 - 1).div_euclid(1000) * 1000);
        self.messages.iter().filter_map(held).map(next).min()
    }

    /// Scrolls so that what was said from `message` on is seen from its beginning on, or else its end.
    pub fn show_from(&mut self, message: MessageId, height: usize) {
        let from = |line: &Line| line.message().is_some_and(|at| self.messages[at].id >= message);
        let first = self.lines.iter().position(from).unwrap_or(self.lines.len());
        self.scroll = (self.lines.len() - first).saturating_sub(height);
    }

    /// What others have said after `message`, oldest first.
    pub fn said_after(&self, message: MessageId, me: AgentId) -> impl Iterator<Item = &Message> {
        let known = self.messages.iter().chain(&self.newest);
        known.filter(move |it| it.id > message && by_others(it, me))
    }

    /// The last thing that the customer or a colleague said to the customer.
    #[must_use]
    pub fn last_of_others(&self, me: AgentId) -> MessageId {
        let known = self.messages.iter().chain(&self.newest).filter(|it| by_others(it, me));
        known.map(|it| it.id).max().unwrap_or_default()
    }

    /// The same once more, with what else has changed.
    pub(super) fn lay_out_again(&mut self) {
        self.lay_out(self.width, self.utc_offset);
    }

    fn lay_out(&mut self, width: usize, utc_offset: i32) {
        (self.width, self.utc_offset) = (width, utc_offset);
        let mut lines = Vec::with_capacity(self.messages.len() * 4);
        if self.loaded {
            lines.push(match (self.at_start, self.elsewhere) {
                (false, _) => Line::Older,
                (true, true) => Line::Elsewhere,
                (true, false) => Line::Beginning,
            });
        }
        let (links, marks) = (Vec::new(), Vec::new());
        let folds = self.mails && !self.unfolded;
        let (words, insets) = (&self.words, &self.insets);
        let mut sheet = Sheet { lines, links, marks, words, insets, width, folds };
        let mut day = None;
        for (at, message) in self.messages.iter().enumerate() {
            let today = local_day(message.at, utc_offset);
            if day != Some(today) {
                sheet.lines.push(Line::Day(today));
                day = Some(today);
            }
            let first = self.stuck().is_some_and(|it| it.id == message.id);
            sheet.lay_out(at, message, first);
        }
        let Sheet { mut lines, links, marks, .. } = sheet;
        if self.loaded && !self.at_end {
            lines.push(Line::Newer);
        }
        lines.extend((0..self.drafts.len()).map(Line::Draft));
        (self.lines, self.links, self.marks) = (lines, links, marks);
    }
}

/// Whether it is said by the customer, or to the customer by a colleague.
fn by_others(message: &Message, me: AgentId) -> bool {
    match message.kind {
        Kind::Inbound => true,
        Kind::Reply => message.author != Some(me),
        Kind::Auto | Kind::Note => false,
    }
}

/// Days since 1970-01-01 in local time.
#[must_use]
pub fn local_day(at: Timestamp, utc_offset: i32) -> i64 {
    (at.0 + i64::from(utc_offset) * 1000).div_euclid(86_400_000)
}
