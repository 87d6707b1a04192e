//! Carries out what the screen asks of the desk. Nothing here makes the screen wait.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use super::batch::{self, Stop};
use super::insets::Easel;
use super::looking::answer;
use super::{ChannelDoor, Door, HubDoor, Wake, crew, finding, hub, studies};
use crate::base::clock::{self, Timestamp};
use crate::config::books::{Views, save_view};
use crate::domain::{Actor, AgentId, DialogId, Filter, Op, OpId, Refusal, Right};
use crate::store::{
    Desk, Done, Draft, Inbox as _, Ledger as _, Roster, Sqlite, StoreError, Study as _,
};
use crate::tui::event::{Effect, Event};
use crate::tui::state::ViewsFile;

/// The screen's hands on the desk.
pub(super) struct Hands {
    desk: Desk,
    door: Sender<Wake>,
    me: AgentId,
    views: PathBuf,
    /// The batches that are to go no further.
    stop: Stop,
    /// Who speaks with the hub.
    hub: Option<HubDoor>,
    /// Who reaches the channels.
    channels: Option<ChannelDoor>,
    /// Who makes pictures.
    easel: Easel,
}

impl Hands {
    pub(super) fn new(desk: Desk, door: Sender<Wake>, me: AgentId, views: PathBuf) -> Self {
        let easel = Easel::new(desk.blobs(), door.clone());
        Self { desk, door, me, views, stop: Stop::default(), hub: None, channels: None, easel }
    }

    /// With somebody who speaks with the hub.
    pub(super) fn with_hub(self, hub: Option<HubDoor>) -> Self {
        Self { hub, ..self }
    }

    /// With somebody who reaches the channels.
    pub(super) fn with_channels(self, channels: Option<ChannelDoor>) -> Self {
        Self { channels, ..self }
    }

    /// The desk's folder.
    pub(super) fn dir(&self) -> &Path {
        self.desk.dir()
    }

    /// Hands the effect to the desk's threads; the answer comes as an event. Effects that are not the desk's
    /// are the runtime's own and do nothing here.
    pub(super) fn ask(&self, effect: Effect) {
        let (door, me) = (self.door.clone(), self.me);
        let effect = match batch::ask(&self.desk, &self.door, me, &self.stop, effect) {
            Some(effect) => effect,
            None => return,
        };
        match effect {
            Effect::Look(look) => self.desk.read(move |desk| {
                let event = match desk.at_one_moment(|it| answer(it, &look, me)) {
                    Ok(seen) => Event::Looked(Box::new(seen)),
                    Err(error) => failed(&error),
                };
                let _ = door.send(Wake::Event(event));
            }),
            Effect::Inquire(no, inquiry) => studies::inquire(&self.desk, door, me, no, *inquiry),
            Effect::Submit(op) => self.desk.write(move |desk| {
                let _ = door.send(Wake::Event(submit(desk, &op, me)));
            }),
            Effect::See(dialog, upto) => self.desk.write(move |desk| {
                if let Err(error) = desk.see(me, dialog, upto) {
                    let _ = door.send(Wake::Event(failed(&error)));
                }
            }),
            Effect::Chain { ops, stops, batch } => self.desk.write(move |desk| {
                let _ = door.send(Wake::Event(chain(desk, &ops, (stops, batch), me)));
            }),
            Effect::SaveDraft { no, dialog, kind, text, answers } => {
                self.keep(no, dialog, Draft { kind, text, answers });
            }
            Effect::Count { no, filters, now } => self.count(no, filters, now),
            Effect::AskTags => self.tags(),
            Effect::ReadViews => self.views(None),
            Effect::SaveView { name, line } => self.views(Some((name, line))),
            Effect::Search(ask) => finding::search(&self.desk, *ask, door),
            Effect::MendWords => finding::mend(&self.desk, door, self.stop.clone()),
            Effect::MakeInsets(wish) => self.easel.ask(*wish),
            Effect::AskRefused => hub::tell_refused(&self.desk, door),
            Effect::LookedAt(upto) => hub::looked_at(&self.desk, door, upto),
            Effect::Channels(wish) => {
                self.channels.iter().for_each(|it| it(*wish.clone(), Door(door.clone())));
            }
            Effect::Hub(wish) => self.hub.iter().for_each(|it| it(wish.clone())),
            Effect::Administer(act) => crew::administer(&self.desk, door, me, *act),
            Effect::Gather { .. }
            | Effect::Rehearse { .. }
            | Effect::Batch { .. }
            | Effect::StopBatch(_)
            | Effect::LastDone { .. }
            | Effect::History { .. }
            | Effect::EditOutside(_)
            | Effect::ShowOutside(..)
            | Effect::File(_)
            | Effect::Tell(_)
            | Effect::CopyOut(_)
            | Effect::CopyPlainly(_)
            | Effect::Notify(_)
            | Effect::ReadBooks
            | Effect::WriteExamples
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Switch(_)
            | Effect::Quit => (),
        }
    }

    /// Keeps what is half written.
    fn keep(&self, no: u64, dialog: DialogId, draft: Draft) {
        let (door, me) = (self.door.clone(), self.me);
        self.desk.write(move |desk| {
            let event = match desk.save_draft(me, dialog, &draft, clock::now()) {
                Ok(()) => Event::DraftKept(no),
                Err(error) => Event::DraftLost { what: error.say(), hint: error.hint() },
            };
            let _ = door.send(Wake::Event(event));
        });
    }

    /// Tells the tags in use, unless they cannot be read.
    fn tags(&self) {
        let (door, me) = (self.door.clone(), self.me);
        self.desk.study(move |desk| {
            if let Ok(tags) = tags(desk, me) {
                let _ = door.send(Wake::Event(Event::Tags(tags)));
            }
        });
    }

    /// Counts on the side.
    fn count(&self, no: u64, filters: Vec<Filter>, now: Timestamp) {
        let (door, me) = (self.door.clone(), self.me);
        let answer = Answer::or(door, Event::Counted { no, counts: None });
        self.desk.study(move |desk| {
            answer.give(match count(desk, &filters, now, me) {
                Ok(counts) => Event::Counted { no, counts },
                Err(StoreError::Superseded) => Event::NotCounted(no),
                // The list says by itself when the desk does not answer.
                Err(_) => Event::Counted { no, counts: None },
            });
        });
    }

    /// Adds a view to the file of one's own views, if one is given, and reads the file again. On the thread that writes: it
    /// is waited for before the program goes.
    fn views(&self, new: Option<(String, String)>) {
        let (door, file) = (self.door.clone(), self.views.clone());
        self.desk.write(move |_| {
            let saved = new.map(|(name, line)| match save_view(&file, &name, &line) {
                Ok(()) => Ok(name),
                Err(error) => Err(error.say()),
            });
            let (views, faults) = Views::read(&file);
            let read = ViewsFile { file, views: views.all, faults };
            let _ = door.send(Wake::Event(Event::Views { read, saved }));
        });
    }

    /// Waits until everything handed over is on the disk; of a batch, what has been begun.
    pub(super) fn finish(&self) {
        self.stop.all();
        let _ = self.desk.write_now(|_| Ok(()));
    }
}

/// An answer that is given whatever becomes of the question: a job that breaks down, or is never begun, counts nothing.
pub(super) struct Answer {
    door: Sender<Wake>,
    event: Option<Event>,
}

impl Answer {
    /// Gives this answer where no other is given.
    pub(super) const fn or(door: Sender<Wake>, event: Event) -> Self {
        Self { door, event: Some(event) }
    }

    pub(super) fn give(mut self, event: Event) {
        self.event = Some(event);
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if let Some(event) = self.event.take() {
            let _ = self.door.send(Wake::Event(event));
        }
    }
}

/// Decides the op with what the agent may do at this moment, not at the moment the screen was drawn.
fn decide(
    desk: &mut Sqlite,
    op: &Op,
    batch: Option<OpId>,
    me: AgentId,
) -> Result<Done, StoreError> {
    let me = desk.roster()?.agents.into_iter().find(|it| it.id == me);
    let Some(actor) = me.map(Actor::Agent) else { return Ok(Done::Refused(Refusal::NotAllowed)) };
    let Some(batch) = batch else { return desk.submit(op, &actor, clock::now()) };
    let done = desk.submit_all(std::slice::from_ref(op), batch, &actor, clock::now())?;
    Ok(done.into_iter().next().unwrap_or(Done::Refused(Refusal::NotAllowed)))
}

/// Decides one op after the other.
fn chain(
    desk: &mut Sqlite,
    ops: &[Op],
    (stops, batch): (bool, Option<OpId>),
    me: AgentId,
) -> Event {
    let (mut done, mut lost) = (Vec::new(), None);
    for op in ops {
        match decide(desk, op, batch, me) {
            Ok(it) => {
                let ends = matches!(&it, Done::Refused(why) if stops && !why.is_so_already());
                done.push(it);
                if ends {
                    break;
                }
            }
            Err(error) => {
                lost = Some((error.say(), error.hint()));
                break;
            }
        }
    }
    Event::Chained { ops: ops.iter().map(|it| it.id).collect(), done, lost }
}

fn submit(desk: &mut Sqlite, op: &Op, me: AgentId) -> Event {
    match decide(desk, op, None, me) {
        Ok(done) => Event::Decided { op: op.id, done },
        Err(error) => Event::NotRecorded { op: op.id, what: error.say(), hint: error.hint() },
    }
}

pub(super) fn failed(error: &StoreError) -> Event {
    Event::Failed { what: error.say(), hint: error.hint() }
}

/// Tags told of, at most.
const TAGS_MAX: usize = 200;

/// How many dialogs pass each filter, all at one moment; nothing for who may not see them, or where it cannot be told.
fn count(
    desk: &Sqlite,
    filters: &[Filter],
    now: Timestamp,
    me: AgentId,
) -> Result<Option<Vec<i64>>, StoreError> {
    desk.at_one_moment(|it| {
        if !sees(&it.roster()?, me) {
            return Ok(None);
        }
        filters.iter().map(|filter| it.count(filter, now)).collect::<Result<_, _>>().map(Some)
    })
}

fn tags(desk: &Sqlite, me: AgentId) -> Result<Vec<String>, StoreError> {
    if !sees(&desk.roster()?, me) {
        return Ok(Vec::new());
    }
    Ok(desk.tags(TAGS_MAX)?.into_iter().map(|it| it.0).collect())
}

/// Whether the agent may see dialogs.
pub(super) fn sees(roster: &Roster, me: AgentId) -> bool {
    roster.agents.iter().any(|it| it.id == me && it.may(Right::See))
}

#[cfg(test)]
#[path = "hands_tests.rs"]
mod tests;
