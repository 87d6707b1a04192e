//! The conversation being read, laid out in lines.

use std::ops::Range;

use crate::base::clock::Timestamp;
use crate::base::text::{Address, addresses, clean_block, clean_line, wrap};
use crate::domain::{AgentId, Delivery, DialogId, Kind, Message, MessageId};
use crate::store::{Card, Draft, ThreadPage};
use crate::tui::action::Action;

/// Messages loaded when a dialog is opened, and more with each time the top is reached.
pub const THREAD_PAGE: usize = 60;

/// One line of the conversation. The words of headings are the view's; what is counted here is lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Here the conversation begins.
    Beginning,
    /// Older messages are being loaded.
    Older,
    /// A day begins: days since 1970-01-01, local.
    Day(i64),
    /// A message's heading: who, when, how far it has come.
    Head(usize),
    /// A line of a message, and the links in it.
    Text(usize, String, Vec<Span>),
    /// A file of a message: the message, the file.
    File(usize, usize),
    /// Why a message was not sent, in the channel's words.
    Reason(usize, String),
    /// One of the things that can be done with the message that waits for a person.
    Choice(usize, Action),
    /// A message that waits behind the one that waits for a person.
    Behind(usize),
    /// What I have half written: which of the drafts.
    Draft(usize),
    /// The empty line after a message.
    Gap(usize),
}

impl Line {
    /// The message it belongs to, if it belongs to one.
    const fn message(&self) -> Option<usize> {
        match self {
            Self::Head(at)
            | Self::Text(at, ..)
            | Self::File(at, _)
            | Self::Reason(at, _)
            | Self::Choice(at, _)
            | Self::Behind(at)
            | Self::Gap(at) => Some(*at),
            Self::Beginning | Self::Older | Self::Day(_) | Self::Draft(_) => None,
        }
    }
}

/// An address in a message that can be opened.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hyperlink {
    /// In which message.
    pub message: MessageId,
    /// Which of the message's addresses, counted from 0.
    pub nth: usize,
    /// Where it leads: see [`Address::url`].
    pub url: String,
}

/// A part of a line that belongs to a link. An address that is broken over lines has one in each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the line.
    pub range: Range<usize>,
    /// Which of [`Thread::links`].
    pub link: usize,
}

/// The conversation and its contact.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Thread {
    /// Whose it is; nothing is shown without.
    pub dialog: Option<DialogId>,
    /// The card; `None` until the desk has answered, and when the dialog is gone.
    pub card: Option<Card>,
    /// The loaded messages, oldest first.
    pub messages: Vec<Message>,
    /// Whether nothing older exists.
    pub at_start: bool,
    /// The same, in lines.
    pub lines: Vec<Line>,
    /// The addresses in them.
    pub links: Vec<Hyperlink>,
    /// Lines hidden below the lower edge; 0 shows the newest message.
    pub scroll: usize,
    /// The number of the question whose answer will replace all this.
    pub asked: u64,
    /// How many messages are wanted.
    pub limit: usize,
    /// Whether the desk has answered.
    pub loaded: bool,
    /// What I have half written here.
    pub drafts: Vec<Draft>,
    /// Up to which message I have told the desk that I have seen it.
    pub seen: MessageId,
    /// The width the lines are laid out for.
    width: usize,
    /// The local time the lines are laid out for.
    utc_offset: i32,
}

impl Thread {
    /// A conversation of which nothing is loaded.
    #[must_use]
    pub fn of(dialog: DialogId) -> Self {
        Self { dialog: Some(dialog), limit: THREAD_PAGE, ..Self::default() }
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
    pub fn take(&mut self, page: ThreadPage, card: Option<Card>, width: usize, utc_offset: i32) {
        let last = self.messages.last().map(|it| it.id);
        self.messages = page.messages;
        self.at_start = page.at_start;
        self.card = card;
        self.loaded = true;
        self.lay_out(width, utc_offset);
        if self.scroll > 0 {
            // What came below what was the end moves the end away from the reader; older messages do not.
            let after =
                |line: &&Line| line.message().is_some_and(|at| Some(self.messages[at].id) > last);
            self.scroll += self.lines.iter().filter(after).count();
        }
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

    /// The last thing that the customer or a colleague said to the customer.
    #[must_use]
    pub fn last_of_others(&self, me: AgentId) -> MessageId {
        let others = |it: &&Message| match it.kind {
            Kind::Inbound => true,
            Kind::Reply => it.author != Some(me),
            Kind::Auto | Kind::Note => false,
        };
        self.messages.iter().rfind(others).map_or(MessageId(0), |it| it.id)
    }

    fn lay_out(&mut self, width: usize, utc_offset: i32) {
        (self.width, self.utc_offset) = (width, utc_offset);
        let mut lines = Vec::with_capacity(self.messages.len() * 4);
        if self.loaded {
            lines.push(if self.at_start { Line::Beginning } else { Line::Older });
        }
        let mut links = Vec::new();
        let mut day = None;
        for (at, message) in self.messages.iter().enumerate() {
            let today = local_day(message.at, utc_offset);
            if day != Some(today) {
                lines.push(Line::Day(today));
                day = Some(today);
            }
            let first = self.stuck().is_some_and(|it| it.id == message.id);
            lay_out_message(&mut lines, &mut links, (at, message), width, first);
        }
        lines.extend((0..self.drafts.len()).map(Line::Draft));
        (self.lines, self.links) = (lines, links);
    }
}

/// Days since 1970-01-01 in local time.
#[must_use]
pub fn local_day(at: Timestamp, utc_offset: i32) -> i64 {
    (at.0 + i64::from(utc_offset) * 1000).div_euclid(86_400_000)
}

fn lay_out_message(
    lines: &mut Vec<Line>,
    links: &mut Vec<Hyperlink>,
    (at, message): (usize, &Message),
    width: usize,
    first_stuck: bool,
) {
    lines.push(Line::Head(at));
    // Two cells for the bar, one free at the right edge.
    let room = width.saturating_sub(3).max(1);
    let text = clean_block(&message.text);
    let text = text.trim_end();
    if !text.is_empty() {
        let found = addresses(text);
        let first = links.len();
        lines.extend(wrap(text, room).into_iter().map(|row| {
            let spans = spans(&found, first, &row);
            Line::Text(at, text[row].to_owned(), spans)
        }));
        let (message, all) = (message.id, found.into_iter().enumerate());
        links.extend(all.map(|(nth, it)| Hyperlink { message, nth, url: it.url }));
    }
    lines.extend((0..message.files.len()).map(|file| Line::File(at, file)));
    match &message.delivery {
        Some(Delivery::Failed { reason }) => {
            let reason = clean_line(reason);
            let rows = wrap(&reason, room).into_iter();
            lines.extend(rows.map(|it| Line::Reason(at, reason[it].to_owned())));
        }
        Some(Delivery::Unsure) if first_stuck => lines.push(Line::Choice(at, Action::ConfirmSent)),
        _ => (),
    }
    if message.delivery.as_ref().is_some_and(Delivery::stuck) {
        if first_stuck {
            let choices = [Action::Retry, Action::EditFailed, Action::DropFailed];
            lines.extend(choices.map(|it| Line::Choice(at, it)));
        } else {
            lines.push(Line::Behind(at));
        }
    }
    lines.push(Line::Gap(at));
}

/// The parts of addresses in a row of a text, whose links are counted from `first`.
fn spans(addresses: &[Address], first: usize, row: &Range<usize>) -> Vec<Span> {
    let begin = addresses.partition_point(|it| it.range.end <= row.start);
    let here = (first + begin..).zip(&addresses[begin..]);
    let here = here.take_while(|it| it.1.range.start < row.end);
    let span = |(link, it): (usize, &Address)| {
        let (from, to) = (it.range.start.max(row.start), it.range.end.min(row.end));
        Span { range: from - row.start..to - row.start, link }
    };
    here.map(span).collect()
}
