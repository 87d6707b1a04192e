//! The text of a quick reply: words, and places to be filled in.

use std::ops::Range;

use crate::base::clock::Timestamp;
use crate::base::text::clean_line;
use crate::config::nearest;

/// What a quick reply can say about the dialog it is put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts<'a> {
    /// The customer's name, as it came.
    pub name: &'a str,
    /// The name of the agent who answers.
    pub agent: &'a str,
    /// The name of the channel.
    pub channel: &'a str,
    /// The moment.
    pub now: Timestamp,
    /// The seconds that local time is ahead of UTC.
    pub utc_offset: i32,
}

/// A quick reply filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expansion {
    /// The text.
    pub text: String,
    /// Where the cursor goes, one place after the other, in bytes of the text; an empty range is a place to write at, any
    /// other is a field's label, to be replaced by what is typed. None: the cursor goes to the end.
    pub stops: Vec<Range<usize>>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    Name,
    FirstName,
    Agent,
    Channel,
    Date,
    Time,
    /// `{cursor}`: the last stop. `{1}` to `{9}`: the first ones, by number.
    Stop(Option<u8>),
    /// `{field:Order number}`: to be filled in, in the order of the text.
    Field(String),
}

/// What stands between braces, as people write it.
const WORDS: &[&str] = &["name", "first_name", "agent", "channel", "date", "time", "cursor"];
const FIELD: &str = "field";

/// What is wrong with a template, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Broken {
    /// A brace without its other half.
    Open(usize),
    /// Nobody knows this placeholder; the nearest is beside it.
    Unknown { at: usize, word: String, nearest: Option<&'static str> },
}

/// Takes a template apart.
pub(super) fn parse(text: &str) -> Result<Vec<Part>, Broken> {
    let mut parts: Vec<Part> = Vec::new();
    let mut plain = String::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            plain.push(first);
            at += 2;
        } else if first == '{' {
            // A placeholder has one line.
            let end = rest.find(['}', '\n']).filter(|it| rest[*it..].starts_with('}'));
            let end = end.ok_or(Broken::Open(at))?;
            let part = part(&rest[1..end]).ok_or_else(|| unknown(at, &rest[1..end]))?;
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            parts.push(part);
            at += end + 1;
        } else {
            plain.push(first);
            at += first.len_utf8();
        }
    }
    if !plain.is_empty() {
        parts.push(Part::Text(plain));
    }
    Ok(parts)
}

fn part(inside: &str) -> Option<Part> {
    if let Some((word, label)) = inside.split_once(':') {
        let label = clean_line(label.trim()).into_owned();
        let field = word.trim().eq_ignore_ascii_case(FIELD) && !label.is_empty();
        return field.then_some(Part::Field(label));
    }
    Some(match inside.trim().to_ascii_lowercase().as_str() {
        "name" => Part::Name,
        "first_name" => Part::FirstName,
        "agent" => Part::Agent,
        "channel" => Part::Channel,
        "date" => Part::Date,
        "time" => Part::Time,
        "cursor" => Part::Stop(None),
        number => Part::Stop(Some(number.parse().ok().filter(|it| (1..=9).contains(it))?)),
    })
}

fn unknown(at: usize, inside: &str) -> Broken {
    let word = inside.split(':').next().unwrap_or_default().trim();
    let known: Vec<&'static str> = WORDS.iter().copied().chain([FIELD]).collect();
    let nearest = nearest(word, &known).map(|it| if it == FIELD { "field:…" } else { it });
    Broken::Unknown { at, word: format!("{{{inside}}}"), nearest }
}

/// All placeholders there are.
pub(super) fn known() -> String {
    let words = WORDS.iter().map(|it| format!("{{{it}}}"));
    words.chain(["{1}".to_owned(), "{field:…}".to_owned()]).collect::<Vec<_>>().join(" ")
}

/// Fills in a template.
pub(super) fn expand(parts: &[Part], facts: &Facts<'_>) -> Expansion {
    let mut text = String::new();
    let mut stops: Vec<((u8, usize), Range<usize>)> = Vec::new();
    for part in parts {
        let from = text.len();
        match part {
            Part::Text(it) => text.push_str(it),
            Part::Name => text.push_str(&line(facts.name)),
            Part::FirstName => {
                text.push_str(line(facts.name).split_whitespace().next().unwrap_or_default());
            }
            Part::Agent => text.push_str(&line(facts.agent)),
            Part::Channel => text.push_str(&line(facts.channel)),
            Part::Date => text.push_str(&local(facts, "%d.%m.%Y")),
            Part::Time => text.push_str(&local(facts, "%H:%M")),
            Part::Stop(number) => stops.push(((number.unwrap_or(u8::MAX), from), from..from)),
            Part::Field(label) => {
                text.push_str(&format!("«{label}»"));
                stops.push(((10, from), from..text.len()));
            }
        }
    }
    stops.sort_by_key(|it| it.0);
    Expansion { text, stops: stops.into_iter().map(|it| it.1).collect() }
}

fn line(text: &str) -> String {
    clean_line(text).trim().to_owned()
}

fn local(facts: &Facts<'_>, format: &str) -> String {
    let millis = facts.now.0.saturating_add(i64::from(facts.utc_offset) * 1000);
    let at = chrono::DateTime::from_timestamp_millis(millis);
    at.map_or_else(String::new, |it| it.format(format).to_string())
}
