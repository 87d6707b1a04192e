//! On a replica: what was done is kept until the hub has decided it, and may be waited for.

use std::ops::RangeInclusive;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::base::clock;
use crate::base::msg::Msg;
use crate::domain::OpId;
use crate::store::Lease;
use crate::store::far::Replica as _;
use crate::sync::driver::{self, News, State};

use super::super::desk::typed;
use super::super::hub::HubPlace;
use super::super::report::{Trouble, note};
use super::Work;

/// The names of the ops of one command.
pub(super) type Names = RangeInclusive<OpId>;

/// As many ops as anybody can have done without a network.
const ALL: usize = 1_000_000;
/// Where the system has no watches left, the desk is looked at so often.
const DEAF: Duration = Duration::from_millis(500);

enum Stir {
    Grown,
    /// The hub will decide nothing before a person has done something.
    Hopeless(Msg),
}

/// Says what has become of them. With patience, the hub is waited for; then a refusal, or none of an answer, is told by the
/// exit code.
pub(super) fn tell(
    work: &Work<'_>,
    names: &Names,
    patience: Option<Duration>,
) -> Result<(), Trouble> {
    if let Some(patience) = patience {
        wait(work, names, patience)?;
    }
    let waiting = waiting(work, names)?;
    let (asked, range) = (patience.is_some(), names.clone());
    let rejected = work.opened.read(move |it| it.rejected(ALL))?;
    let rejected: Vec<_> = rejected.into_iter().filter(|it| range.contains(&it.op.id)).collect();
    for it in &rejected {
        let why = work.say(&it.why.say());
        let refused = Msg::new("cli-hub-refused").with("id", it.op.dialog.0.to_string());
        note(&work.say(&refused.with("name", it.name.as_str()).with("why", why)));
    }
    // Somebody who has the desk open sends it at this moment.
    let sent = !asked && Lease::holder(work.opened.desk.dir()).is_some();
    if waiting > 0 && !sent {
        let command = typed(work.context, "sync --once");
        let n = i64::try_from(waiting).unwrap_or(i64::MAX);
        note(&work.say(&Msg::new("cli-kept").with("n", n).with("command", command)));
    }
    if !rejected.is_empty() || asked && waiting > 0 { Err(Trouble::Told) } else { Ok(()) }
}

fn waiting(work: &Work<'_>, names: &Names) -> Result<usize, Trouble> {
    let backlog = work.opened.read(|it| it.backlog(ALL))?;
    Ok(backlog.wishes.iter().filter(|it| names.contains(&it.op.id)).count())
}

/// Until the hub has decided them, whichever process asks it.
fn wait(work: &Work<'_>, names: &Names, patience: Duration) -> Result<(), Trouble> {
    let config = work.context.settings()?.0;
    let Some(place) = HubPlace::find(work.context, &config)? else { return Ok(()) };
    let desk = &work.opened.desk;
    let (tell, told) = channel();
    let grown = tell.clone();
    desk.subscribe(move |_| drop(grown.send(Stir::Grown)));
    let news = move |news| {
        if let News::Status(status) = news
            && let Some(why) = hopeless(status.state)
        {
            let _ = tell.send(Stir::Hopeless(why));
        }
    };
    let (_, wishes) = driver::wishes();
    let started = driver::start(desk.clone(), place.way(), wishes, news, clock::now);
    let Ok(_syncing) = started else { return Ok(()) };
    attend(work, names, &told, patience)
}

fn hopeless(state: State) -> Option<Msg> {
    match state {
        State::LoggedOut => Some(Msg::new("sync-logged-out")),
        State::Stuck(why) => Some(why),
        _ => None,
    }
}

fn attend(
    work: &Work<'_>,
    names: &Names,
    told: &Receiver<Stir>,
    patience: Duration,
) -> Result<(), Trouble> {
    let begun = Instant::now();
    while waiting(work, names)? > 0 {
        let left = patience.saturating_sub(begun.elapsed());
        if left.is_zero() {
            break;
        }
        let span = if work.opened.desk.hears_others() { left } else { left.min(DEAF) };
        if let Ok(Stir::Hopeless(why)) = told.recv_timeout(span) {
            note(&work.say(&why));
            break;
        }
    }
    Ok(())
}
