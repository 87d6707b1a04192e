//! keydesk: a terminal inbox for people who answer customers.
//!
//! This page is the architecture: what the rooms are, who may see whom, and what always holds.
//!
//! # The one idea
//!
//! The screen only ever talks to the *desk*, a local SQLite file; a *courier* moves facts between the desk and
//! the world.
//!
//! ```text
//! keys ─► action ─► op ─► desk: one transaction {rows, feed, outbox, totals} ─► the screen reads what it shows ─► one frame
//!                          ▲                                  │
//!                          │ inbound, deliveries              ▼ outbox
//!                     courier: for each active channel one task that pulls and one that sends, to several dialogs at once
//! ```
//!
//! A desk may be a team's: a *hub* serves it, and each agent's desk is a *replica* that is worked on in the same way, also
//! without a network:
//!
//! ```text
//! replica: op ─► decided and shown here, as pending ─► hub: decided once more, with what its writer saw ─► one transaction
//!             ▲                                                                                            │
//!             └──── what the dialogs have become, as this agent may see them; what is pending again on top ┘
//! ```
//!
//! A hub tells what dialogs *are*, not what to do to them ([`store::far`]): told twice, late or for a week at once, the newer
//! account stands.
//!
//! There is one way in for an agent's wish ([`store::Ledger::submit`]) and one for a channel's news
//! ([`store::Ledger::ingest`]), one feed of changes out, one outbox, and one set of rules: [`domain::decide`].
//!
//! # The rooms, in reading order
//!
//! Each room sees only rooms above it; `tests/it/tidy.rs` holds the walls.
//!
//! | room | what lives there | what it must not know |
//! | --- | --- | --- |
//! | [`base`] | clock, text in cells and without control bytes, seeded random numbers, panics that stay where they are, the right word nearest to a wrong one, sentences before they have a language | support work |
//! | [`domain`] | dialog, message, contact, channel, agent, op, change; the unanswered counter, the outbox's life, totals, filters and their one-line language, words to search for, moments in words, the picture of the day: values and rules | SQL, async, how anything is shown |
//! | [`config`] | the settings: `config.example.toml` is default, example and manual at once; the books beside them: quick replies, macros, views; where files lie | |
//! | [`i18n`] | the words, in English, Ukrainian and Russian | |
//! | [`store`] | the desk: narrow traits, SQLite behind them, one thread to write, one to read for the screen and one for questions that take their time, the search index, a watch on the folder, the lease | screens, network |
//! | [`wire`] | the JSON that hub and replicas share, versioned; to and from the desk's values here only | HTTP, how anything is stored |
//! | [`channels`] | connectors, each the dialect of one medium: Telegram's Bot API, mailboxes (IMAP and SMTP), and the demo channel, which plays the customers | the store |
//! | [`courier`] | carries inbound to the desk and the outbox to the channels | screens |
//! | [`hub`] | the team's server: the API, the live stream, who may do what, tokens | screens, replicas |
//! | [`sync`] | keeps a replica and its hub alike: the engine without any network, and the one that speaks HTTP | screens, the hub's inside |
//! | [`tui`] | the screen: input, actions, state, update, view, painter, runtime | SQL, network |
//! | [`cli`] | arguments in, exit codes out; one file per command; the same verbs as on the screen, through the same ops | |
//!
//! # What always holds
//!
//! - **Decide in pure code, act at the rim.** `domain`, `tui::update` and `tui::view` read no clock, file,
//!   environment or terminal, and never wait. Time, randomness and paths are arguments.
//! - **Save first, show at once, send then.** What the screen shows as done is on the disk. A send has three
//!   outcomes: accepted, refused, unknown; an unknown one is *unsure* until a person says what became of it, and
//!   nothing is sent twice by itself. Inbound is stored before it is acknowledged, and stored once.
//! - **Only an answer clears the counter.** [`domain::unanswered::count`] is the one truth; every number that is
//!   kept instead of counted is held against it on random histories.
//! - **Customers' text is hostile.** It is stored as it came and cleaned on its way to a cell
//!   ([`base::text::clean_line`]); no byte of it reaches the terminal raw. Of a picture only what our encoder makes of its
//!   pixels does; a file that could start something is never opened.
//! - **No tick.** Every loop sleeps until something happens or something on the screen changes by itself. Other
//!   processes are heard through the file system.
//! - **One table of actions** ([`tui::action::ACTIONS`]) feeds keys, help, bottom line, menu, README and the
//!   check of the settings. One example file feeds the settings. One catalog a language feeds every word.
//! - **Every way out gives the terminal back**, in one write, whatever the terminal takes by then. A panic in a
//!   channel's task leaves the screen alone; any other ends it, and its message is the last thing written.
//! - **The hub decides, and nobody's work is lost.** A replica's op is on its disk before it is shown, goes out in its order
//!   and happens once, however often it is sent; what the hub refuses is taken back and said, and its words are a draft again.
//!   Who may see and do what is decided on the desk, for each agent, and what is out of sight does not exist.
//! - **What the screen may not know comes through a door.** Files, programs, keyrings and media are plain wishes in
//!   [`tui::files`], [`tui::channels`] and [`tui::hub`]; `cli` carries them out on threads and answers with events.
//! - **Nothing slow on the screen's path.** Counts of any filter, searches, rehearsals and pictures are asked on the
//!   side and numbered; a late answer to an old question is dropped. A batch is written in whole chunks, between which
//!   everybody else has their turn; what was done together is taken back together.
//! - **A frame is one write**, inside synchronized output, and only of what differs.
//!
//! # Where to begin
//!
//! The rules: [`domain::unanswered`], then [`domain::decide`]. The flow of a key: [`tui::update`]. What a
//! transaction does: [`store::Ledger`]. How the screen is put together: [`tui::runtime`].

pub mod base;
pub mod channels;
pub mod cli;
pub mod config;
pub mod courier;
pub mod domain;
pub mod hub;
pub mod i18n;
pub mod store;
pub mod sync;
pub mod tui;
pub mod wire;
