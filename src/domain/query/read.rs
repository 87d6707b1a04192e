//! A line into terms.

use std::ops::Range;
use std::time::Duration;

use super::fault::{Fault, FaultKind};
use super::lex::{
    Keyed, Piece, Sort, Token, commas_in_wrong_layout, is_plain, lex, quote, rules_out,
};
use super::names::{Found, words};
use super::span::{day_words, is_bare_number, read_longer_than, read_when};
use super::vocabulary::{ASSIGNED, IS, Is, Key, LANGUAGES, MEDIA, ORDERS, Word, find, fold};
use super::{Names, SAID_MAX, print_one};
use crate::base::nearest::nearest;
use crate::base::text::keyboard::as_latin;
use crate::domain::term::{Heaps, Term, When};

/// The terms of `line` in the order typed, without those that a later one replaces.
///
/// # Errors
/// The first thing that is wrong, and where.
pub fn parse(line: &str, names: &Names<'_>) -> Result<Vec<Term>, Fault> {
    let mut terms = Vec::new();
    for token in lex(line) {
        let range = token.range.clone();
        for term in read(line, token, names)? {
            put(&mut terms, term);
        }
        if SAID_MAX < terms.iter().map(said).sum() {
            return Err(Fault { range, what: FaultKind::TooMany, nearest: None });
        }
    }
    Ok(terms)
}

/// How many things a term says.
fn said(term: &Term) -> usize {
    match term {
        Term::Assignee(them) => them.len(),
        Term::Channel(them) => them.len(),
        Term::Language(them) => them.len(),
        Term::Is(_)
        | Term::Unanswered
        | Term::Waits(_)
        | Term::Tag(_)
        | Term::NoTag(_)
        | Term::After(_)
        | Term::Before(_)
        | Term::Words(_)
        | Term::Order(_) => 1,
    }
}

/// Adds a term, which takes the place of those it replaces.
pub fn put(terms: &mut Vec<Term>, term: Term) {
    terms.retain(|it| !term.replaces(it));
    terms.push(term);
}

pub(super) fn read(line: &str, token: Token, names: &Names<'_>) -> Result<Vec<Term>, Fault> {
    match token.sort {
        Sort::Words { text, .. } if text.is_empty() => Ok(Vec::new()),
        Sort::Words { text, quoted: false } if rules_out(&text) => {
            Err(minus_word(token.range, text, names))
        }
        Sort::Words { text, .. } => Ok(vec![Term::Words(text)]),
        Sort::Unknown(range) => Err(unknown_key(line, range)),
        Sort::Keyed(keyed) => Reader { keyed: &keyed, names }.terms(),
    }
}

fn unknown_key(line: &str, range: Range<usize>) -> Fault {
    let typed = line[range.clone()].to_owned();
    let words = Key::ALL.map(Key::word);
    let aliases: Vec<&str> = Key::ALL.iter().flat_map(|it| it.aliases()).copied().collect();
    let nearest = nearest(&typed, &words).or_else(|| nearest(&typed, &aliases)).map(str::to_owned);
    Fault { range, what: FaultKind::UnknownKey(typed), nearest }
}

/// A word with a minus is meant to be ruled out, which only a tag can be: to search for it would find what was not wanted.
fn minus_word(range: Range<usize>, typed: String, names: &Names<'_>) -> Fault {
    let word = fold(typed.trim_start_matches('-'));
    let tag = names.tags.iter().find(|it| fold(it) == word);
    let tag = tag.map(|it| print_one(&Term::NoTag(it.clone()), names));
    let nearest = tag.filter(|it| !it.is_empty()).unwrap_or_else(|| quote(&typed));
    Fault { range, what: FaultKind::MinusWord(typed), nearest: Some(nearest) }
}

/// Reads the values of one key.
struct Reader<'a> {
    keyed: &'a Keyed,
    names: &'a Names<'a>,
}

impl Reader<'_> {
    fn terms(&self) -> Result<Vec<Term>, Fault> {
        let key = self.keyed.key;
        if self.keyed.minus && key != Key::Tag {
            return self.fault(self.keyed.head.clone(), FaultKind::NoMinus(key), None);
        }
        let values: Vec<&Piece> =
            self.keyed.values.iter().filter(|it| !it.text.is_empty()).collect();
        if values.is_empty() {
            return self.fault(self.keyed.head.clone(), FaultKind::NoValue(key), None);
        }
        match key {
            Key::Is => Ok(is_terms(self.each(&values, |it| self.is(it))?)),
            Key::Assignee => Ok(vec![Term::Assignee(self.each(&values, |it| self.assigned(it))?)]),
            Key::Channel => Ok(vec![Term::Channel(self.each(&values, |it| self.channel(it))?)]),
            Key::Lang => Ok(vec![Term::Language(self.each(&values, |it| self.lang(it))?)]),
            Key::Tag if self.keyed.minus => {
                let tag = |it: &Piece| Ok(Term::NoTag(self.names.tag(it, self.keyed.swapped)));
                self.each(&values, tag)
            }
            Key::Tag => {
                self.one(&values, |it| Ok(Term::Tag(self.names.tag(it, self.keyed.swapped))))
            }
            Key::Waits => self.one(&values, |it| self.span(it).map(Term::Waits)),
            Key::After => self.one(&values, |it| self.when(it).map(Term::After)),
            Key::Before => self.one(&values, |it| self.when(it).map(Term::Before)),
            Key::Order => self.one(&values, |it| {
                let word = find(ORDERS, &it.text).map(|it| Term::Order(it.means));
                word.ok_or_else(|| self.unknown(it, &names_of(ORDERS)))
            }),
        }
    }

    fn fault<T>(
        &self,
        range: Range<usize>,
        what: FaultKind,
        nearest: Option<String>,
    ) -> Result<T, Fault> {
        Err(Fault { range, what, nearest })
    }

    /// Each value, without repeats. A value typed in the wrong layout may have commas that do not look like any.
    fn each<T: PartialEq>(
        &self,
        values: &[&Piece],
        read: impl Fn(&Piece) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut all = Vec::new();
        for value in values {
            let found = match read(value) {
                Ok(one) => vec![one],
                Err(fault) if self.keyed.swapped && !value.quoted => {
                    let parts: Result<Vec<T>, Fault> =
                        commas_in_wrong_layout(value).iter().map(&read).collect();
                    parts.map_err(|_| fault)?
                }
                Err(fault) => return Err(fault),
            };
            for one in found {
                if !all.contains(&one) {
                    all.push(one);
                }
            }
        }
        Ok(all)
    }

    /// The only value.
    fn one(
        &self,
        values: &[&Piece],
        read: impl Fn(&Piece) -> Result<Term, Fault>,
    ) -> Result<Vec<Term>, Fault> {
        match values {
            [value] => Ok(vec![read(value)?]),
            _ => self.too_many(values, read),
        }
    }

    /// Several tags are meant to be several terms; of several moments only the first can be kept.
    fn too_many(
        &self,
        values: &[&Piece],
        read: impl Fn(&Piece) -> Result<Term, Fault>,
    ) -> Result<Vec<Term>, Fault> {
        let terms: Result<Vec<Term>, Fault> = values.iter().map(|it| read(it)).collect();
        let kept = if self.keyed.key == Key::Tag { values.len() } else { 1 };
        let printed: Vec<String> =
            terms?.iter().take(kept).map(|it| print_one(it, self.names)).collect();
        let end = values.last().map_or(self.keyed.head.end, |it| it.range.end);
        let range = self.keyed.head.start..end;
        self.fault(range, FaultKind::OneValue(self.keyed.key), Some(printed.join(" ")))
    }

    fn is(&self, piece: &Piece) -> Result<Is, Fault> {
        let word = find(IS, &piece.text).map(|it| it.means);
        word.ok_or_else(|| self.unknown(piece, &names_of(IS)))
    }

    fn lang(&self, piece: &Piece) -> Result<String, Fault> {
        if piece.quoted {
            return Ok(piece.text.clone());
        }
        if let Some(word) = find(LANGUAGES, &piece.text) {
            return Ok(word.means.to_owned());
        }
        let code = as_latin(&piece.text.to_lowercase());
        let is_code = code.len() == 2 && code.bytes().all(|it| it.is_ascii_lowercase());
        let swapped = code != piece.text.to_lowercase();
        if is_code && (!swapped || self.keyed.swapped) {
            return Ok(code);
        }
        Err(self.unknown(piece, &names_of(LANGUAGES)))
    }

    fn assigned(&self, piece: &Piece) -> Result<crate::domain::term::Assigned, Fault> {
        let agents = self.names.agents.iter().map(|it| it.name.as_str());
        self.named(piece, self.names.assigned(piece), names_of(ASSIGNED), agents, |it| {
            (self.names.agent_called(it), self.names.print_assigned(it))
        })
    }

    fn channel(&self, piece: &Piece) -> Result<crate::domain::term::ChannelPick, Fault> {
        let channels = self.names.channels.iter().map(|it| it.name.as_str());
        self.named(piece, self.names.channel(piece), names_of(MEDIA), channels, |it| {
            (self.names.channel_called(it), self.names.print_channel(it))
        })
    }

    /// What a name came to; `called` gives the name and the printed value of one of several.
    fn named<'a, T: Copy>(
        &self,
        piece: &Piece,
        found: Found<T>,
        mut known: Vec<&'a str>,
        names: impl Iterator<Item = &'a str>,
        called: impl Fn(T) -> (String, String),
    ) -> Result<T, Fault> {
        match found {
            Found::One(one) => Ok(one),
            Found::Several(them) => {
                let (names, printed): (Vec<String>, Vec<String>) =
                    them.into_iter().map(called).unzip();
                let what = FaultKind::Ambiguous(piece.text.clone(), names);
                self.fault(piece.range.clone(), what, printed.into_iter().next())
            }
            Found::Nothing => {
                known.extend(names.flat_map(|it| [it].into_iter().chain(words(it))));
                Err(self.unknown(piece, &known))
            }
        }
    }

    fn unknown(&self, piece: &Piece, known: &[&str]) -> Fault {
        let what = FaultKind::UnknownValue(self.keyed.key, piece.text.clone());
        Fault { range: piece.range.clone(), what, nearest: near(&piece.text, known) }
    }

    fn span(&self, piece: &Piece) -> Result<Duration, Fault> {
        read_longer_than(&piece.text).ok_or_else(|| {
            let number = piece.text.trim_start_matches(['>', '≥', '=']);
            let nearest = is_bare_number(number).then(|| format!(">{number}m"));
            let nearest = nearest.filter(|it| read_longer_than(it).is_some());
            Fault {
                range: piece.range.clone(),
                what: FaultKind::BadSpan(piece.text.clone()),
                nearest,
            }
        })
    }

    fn when(&self, piece: &Piece) -> Result<When, Fault> {
        let when = |text: &str| read_when(text, self.names.now, self.names.utc_offset);
        when(&piece.text).ok_or_else(|| {
            let days = is_bare_number(&piece.text).then(|| format!("{}d", piece.text));
            let days = days.filter(|it| when(it).is_some());
            let nearest = days.or_else(|| near(&piece.text, &day_words().collect::<Vec<_>>()));
            Fault {
                range: piece.range.clone(),
                what: FaultKind::BadDate(piece.text.clone()),
                nearest,
            }
        })
    }
}

/// The one of `known` most like `typed`, in this layout or the other, as a value has to be written.
fn near(typed: &str, known: &[&str]) -> Option<String> {
    let near = nearest(typed, known).or_else(|| nearest(&as_latin(&fold(typed)), known))?;
    Some(if is_plain(near) { near.to_owned() } else { quote(near) })
}

fn names_of<T>(table: &'static [Word<T>]) -> Vec<&'static str> {
    table.iter().flat_map(Word::names).collect()
}

/// What `is:` says: all heaps named are one term, waiting is another.
fn is_terms(values: Vec<Is>) -> Vec<Term> {
    let heaps = values.iter().filter_map(|it| match it {
        Is::On(heaps) => Some(*heaps),
        Is::Unanswered => None,
    });
    let heaps = heaps.reduce(Heaps::and).map(Term::Is);
    let waits = values.contains(&Is::Unanswered).then_some(Term::Unanswered);
    heaps.into_iter().chain(waits).collect()
}
