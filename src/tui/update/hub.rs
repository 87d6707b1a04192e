//! What the hub and colleagues do, on a replica's screen; and what the screen wants of the hub.

use super::{composer, ops, picker, say, thread, thread_height};
use crate::base::msg::Msg;
use crate::base::text::{clean_line, cut};
use crate::domain::{DialogId, Intent, Kind, MessageId};
use crate::store::far::Rejected;
use crate::tui::action::Action;
use crate::tui::event::Effect;
use crate::tui::hub::{HubWish, Present};
use crate::tui::state::{Focus, Link, Pick, PickItem, Picker, Popup, State, Tone};

/// Cells of a contact's name in a sentence.
const NAME_CELLS: usize = 24;

/// Who runs the channels has changed, or how this replica stands to its hub.
pub(super) fn linked(state: &mut State, link: Link) -> Vec<Effect> {
    let answered = answers(state);
    state.link = link;
    if !answered && answers(state) {
        // The hub has forgotten who is here, and what was asked has got lost.
        (state.team.told, state.team.fetching) = (None, None);
    }
    if !answers(state) {
        // Nobody knows any more what they do.
        state.team.present.clear();
    }
    match state.team.counted {
        Some(counted) => self::counted(state, counted),
        None => Vec::new(),
    }
}

/// The desk has counted what waits for the hub and what was refused.
pub(super) fn counted(state: &mut State, counted: (u32, u32)) -> Vec<Effect> {
    state.team.counted = Some(counted);
    let Link::Hub(link) = &mut state.link else { return Vec::new() };
    (link.waiting, link.refused) = counted;
    let untold = usize::try_from(counted.1).is_ok_and(|it| it > state.team.unseen());
    if !untold || std::mem::replace(&mut state.team.asking, true) {
        return Vec::new();
    }
    vec![Effect::AskRefused]
}

/// Whether the hub answers questions now.
pub(super) fn answers(state: &State) -> bool {
    state.hub().is_some_and(crate::tui::hub::HubLink::answers)
}

/// Who is at the desk now.
pub(super) fn present(state: &mut State, present: Vec<Present>) {
    state.team.present = present;
}

/// The hub has refused what seemed done.
pub(super) fn refused(state: &mut State, told: Vec<Rejected>) -> Vec<Effect> {
    state.team.asking = false;
    let on = |state: &State| match &state.popup {
        Some(Popup::Refused { cursor }) => state.team.rejected.get(*cursor).map(|it| it.no),
        _ => None,
    };
    let was = on(state);
    let new = state.team.refused(told);
    let rejected = &state.team.rejected;
    if let Some(Popup::Refused { cursor }) = &mut state.popup {
        // The cursor stays with what it is on; new ones come above it, and are seen as they come.
        *cursor = rejected.iter().position(|it| Some(it.no) == was).unwrap_or(0);
        return new.iter().flat_map(|it| give_back(state, it)).collect();
    }
    let msg = match &new[..] {
        [] => return Vec::new(),
        [one] => said(state, one),
        many => Msg::new("hub-refused-many")
            .with("n", many.len())
            .with("key", state.keymap.main(Action::Refused)),
    };
    say(state, Tone::Bad, msg);
    new.iter().flat_map(|it| give_back(state, it)).collect()
}

/// What to say of one of them.
fn said(state: &State, one: &Rejected) -> Msg {
    let why = state.words.say(&one.why.say());
    let id = if text_of(one).is_some() { "hub-refused-text-kept" } else { "hub-refused-one" };
    Msg::new(id).with("name", name(state, one)).with("why", why)
}

/// The contact's name, short and clean; or else the dialog's number.
fn name(state: &State, one: &Rejected) -> String {
    let known = if one.name.trim().is_empty() {
        ops::short_name(state, one.op.dialog)
    } else {
        cut(&clean_line(&one.name), NAME_CELLS).into_owned()
    };
    if known.is_empty() { format!("#{}", one.op.dialog.0) } else { known }
}

/// What was to be said, to the customer or to colleagues.
fn text_of(one: &Rejected) -> Option<(Kind, &str)> {
    match &one.op.intent {
        Intent::Reply(text) | Intent::HeldReply(text, _) => Some((Kind::Reply, text)),
        Intent::Letter(letter) => Some((Kind::Reply, &letter.text)),
        Intent::Note(text) => Some((Kind::Note, text)),
        _ => None,
    }
}

/// The words of a refused reply are in the dialog's draft again. What is being written there would be saved over them: they
/// are put above it.
fn give_back(state: &mut State, one: &Rejected) -> Vec<Effect> {
    let Some((kind, text)) = text_of(one) else { return Vec::new() };
    let here = |dialog: DialogId, its: Kind| (dialog, its) == (one.op.dialog, kind);
    let writing = state.composer.as_ref().filter(|it| here(it.dialog, it.kind));
    let held = state.held.iter().find(|it| here(it.dialog, it.kind) && !it.text.is_empty());
    let written = writing.map(|it| it.editor.text()).or(held.map(|it| it.text.as_str()));
    match written {
        Some(written) if !written.contains(text.trim()) => {
            composer::give_back(state, one.op.dialog, kind, text)
        }
        _ => Vec::new(),
    }
}

/// Shows what the hub refused and how it stands; from then on it is seen.
pub(super) fn open_refused(state: &mut State) -> Vec<Effect> {
    if state.hub().is_none() && state.team.rejected.is_empty() {
        say(state, Tone::Warning, Msg::new("hub-none"));
        return Vec::new();
    }
    (state.popup, state.toast) = (Some(Popup::Refused { cursor: 0 }), None);
    Vec::new()
}

/// What is on the screen has been looked at.
pub(super) fn look(state: &mut State) -> Option<Effect> {
    let newest = state.team.rejected.first().map(|it| it.no)?;
    if !matches!(state.popup, Some(Popup::Refused { .. })) || newest <= state.team.looked_at {
        return None;
    }
    state.team.looked_at = newest;
    Some(Effect::LookedAt(newest))
}

/// Goes to the dialog of the line under the cursor.
pub(super) fn go_to_refused(state: &mut State, cursor: usize) -> Vec<Effect> {
    let dialog = state.team.rejected.get(cursor).map(|it| it.op.dialog);
    dialog.map_or_else(Vec::new, |it| thread::open(state, it))
}

/// Tells colleagues what I look at and whether I write there, when that has changed.
pub(super) fn tell_presence(state: &mut State) -> Option<Effect> {
    let presence = state.presence();
    if !answers(state) || state.team.told.unwrap_or_default() == presence {
        return None;
    }
    state.team.told = Some(presence);
    let (dialog, typing) = presence;
    Some(Effect::Hub(HubWish::Present { dialog, typing }))
}

/// Tells colleagues that I have gone.
pub(super) fn part(state: &mut State) -> Option<Effect> {
    let told = state.team.told.take()?;
    (told != (None, false) && answers(state))
        .then_some(Effect::Hub(HubWish::Present { dialog: None, typing: false }))
}

/// Asks the hub for older messages when the reader comes to the oldest one here, or looks for one that is not here.
pub(super) fn fetch_older(state: &mut State) -> Option<Effect> {
    let height = thread_height(state);
    let thread = &state.thread;
    let dialog = thread.dialog.filter(|_| state.focus != Focus::List)?;
    let ready = thread.loaded && !thread.extending && thread.aim.is_none();
    let start = thread.visible(height).start;
    let at_top = start == 0 || start < height && thread.scroll > 0;
    let sought = state.team.seeking.is_some_and(|it| it.0 == dialog);
    let wanted = ready && thread.at_start && thread.elsewhere && (at_top || sought);
    let oldest = thread.messages.first().map_or(MessageId(0), |it| it.id);
    if !wanted || !answers(state) || state.team.fetching == Some((dialog, oldest)) {
        return None;
    }
    state.team.fetching = Some((dialog, oldest));
    Some(Effect::Hub(HubWish::Older(dialog)))
}

/// A message that only the hub has is looked for: older ones are fetched until it is here.
pub(super) fn seek(state: &mut State, dialog: DialogId, message: MessageId) {
    let here = state.hub().is_none() || state.thread.has(message);
    state.team.seeking = (!here).then_some((dialog, message));
}

/// More of the dialog is here; is it what was looked for?
pub(super) fn arrived(state: &mut State) {
    let Some((dialog, message)) = state.team.seeking else { return };
    if state.thread.dialog != Some(dialog) {
        state.team.seeking = None;
    } else if state.thread.has(message) {
        state.team.seeking = None;
        state.thread.aim = Some(crate::tui::state::Aim::Message(message));
    }
}

/// The newest message that the desk knows by a name that lasts.
pub(super) fn last_settled(state: &State) -> MessageId {
    let mut ids = state.thread.messages.iter().rev().map(|it| it.id);
    ids.find(|it| !it.is_provisional()).unwrap_or_default()
}

/// The desks that can be opened.
pub(super) fn open_profiles(state: &mut State) -> Vec<Effect> {
    if !state.profiles.several() {
        say(state, Tone::Warning, Msg::new("profile-only-one"));
        return Vec::new();
    }
    let here = &state.profiles.here;
    let item = |it: &String| PickItem::new(it, Pick::Switch(it.clone())).ticked(it == here);
    let items = state.profiles.all.iter().map(item).collect();
    picker::open(state, Picker::new(Msg::new("profile-title"), items))
}
