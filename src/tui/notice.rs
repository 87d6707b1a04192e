//! How a terminal is asked to tell somebody who looks elsewhere that a customer has written.
//!
//! Nobody knows by asking whether a terminal shows notices, so it goes by the terminal's name; all others ring.
//! Names and words are customers' text: cleaned, cut, and without the sign that parts the fields.

use super::around::Around;
use super::state::News;
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::{clean_line, cut, glyphs};
use crate::config::Notices;
use crate::i18n::Catalog;

/// Cells of a heading, and of the words below it.
const TITLE_CELLS: usize = 40;
const BODY_CELLS: usize = 120;
/// A cell of text may be many bytes; nobody needs more of them than this for one.
const CELL_BYTES: usize = 8;
/// Of a long message only the beginning is looked at.
const CHARS_MAX: usize = 2000;

/// A way to tell of news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// BEL: understood everywhere, also through tmux and screen.
    Bell,
    /// OSC 9, a line of text (iterm2.com/documentation-escape-codes.html, "Post a notification"; also WezTerm and
    /// ghostty).
    Line,
    /// OSC 777, a heading and words (foot: codeberg.org/dnkl/foot, "Supported OSCs").
    Fields,
    /// The same for urxvt, which needs an extension for it that few have: it rings as well.
    FieldsAndBell,
    /// OSC 99, a heading and words in two parts (sw.kovidgoyal.net/kitty/desktop-notifications).
    Parts,
}

impl Manner {
    /// The best way here; `None` where no notices are wanted. `terminal` is the name that the terminal gave, or empty.
    #[must_use]
    pub fn of(wanted: Notices, terminal: &str, around: &Around) -> Option<Self> {
        match wanted {
            Notices::Off => return None,
            Notices::Bell => return Some(Self::Bell),
            Notices::Auto => (),
        }
        // None of them hands on anything but BEL.
        if around.tmux || around.screen || around.zellij {
            return Some(Self::Bell);
        }
        let named =
            |name: &str| terminal.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
        Some(if named("kitty") {
            Self::Parts
        } else if named("foot") {
            Self::Fields
        } else if named("iTerm2") || named("WezTerm") || named("ghostty") {
            Self::Line
        } else if terminal.is_empty() && around.term.starts_with("rxvt") {
            Self::FieldsAndBell
        } else {
            Self::Bell
        })
    }
}

/// Something to tell of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How.
    pub manner: Manner,
    /// What.
    pub news: News,
    /// When; tells it from others.
    pub at: Timestamp,
}

impl Notice {
    /// The bytes for the terminal: whole sequences, never to be written within a frame.
    #[must_use]
    pub fn bytes(&self, catalog: &Catalog) -> Vec<u8> {
        let (title, body) = self.words(catalog);
        let text = match self.manner {
            Manner::Bell => "\x07".to_owned(),
            // ConEmu and those who follow it take a number at the beginning for a command
            // (conemu.github.io/en/AnsiEscapeCodes.html), so there is always a word.
            Manner::Line => format!("\x1b]9;keydesk: {title}: {body}\x1b\\"),
            Manner::Fields => format!("\x1b]777;notify;{title};{body}\x1b\\"),
            Manner::FieldsAndBell => format!("\x1b]777;notify;{title};{body}\x1b\\\x07"),
            Manner::Parts => {
                let id = self.at.0;
                format!(
                    "\x1b]99;i=keydesk-{id}:d=0;{title}\x1b\\\x1b]99;i=keydesk-{id}:d=1:p=body;{body}\x1b\\"
                )
            }
        };
        text.into_bytes()
    }

    /// A heading and the words below it.
    fn words(&self, catalog: &Catalog) -> (String, String) {
        let News { count, name, text } = &self.news;
        let (name, text) = (plain(name, TITLE_CELLS), plain(text, BODY_CELLS));
        let name =
            if name.trim().is_empty() { catalog.t("notice-nobody").into_owned() } else { name };
        let text =
            if text.trim().is_empty() { catalog.t("notice-file").into_owned() } else { text };
        if *count < 2 {
            return (plain(&name, TITLE_CELLS), plain(&text, BODY_CELLS));
        }
        let title = catalog.say(&Msg::new("notice-several").with("n", *count));
        let body = catalog.say(&Msg::new("notice-last").with("name", name).with("text", text));
        (plain(&title, TITLE_CELLS), plain(&body, BODY_CELLS))
    }
}

/// At most this many cells of text without controls and `;`.
fn plain(text: &str, cells: usize) -> String {
    let text: String = text.chars().take(CHARS_MAX).collect();
    let text = clean_line(&text).replace(';', ",");
    let text = cut(&text, cells);
    let most = cells * CELL_BYTES;
    let end = match text.len() > most {
        true => glyphs(&text).map(|it| it.at).take_while(|it| *it <= most).last().unwrap_or(0),
        false => text.len(),
    };
    text[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::text::width;
    use crate::i18n::Language;

    fn notice(manner: Manner, count: usize, name: &str, text: &str) -> String {
        let news = News { count, name: name.into(), text: text.into() };
        let notice = Notice { manner, news, at: Timestamp(7) };
        String::from_utf8(notice.bytes(&Catalog::new(Language::Uk))).unwrap()
    }

    #[test]
    fn each_terminal_is_told_in_its_own_way() {
        let bare = Around::default();
        let around = |term: &str| Around { term: term.into(), ..Around::default() };
        for (terminal, around, manner) in [
            ("kitty(0.35.2)", &bare, Manner::Parts),
            ("foot(1.13.1)", &bare, Manner::Fields),
            ("iTerm2 3.5.0", &bare, Manner::Line),
            ("WezTerm 20240203-110809", &bare, Manner::Line),
            ("ghostty 1.1.3", &bare, Manner::Line),
            ("XTerm(379)", &bare, Manner::Bell),
            ("tmux 3.5a", &bare, Manner::Bell),
            ("", &bare, Manner::Bell),
            ("", &around("rxvt-unicode-256color"), Manner::FieldsAndBell),
            ("XTerm(379)", &around("rxvt-unicode-256color"), Manner::Bell),
            ("kitty(0.35.2)", &Around { tmux: true, ..bare.clone() }, Manner::Bell),
            ("kitty(0.35.2)", &Around { screen: true, ..bare.clone() }, Manner::Bell),
            ("kitty(0.35.2)", &Around { zellij: true, ..bare.clone() }, Manner::Bell),
        ] {
            assert_eq!(Manner::of(Notices::Auto, terminal, around), Some(manner), "{terminal}");
            assert_eq!(Manner::of(Notices::Bell, terminal, around), Some(Manner::Bell));
            assert_eq!(Manner::of(Notices::Off, terminal, around), None);
        }
    }

    #[test]
    fn one_message_is_told_whole_and_several_are_summed_up() {
        assert_eq!(
            notice(Manner::Fields, 1, "Олена; Ко", "Де моє; замовлення?"),
            "\x1b]777;notify;Олена, Ко;Де моє, замовлення?\x1b\\"
        );
        assert_eq!(
            notice(Manner::Line, 3, "Олена", "Ау"),
            "\x1b]9;keydesk: 3 нові повідомлення: останнє — Олена: Ау\x1b\\"
        );
        assert_eq!(
            notice(Manner::Parts, 1, "Олена", "Ау"),
            "\x1b]99;i=keydesk-7:d=0;Олена\x1b\\\x1b]99;i=keydesk-7:d=1:p=body;Ау\x1b\\"
        );
        assert_eq!(notice(Manner::Bell, 1, "Олена", "Ау"), "\x07");
    }

    #[test]
    fn a_file_without_words_and_a_person_without_a_name_are_told_too() {
        assert_eq!(
            notice(Manner::Fields, 1, " \u{200b}", ""),
            "\x1b]777;notify;Без імені;Надіслано файл\x1b\\"
        );
    }

    /// Reads one sequence: its number and its fields, without controls.
    fn osc(text: &str) -> Option<(Vec<&str>, &str)> {
        let (body, rest) = text.strip_prefix("\x1b]")?.split_once("\x1b\\")?;
        let clean = !body.contains(char::is_control);
        clean.then(|| (body.split(';').collect(), rest))
    }

    proptest! {
        #[test]
        fn whatever_a_customer_is_called_and_writes_one_notice_leaves(
            name in any::<String>(), text in any::<String>(), count in 1..4_usize, times in 1..60_usize,
        ) {
            let name = format!("{name}\u{1b}]0;x\u{7};{name}").repeat(times);
            let text = format!("{text}\u{9b}31m\u{1b}\\;{text}\u{9c}\u{301}").repeat(times);
            let line = notice(Manner::Line, count, &name, &text);
            let (fields, rest) = osc(&line).unwrap();
            prop_assert_eq!((fields.len(), fields[0], rest), (2, "9", ""));
            prop_assert!(fields[1].starts_with("keydesk: "));

            let several = notice(Manner::Fields, count, &name, &text);
            let (fields, rest) = osc(&several).unwrap();
            prop_assert_eq!((&fields[..2], fields.len(), rest), (&["777", "notify"][..], 4, ""));
            prop_assert!(width(fields[2]) <= TITLE_CELLS && width(fields[3]) <= BODY_CELLS);
            prop_assert!(fields[2].len() <= TITLE_CELLS * CELL_BYTES && fields[3].len() <= BODY_CELLS * CELL_BYTES);

            let parts = notice(Manner::Parts, count, &name, &text);
            let (head, rest) = osc(&parts).unwrap();
            let (words, rest) = osc(rest).unwrap();
            prop_assert_eq!((&head[..2], head.len(), rest), (&["99", "i=keydesk-7:d=0"][..], 3, ""));
            prop_assert_eq!((&words[..2], words.len()), (&["99", "i=keydesk-7:d=1:p=body"][..], 3));
        }
    }
}
