//! What may come next in a line that is being typed.

use std::ops::Range;

use super::Names;
use super::lex::{Keyed, Sort, Token, lex};
use super::names::{begins_a_word, value};
use super::span::{is_bare_number, read_span};
use super::vocabulary::{ASSIGNED, DAYS, IS, Key, LANGUAGES, MEDIA, ORDERS, Word, fold};
use crate::base::text::keyboard::as_latin;
use crate::domain::term::{Assigned, ChannelPick};
use crate::domain::{Agent, Right};

/// What may be put in at the cursor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// The bytes of the line that an item takes the place of; on borders of characters.
    pub range: Range<usize>,
    /// The best first; at most [`ITEMS_MAX`](Completion::ITEMS_MAX).
    pub items: Vec<Item>,
}

impl Completion {
    /// How many items there are at most.
    pub const ITEMS_MAX: usize = 50;
}

/// One thing that may be put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What takes the place of the range. A key ends in its colon; no space follows a value.
    pub text: String,
    /// What it is called; a name is as it is on the desk, not cleaned.
    pub label: String,
    /// Which sentence of the locales says what it means, if that is not plain.
    pub meaning: Option<&'static str>,
}

/// What may stand at byte `cursor` of `line`: keys where a token begins, values behind a key, nothing in a quotation
/// to be searched for. Only what agrees with the part before the cursor; with nothing typed, everything.
/// A word that begins like the name of an agent, a channel, a tag or a heap is offered as that, behind the keys.
#[must_use]
pub fn complete(line: &str, cursor: usize, names: &Names<'_>) -> Completion {
    let mut cursor = cursor.min(line.len());
    while !line.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let before = lex(&line[..cursor]).pop().filter(|it| it.range.end == cursor);
    let Some(before) = before else {
        return Completion { range: cursor..cursor, items: ranked("", &keys(), names) };
    };
    // The line up to the cursor says what was typed, the whole line how far it reaches.
    let whole = lex(line).into_iter().find(|it| it.range.start == before.range.start);
    let typed = line[before.range.clone()].to_owned();
    match before.sort {
        Sort::Words { quoted: false, .. } => {
            let end = whole.as_ref().map_or(cursor, end_of_key);
            let range = before.range.start..end;
            let mut items = ranked(&typed, &keys(), names);
            // Before a colon a key is sought, which the values behind it stay with.
            let bare = whole.is_none_or(|it| matches!(it.sort, Sort::Words { .. }));
            if bare && typed.chars().count() >= WHOLE_FROM {
                items.extend(ranked(&typed, &whole_terms(names), names));
                items.truncate(Completion::ITEMS_MAX);
            }
            Completion { range, items }
        }
        Sort::Words { .. } | Sort::Unknown(_) => nothing(cursor),
        Sort::Keyed(keyed) => {
            let whole = whole.and_then(|it| match it.sort {
                Sort::Keyed(whole) => Some(whole),
                Sort::Words { .. } | Sort::Unknown(_) => None,
            });
            values(&keyed, whole.as_ref(), cursor, names)
        }
    }
}

/// With one letter typed, too much begins with it.
const WHOLE_FROM: usize = 2;

/// `assignee:"Olha"` for who types no key. Not found within a word: there it would be in the way.
fn whole_terms(names: &Names<'_>) -> Vec<Candidate> {
    let keys = [Key::Is, Key::Assignee, Key::Channel, Key::Tag];
    let terms = keys.into_iter().flat_map(|key| {
        of_key(key, "", names).into_iter().map(move |mut it| {
            it.key = Some(key);
            it
        })
    });
    terms.collect()
}

fn nothing(cursor: usize) -> Completion {
    Completion { range: cursor..cursor, items: Vec::new() }
}

/// Where the word ends that a key takes the place of.
fn end_of_key(token: &Token) -> usize {
    match &token.sort {
        Sort::Words { .. } => token.range.end,
        Sort::Keyed(keyed) => keyed.head.end,
        Sort::Unknown(key) => key.end + 1,
    }
}

/// How an item is written. To find out how a name can be takes a look at all the others, so only those that are shown
/// are asked for it.
enum Written {
    As(String),
    Agent(Assigned),
    Channel(ChannelPick),
    Tag(String),
}

/// An item, and all that may be typed for it, its own name first.
struct Candidate {
    written: Written,
    label: String,
    meaning: Option<&'static str>,
    typed: Vec<String>,
    /// The key before it, if it is to be a whole term; then only the beginning of a word agrees.
    key: Option<Key>,
}

impl Candidate {
    fn new(written: Written, label: &str, meaning: Option<&'static str>) -> Self {
        let label = label.to_owned();
        Self { written, typed: vec![label.clone()], label, meaning, key: None }
    }

    /// Nothing if a line cannot say it: a tag without a letter.
    fn item(&self, names: &Names<'_>) -> Option<Item> {
        let text = match &self.written {
            Written::As(text) => text.clone(),
            Written::Agent(one) => names.print_assigned(*one),
            Written::Channel(one) => names.print_channel(*one),
            Written::Tag(tag) => value(tag, |piece| names.tag(piece, false) == *tag)?,
        };
        let whole = self.key.map(|it| format!("{}:{text}", it.word()));
        let label = whole.clone().unwrap_or_else(|| self.label.clone());
        Some(Item { text: whole.unwrap_or(text), label, meaning: self.meaning })
    }

    /// How well it agrees: 0 is best. Of its other names only the beginning counts: they are not seen.
    fn rank(&self, typed: &str) -> Option<u8> {
        let (name, others) = self.typed.split_first()?;
        let name = fold(name);
        match () {
            () if name.starts_with(typed) => Some(0),
            () if others.iter().any(|it| fold(it).starts_with(typed)) => Some(1),
            () if begins_a_word(&name, typed) => Some(2),
            () if self.key.is_none() && name.contains(typed) => Some(3),
            () => None,
        }
    }
}

/// The candidates that agree with `typed`, beginnings first; in the wrong layout if they agree only so.
fn ranked(typed: &str, candidates: &[Candidate], names: &Names<'_>) -> Vec<Item> {
    let agreeing = |typed: &str| {
        let mut found: Vec<(u8, &Candidate)> =
            candidates.iter().filter_map(|it| Some((it.rank(typed)?, it))).collect();
        found.sort_by_key(|it| it.0);
        let items = found.into_iter().filter_map(|it| it.1.item(names));
        items.take(Completion::ITEMS_MAX).collect::<Vec<Item>>()
    };
    let typed = fold(typed);
    let items = agreeing(&typed);
    let latin = as_latin(&typed);
    if items.is_empty() && latin != typed { agreeing(&latin) } else { items }
}

fn keys() -> Vec<Candidate> {
    let mut keys: Vec<Candidate> = Key::ALL
        .into_iter()
        .map(|key| {
            let text = format!("{}:", key.word());
            let mut candidate =
                Candidate::new(Written::As(text.clone()), &text, Some(key.meaning()));
            candidate.typed.extend(key.aliases().iter().map(|it| (*it).to_owned()));
            candidate
        })
        .collect();
    let mut without =
        Candidate::new(Written::As("-tag:".to_owned()), "-tag:", Some("filter-key-no-tag"));
    without.typed.extend(Key::Tag.aliases().iter().map(|it| format!("-{it}")));
    keys.push(without);
    keys
}

/// The values of a key. `keyed` is the token up to the cursor, `whole` all of it.
fn values(keyed: &Keyed, whole: Option<&Keyed>, cursor: usize, names: &Names<'_>) -> Completion {
    let Some((last, others)) = keyed.values.split_last() else { return nothing(cursor) };
    if keyed.minus && keyed.key != Key::Tag {
        return nothing(cursor);
    }
    let same = |it: &&super::lex::Piece| it.range.start == last.range.start;
    let end = whole.and_then(|it| it.values.iter().find(same)).map_or(cursor, |it| it.range.end);
    let mut candidates = of_key(keyed.key, &last.text, names);
    let taken = |it: &Candidate| others.iter().any(|other| is_typed(it, &other.text));
    candidates.retain(|it| !taken(it));
    let typed = match keyed.key {
        Key::Waits => last.text.trim_start_matches(['>', '≥', '=']),
        _ => &last.text,
    };
    Completion { range: last.range.start..end, items: ranked(typed, &candidates, names) }
}

fn is_typed(candidate: &Candidate, text: &str) -> bool {
    candidate.typed.iter().any(|it| fold(it) == fold(text))
}

fn of_key(key: Key, typed: &str, names: &Names<'_>) -> Vec<Candidate> {
    match key {
        Key::Is => of_table(IS),
        Key::Assignee => of_table(ASSIGNED).into_iter().chain(agents(names)).collect(),
        Key::Channel => channels(names),
        Key::Waits => spans(typed.trim_start_matches(['>', '≥', '=']), ">", WAITS),
        Key::Tag => {
            let tag = |it: &String| Candidate::new(Written::Tag(it.clone()), it, None);
            names.tags.iter().map(tag).collect()
        }
        Key::Lang => of_table(LANGUAGES)
            .into_iter()
            .map(|mut it| {
                // What its own people call it says more than two letters.
                if let Some(own) = it.typed.get(1) {
                    it.label = format!("{} · {own}", it.label);
                }
                it
            })
            .collect(),
        Key::After | Key::Before => {
            of_table(DAYS).into_iter().chain(spans(typed, "", BACK)).collect()
        }
        Key::Order => of_table(ORDERS),
    }
}

fn of_table<T>(table: &[Word<T>]) -> Vec<Candidate> {
    let candidate = |it: &Word<T>| {
        let mut candidate = Candidate::new(Written::As(it.word.to_owned()), it.word, it.meaning);
        candidate.typed = it.names().map(str::to_owned).collect();
        candidate
    };
    table.iter().map(candidate).collect()
}

/// Those who can answer first, the blocked last.
fn agents(names: &Names<'_>) -> Vec<Candidate> {
    let place = |it: &Agent| match it.blocked {
        true => 2,
        false => u8::from(!it.may(Right::Work)),
    };
    let mut agents: Vec<&Agent> = names.agents.iter().collect();
    agents.sort_by_key(|it| place(it));
    let candidate = |it: &Agent| {
        let meaning = match place(it) {
            0 => None,
            1 => Some("filter-value-agent-unable"),
            _ => Some("filter-value-agent-blocked"),
        };
        Candidate::new(Written::Agent(Assigned::To(it.id)), &it.name, meaning)
    };
    agents.into_iter().map(candidate).collect()
}

/// The media the desk has, the channels by name, those switched off last; then the other media.
fn channels(names: &Names<'_>) -> Vec<Candidate> {
    let here = |it: &Word<_>| names.channels.iter().any(|channel| channel.kind == it.means);
    let mut channels: Vec<_> = names.channels.iter().collect();
    channels.sort_by_key(|it| !it.active);
    let channels = channels.into_iter().map(|it| {
        let off = (!it.active).then_some("filter-value-channel-off");
        Candidate::new(Written::Channel(ChannelPick::One(it.id)), &it.name, off)
    });
    let (mut all, others): (Vec<_>, Vec<_>) =
        MEDIA.iter().zip(of_table(MEDIA)).partition(|it| here(it.0));
    let mut all: Vec<Candidate> = all.drain(..).map(|it| it.1).collect();
    all.extend(channels);
    all.extend(others.into_iter().map(|it| it.1));
    all
}

/// Spans to begin with behind `waits:`.
const WAITS: &[&str] = &["5m", "15m", "30m", "1h", "2h", "4h", "1d"];
/// Spans to begin with behind `after:` and `before:`.
const BACK: &[&str] = &["1h", "1d", "7d", "30d", "90d"];

/// Examples; behind a number that was typed, its units.
fn spans(typed: &str, sign: &str, examples: &[&str]) -> Vec<Candidate> {
    let spans: Vec<String> = match is_bare_number(typed) {
        true => ["m", "h", "d"].iter().map(|unit| format!("{typed}{unit}")).collect(),
        false => examples.iter().map(|it| (*it).to_owned()).collect(),
    };
    let spans = spans.into_iter().filter(|it| read_span(it).is_some());
    spans.map(|it| Candidate::new(Written::As(format!("{sign}{it}")), &it, None)).collect()
}
