//! Terms into a line: English, whatever they were typed in, and read back as the same.

use super::Names;
use super::lex::{Sort, lex, quote, rules_out};
use super::names::{printed, value};
use super::span::{print_span, print_when};
use super::vocabulary::{IS, Is, Key, LANGUAGES, ORDERS, find};
use crate::domain::term::{Heaps, Term};

/// The line that says `terms`.
///
/// [`parse`](super::parse) reads it back with the same names, if no term replaces another. What a line cannot say is
/// left out: a list without values, a tag or words without a letter.
#[must_use]
pub fn print(terms: &[Term], names: &Names<'_>) -> String {
    let words: Vec<String> = terms.iter().map(|it| print_one(it, names)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    words.join(" ")
}

/// The part of the line that says one term, as a chip shows it. Names are as they are on the desk, not cleaned.
#[must_use]
pub fn print_one(term: &Term, names: &Names<'_>) -> String {
    let when = |it| print_when(it, names.utc_offset);
    match term {
        Term::Is(heaps) => keyed(Key::Is, heap_words(*heaps)),
        Term::Unanswered => keyed(Key::Is, [printed(IS, &Is::Unanswered)]),
        Term::Assignee(them) => {
            keyed(Key::Assignee, them.iter().map(|it| names.print_assigned(*it)))
        }
        Term::Channel(them) => keyed(Key::Channel, them.iter().map(|it| names.print_channel(*it))),
        Term::Waits(span) => keyed(Key::Waits, [format!(">{}", print_span(*span))]),
        Term::Tag(tag) => keyed(Key::Tag, tag_word(tag, names)),
        Term::NoTag(tag) => {
            let tag = keyed(Key::Tag, tag_word(tag, names));
            if tag.is_empty() { tag } else { format!("-{tag}") }
        }
        Term::Language(them) => keyed(Key::Lang, them.iter().filter_map(|it| language(it))),
        Term::After(moment) => keyed(Key::After, [when(*moment)]),
        Term::Before(moment) => keyed(Key::Before, [when(*moment)]),
        Term::Words(text) if text.is_empty() => String::new(),
        Term::Words(text) => words(text),
        Term::Order(order) => keyed(Key::Order, [printed(ORDERS, order)]),
    }
}

fn keyed(key: Key, values: impl IntoIterator<Item = String>) -> String {
    let values: Vec<String> = values.into_iter().collect();
    if values.is_empty() { String::new() } else { format!("{}:{}", key.word(), values.join(",")) }
}

fn heap_words(heaps: Heaps) -> Vec<String> {
    if heaps == Heaps::ALL {
        return vec![printed(IS, &Is::On(heaps))];
    }
    heaps.iter().map(|it| printed(IS, &Is::On(Heaps::one(it)))).collect()
}

fn tag_word(tag: &str, names: &Names<'_>) -> Option<String> {
    value(tag, |piece| names.tag(piece, false) == tag)
}

fn language(code: &str) -> Option<String> {
    let plain = code.len() == 2 && code.bytes().all(|it| it.is_ascii_lowercase());
    let known = find(LANGUAGES, code).is_none_or(|it| it.means == code);
    value(code, |piece| piece.quoted || plain && known)
}

/// Words as they are if the line reads them so, else in quotation marks.
fn words(text: &str) -> String {
    let bare = match lex(text).as_slice() {
        [one] => matches!(&one.sort, Sort::Words { text: it, quoted: false } if it == text),
        _ => false,
    };
    if bare && !rules_out(text) { text.to_owned() } else { quote(text) }
}
