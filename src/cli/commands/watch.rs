//! `keydesk watch`: what happens on the desk, as it happens, for scripts. None is left out and none comes twice.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use clap::{ArgMatches, Command, value_parser};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::base::clock::now;
use crate::base::msg::Msg;
use crate::domain::{AgentId, Change, ChangeNo, DialogId, Filter, Message, MessageId, Written};
use crate::i18n::Catalog;
use crate::store::{Card, FeedEntry, Inbox as _, Roster, Sqlite, StoreError};

use super::super::context::Context;
use super::super::report::{Complaint, Trouble};
use super::super::schema::{self, Dialog};
use super::super::verbs::{self, Unsaid, Work};
use super::super::{args, output};

/// Changes read and written at once.
const BURST: usize = 200;
/// Where the system has no watches left, the feed is looked at so often.
const DEAF: Duration = Duration::from_millis(500);
/// So long after a signal a reader that stalls is waited for.
const GRACE: Duration = Duration::from_millis(200);

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let after = args::option(catalog, "after", "cli-value-number", "cli-help-after")
        .value_parser(value_parser!(u64));
    let command =
        args::subcommand(catalog, "watch", "cli-watch").arg(after).arg(verbs::words(catalog));
    let view = args::option(catalog, "view", "cli-value-name", "cli-help-view");
    verbs::examples(
        catalog,
        verbs::looking(catalog, command.arg(view)),
        &[
            "keydesk watch is:unanswered channel:viber",
            "keydesk watch --after 1500 >> changes.ndjson",
        ],
    )
}

/// Why to look up.
enum Stir {
    /// The feed has grown.
    Grown,
    /// Somebody wants us to end, or nobody reads any more.
    End,
}

/// Watches until a signal comes or the pipe is closed.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let work = Work::open(context, matches)?;
    let (filter, line) = work.filter(matches, Unsaid::All)?;
    let narrowed = !line.is_empty() || verbs::given(matches, "view").is_some();
    let filter = narrowed.then_some(filter);
    let (tell, told) = channel();
    let grown = tell.clone();
    // Before the first look, so that nothing happens in between unheard.
    work.opened.desk.subscribe(move |_| {
        let _ = grown.send(Stir::Grown);
    });
    // Dropped when this function ends, however it does.
    let (_here, gone) = channel();
    listen(tell, gone).map_err(Trouble::Output)?;
    let mut seen = begin(&work, matches)?;
    loop {
        let (me, wanted) = (work.me.id, filter.clone());
        let burst = work
            .opened
            .read(move |it| it.at_one_moment(|it| read(it, seen, me, wanted.as_ref())))?;
        if let Some(last) = burst.last {
            output::data_if_any(&burst.text())?;
            seen = last;
            // A long history must be possible to end, too.
            if told.try_iter().any(|it| matches!(it, Stir::End)) {
                return Ok(());
            }
            continue;
        }
        if ends(&told, work.opened.desk.hears_others()) {
            return Ok(());
        }
    }
}

/// After which change to begin.
fn begin(work: &Work<'_>, matches: &ArgMatches) -> Result<ChangeNo, Trouble> {
    let head = work.opened.read(|it| it.head())?;
    let Some(after) = matches.get_one::<u64>("after") else { return Ok(head) };
    let after = i64::try_from(*after).unwrap_or(i64::MAX);
    if after > head.0 {
        let ahead = Msg::new("cli-watch-ahead").with("after", after).with("head", head.0);
        return Err(Trouble::Refused(Complaint::new(ahead)));
    }
    // What the feed has forgotten cannot be told, and nothing may be left out.
    let floor = work.opened.read(Sqlite::feed_floor)?;
    if after < floor.0 {
        let gone = Msg::new("cli-watch-gone").with("after", after).with("floor", floor.0);
        return Err(Trouble::refused(gone, Msg::new("cli-watch-gone-hint")));
    }
    Ok(ChangeNo(after))
}

/// Waits until there may be more; tells whether it is time to end.
fn ends(told: &Receiver<Stir>, hears_others: bool) -> bool {
    let stir = if hears_others {
        told.recv().map_err(|_| RecvTimeoutError::Disconnected)
    } else {
        told.recv_timeout(DEAF)
    };
    matches!(stir, Ok(Stir::End) | Err(RecvTimeoutError::Disconnected))
}

/// Has `tell` told of signals, after which `gone` must be closed soon, and of a reader that goes away while nothing happens.
fn listen(tell: Sender<Stir>, gone: Receiver<()>) -> io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    let ended = tell.clone();
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        if signals.forever().next().is_some() {
            let _ = ended.send(Stir::End);
            // Whoever writes into a pipe that nobody empties hears of no signal. Nothing is lost by ending here:
            // a watch writes nothing but its output.
            if gone.recv_timeout(GRACE) == Err(RecvTimeoutError::Timeout) {
                std::process::exit(0);
            }
        }
    })?;
    std::thread::Builder::new().name("reader".into()).spawn(move || {
        let out = io::stdout();
        let gone = PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL;
        loop {
            // Nothing is asked for: only an end is told.
            let mut fds = [PollFd::new(&out, PollFlags::empty())];
            match poll(&mut fds, None) {
                Ok(_) if fds.iter().any(|it| it.revents().intersects(gone)) => {
                    let _ = tell.send(Stir::End);
                    return;
                }
                Ok(_) | Err(rustix::io::Errno::INTR) => (),
                // What cannot be polled is noticed when it is written to.
                Err(_) => return,
            }
        }
    })?;
    Ok(())
}

/// Some changes with what they are about, as it was at one moment.
struct Burst {
    lines: Vec<(FeedEntry, Option<Card>, Option<Message>)>,
    roster: Roster,
    /// The last of them, also of those that nobody wanted.
    last: Option<ChangeNo>,
}

impl Burst {
    fn text(&self) -> String {
        let line = |(entry, card, message): &(FeedEntry, Option<Card>, Option<Message>)| {
            let dialog = card.as_ref().map(|it| Dialog::of(&it.row, &self.roster));
            let message = message.as_ref().map(|it| schema::Message::of(it, &self.roster));
            schema::line(&schema::Change::of(entry, (dialog, message), &self.roster))
        };
        self.lines.iter().map(line).collect()
    }
}

fn read(
    desk: &Sqlite,
    seen: ChangeNo,
    me: AgentId,
    filter: Option<&Filter>,
) -> Result<Burst, StoreError> {
    let mut entries = desk.changes(seen, BURST)?;
    let last = entries.last().map(|it| it.no);
    if let Some(filter) = filter {
        let mut about: Vec<DialogId> = entries.iter().filter_map(|it| it.dialog).collect();
        about.sort_unstable();
        about.dedup();
        let passing = desk.passing(filter, about, now())?;
        entries.retain(|it| it.dialog.is_some_and(|it| passing.contains(&it)));
    }
    let mut cards: HashMap<DialogId, Option<Card>> = HashMap::new();
    let mut lines = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut card = None;
        if let Some(dialog) = entry.dialog {
            card = match cards.entry(dialog) {
                Entry::Occupied(known) => known.get().clone(),
                Entry::Vacant(new) => new.insert(desk.card(dialog, me)?).clone(),
            };
        }
        let message = message(desk, &entry)?;
        lines.push((entry, card, message));
    }
    let roster = if lines.is_empty() { Roster::default() } else { desk.roster()? };
    Ok(Burst { lines, roster, last })
}

fn message(desk: &Sqlite, entry: &FeedEntry) -> Result<Option<Message>, StoreError> {
    let id = match entry.change {
        Change::Wrote(Written { message, .. }) | Change::Delivery { message, .. } => message,
        _ => return Ok(None),
    };
    let Some(dialog) = entry.dialog else { return Ok(None) };
    let page = desk.thread(dialog, Some(MessageId(id.0 + 1)), 1)?;
    Ok(page.messages.into_iter().find(|it| it.id == id))
}
