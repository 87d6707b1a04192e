//! What people say: the compiled-in books of conversations, one per language, and how their blanks are filled.
//!
//! The format is explained at the top of `assets/demo/uk.txt`. Pure.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::base::random::Random;

/// A language of the demo's customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Most of them.
    Ukrainian,
    /// Some.
    Russian,
    /// Some.
    English,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ukrainian, Self::Russian, Self::English];

    /// The two letters a channel tells.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ukrainian => "uk",
            Self::Russian => "ru",
            Self::English => "en",
        }
    }
}

/// Who speaks a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// The customer.
    Customer,
    /// The shop, to the customer.
    Agent,
    /// The shop, to colleagues.
    Note,
}

/// One line of a conversation, blanks not filled.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    /// Who speaks.
    pub(super) voice: Voice,
    /// The words.
    pub(super) text: String,
    /// Names and sizes of files.
    pub(super) files: Vec<(String, u64)>,
}

/// Where a conversation fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Anywhere.
    Anywhere,
    /// A mailbox only.
    Email,
    /// A messenger only.
    Chat,
    /// On the heap of spam only.
    Spam,
}

/// A conversation.
#[derive(Debug, Clone)]
pub(super) struct Script {
    /// Where it fits.
    pub(super) place: Place,
    /// What the team would tag it with.
    pub(super) tags: Vec<String>,
    /// What is said.
    pub(super) turns: Vec<Turn>,
}

impl Script {
    /// Whether anybody sends a file in it.
    pub(super) fn has_files(&self) -> bool {
        self.turns.iter().any(|it| !it.files.is_empty())
    }

    /// After how many turns it can be left with the customer waiting: the ends of each run of their lines.
    pub(super) fn waits(&self) -> Vec<usize> {
        let voices = || self.turns.iter().map(|it| it.voice);
        let next = voices().skip(1).map(Some).chain([None]);
        voices()
            .zip(next)
            .enumerate()
            .filter(|(_, (it, next))| *it == Voice::Customer && *next != Some(Voice::Customer))
            .map(|(at, _)| at + 1)
            .collect()
    }
}

/// Everything that is said in one language.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// Conversations.
    pub(super) scripts: Vec<Script>,
    pools: BTreeMap<String, Vec<String>>,
}

impl Book {
    /// The book of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        static BOOKS: [OnceLock<Book>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
        let (at, text) = match language {
            Language::Ukrainian => (0, include_str!("../../../assets/demo/uk.txt")),
            Language::Russian => (1, include_str!("../../../assets/demo/ru.txt")),
            Language::English => (2, include_str!("../../../assets/demo/en.txt")),
        };
        BOOKS[at].get_or_init(|| Self::read(text))
    }

    /// The single lines of a name.
    pub(super) fn pool(&self, name: &str) -> &[String] {
        self.pools.get(name).map_or(&[], Vec::as_slice)
    }

    /// The conversations for a mailbox or for a messenger.
    pub(super) fn fitting(&self, email: bool) -> Vec<&Script> {
        let fits = |it: &&Script| match it.place {
            Place::Anywhere => true,
            Place::Email => email,
            Place::Chat => !email,
            Place::Spam => false,
        };
        self.scripts.iter().filter(fits).collect()
    }

    fn read(text: &str) -> Self {
        let mut book = Self::default();
        let mut pool = String::new();
        for line in text.lines() {
            let (sign, rest) = line.split_once(' ').unwrap_or((line, ""));
            match sign {
                "==" => book.scripts.push(head(rest)),
                "::" => rest.clone_into(&mut pool),
                "-" => book.pools.entry(pool.clone()).or_default().push(rest.to_owned()),
                ">" => book.say(Voice::Customer, rest),
                "<" => book.say(Voice::Agent, rest),
                "!" => book.say(Voice::Note, rest),
                "|" => book.go_on(rest),
                "@" => book.attach(rest),
                // Empty lines and remarks.
                _ => (),
            }
        }
        book
    }

    fn say(&mut self, voice: Voice, text: &str) {
        if let Some(script) = self.scripts.last_mut() {
            script.turns.push(Turn { voice, text: text.to_owned(), files: Vec::new() });
        }
    }

    fn go_on(&mut self, text: &str) {
        if let Some(turn) = self.last_turn() {
            turn.text.push('\n');
            turn.text.push_str(text);
        }
    }

    fn attach(&mut self, line: &str) {
        let (name, bytes) = line.rsplit_once(' ').unwrap_or((line, "0"));
        if let Some(turn) = self.last_turn() {
            turn.files.push((name.to_owned(), bytes.parse().unwrap_or(0)));
        }
    }

    fn last_turn(&mut self) -> Option<&mut Turn> {
        self.scripts.last_mut().and_then(|it| it.turns.last_mut())
    }
}

/// Reads `name [flag] tag, tag`.
fn head(line: &str) -> Script {
    // The name is for whoever reads the book.
    let (_, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (place, tags) = match rest.strip_prefix('[').and_then(|it| it.split_once(']')) {
        Some(("email", tags)) => (Place::Email, tags),
        Some(("chat", tags)) => (Place::Chat, tags),
        Some(("spam", tags)) => (Place::Spam, tags),
        _ => (Place::Anywhere, rest),
    };
    let tags = tags.split(',').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
    Script { place, tags: tags.collect(), turns: Vec::new() }
}

/// What the blanks of a conversation are filled with.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// Chooses between `{he/she}`.
    pub(super) female: bool,
    /// Blank and filling.
    pub(super) blanks: Vec<(&'static str, String)>,
}

/// Fills the blanks of a line.
pub(super) fn fill(line: &str, words: &Words, random: &mut Random) -> String {
    let mut filled = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (blank, after) = after.split_once('}').unwrap_or((after, ""));
        if let Some((_, word)) = words.blanks.iter().find(|(name, _)| *name == blank) {
            filled.push_str(word);
        } else if blank.contains('|') {
            let choices: Vec<&str> = blank.split('|').collect();
            filled.push_str(random.pick(&choices).copied().unwrap_or_default());
        } else {
            let (his, hers) = blank.split_once('/').unwrap_or((blank, blank));
            filled.push_str(if words.female { hers } else { his });
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters that only the other language has.
    fn foreign(language: Language, text: &str) -> Option<char> {
        let stranger = |it: &char| match language {
            Language::Ukrainian => "ыэъёЫЭЪЁ".contains(*it),
            Language::Russian => "іїєґІЇЄҐ’".contains(*it),
            Language::English => ('\u{400}'..'\u{530}').contains(it),
        };
        text.chars().find(stranger)
    }

    #[test]
    fn nobody_mixes_languages() {
        for language in Language::ALL {
            let book = Book::of(language);
            let said = book.scripts.iter().flat_map(|it| &it.turns).map(|it| &it.text);
            for text in said.chain(book.pools.values().flatten()) {
                assert_eq!(foreign(language, text), None, "{language:?}: {text}");
            }
        }
    }

    #[test]
    fn every_book_is_whole() {
        for language in Language::ALL {
            let book = Book::of(language);
            assert!(book.scripts.len() >= 18, "{language:?}: {}", book.scripts.len());
            let answers = ["answer-thanks", "answer-ask", "answer-order", "answer-yes"];
            for pool in answers.into_iter().chain(["follow", "closing", "nudge"]) {
                assert!(book.pool(pool).len() >= 3, "{language:?} {pool}");
            }
            for script in &book.scripts {
                assert!(script.turns.first().is_some_and(|it| it.voice == Voice::Customer));
                assert!(script.turns.iter().all(|it| !it.text.trim().is_empty()), "{script:?}");
                assert!(script.turns.iter().flat_map(|it| &it.files).all(|it| it.1 > 0));
            }
            assert!(book.scripts.iter().any(|it| it.place == Place::Spam));
            let longest = book.scripts.iter().flat_map(|it| &it.turns).map(|it| it.text.len());
            assert!(longest.max() > Some(1000));
        }
    }

    #[test]
    fn blanks_are_filled_by_name_by_gender_and_by_chance() {
        let words = Words { female: true, blanks: vec![("name", "Ольго".into())] };
        let mut random = Random::from_seed(1);
        assert_eq!(fill("{name}, купи{в/ла}?", &words, &mut random), "Ольго, купила?");
        let either = fill("{a|b}!", &words, &mut random);
        assert!(["a!", "b!"].contains(&either.as_str()));
    }

    #[test]
    fn a_conversation_can_be_left_where_the_customer_spoke_last() {
        let book = Book::read("== x\n> a\n> b\n< c\n! d\n> e\n< f");
        assert_eq!(book.scripts[0].waits(), [2, 5]);
    }
}
