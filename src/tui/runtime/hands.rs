//! Carries out what the screen asks of the desk. Nothing here makes the screen wait.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use super::batch::{self, Stop};
use super::{HubDoor, Wake, finding, hub, studies};
use crate::base::clock::{self, Timestamp};
use crate::config::books::{Views, save_view};
use crate::domain::{
    Actor, AgentId, Bucket, Change, ChangeNo, Dialog, DialogId, Filter, Kind, MessageId, Op, OpId,
    Refusal, Right, Totals,
};
use crate::store::far::Replica as _;
use crate::store::{
    Card, Desk, Done, Draft, Inbox, Ledger, Page, Roster, Sqlite, StoreError, Study as _,
    ThreadPage, ThreadPart,
};
use crate::tui::event::{Effect, Event, Look, Part, Seen, SeenThread};
use crate::tui::state::{News, ViewsFile};

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
}

impl Hands {
    pub(super) fn new(desk: Desk, door: Sender<Wake>, me: AgentId, views: PathBuf) -> Self {
        Self { desk, door, me, views, stop: Stop::default(), hub: None }
    }

    /// With somebody who speaks with the hub.
    pub(super) fn with_hub(self, hub: Option<HubDoor>) -> Self {
        Self { hub, ..self }
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
            Effect::SaveDraft { no, dialog, kind, text, answers } => self.desk.write(move |desk| {
                let draft = Draft { kind, text, answers };
                let event = match desk.save_draft(me, dialog, &draft, clock::now()) {
                    Ok(()) => Event::DraftKept(no),
                    Err(error) => Event::DraftLost { what: error.say(), hint: error.hint() },
                };
                let _ = door.send(Wake::Event(event));
            }),
            Effect::Count { no, filters, now } => self.count(no, filters, now),
            Effect::AskTags => self.desk.study(move |desk| {
                if let Ok(tags) = tags(desk, me) {
                    let _ = door.send(Wake::Event(Event::Tags(tags)));
                }
            }),
            Effect::ReadViews => self.views(None),
            Effect::SaveView { name, line } => self.views(Some((name, line))),
            Effect::Search(ask) => finding::search(&self.desk, *ask, door),
            Effect::MendWords => finding::mend(&self.desk, door, self.stop.clone()),
            Effect::AskRefused => hub::tell_refused(&self.desk, door),
            Effect::LookedAt(upto) => hub::looked_at(&self.desk, door, upto),
            Effect::Hub(wish) => self.hub.iter().for_each(|it| it(wish.clone())),
            Effect::Gather { .. }
            | Effect::Rehearse { .. }
            | Effect::Batch { .. }
            | Effect::StopBatch(_)
            | Effect::LastDone { .. }
            | Effect::History { .. }
            | Effect::EditOutside(_)
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

fn answer(desk: &Sqlite, look: &Look, me: AgentId) -> Result<Seen, StoreError> {
    let head = desk.head()?;
    let roster = desk.roster()?;
    if !sees(&roster, me) {
        // Without the right to see dialogs none leaves the desk; the roster tells who can give it (FAQ 1).
        let page =
            look.page.as_ref().map(|_| Page { at_start: true, at_end: true, ..Page::default() });
        return Ok(Seen {
            no: look.no,
            head,
            page,
            thread: None,
            numbers: Some((Totals::default(), roster)),
            news: None,
            unsettled: desk.waiting()?,
        });
    }
    let page = look.page.as_ref().map(|it| desk.page(it)).transpose()?;
    let thread =
        look.thread.map(|(dialog, part)| seen_thread(desk, dialog, part, me)).transpose()?;
    let numbers = if look.numbers { Some((desk.totals()?, roster)) } else { None };
    let news = look.news.map(|after| news(desk, after, me)).transpose()?.flatten();
    let unsettled = if look.numbers { desk.waiting()? } else { (0, 0) };
    Ok(Seen { no: look.no, head, page, thread, numbers, news, unsettled })
}

/// Of the newest messages, while older ones are read, so many are known: enough to tell what others have said last.
const NEWEST: usize = 40;

fn seen_thread(
    desk: &Sqlite,
    dialog: DialogId,
    part: Part,
    me: AgentId,
) -> Result<SeenThread, StoreError> {
    let (page, newest, elsewhere) = match part {
        Part::Newest(limit) => {
            let ThreadPage { messages, at_start, elsewhere } = desk.thread(dialog, None, limit)?;
            let at_start = at_start || elsewhere;
            (ThreadPart { messages, at_start, at_end: true }, Vec::new(), elsewhere)
        }
        Part::Around { message, before, after } => {
            let page = desk.thread_around(dialog, message, before, after)?;
            let newest =
                if page.at_end { Vec::new() } else { desk.thread(dialog, None, NEWEST)?.messages };
            let first = page.messages.first().map(|it| it.id);
            let elsewhere = page.at_start && desk.thread(dialog, first, 1)?.elsewhere;
            (page, newest, elsewhere)
        }
    };
    let (card, drafts) = (desk.card(dialog, me)?, desk.drafts(me, dialog)?);
    Ok(SeenThread { dialog, card, page, newest, drafts, elsewhere })
}

/// Lines of the feed read at once, and how often, at most: who has been away that long need not be told exactly.
const FEED_PAGE: usize = 500;
const FEED_PAGES: usize = 20;

/// What customers wrote after a change, in dialogs of mine or of nobody that are neither closed nor spam.
fn news(desk: &Sqlite, mut after: ChangeNo, me: AgentId) -> Result<Option<News>, StoreError> {
    let mut cards: HashMap<DialogId, Option<Card>> = HashMap::new();
    let (mut count, mut newest) = (0, None);
    for _ in 0..FEED_PAGES {
        let entries = desk.changes(after, FEED_PAGE)?;
        for entry in &entries {
            after = entry.no;
            let Change::Wrote(written) = &entry.change else { continue };
            let Some(dialog) = entry.dialog.filter(|_| written.kind == Kind::Inbound) else {
                continue;
            };
            let card = match cards.entry(dialog) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(desk.card(dialog, me)?),
            };
            if card.as_ref().is_some_and(|it| concerns(&it.row.dialog, me)) {
                count += 1;
                newest = Some((dialog, written.message));
            }
        }
        if entries.len() < FEED_PAGE {
            break;
        }
    }
    let Some((dialog, message)) = newest else { return Ok(None) };
    let name = cards.remove(&dialog).flatten().map_or_else(String::new, |it| it.row.name);
    let page = desk.thread(dialog, Some(MessageId(message.0 + 1)), 1)?;
    let text = page.messages.into_iter().next().map_or_else(String::new, |it| it.text);
    Ok(Some(News { count, name, text }))
}

fn concerns(dialog: &Dialog, me: AgentId) -> bool {
    let mine = dialog.assignee.is_none_or(|it| it == me);
    mine && matches!(dialog.bucket(), Bucket::Open | Bucket::Snoozed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Timestamp;
    use crate::domain::{
        Arrival, Batch, ChannelKind, Connector, Intent, News as Told, OpId, Role, Sender,
    };
    use crate::store::{Channels as _, NewChannel};

    const AT: Timestamp = Timestamp(1_795_435_200_000);

    /// A desk with two agents and one channel.
    fn desk() -> (tempfile::TempDir, Desk) {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path()).unwrap();
        desk.write_now(|it| {
            if it.roster()?.agents.is_empty() {
                it.add_agent("Anna", Role::Lead)?;
            }
            it.add_agent("Borys", Role::Agent)?;
            let (kind, connector) = (ChannelKind::Telegram, Connector::Demo);
            let new = NewChannel { kind, connector, name: "t".into(), cursor: String::new() };
            it.add_channel(&new, AT).map(drop)
        })
        .unwrap();
        (folder, desk)
    }

    /// These people write these words, in this order.
    fn hear(desk: &Desk, words: &[(&str, &str)]) {
        let arrived = |(who, text): &(&str, &str)| {
            let (external, name) = ((*who).to_owned(), format!("n{who}"));
            Told::Arrived(Arrival {
                sender: Sender { external, name, ..Sender::default() },
                remote: format!("{who}{text}"),
                kind: Kind::Inbound,
                at: AT,
                text: (*text).to_owned(),
                files: Vec::new(),
                more: Default::default(),
            })
        };
        let batch = Batch { news: words.iter().map(arrived).collect(), cursor: "1".into() };
        desk.write_now(move |it| {
            let channel = it.roster()?.channels[0].id;
            it.ingest(channel, &batch, AT).map(drop)
        })
        .unwrap();
    }

    fn submit(desk: &Desk, id: u128, dialog: i64, intent: Intent) {
        let op = Op { id: OpId(id), dialog: DialogId(dialog), intent };
        desk.write_now(move |it| {
            let agent = it.roster()?.agents.remove(0);
            let done = it.submit(&op, &Actor::Agent(agent), AT)?;
            assert!(matches!(done, Done::Accepted { .. }), "{done:?}");
            Ok(())
        })
        .unwrap();
    }

    fn head(desk: &Desk) -> ChangeNo {
        desk.read_now(|it| it.head()).unwrap()
    }

    fn heard(desk: &Desk, after: ChangeNo) -> Option<News> {
        desk.read_now(move |it| news(it, after, AgentId(1))).unwrap()
    }

    #[test]
    fn news_are_what_customers_wrote_since_and_nothing_else() {
        let (_folder, desk) = desk();
        hear(&desk, &[("a", "1"), ("b", "2")]);
        let after = head(&desk);
        assert_eq!(heard(&desk, after), None);
        submit(&desk, 1, 1, Intent::Reply("так".into()));
        submit(&desk, 2, 1, Intent::Note("нотатка".into()));
        assert_eq!(heard(&desk, after), None);
        hear(&desk, &[("a", "3"), ("b", "4"), ("a", "5")]);
        let news = |count, name: &str, text: &str| {
            Some(News { count, name: name.into(), text: text.into() })
        };
        assert_eq!(heard(&desk, after), news(3, "na", "5"));
        submit(&desk, 3, 2, Intent::Close);
        assert_eq!(heard(&desk, after), news(2, "na", "5"), "what is closed has been dealt with");
    }

    #[test]
    fn spam_and_what_is_a_colleague_s_is_no_news_to_me() {
        let (_folder, desk) = desk();
        hear(&desk, &[("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")]);
        submit(&desk, 1, 1, Intent::MarkSpam);
        submit(&desk, 2, 2, Intent::Assign(Some(AgentId(2))));
        submit(&desk, 3, 3, Intent::Assign(Some(AgentId(1))));
        let after = head(&desk);
        hear(&desk, &[("a", "5"), ("b", "6")]);
        assert_eq!(heard(&desk, after), None);
        hear(&desk, &[("c", "7"), ("b", "8")]);
        let expected = News { count: 1, name: "nc".into(), text: "7".into() };
        assert_eq!(heard(&desk, after), Some(expected));
    }

    #[test]
    fn a_long_absence_is_counted_over_many_pages() {
        let (_folder, desk) = desk();
        hear(&desk, &[("a", "0")]);
        let after = head(&desk);
        let texts: Vec<String> = (1..=FEED_PAGE + 3).map(|it| it.to_string()).collect();
        let words: Vec<(&str, &str)> = texts.iter().map(|it| ("a", it.as_str())).collect();
        hear(&desk, &words);
        let news = heard(&desk, after).unwrap();
        assert_eq!((news.count, news.text), (FEED_PAGE + 3, texts.last().unwrap().clone()));
    }

    #[test]
    fn a_count_is_answered_whatever_becomes_of_it() {
        let (_folder, desk) = desk();
        hear(&desk, &[("a", "1"), ("b", "2")]);
        let (door, wakes) = std::sync::mpsc::channel();
        let counted = || match wakes.recv().unwrap() {
            Wake::Event(Event::Counted { no: 7, counts }) => counts,
            _ => panic!("no count"),
        };
        let ask = |me| {
            let hands = Hands::new(desk.clone(), door.clone(), AgentId(me), PathBuf::new());
            let filters = vec![Filter::open(AgentId(me))];
            hands.ask(Effect::Count { no: 7, filters, now: AT });
        };
        ask(1);
        assert_eq!(counted(), Some(vec![2]));
        // Who is not on the desk is told nothing.
        ask(99);
        assert_eq!(counted(), None);
        // Nor does anybody wait for a job that broke down.
        let event = Some(Event::Counted { no: 7, counts: None });
        let answer = Answer { door: door.clone(), event };
        desk.study(move |_| {
            let _answer = answer;
            panic!("a bug");
        });
        assert_eq!(counted(), None);
    }
}
