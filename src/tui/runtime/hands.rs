//! Carries out what the screen asks of the desk. Nothing here makes the screen wait.

use std::path::Path;
use std::sync::mpsc::Sender;

use super::Wake;
use crate::base::clock;
use crate::domain::{Actor, AgentId, Op, Refusal, Right, Totals};
use crate::store::{Desk, Done, Draft, Inbox, Ledger, Page, Sqlite, StoreError};
use crate::tui::event::{Effect, Event, Look, Seen, SeenThread};

/// The screen's hands on the desk.
pub(super) struct Hands {
    desk: Desk,
    door: Sender<Wake>,
    me: AgentId,
}

impl Hands {
    pub(super) fn new(desk: Desk, door: Sender<Wake>, me: AgentId) -> Self {
        Self { desk, door, me }
    }

    /// The desk's folder.
    pub(super) fn dir(&self) -> &Path {
        self.desk.dir()
    }

    /// Hands the effect to the desk's threads; the answer comes as an event. Effects that are not the desk's
    /// are the runtime's own and do nothing here.
    pub(super) fn ask(&self, effect: Effect) {
        let (door, me) = (self.door.clone(), self.me);
        match effect {
            Effect::Look(look) => self.desk.read(move |desk| {
                let event = match desk.at_one_moment(|it| answer(it, &look, me)) {
                    Ok(seen) => Event::Looked(Box::new(seen)),
                    Err(error) => failed(&error),
                };
                let _ = door.send(Wake::Event(event));
            }),
            Effect::Submit(op) => self.desk.write(move |desk| {
                let _ = door.send(Wake::Event(submit(desk, &op, me)));
            }),
            Effect::See(dialog, upto) => self.desk.write(move |desk| {
                if let Err(error) = desk.see(me, dialog, upto) {
                    let _ = door.send(Wake::Event(failed(&error)));
                }
            }),
            Effect::SaveDraft { no, dialog, kind, text } => self.desk.write(move |desk| {
                let draft = Draft { kind, text };
                let event = match desk.save_draft(me, dialog, &draft, clock::now()) {
                    Ok(()) => Event::DraftKept(no),
                    Err(error) => Event::DraftLost { what: error.say(), hint: error.hint() },
                };
                let _ = door.send(Wake::Event(event));
            }),
            Effect::EditOutside(_)
            | Effect::Tell(_)
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Quit => (),
        }
    }

    /// Waits until everything handed over is on the disk.
    pub(super) fn finish(&self) {
        let _ = self.desk.write_now(|_| Ok(()));
    }
}

/// Decides the op with what the agent may do at this moment, not at the moment the screen was drawn.
fn submit(desk: &mut Sqlite, op: &Op, me: AgentId) -> Event {
    let done =
        desk.roster().and_then(|roster| match roster.agents.into_iter().find(|it| it.id == me) {
            Some(agent) => desk.submit(op, &Actor::Agent(agent), clock::now()),
            None => Ok(Done::Refused(Refusal::NotAllowed)),
        });
    match done {
        Ok(done) => Event::Decided { op: op.id, done },
        Err(error) => Event::NotRecorded { op: op.id, what: error.say(), hint: error.hint() },
    }
}

fn failed(error: &StoreError) -> Event {
    Event::Failed { what: error.say(), hint: error.hint() }
}

fn answer(desk: &Sqlite, look: &Look, me: AgentId) -> Result<Seen, StoreError> {
    let head = desk.head()?;
    let roster = desk.roster()?;
    let sees = roster.agents.iter().any(|it| it.id == me && !it.blocked && it.role.may(Right::See));
    if !sees {
        // Without the right to see dialogs none leaves the desk; the roster tells who can give it (FAQ 1).
        let page = look.page.map(|_| Page { at_start: true, at_end: true, ..Page::default() });
        return Ok(Seen {
            no: look.no,
            head,
            page,
            thread: None,
            numbers: Some((Totals::default(), roster)),
        });
    }
    let page = look.page.as_ref().map(|it| desk.page(it)).transpose()?;
    let thread = look.thread.map(|(dialog, limit)| {
        Ok::<_, StoreError>(SeenThread {
            dialog,
            card: desk.card(dialog, me)?,
            page: desk.thread(dialog, None, limit)?,
            drafts: desk.drafts(me, dialog)?,
        })
    });
    let thread = thread.transpose()?;
    let numbers = if look.numbers { Some((desk.totals()?, roster)) } else { None };
    Ok(Seen { no: look.no, head, page, thread, numbers })
}
