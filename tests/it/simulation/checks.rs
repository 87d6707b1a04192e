//! What must be true when it is quiet.

use std::collections::BTreeSet;

use keydesk::domain::{DialogId, Intent, Kind, Message, OpId, Role};
use keydesk::store::far::{Bundle, Origin as _, Replica as _};
use keydesk::store::{Done, Inbox as _};

use super::world::{Seat, World};

pub(super) fn all(world: &mut World) {
    assert_eq!(world.hub.verify().unwrap(), [], "the hub's counters are what its history says");
    every_op_is_decided_once(world);
    for seat in 0..world.seats.len() {
        is_like_the_hub(world, seat);
        index_knows_everything(&mut world.seats[seat]);
    }
}

fn dialogs(world: &World) -> Vec<DialogId> {
    (1..=40)
        .map(DialogId)
        .filter(|it| world.hub.card(*it, world.seats[0].me.id).unwrap().is_some())
        .collect()
}

fn every_op_is_decided_once(world: &mut World) {
    let texts: Vec<Message> = dialogs(world)
        .into_iter()
        .flat_map(|it| world.hub.thread(it, None, 10_000).unwrap().messages)
        .collect();
    for (id, wanted) in &world.wanted {
        let said = world.said.get(id).unwrap_or_else(|| panic!("{id:?} never came to the hub"));
        let (Intent::Reply(text) | Intent::HeldReply(text, _) | Intent::Note(text)) =
            &wanted.op.intent
        else {
            continue;
        };
        let times = texts.iter().filter(|it| it.text == *text).count();
        match said {
            Done::Accepted { .. } => assert_eq!(times, 1, "{text:?} was accepted"),
            Done::Refused(why) => {
                assert_eq!(times, 0, "{text:?} was refused: {why:?}");
                let seat = &world.seats[wanted.seat];
                assert!(is_kept(seat, *id, text), "{text:?} is lost");
            }
        }
    }
}

/// The words of what was refused are where their writer finds them.
fn is_kept(seat: &Seat, op: OpId, text: &str) -> bool {
    let rejected = seat.desk.rejected(10_000).unwrap();
    let listed = rejected.iter().any(|it| match &it.op.intent {
        Intent::Reply(words) | Intent::HeldReply(words, _) | Intent::Note(words) => {
            it.op.id == op && words == text
        }
        _ => false,
    });
    listed && rejected.iter().any(|it| it.op.id == op)
}

/// The same dialog on both sides, as far as both tell of it.
fn comparable(mut bundle: Bundle, from: keydesk::domain::MessageId) -> Bundle {
    bundle.as_of = keydesk::domain::ChangeNo(0);
    bundle.tail = None;
    bundle.thread.retain(|it| it.id >= from);
    bundle
}

/// Whatever came in whatever order can be searched.
fn index_knows_everything(seat: &mut Seat) {
    seat.desk.catch_up().unwrap();
    let faults = seat.desk.verify().unwrap();
    let of_index: Vec<_> =
        faults.into_iter().filter(|it| it.what.contains("search index")).collect();
    assert_eq!(of_index, []);
}

fn is_like_the_hub(world: &World, at: usize) {
    let seat = &world.seats[at];
    let me = &world.viewer(at);
    let dialogs = dialogs(world);
    assert_eq!(seat.desk.waiting().unwrap().0, 0, "nothing waits");
    let theirs = world.hub.bundles(me, &dialogs, 100_000).unwrap();
    // Everything that is here, as somebody sees it who sees everything.
    let ours = seat.desk.bundles(&me.clone().with_role(Role::Admin), &dialogs, 100_000).unwrap();
    let names = |it: &[Bundle]| it.iter().map(|it| it.dialog.id).collect::<BTreeSet<_>>();
    assert_eq!(names(&ours), names(&theirs), "seat {at}");
    for (ours, theirs) in ours.into_iter().zip(theirs) {
        let page = seat.desk.thread(ours.dialog.id, None, 10_000).unwrap();
        assert!(page.messages.iter().all(|it| !it.id.is_provisional()), "seat {at}");
        let whole = page.at_start;
        let first = ours.thread.first().map_or(keydesk::domain::MessageId(i64::MAX), |it| it.id);
        let from = if whole { keydesk::domain::MessageId(0) } else { first };
        // What nobody has answered is always here.
        let waits = theirs.thread.iter().filter(|it| it.kind == Kind::Inbound);
        let waits = waits.rev().take(theirs.dialog.counter.unanswered as usize);
        let waits: Vec<_> = waits.map(|it| it.id).collect();
        let dialog = &ours.dialog;
        assert!(waits.iter().all(|it| *it >= from), "seat {at}, {dialog:?}: {from:?} of {waits:?}");
        assert_eq!(comparable(ours, from), comparable(theirs, from), "seat {at}");
    }
    let mut cells = world.hub.totals().unwrap().cells;
    cells.retain(|it, _| me.sees_those(it.channel, it.assignee));
    assert_eq!(seat.desk.totals().unwrap().cells, cells, "seat {at}");
    let (ours, theirs) = (seat.desk.roster().unwrap(), world.hub.roster().unwrap());
    // What differs on a channel that is not to be seen is not known either.
    let mut agents = theirs.agents;
    for it in &mut agents {
        it.rights = it.rights.clone().only_on(|channel| me.sees_channel(channel));
    }
    assert_eq!(ours.agents, agents);
    let known: Vec<_> = theirs.channels.into_iter().filter(|it| me.sees_channel(it.id)).collect();
    assert_eq!(ours.channels, known);
}
