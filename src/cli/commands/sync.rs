//! `keydesk sync`: keeps a replica and its hub alike without a screen.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};

use clap::{ArgMatches, Command};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::base::clock;
use crate::base::msg::Msg;
use crate::i18n::Catalog;
use crate::store::far::{Rejected, Replica as _};
use crate::sync::driver::{self, News, State, Status, SyncHandle};
use crate::sync::engine;

use super::super::args;
use super::super::context::Context;
use super::super::desk::OpenDesk;
use super::super::hub::{HubPlace, not_logged_in};
use super::super::output;
use super::super::report::{Complaint, Trouble, note};
use super::super::verbs::{self, Columns};

/// Refused ops that are listed, at most.
const LISTED: usize = 1_000;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let once = args::switch(catalog, "once", "cli-help-once");
    verbs::examples(
        catalog,
        args::subcommand(catalog, "sync", "cli-sync").arg(once),
        &["keydesk sync --once"],
    )
}

/// Why to look up.
enum Stir {
    News(Status),
    Grown,
    End,
}

/// Keeps them alike until a signal comes or, with `--once`, until they are.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let once = matches.get_flag("once");
    let config = context.settings()?.0;
    let opened = OpenDesk::find(context)?;
    let place = HubPlace::find(context, &config)?;
    let Some(place) = place.filter(|_| opened.progress().is_ok_and(|it| it.is_some())) else {
        return Err(not_logged_in(context));
    };
    let (tell, told) = channel();
    stop(tell.clone()).map_err(Trouble::Output)?;
    let syncing = begin(&opened, &place, tell)?;
    let ended = attend(context, &opened, &told, once);
    drop(syncing);
    report(context, &opened)?;
    ended
}

fn begin(opened: &OpenDesk, place: &HubPlace, tell: Sender<Stir>) -> Result<SyncHandle, Trouble> {
    let grown = tell.clone();
    opened.desk.subscribe(move |_| drop(grown.send(Stir::Grown)));
    let tell = move |news| {
        if let News::Status(status) = news {
            let _ = tell.send(Stir::News(status));
        }
    };
    let (_, wishes) = driver::wishes();
    driver::start(opened.desk.clone(), place.way(), wishes, tell, clock::now).map_err(|cause| {
        let what = Msg::new("sync-not-started").with("why", cause.to_string());
        Trouble::Refused(Complaint::new(what))
    })
}

fn stop(tell: Sender<Stir>) -> io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        if signals.forever().next().is_some() {
            let _ = tell.send(Stir::End);
        }
    })?;
    Ok(())
}

/// Until it is time to end; says how the connection is whenever that changes.
fn attend(
    context: &Context,
    opened: &OpenDesk,
    told: &Receiver<Stir>,
    once: bool,
) -> Result<(), Trouble> {
    let (mut said, mut last) = (None, None);
    while let Ok(stir) = told.recv() {
        match stir {
            Stir::End => return Ok(()),
            Stir::Grown => (),
            Stir::News(status) => last = Some(status),
        }
        let Some(status) = &last else { continue };
        let words = words(&status.state);
        if !once && said.as_ref() != Some(&words) {
            note(&context.say(&words));
            said = Some(words);
        }
        if once && is_over(opened, status)? {
            return Ok(());
        }
    }
    Ok(())
}

/// Whether everything is here and nothing waits. What cannot be done now is not waited for.
fn is_over(opened: &OpenDesk, status: &Status) -> Result<bool, Trouble> {
    let out_of_reach = |why: &Msg| Err(Trouble::OutOfReach(Complaint::new(why.clone())));
    match &status.state {
        State::Live => Ok(status.waiting == 0 && opened.read(engine::next)?.is_none()),
        State::Catching { .. } | State::Filling { .. } => Ok(false),
        State::Offline { why, .. } | State::Stuck(why) => out_of_reach(why),
        State::LoggedOut => {
            Err(Trouble::refused(Msg::new("sync-logged-out"), Msg::new("sync-logged-out-hint")))
        }
    }
}

fn words(state: &State) -> Msg {
    match state {
        State::Live => Msg::new("cli-sync-live"),
        State::Catching { .. } => Msg::new("cli-sync-catching"),
        State::Filling { .. } => Msg::new("cli-sync-filling"),
        State::Offline { why, .. } | State::Stuck(why) => why.clone(),
        State::LoggedOut => Msg::new("sync-logged-out"),
    }
}

/// Says what waits, and lists what was refused and nobody has looked at.
fn report(context: &Context, opened: &OpenDesk) -> Result<(), Trouble> {
    let (waiting, rejected) = opened.read(|it| Ok((it.waiting()?.0, it.rejected(LISTED)?)))?;
    let said = match waiting {
        0 => Msg::new("cli-sync-nothing-waits"),
        n => Msg::new("cli-sync-waiting").with("n", n),
    };
    note(&context.say(&said));
    if rejected.is_empty() {
        return Ok(());
    }
    note(&context.say(&Msg::new("cli-sync-refused").with("n", rejected.len())));
    let columns = [
        (Msg::new("cli-column-id"), true),
        (Msg::new("cli-column-name"), false),
        (Msg::new("cli-column-outcome"), false),
    ];
    let row = |it: &Rejected| {
        vec![it.op.dialog.0.to_string(), it.name.clone(), context.say(&it.why.say())]
    };
    let rows: Vec<Vec<String>> = rejected.iter().rev().map(row).collect();
    output::data_if_any(&Columns::new(&context.catalog, &columns).page(&rows))
}
