//! Takes out of foreign text what a terminal would obey, reorder or stack up.
//!
//! Two passes: the first decides about characters, the second about the clusters that are left. Text without anything
//! suspicious, which is nearly all of it, leaves after one look and without a copy.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{is_plain, width};

/// Stands for every character that cannot be shown.
///
/// One sign for all of them, and this one, because everybody reads it as "something was here" and nobody writes it:
/// a middle dot could be the customer's own.
pub const REPLACEMENT: char = '\u{FFFD}';

/// How far apart tab stops are.
pub const TAB_CELLS: usize = 4;

/// Marks above and below one letter. Vietnamese needs 2, pointed Hebrew and Tibetan 4.
const MARKS_MAX: usize = 4;

/// Characters in one cluster. The longest emoji in use has 10, the longest Sanskrit conjunct 11.
const CLUSTER_MAX: usize = 16;

const JOINER: char = '\u{200D}';
const NON_JOINER: char = '\u{200C}';
const EMOJI_STYLE: char = '\u{FE0F}';
const KEYCAP: char = '\u{20E3}';
const BLACK_FLAG: char = '\u{1F3F4}';

/// The flags spelled with invisible letters: England, Scotland, Wales. No others exist.
const SPELLED_FLAGS: [&str; 3] = [
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
];

/// What the text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// One row: line breaks and tabs become spaces.
    Line,
    /// Many rows to be read.
    Block,
    /// Many rows to be sent on: what cannot be shown goes without a trace, for `�` would reach the customer.
    Input,
}

impl Form {
    const fn line_break(self) -> &'static str {
        match self {
            Self::Line => " ",
            Self::Block | Self::Input => "\n",
        }
    }

    const fn replacement(self) -> &'static str {
        match self {
            Self::Line | Self::Block => "\u{FFFD}",
            Self::Input => "",
        }
    }
}

/// `text` in one row: a name, a snippet, the name of a file.
///
/// Line breaks and tabs become spaces. Control characters, private use and noncharacters become [`REPLACEMENT`]; of an
/// escape sequence only ESC is one, the rest stays readable. What is invisible or turns the reading direction goes away,
/// except where it is part of an emoji or of a script that needs it. Towers of marks are cut to four.
#[must_use]
pub fn clean_line(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    clean(text, Form::Line)
}

/// Like [`clean_line`], but `\n` stays (all other line breaks become one) and tabs become spaces.
#[must_use]
pub fn clean_block(text: &str) -> String {
    many_lines(text, Form::Block)
}

/// Like [`clean_block`] for what a person pastes or types: what cannot be shown is dropped, not replaced.
#[must_use]
pub fn clean_input(text: &str) -> String {
    many_lines(text, Form::Input)
}

/// Whether `c` is invisible but means something right after `before`: it may become part of an emoji or a ligature.
///
/// For typing, where characters arrive one at a time and [`clean_input`] cannot see what follows.
#[must_use]
pub fn joins(before: &str, c: char) -> bool {
    let Some(last) = before.chars().next_back() else {
        return false;
    };
    match c {
        JOINER => {
            is_joining(last)
                || before.chars().rev().find(|it| !extends(*it)).is_some_and(is_pictograph)
        }
        NON_JOINER => is_joining(last),
        EMOJI_STYLE => is_keycap_base(last) || takes_emoji_style(last),
        _ if is_tag(c) => last == BLACK_FLAG || is_tag(last),
        _ => false,
    }
}

fn many_lines(text: &str, form: Form) -> String {
    if text.chars().all(|it| is_plain(it) || it == '\n') {
        return text.to_owned();
    }
    expand_tabs(clean(text, form))
}

fn clean(text: &str, form: Form) -> Cow<'_, str> {
    match filter(text, form) {
        Cow::Borrowed(text) => tame(text, form),
        Cow::Owned(text) => Cow::Owned(tame(&text, form).into_owned()),
    }
}

/// A text and the changes made to it so far; copies nothing before the first change.
struct Patch<'a> {
    source: &'a str,
    changed: String,
    done: usize,
}

impl<'a> Patch<'a> {
    const fn new(source: &'a str) -> Self {
        Self { source, changed: String::new(), done: 0 }
    }

    fn put(&mut self, range: Range<usize>, with: &str) {
        self.changed.push_str(&self.source[self.done..range.start]);
        self.changed.push_str(with);
        self.done = range.end;
    }

    fn finish(mut self) -> Cow<'a, str> {
        if self.done == 0 {
            return Cow::Borrowed(self.source);
        }
        self.changed.push_str(&self.source[self.done..]);
        Cow::Owned(self.changed)
    }
}

/// What stands before a character, in the text as it will be.
#[derive(Clone, Copy, Default)]
struct Before {
    last: char,
    /// The last character that is no mark.
    base: char,
}

impl Before {
    fn follow(&mut self, c: char) {
        self.last = c;
        if !extends(c) {
            self.base = c;
        }
    }
}

/// The first pass: character by character.
fn filter(text: &str, form: Form) -> Cow<'_, str> {
    let mut patch = Patch::new(text);
    let mut before = Before::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at + c.len_utf8()..];
        if c == BLACK_FLAG
            && let Some(flag) = SPELLED_FLAGS.iter().find(|it| text[at..].starts_with(**it))
        {
            before.follow(c);
            at += flag.len();
            continue;
        }
        let end = at + c.len_utf8();
        match instead(c, before, rest, form) {
            None => before.follow(c),
            Some(with) => {
                patch.put(at..end, with);
                with.chars().for_each(|it| before.follow(it));
            }
        }
        at = end;
    }
    patch.finish()
}

/// What to write for `c`; `None` when it may stay.
fn instead(c: char, before: Before, rest: &str, form: Form) -> Option<&'static str> {
    if is_plain(c) {
        return None;
    }
    let next = rest.chars().next();
    let joins_letters =
        || is_joining(before.last) && next.is_some_and(|it| is_joining(it) && it.is_alphabetic());
    let stays = match c {
        '\n' => form != Form::Line,
        '\r' if next == Some('\n') => return Some(""),
        // NEL, line and paragraph separator, vertical tab, form feed: all meant as line breaks.
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => false,
        '\t' if form == Form::Line => return Some(" "),
        '\t' => true,
        JOINER => joins_letters() || is_pictograph(before.base) && next.is_some_and(is_pictograph),
        NON_JOINER => joins_letters(),
        EMOJI_STYLE => {
            takes_emoji_style(before.last) || is_keycap_base(before.last) && next == Some(KEYCAP)
        }
        _ if is_unshowable(c) => return Some(form.replacement()),
        _ => !is_ignorable(c),
    };
    let line_break =
        matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    match stays {
        true => None,
        false if line_break => Some(form.line_break()),
        false => Some(""),
    }
}

/// The second pass: no cluster may grow without end.
fn tame(text: &str, form: Form) -> Cow<'_, str> {
    let mut patch = Patch::new(text);
    for (at, cluster) in text.grapheme_indices(true) {
        // No cluster this short breaks a rule.
        if cluster.len() > MARKS_MAX {
            tame_cluster(at, cluster, form, &mut patch);
        }
    }
    patch.finish()
}

fn tame_cluster(start: usize, cluster: &str, form: Form, patch: &mut Patch<'_>) {
    let (mut kept, mut marks) = (0, 0);
    for (offset, c) in cluster.char_indices() {
        let at = start + offset;
        if kept == CLUSTER_MAX {
            // A joiner with nothing to join must not stay behind.
            let whole = cluster[..offset]
                .trim_end_matches(|it| it == JOINER || it == NON_JOINER || is_tag(it));
            let from = (start + whole.len()).max(patch.done);
            patch.put(from..start + cluster.len(), form.replacement());
            return;
        }
        marks = match c.width() {
            Some(0) if is_tag(c) => marks,
            Some(0) => marks + 1,
            _ => 0,
        };
        if marks > MARKS_MAX {
            patch.put(at..at + c.len_utf8(), "");
        } else {
            kept += 1;
        }
    }
}

fn expand_tabs(text: Cow<'_, str>) -> String {
    if !text.contains('\t') {
        return text.into_owned();
    }
    let mut expanded = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut column = 0;
        for piece in line.split_inclusive('\t') {
            let words = piece.strip_suffix('\t').unwrap_or(piece);
            expanded.push_str(words);
            column += width(words);
            if words.len() < piece.len() {
                let gap = TAB_CELLS - column % TAB_CELLS;
                expanded.extend(std::iter::repeat_n(' ', gap));
                column += gap;
            }
        }
    }
    expanded
}

/// Control characters, private use and noncharacters.
fn is_unshowable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FDD0}'..='\u{FDEF}' | '\u{F0000}'..)
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Takes no room and shows nothing, or turns the direction of what follows (Unicode: default ignorable).
const fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}'
        // Letters made to be empty: blank names, and terminals disagree about their width.
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}'
        | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        // Text style is dropped too: half the terminals draw the emoji two cells wide nevertheless.
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{13430}'..='\u{1345F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

const fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0020}'..='\u{E007F}')
}

/// Part of a script whose letters join: Arabic to Sinhala, Myanmar, Khmer, Mongolian.
const fn is_joining(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{18AA}')
}

const fn is_keycap_base(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '#' | '*')
}

/// Adds to the character before it.
fn extends(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}') || c.width() == Some(0)
}

/// Whether `c` may take part in a joined emoji: asks the segmentation itself, so that both always agree.
fn is_pictograph(c: char) -> bool {
    let candidate = matches!(c, '©' | '®' | '\u{203C}'..='\u{3299}' | '\u{1F000}'..='\u{1FAFF}');
    candidate && String::from_iter([c, JOINER, c]).graphemes(true).count() == 1
}

fn takes_emoji_style(c: char) -> bool {
    is_pictograph(c) && String::from_iter([c, EMOJI_STYLE]).width() == 2
}
