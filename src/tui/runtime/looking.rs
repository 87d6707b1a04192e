//! What the screen sees of the desk: one look, all of it at one moment.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::hands::sees;
use crate::domain::{AgentId, Bucket, Change, ChangeNo, Dialog, DialogId, Kind, MessageId, Totals};
use crate::store::far::Replica as _;
use crate::store::{Card, Inbox as _, Page, Sqlite, StoreError, ThreadPage, ThreadPart};
use crate::tui::event::{Look, Part, Seen, SeenThread};
use crate::tui::state::News;

/// What one look sees, as far as the agent may.
pub(super) fn answer(desk: &Sqlite, look: &Look, me: AgentId) -> Result<Seen, StoreError> {
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
pub(super) const FEED_PAGE: usize = 500;
const FEED_PAGES: usize = 20;

/// What customers wrote after a change, in dialogs of mine or of nobody that are neither closed nor spam.
pub(super) fn news(
    desk: &Sqlite,
    mut after: ChangeNo,
    me: AgentId,
) -> Result<Option<News>, StoreError> {
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
