//! What a dialog can be given: an agent, tags.

use std::collections::BTreeSet;

use super::popup::about;
use super::{mass, ops, picker, select};
use crate::base::msg::Msg;
use crate::domain::{
    Agent, AgentId, Bucket, Cell, ChannelId, DialogId, Refusal, Right, TAG_LETTERS_MAX,
};
use crate::tui::event::Effect;
use crate::tui::state::{Free, FreeKind, Pick, PickItem, Picker, State};

/// A tag is a word, not a story.
const TAG_CHARS_MAX: usize = TAG_LETTERS_MAX as usize;

/// Below this width numbers are said without words, as on the status line.
const WORDS_FROM: u16 = 60;

/// Whom to give the dialog: me, nobody, the others; who cannot get it stands below, with the reason.
pub(super) fn open_assign(state: &mut State) -> Vec<Effect> {
    let Some(dialog) = about(state) else { return Vec::new() };
    let row = state.row(dialog).map(|it| &it.dialog);
    let whose = row.and_then(|it| it.assignee);
    let channel = row.map_or(ChannelId(0), |it| it.channel);
    let line = |label: &str, to: Option<AgentId>| {
        PickItem::new(label, Pick::Assign(dialog, to))
            .detail(load(state, to))
            .ticked(whose == to && !select::acts(state))
            .refused(may_not(state, to, channel))
    };
    let me = Msg::new("assign-me-name").with("name", state.me.name.as_str());
    let nobody = state.words.t("assign-nobody");
    let mut items = vec![line(&state.words.say(&me), Some(state.me.id)), line(&nobody, None)];
    let others = state.roster.agents.iter().filter(|it| it.id != state.me.id);
    items.extend(others.map(|it| {
        let item = line(&it.name, Some(it.id));
        // What holds for the one who gets it is said before what holds for me.
        match cannot_get(it, channel) {
            Some(why) => item.refused(Some(why)),
            None => item,
        }
    }));
    items.sort_by_key(|it| it.enabled.is_err());
    let title = Msg::new("assign-title").with("name", select::subject(state, dialog));
    picker::open(state, Picker::new(title, items).placeholder(Msg::new("assign-placeholder")))
}

/// What somebody, or nobody, has to do already.
fn load(state: &State, agent: Option<AgentId>) -> String {
    let mut held = Cell::default();
    let open = state.totals.cells.iter().filter(|it| it.0.bucket == Bucket::Open);
    open.filter(|it| it.0.assignee == agent).for_each(|it| held += *it.1);
    if state.size.0 < WORDS_FROM {
        return format!("{} ●{}", held.dialogs, held.waiting);
    }
    let words = Msg::new("assign-load").with("open", held.dialogs).with("waiting", held.waiting);
    state.words.say(&words)
}

/// Why an agent gets nothing (FAQ 8).
fn cannot_get(agent: &Agent, channel: ChannelId) -> Option<Msg> {
    match agent {
        it if it.blocked => Some(Msg::new("assign-blocked")),
        it if it.able_on(channel) => None,
        it if it.may_on(Right::See, channel) => Some(Msg::new("assign-looks-on")),
        _ => Some(Msg::new("assign-no-chats")),
    }
}

/// Why I may not give the dialog to them.
fn may_not(state: &State, to: Option<AgentId>, channel: ChannelId) -> Option<Msg> {
    let others = to.is_some_and(|it| it != state.me.id);
    let needed = if others { Right::AssignOthers } else { Right::Take };
    (!state.me.may_on(needed, channel)).then(|| Refusal::NotAllowed.say())
}

/// All tags there are, as far as the screen knows.
pub(super) fn known_tags(state: &State) -> Vec<String> {
    let rows = state.list.rows.iter().chain(state.thread.card.as_ref().map(|it| &it.row));
    let tags: BTreeSet<&String> = rows.flat_map(|it| &it.dialog.tags).chain(&state.tags).collect();
    tags.into_iter().cloned().collect()
}

/// The tags: those on the dialog first, ticked; a new one is typed.
pub(super) fn open_tags(state: &mut State) -> Vec<Effect> {
    if select::acts(state) {
        return mass::open_tags(state);
    }
    let Some(dialog) = about(state) else { return Vec::new() };
    let on = state.row(dialog).map_or_else(Vec::new, |it| it.dialog.tags.clone());
    let mut all = known_tags(state);
    all.retain(|it| !on.contains(it));
    let item = |tag: &String, ticked| {
        let pick = if ticked { Pick::Untag } else { Pick::Tag };
        PickItem::new(format!("#{tag}"), pick(dialog, tag.clone())).ticked(ticked)
    };
    let ticked = on.iter().map(|it| item(it, true));
    let items = ticked.chain(all.iter().map(|it| item(it, false))).collect();
    let title = Msg::new("tag-title").with("name", ops::short_name(state, dialog));
    let words = Msg::new("tag-placeholder");
    picker::open(state, Picker::new(title, items).placeholder(words).free(FreeKind::Tag(dialog)))
}

/// A tag that is not there yet.
pub(super) fn new_tag(state: &State, picker: &Picker, dialog: DialogId, text: &str) -> Free {
    let tag = text.trim_start_matches('#').trim();
    if tag.is_empty() || picker.has(&format!("#{tag}")) {
        return Free::Nothing;
    }
    if tag.chars().count() > TAG_CHARS_MAX {
        return Free::Wrong(Refusal::BadTag.say());
    }
    let label = state.words.say(&Msg::new("tag-new").with("tag", tag));
    let item = Box::new(PickItem::new(label, Pick::Tag(dialog, tag.to_owned())));
    Free::Line { item, first: false }
}
