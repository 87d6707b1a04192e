//! What an answer says beside its own words: the subject it goes on with, and what it answers, quoted.

use std::fmt::Write as _;

use chrono::DateTime;

use super::Settings;
use crate::base::text::{clean_block, clean_line};
use crate::domain::{Answered, Outgoing};

/// What stands before the subject of an answer, in the languages in which mail is written to us (small letters).
const ANSWER_MARKS: &[&str] = &[
    "re",
    "відп",
    "відповідь",
    "отв",
    "ответ",
    "на",
    "ha",
    "aw",
    "antw",
    "sv",
    "vs",
    "odp",
    "ynt",
];

/// The longest subject, in characters: longer ones are cut where a word ends.
const SUBJECT_MAX: usize = 200;

/// The most words of a message that has to serve as its own subject, in characters.
const FIRST_WORDS_MAX: usize = 60;

/// Lines of the answered message that are quoted.
const QUOTED_LINES_MAX: usize = 200;

/// The subject of the answered message with one `Re:` before it (RFC 5322, 3.6.5); where there is none, how `message` begins.
pub(super) fn subject(settings: &Settings, message: &Outgoing) -> String {
    let answered = message.answers.as_ref().map_or("", |it| it.subject.as_str());
    let answered = one_line(answered);
    let bare = without_marks(&answered);
    if !bare.is_empty() {
        return format!("Re: {}", shortened(bare, SUBJECT_MAX));
    }
    let first = message.text.lines().map(str::trim).find(|it| !it.is_empty());
    let first = first.or(message.files.first().map(|it| it.name.as_str()));
    let name = if settings.name.is_empty() { &settings.address } else { &settings.name };
    shortened(&one_line(first.unwrap_or(name)), FIRST_WORDS_MAX)
}

/// Words with one space between them: runs of spaces do not survive the way into a header and out of it.
fn one_line(text: &str) -> String {
    clean_line(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `subject` without the marks of an answer before it, however many: `RE[2]: Відп: x` is `x`.
fn without_marks(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((mark, after)) = rest.split_once(':') {
        let mark = mark.trim().trim_end_matches('.').to_lowercase();
        // How often it was answered: `Re[2]`, `Re(2)`, `Re^2`, `Re2`.
        let counted = |it: char| it.is_ascii_digit() || matches!(it, '[' | ']' | '(' | ')' | '^');
        if !ANSWER_MARKS.contains(&mark.trim_end_matches(counted)) {
            break;
        }
        rest = after.trim();
    }
    rest
}

/// The beginning of `text`, with the last word whole where there is a word that fits.
fn shortened(text: &str, chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars) else { return text.to_owned() };
    let start = &text[..end];
    let whole = start.rfind(' ').filter(|it| end / 2 < *it).map_or(start, |it| &start[..it]);
    format!("{}…", whole.trim_end())
}

/// The words of `message`, and below them what it answers, each line behind a `>`. `writer` is who wrote that.
///
/// The line above the quoted ones is made of a moment and an address only: it reads the same in every language.
pub(super) fn body(message: &Outgoing, writer: &str) -> String {
    let mut text = plain(&message.text);
    if let Some(answered) = &message.answers {
        quote(&mut text, answered, writer);
    }
    text.push('\n');
    text
}

fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|it| !it.is_control() || "\n\t".contains(*it)).collect();
    text.trim_end().to_owned()
}

fn quote(text: &mut String, answered: &Answered, writer: &str) {
    let quoted = clean_block(&answered.text);
    let quoted = quoted.trim();
    if quoted.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    if let Some(at) = DateTime::from_timestamp_millis(answered.at.0) {
        let _ = write!(text, "{}, ", at.format("%Y-%m-%d %H:%M UTC"));
    }
    let _ = write!(text, "{}:", clean_line(writer));
    for line in quoted.lines().take(QUOTED_LINES_MAX) {
        let line = line.trim_end();
        let mark = if line.is_empty() || line.starts_with('>') { ">" } else { "> " };
        let _ = write!(text, "\n{mark}{line}");
    }
    if QUOTED_LINES_MAX < quoted.lines().count() {
        text.push_str("\n> …");
    }
}
