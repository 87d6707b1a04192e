//! Agents, channels and tags by what people type of their names.

use super::Names;
use super::lex::{Piece, is_plain, quote};
use super::vocabulary::{ASSIGNED, MEDIA, Word, find, fold};
use crate::base::text::keyboard::as_latin;
use crate::domain::term::{Assigned, ChannelPick};
use crate::domain::{AgentId, ChannelId};

/// What a value names.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found<T> {
    /// This.
    One(T),
    /// Any of these, which is too many.
    Several(Vec<T>),
    /// Nothing.
    Nothing,
}

impl<T: Copy> Found<T> {
    fn map<U>(self, to: impl Fn(T) -> U) -> Found<U> {
        match self {
            Self::One(it) => Found::One(to(it)),
            Self::Several(them) => Found::Several(them.into_iter().map(to).collect()),
            Self::Nothing => Found::Nothing,
        }
    }

    fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        if matches!(self, Self::Nothing) { other() } else { self }
    }
}

impl Names<'_> {
    /// Whose dialogs `piece` means. In quotation marks it is a name first, without them a word of the language.
    pub(super) fn assigned(&self, piece: &Piece) -> Found<Assigned> {
        let names = || self.agents.iter().map(|it| (it.id, it.name.as_str()));
        let word = || word(ASSIGNED, &piece.text);
        if piece.quoted {
            return by_name(&piece.text, names).map(Assigned::To).or_else(word);
        }
        let id = || number(&piece.text).map(|it| Assigned::To(AgentId(it)));
        word().or_else(id).or_else(|| by_name(&piece.text, names).map(Assigned::To))
    }

    /// Which channels `piece` means, in the same way.
    pub(super) fn channel(&self, piece: &Piece) -> Found<ChannelPick> {
        let names = || self.channels.iter().map(|it| (it.id, it.name.as_str()));
        let word = || word(MEDIA, &piece.text).map(ChannelPick::Kind);
        if piece.quoted {
            return by_name(&piece.text, names).map(ChannelPick::One).or_else(word);
        }
        let id = || number(&piece.text).map(|it| ChannelPick::One(ChannelId(it)));
        word().or_else(id).or_else(|| by_name(&piece.text, names).map(ChannelPick::One))
    }

    /// Which tag `piece` means: in quotation marks exactly this; else one of the desk's tags, if it is one of them
    /// but for its case; else what was typed. `swapped` when the key before it was typed in the wrong layout.
    pub(super) fn tag(&self, piece: &Piece, swapped: bool) -> String {
        if piece.quoted {
            return piece.text.clone();
        }
        let known = |typed: &str| match self.tags.iter().any(|it| it == typed) {
            true => Some(typed.to_owned()),
            false => self.tags.iter().find(|it| fold(it) == fold(typed)).cloned(),
        };
        let latin = || known(&as_latin(&piece.text)).filter(|_| swapped);
        known(&piece.text).or_else(latin).unwrap_or_else(|| piece.text.clone())
    }

    /// The value that [`assigned`](Self::assigned) reads as `one`.
    pub(super) fn print_assigned(&self, one: Assigned) -> String {
        let Assigned::To(id) = one else { return printed(ASSIGNED, &one) };
        let name = self.agents.iter().find(|it| it.id == id).map(|it| it.name.as_str());
        let name = name.and_then(|it| value(it, |piece| self.assigned(piece) == Found::One(one)));
        name.unwrap_or_else(|| format!("#{}", id.0))
    }

    /// The value that [`channel`](Self::channel) reads as `one`.
    pub(super) fn print_channel(&self, one: ChannelPick) -> String {
        let id = match one {
            ChannelPick::Kind(kind) => return printed(MEDIA, &kind),
            ChannelPick::One(id) => id,
        };
        let name = self.channels.iter().find(|it| it.id == id).map(|it| it.name.as_str());
        let name = name.and_then(|it| value(it, |piece| self.channel(piece) == Found::One(one)));
        name.unwrap_or_else(|| format!("#{}", id.0))
    }

    /// What people call the one an ambiguous value may mean.
    pub(super) fn agent_called(&self, one: Assigned) -> String {
        let Assigned::To(id) = one else { return printed(ASSIGNED, &one) };
        let name = self.agents.iter().find(|it| it.id == id).map(|it| it.name.clone());
        name.unwrap_or_else(|| format!("#{}", id.0))
    }

    /// The same of a channel.
    pub(super) fn channel_called(&self, one: ChannelPick) -> String {
        let ChannelPick::One(id) = one else { return self.print_channel(one) };
        let name = self.channels.iter().find(|it| it.id == id).map(|it| it.name.clone());
        name.unwrap_or_else(|| format!("#{}", id.0))
    }
}

/// `text` without quotation marks if that is read as meant, else in them, if that is.
pub(super) fn value(text: &str, as_meant: impl Fn(&Piece) -> bool) -> Option<String> {
    let piece = |quoted| Piece { range: 0..0, text: text.to_owned(), quoted };
    if text.is_empty() {
        return None;
    }
    if is_plain(text) && as_meant(&piece(false)) {
        return Some(text.to_owned());
    }
    as_meant(&piece(true)).then(|| quote(text))
}

/// The printed word of a meaning.
pub(super) fn printed<T: PartialEq>(table: &[Word<T>], means: &T) -> String {
    table.iter().find(|it| it.means == *means).map_or_else(String::new, |it| it.word.to_owned())
}

fn word<T: Copy>(table: &[Word<T>], typed: &str) -> Found<T> {
    find(table, typed).map_or(Found::Nothing, |it| Found::One(it.means))
}

/// `#7`. On the key of `#` lies № in Cyrillic.
fn number(typed: &str) -> Found<i64> {
    let digits = typed.strip_prefix(['#', '№']);
    digits.and_then(|it| it.parse().ok()).map_or(Found::Nothing, Found::One)
}

/// The one whose name is `typed`; else but for case; else of which it is a word; else with which a word of it begins.
fn by_name<'a, T: Copy, I: Iterator<Item = (T, &'a str)>>(
    typed: &str,
    names: impl Fn() -> I,
) -> Found<T> {
    let among = |fits: &dyn Fn(&str) -> bool| {
        let fitting: Vec<T> = names().filter(|it| fits(it.1)).map(|it| it.0).collect();
        match fitting.as_slice() {
            [] => Found::Nothing,
            [one] => Found::One(*one),
            _ => Found::Several(fitting),
        }
    };
    let close = |typed: String| {
        if typed.is_empty() {
            return Found::Nothing;
        }
        among(&|it| fold(it) == typed)
            .or_else(|| among(&|it| words(&fold(it)).any(|it| it == typed)))
            .or_else(|| among(&|it| begins_a_word(&fold(it), &typed)))
    };
    let exact = if typed.is_empty() { Found::Nothing } else { among(&|it| it == typed) };
    exact.or_else(|| close(fold(typed))).or_else(|| close(fold(&as_latin(typed))))
}

/// The words of a name.
pub(super) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty())
}

/// Whether a word of `name` and what follows it begin with `typed`.
pub(super) fn begins_a_word(name: &str, typed: &str) -> bool {
    name.match_indices(typed).any(|(at, _)| !name[..at].ends_with(char::is_alphanumeric))
}
