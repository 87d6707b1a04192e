//! The one-line language of filters: read, printed, completed. The screen, the commands and the views' file share it.
//!
//! ```text
//! line    = { token } ;                     between tokens stands *and*
//! token   = [ "-" ] key ":" value { "," value } | word | quotation ;
//! value   = plain | quotation ;             alternatives; plain has no space and no comma
//! quotation = '"' … '"' | «…» | “…” | „…” ; \" and \\ within; one that does not end goes to the end of the line
//! ```
//!
//! | key | values |
//! | --- | --- |
//! | `is` | `open` `closed` `spam` `snoozed` `all` `unanswered` |
//! | `assignee` (`to`) | `me` `none` `any` `blocked`, a name or its beginning, `#7` |
//! | `channel` (`ch`) | `telegram` `viber` `instagram` `messenger` `whatsapp` `email`, a name, `#7` |
//! | `waits` | `>30m` `>1h30m` `>2d` |
//! | `tag`, `-tag` | a tag |
//! | `lang` | two letters |
//! | `after`, `before` | `2026-11-01` `01.11.2026` `1.11` `2026-11-01T09:30` `7d` `2h` `today` `yesterday` |
//! | `order` | `longest` `newest` `oldest` |
//!
//! Anything else is words to search for. A later token replaces an earlier one of the same sort
//! ([`Term::replaces`](super::Term::replaces)). Keys and fixed values are taken in Ukrainian and Russian, too, and
//! typed in the wrong layout (`шы:щзут`); printed they are English, so that a line can be handed on. In quotation
//! marks a value is a name first: `assignee:"me"` is the agent called so. Nothing here reads a clock or looks
//! anything up.

mod complete;
mod fault;
mod lex;
mod names;
mod print;
mod read;
mod span;
#[cfg(test)]
mod tests;
mod typed;
mod vocabulary;

pub use complete::{Completion, Item, complete};
pub use fault::{Fault, FaultKind};
pub use print::{print, print_one};
pub use read::{parse, put};
pub use typed::parse_typed;
pub use vocabulary::Key;

use super::{Agent, Channel};
use crate::base::clock::Timestamp;

/// What the names and days of a line mean.
#[derive(Debug, Clone, Copy, Default)]
pub struct Names<'a> {
    /// The desk's agents.
    pub agents: &'a [Agent],
    /// Its channels.
    pub channels: &'a [Channel],
    /// The tags in use; others may be typed, too.
    pub tags: &'a [String],
    /// When it is, for `today`.
    pub now: Timestamp,
    /// Seconds that the person's clock is ahead of UTC; of a day at whichever time of the year.
    pub utc_offset: i32,
}

/// How many words, values and keys a line may say: more than anybody types, and few enough for what looks them up.
pub const SAID_MAX: usize = 64;

/// An example of each thing a line may say, and the sentence of the locales that explains it.
///
/// Help, README and the commands' help are made from it.
pub const GRAMMAR: &[(&str, &str)] = &[
    ("is:open,snoozed", "filter-key-is"),
    ("is:unanswered", "filter-key-unanswered"),
    ("assignee:me,none", "filter-key-assignee"),
    ("channel:viber", "filter-key-channel"),
    ("waits:>30m", "filter-key-waits"),
    ("tag:vip", "filter-key-tag"),
    ("-tag:vip", "filter-key-no-tag"),
    ("lang:uk,ru", "filter-key-lang"),
    ("after:2026-11-01", "filter-key-after"),
    ("before:7d", "filter-key-before"),
    ("order:newest", "filter-key-order"),
    ("refund", "filter-key-words"),
    ("\"where is it\"", "filter-key-phrase"),
];
