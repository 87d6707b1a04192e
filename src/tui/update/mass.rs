//! The same for many dialogs: what it would come to is shown first, and somebody says yes.

use super::{batch, ops, picker, say, select};
use crate::base::msg::Msg;
use crate::domain::{Bucket, DialogId, Intent, Refusal, TAG_LETTERS_MAX, UNTIL_REPLY};
use crate::tui::action::Action;
use crate::tui::event::Effect;
use crate::tui::state::{
    Choice, Chooser, Foreseen, Free, FreeKind, Label, Pick, PickItem, Picker, Popup, Preview,
    State, Tone,
};

/// What is wanted for everything that is selected: at once for one dialog that is seen, else after a look.
pub(super) fn want(state: &mut State, intent: Intent) -> Vec<Effect> {
    let chosen = &state.mass.selection.chosen;
    let only = chosen.first().copied().filter(|_| chosen.len() == 1);
    if let Some(dialog) = only.filter(|it| on_screen(state, *it)) {
        state.mass.selection = crate::tui::state::Selection::default();
        return ops::want_for(state, dialog, intent);
    }
    if state.mass.running.is_some() {
        return batch::busy(state);
    }
    let dialogs: Vec<DialogId> = state.mass.selection.chosen.iter().copied().collect();
    state.asked += 1;
    let no = state.asked;
    let same_as = state.mass.selection.all_of.clone();
    let effect = Effect::Rehearse { no, intent: intent.clone(), dialogs: dialogs.clone(), same_as };
    let verb = verb(state, &intent);
    let preview = Preview { no, intent, verb, dialogs, foreseen: None, top: 0 };
    state.popup = Some(Popup::Preview(Box::new(preview)));
    vec![effect]
}

/// What was picked from a list that may have been opened for one dialog or for all that are selected.
pub(super) fn want_picked(state: &mut State, dialog: DialogId, intent: Intent) -> Vec<Effect> {
    if select::acts(state) { want(state, intent) } else { ops::want_for(state, dialog, intent) }
}

fn on_screen(state: &State, dialog: DialogId) -> bool {
    let rows = state.list.top..state.list.top + state.list_rows();
    state.list.find(dialog).is_some_and(|it| rows.contains(&it))
}

/// Spam is one key there and back: what is all spam, as far as is seen, is none after all.
pub(super) fn toggle_spam(state: &mut State) -> Vec<Effect> {
    let chosen = state.mass.selection.chosen.iter();
    let buckets: Vec<Bucket> = chosen.filter_map(|it| ops::bucket_of(state, *it)).collect();
    let spam = if buckets.is_empty() {
        state.list.filter.heaps.only() == Some(Bucket::Spam)
    } else {
        buckets.iter().all(|it| *it == Bucket::Spam)
    };
    want(state, if spam { Intent::UnmarkSpam } else { Intent::MarkSpam })
}

/// The desk has told what it would come to.
pub(super) fn foreseen(state: &mut State, no: u64, told: Foreseen) -> Vec<Effect> {
    if let Some(Popup::Preview(preview)) = &mut state.popup
        && preview.no == no
    {
        preview.foreseen = Some(told);
    }
    Vec::new()
}

/// Yes. Before it is known what it would come to, that is no answer.
pub(super) fn confirm(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Preview(preview)) = &state.popup else { return Vec::new() };
    let Some(foreseen) = &preview.foreseen else { return Vec::new() };
    if foreseen.rehearsal.accepted == 0 {
        state.popup = None;
        return Vec::new();
    }
    let Some(Popup::Preview(preview)) = state.popup.take() else { return Vec::new() };
    batch::run(state, preview.intent, preview.dialogs)
}

/// The desk could not answer: what waits for an answer waits no more.
pub(super) fn gave_up(state: &mut State) {
    state.mass.selection.gathering = None;
    state.mass.asked_before = None;
    let waits = match &state.popup {
        Some(Popup::Preview(it)) => it.foreseen.is_none(),
        Some(Popup::History(it)) => it.asked.is_some(),
        _ => false,
    };
    if waits {
        state.popup = None;
    }
}

/// What can be done with all that is selected.
pub(super) fn open_menu(state: &mut State) -> Vec<Effect> {
    let actions = [
        (Action::Close, 'o'),
        (Action::CloseUnassign, 'q'),
        (Action::AssignMe, 'm'),
        (Action::Unassign, 'b'),
        (Action::AssignTo, 'a'),
        (Action::Snooze, 'z'),
        (Action::Tag, 't'),
        (Action::Spam, 's'),
        (Action::Reopen, 'O'),
        (Action::MarkClear, 'x'),
    ];
    let choices = actions.map(|(action, letter)| Choice {
        label: Label::Msg(Msg::new(action.spec().help)),
        pick: Pick::Do(action),
        letter: Some(letter),
        current: false,
    });
    let title = Msg::new("menu-title-many").with("n", state.mass.selection.len());
    state.popup = Some(Popup::Choose(Chooser { title, choices: choices.into(), cursor: 0 }));
    Vec::new()
}

/// The tags: each to be put on all, and those that are seen on one of them to be taken off.
pub(super) fn open_tags(state: &mut State) -> Vec<Effect> {
    let rows = state.list.rows.iter().filter(|it| state.mass.selection.has(it.dialog.id));
    let mut on: Vec<String> = rows.flat_map(|it| it.dialog.tags.clone()).collect();
    on.sort();
    on.dedup();
    let known = super::choices::known_tags(state);
    let line = |id, tag: &String, pick| {
        PickItem::new(state.words.say(&Msg::new(id).with("tag", tag.as_str())), pick)
    };
    let put =
        known.iter().map(|it| line("mass-do-tag", it, Pick::Each(Intent::AddTag(it.clone()))));
    let off =
        on.iter().map(|it| line("mass-do-untag", it, Pick::Each(Intent::DropTag(it.clone()))));
    let items = put.chain(off).collect();
    let n = state.mass.selection.len();
    let title = Msg::new("mass-tag-title").with("n", n);
    let words = Msg::new("tag-placeholder");
    picker::open(state, Picker::new(title, items).placeholder(words).free(FreeKind::TagEach))
}

/// What is typed is a tag to be put on all.
pub(super) fn new_tag(state: &State, picker: &Picker, text: &str) -> Free {
    let tag = text.trim_start_matches('#').trim();
    let label = state.words.say(&Msg::new("mass-do-tag").with("tag", tag));
    if tag.is_empty() || picker.has(&label) {
        return Free::Nothing;
    }
    if tag.chars().count() > TAG_LETTERS_MAX as usize {
        return Free::Wrong(Refusal::BadTag.say());
    }
    let item = Box::new(PickItem::new(label, Pick::Each(Intent::AddTag(tag.to_owned()))));
    Free::Line { item, first: false }
}

/// What is done, as an order.
#[must_use]
pub(super) fn verb(state: &State, intent: &Intent) -> Msg {
    let ([order, _], about) = words(state, intent);
    with(order, about)
}

/// The same, done: to how many.
#[must_use]
pub(super) fn told(state: &State, intent: &Intent, n: usize) -> Msg {
    let ([_, done], about) = words(state, intent);
    with(done, about).with("n", crate::tui::state::grouped(n))
}

/// What a sentence names beside the deed.
type About = Option<(&'static str, String)>;

fn with(id: &'static str, about: About) -> Msg {
    let msg = Msg::new(id);
    match about {
        Some((name, value)) => msg.with(name, value),
        None => msg,
    }
}

/// The sentences for a deed: as an order, and done.
fn words(state: &State, intent: &Intent) -> ([&'static str; 2], About) {
    match intent {
        Intent::Close => (["mass-do-close", "mass-done-close"], None),
        Intent::CloseAndUnassign => (["mass-do-close-free", "mass-done-close-free"], None),
        Intent::Reopen => (["mass-do-reopen", "mass-done-reopen"], None),
        Intent::Assign(None) => (["mass-do-unassign", "mass-done-unassign"], None),
        Intent::Assign(Some(agent)) if *agent == state.me.id => {
            (["mass-do-assign-me", "mass-done-assign-me"], None)
        }
        Intent::Assign(Some(agent)) => {
            let about = ("agent", state.agent_name(*agent));
            (["mass-do-assign", "mass-done-assign"], Some(about))
        }
        Intent::MarkSpam => (["mass-do-spam", "mass-done-spam"], None),
        Intent::UnmarkSpam => (["mass-do-not-spam", "mass-done-not-spam"], None),
        Intent::Snooze(UNTIL_REPLY) => {
            (["mass-do-snooze-until-reply", "mass-done-snooze-until-reply"], None)
        }
        Intent::Snooze(until) => {
            let about = ("until", ops::local_time(*until, state.utc_offset));
            (["mass-do-snooze", "mass-done-snooze"], Some(about))
        }
        Intent::Wake => (["mass-do-wake", "mass-done-wake"], None),
        Intent::ToggleTag(tag) | Intent::AddTag(tag) => {
            (["mass-do-tag", "mass-done-tag"], Some(("tag", tag.clone())))
        }
        Intent::DropTag(tag) => (["mass-do-untag", "mass-done-untag"], Some(("tag", tag.clone()))),
        // What concerns one message or one person is never done to many dialogs.
        Intent::Reply(_)
        | Intent::HeldReply(..)
        | Intent::Letter(_)
        | Intent::Note(_)
        | Intent::Retry(_)
        | Intent::Drop(_)
        | Intent::ConfirmSent(_)
        | Intent::MergeContact(_)
        | Intent::SplitContact
        | Intent::ContactNote(_)
        | Intent::Undo(_) => (["mass-do-undo", "mass-done-undo"], None),
    }
}

/// The rows that were refused, and why; taking one goes there.
pub(super) fn open_outcome(state: &mut State) -> Vec<Effect> {
    let Some(outcome) = state.mass.outcome.clone().filter(|it| !it.refused.is_empty()) else {
        say(state, Tone::Warning, Msg::new("mass-no-refusals"));
        return Vec::new();
    };
    let mut items = Vec::new();
    for (why, _) in crate::tui::state::by_reason(&outcome.refused) {
        let words = state.words.say(&why.say());
        for row in outcome.refused.iter().filter(|it| it.why == *why) {
            let name = if row.name.trim().is_empty() {
                state.words.say(&Msg::new("mass-nameless").with("id", row.dialog.0.to_string()))
            } else {
                row.name.clone()
            };
            items.push(PickItem::new(name, Pick::Go(row.dialog)).detail(&words));
        }
    }
    let title = Msg::new("mass-refused-title").with("n", outcome.refused.len());
    picker::open(state, Picker::new(title, items).placeholder(Msg::new("mass-refused-placeholder")))
}
