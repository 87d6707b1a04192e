//! What a replica's desk knows of its hub: what was refused, and the words that are not to be lost by that.

use super::Wake;
use super::hands::failed;
use crate::base::clock;
use crate::domain::{AgentId, DialogId, Intent, Kind};
use crate::store::far::{Rejected, Replica as _};
use crate::store::{Desk, Draft, Inbox as _, Ledger as _, Sqlite, StoreError};
use crate::tui::event::Event;
use std::sync::mpsc::Sender;

/// Refused ops told at once, at most.
const MOST: usize = 200;

/// Tells what was refused and nobody has looked at. An answer comes in any case.
pub(super) fn tell_refused(desk: &Desk, door: Sender<Wake>, me: AgentId) {
    desk.write(move |desk| {
        let told = desk.rejected(MOST).and_then(|all| {
            for one in &all {
                keep_words(desk, one, me)?;
            }
            Ok(all)
        });
        let told = told.unwrap_or_else(|error| {
            let _ = door.send(Wake::Event(failed(&error)));
            Vec::new()
        });
        let _ = door.send(Wake::Event(Event::HubRefused(told)));
    });
}

/// The words of a refused reply or note are in the dialog's draft, whatever else has been begun there meanwhile.
fn keep_words(desk: &mut Sqlite, one: &Rejected, me: AgentId) -> Result<(), StoreError> {
    let (kind, text) = match &one.op.intent {
        Intent::Reply(text) | Intent::HeldReply(text, _) => (Kind::Reply, text),
        Intent::Note(text) => (Kind::Note, text),
        _ => return Ok(()),
    };
    let dialog: DialogId = one.op.dialog;
    let begun = desk.drafts(me, dialog)?.into_iter().find(|it| it.kind == kind);
    let begun = begun.map(|it| it.text).unwrap_or_default();
    if begun.contains(text.trim()) || desk.card(dialog, me)?.is_none() {
        return Ok(());
    }
    let text = if begun.trim().is_empty() { text.clone() } else { format!("{text}\n{begun}") };
    desk.save_draft(me, dialog, &Draft { kind, text, answers: None }, clock::now())
}

/// Somebody has looked at what was refused, up to this one.
pub(super) fn looked_at(desk: &Desk, door: Sender<Wake>, upto: i64) {
    desk.write(move |desk| {
        if let Err(error) = desk.looked_at(upto) {
            let _ = door.send(Wake::Event(failed(&error)));
        }
    });
}
