//! A line taken apart into keys, values and words, each with its place. Knows no meaning but which words are keys.

use std::ops::Range;

use super::vocabulary::Key;

/// One word of the line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) sort: Sort,
}

/// What a word of the line is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sort {
    /// To be searched for; `quoted` if it began with a quotation mark.
    Words { text: String, quoted: bool },
    /// `key:value,value`.
    Keyed(Keyed),
    /// The same with a key that is none; where the key stands, without minus and colon.
    Unknown(Range<usize>),
}

/// `-key:value,value`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Keyed {
    /// Which key.
    pub(super) key: Key,
    /// Whether a minus stands before it.
    pub(super) minus: bool,
    /// Whether the key was typed in the wrong layout, so that the values were, too.
    pub(super) swapped: bool,
    /// Where the key stands, with its minus and its colon.
    pub(super) head: Range<usize>,
    /// The values; at least one, which may be empty.
    pub(super) values: Vec<Piece>,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// Where it stands, with its quotation marks.
    pub(super) range: Range<usize>,
    /// What it says, without them.
    pub(super) text: String,
    /// Whether it began with a quotation mark.
    pub(super) quoted: bool,
}

/// Takes `line` apart. A quotation that does not end goes to the end of the line: it is being typed.
pub(super) fn lex(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    loop {
        let rest = &line[at..];
        at += rest.len() - rest.trim_start().len();
        let Some(first) = line[at..].chars().next() else { return tokens };
        let token = if closers(first).is_some() {
            let (text, end) = quotation(line, at);
            Token { range: at..end, sort: Sort::Words { text, quoted: true } }
        } else {
            token(line, at)
        };
        at = token.range.end;
        tokens.push(token);
    }
}

/// The token that begins at `at` without a quotation mark.
fn token(line: &str, at: usize) -> Token {
    let rest = &line[at..];
    let end = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
    let bare = &line[at..end];
    let minus = bare.starts_with('-');
    let name_at = at + usize::from(minus);
    if minus && line[name_at..].chars().next().is_some_and(|it| closers(it).is_some()) {
        let (text, end) = quotation(line, name_at);
        return Token {
            range: at..end,
            sort: Sort::Words { text: format!("-{text}"), quoted: false },
        };
    }
    let name_to = |to: usize| line.get(name_at..at + to).filter(|it| !it.is_empty());
    if let Some((colon, name)) = bare.find(':').and_then(|it| Some((it, name_to(it)?))) {
        let head = at..at + colon + 1;
        if let Some((key, swapped)) = Key::find(name) {
            return keyed(line, head, key, minus, swapped);
        }
        let like_a_key = name.chars().all(|it| it.is_alphabetic() || matches!(it, '-' | '_'));
        // An address is looked for, not understood.
        if like_a_key && !line[head.end..].starts_with("//") {
            let values = values(line, head.end);
            let end = values.last().map_or(end, |it| it.range.end);
            return Token { range: at..end, sort: Sort::Unknown(name_at..head.end - 1) };
        }
    }
    // On the key of the colon lies Ж, which no word has in capitals behind small letters.
    if let Some((colon, name)) = bare.find('Ж').and_then(|it| Some((it, name_to(it)?)))
        && let Some(key) = Key::in_wrong_layout(name)
    {
        return keyed(line, at..at + colon + 'Ж'.len_utf8(), key, minus, true);
    }
    Token { range: at..end, sort: Sort::Words { text: bare.to_owned(), quoted: false } }
}

fn keyed(line: &str, head: Range<usize>, key: Key, minus: bool, swapped: bool) -> Token {
    let values = values(line, head.end);
    let end = values.last().map_or(head.end, |it| it.range.end);
    Token { range: head.start..end, sort: Sort::Keyed(Keyed { key, minus, swapped, head, values }) }
}

/// The values that begin at `at`, to the next space.
fn values(line: &str, mut at: usize) -> Vec<Piece> {
    let mut found = Vec::new();
    loop {
        let piece = piece(line, at);
        at = piece.range.end;
        found.push(piece);
        if !line[at..].starts_with(',') {
            return found;
        }
        at += 1;
    }
}

/// One value: a quotation and what is glued to it, or all until a comma or a space.
fn piece(line: &str, at: usize) -> Piece {
    let quoted = line[at..].chars().next().is_some_and(|it| closers(it).is_some());
    let (mut text, begun) = if quoted { quotation(line, at) } else { (String::new(), at) };
    let rest = &line[begun..];
    let end = begun + rest.find(|it: char| it == ',' || it.is_whitespace()).unwrap_or(rest.len());
    text.push_str(&line[begun..end]);
    Piece { range: at..end, text, quoted }
}

/// On the key of the comma lies б: `щзутбсдщыув` is `open,closed`. The parts of a value, if it was one of those.
pub(super) fn commas_in_wrong_layout(piece: &Piece) -> Vec<Piece> {
    let mut at = piece.range.start;
    let parts = piece.text.split('б').map(|it| {
        let range = at..at + it.len();
        at = range.end + 'б'.len_utf8();
        Piece { range, text: it.to_owned(), quoted: false }
    });
    parts.collect()
}

/// The text of the quotation that begins at `at`, and where it ends.
fn quotation(line: &str, at: usize) -> (String, usize) {
    let mut letters = line[at..].char_indices();
    let opener = letters.next().map_or('"', |it| it.1);
    let closers = closers(opener).unwrap_or(&['"']);
    let mut text = String::new();
    while let Some((offset, letter)) = letters.next() {
        if closers.contains(&letter) {
            return (text, at + offset + letter.len_utf8());
        }
        let mut ahead = letters.clone();
        match ahead.next() {
            Some((_, next)) if letter == '\\' && is_escaped(next) => {
                text.push(next);
                letters = ahead;
            }
            _ => text.push(letter),
        }
    }
    (text, line.len())
}

/// What ends a quotation that begins with this.
const fn closers(opener: char) -> Option<&'static [char]> {
    match opener {
        '"' => Some(&['"']),
        '«' => Some(&['»']),
        '“' => Some(&['”', '“']),
        '„' => Some(&['“', '”']),
        _ => None,
    }
}

/// Only these are written behind a backslash; before anything else it is itself.
const fn is_escaped(letter: char) -> bool {
    matches!(letter, '\\' | '"' | '«' | '»' | '“' | '”' | '„')
}

/// Whether a word that stands without quotation marks is meant to be ruled out: not -5, and not a dash.
pub(super) fn rules_out(word: &str) -> bool {
    word.strip_prefix('-').is_some_and(|it| it.starts_with(char::is_alphabetic))
}

/// `text` in quotation marks, so that [`lex`] reads it back.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        if matches!(letter, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

/// Whether `text` may stand as a value without quotation marks.
pub(super) fn is_plain(text: &str) -> bool {
    let opens = text.chars().next().is_none_or(|it| closers(it).is_some());
    !opens && !text.contains(|it: char| it == ',' || it.is_whitespace())
}
