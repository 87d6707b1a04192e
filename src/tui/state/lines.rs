//! The lines a conversation is laid out in.

use std::ops::Range;

use super::Insets;
use crate::base::text::{Address, addresses, clean_block, clean_line, quote_begins, wrap};
use crate::domain::search::Terms;
use crate::domain::{Delivery, Kind, Message, MessageId};
use crate::tui::action::Action;

/// A quote of fewer lines is not worth a line that stands for it.
const FOLDED_MIN: usize = 3;

/// One line of the conversation. The words of headings are the view's; what is counted here is lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Here the conversation begins.
    Beginning,
    /// Older messages are being loaded.
    Older,
    /// The hub has older messages that are not here.
    Elsewhere,
    /// A day begins: days since 1970-01-01, local.
    Day(i64),
    /// A message's heading: who, when, how far it has come.
    Head(usize),
    /// A line of a message, and the links in it.
    Text(usize, String, Vec<Span>),
    /// Lines of a message that repeat an earlier one and are folded away: how many.
    Quote(usize, usize),
    /// A file of a message: the message, the file.
    File(usize, usize),
    /// A row of the picture in a file: the message, the file, the row.
    Inset(usize, usize, u16),
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
    /// What is shown ends here; there are newer messages.
    Newer,
}

impl Line {
    /// The message it belongs to, if it belongs to one.
    pub(super) const fn message(&self) -> Option<usize> {
        match self {
            Self::Head(at)
            | Self::Text(at, ..)
            | Self::Quote(at, _)
            | Self::File(at, _)
            | Self::Inset(at, ..)
            | Self::Reason(at, _)
            | Self::Choice(at, _)
            | Self::Behind(at)
            | Self::Gap(at) => Some(*at),
            Self::Beginning
            | Self::Older
            | Self::Elsewhere
            | Self::Newer
            | Self::Day(_)
            | Self::Draft(_) => None,
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
    /// Which of [`Thread::links`](super::Thread::links).
    pub link: usize,
}

/// Where a line has words that are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Which line.
    pub line: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
}

/// What messages are laid out on.
pub(super) struct Sheet<'a> {
    pub(super) lines: Vec<Line>,
    pub(super) links: Vec<Hyperlink>,
    pub(super) marks: Vec<Mark>,
    pub(super) words: &'a [Terms],
    pub(super) insets: &'a Insets,
    pub(super) width: usize,
    /// Whether what is repeated is folded away.
    pub(super) folds: bool,
}

impl Sheet<'_> {
    pub(super) fn lay_out(&mut self, at: usize, message: &Message, first_stuck: bool) {
        self.lines.push(Line::Head(at));
        // Two cells for the bar, one free at the right edge.
        let room = self.width.saturating_sub(3).max(1);
        let text = clean_block(&message.text);
        let folds = self.folds && message.kind != Kind::Note;
        self.text((at, message.id), text.trim_end(), room, folds);
        for (nth, file) in message.files.iter().enumerate() {
            self.lines.push(Line::File(at, nth));
            let rows = file.content.map_or(0, |it| self.insets.rows(it));
            self.lines.extend((0..rows).map(|row| Line::Inset(at, nth, row)));
        }
        match &message.delivery {
            Some(Delivery::Failed { reason }) => {
                let reason = clean_line(reason);
                let rows = wrap(&reason, room).into_iter();
                self.lines.extend(rows.map(|it| Line::Reason(at, reason[it].to_owned())));
            }
            Some(Delivery::Unsure) if first_stuck => {
                self.lines.push(Line::Choice(at, Action::ConfirmSent));
            }
            _ => (),
        }
        if message.delivery.as_ref().is_some_and(Delivery::stuck) {
            if first_stuck {
                let choices = [Action::Retry, Action::EditFailed, Action::DropFailed];
                self.lines.extend(choices.map(|it| Line::Choice(at, it)));
            } else {
                self.lines.push(Line::Behind(at));
            }
        }
        self.lines.push(Line::Gap(at));
    }

    fn text(&mut self, (at, message): (usize, MessageId), text: &str, room: usize, folds: bool) {
        if text.is_empty() {
            return;
        }
        let addresses = addresses(text);
        let found: Vec<_> = self.words.iter().flat_map(|it| it.find(text)).collect();
        let first = self.links.len();
        let quote = folded(text).filter(|quote| {
            // What is looked for is never folded away.
            folds && !found.iter().any(|it| quote.start < it.end)
        });
        let own = quote.as_ref().map_or(text.len(), |it| text[..it.start].trim_end().len());
        for row in wrap(text, room).into_iter().take_while(|it| it.start < own) {
            let line = self.lines.len();
            let here = found.iter().filter(|it| it.start < row.end && row.start < it.end);
            self.marks.extend(here.map(|it| Mark {
                line,
                range: it.start.max(row.start) - row.start..it.end.min(row.end) - row.start,
            }));
            let spans = spans(&addresses, first, &row);
            self.lines.push(Line::Text(at, text[row].to_owned(), spans));
        }
        if let Some(quote) = quote {
            self.lines.push(Line::Quote(at, text[quote].lines().count()));
        }
        let all = addresses.into_iter().enumerate();
        self.links.extend(all.map(|(nth, it)| Hyperlink { message, nth, url: it.url }));
    }
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

/// The part of a text that is worth folding away: what it repeats at its end.
fn folded(text: &str) -> Option<Range<usize>> {
    let line = quote_begins(text)?;
    let start = text.split_inclusive('\n').take(line).map(str::len).sum();
    (FOLDED_MIN <= text[start..].lines().count()).then_some(start..text.len())
}
