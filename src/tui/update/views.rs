//! Going from view to view, keeping one of one's own, and the numbers beside them.

use super::{desk, list, picker, say};
use crate::base::msg::Msg;
use crate::config::books::NAME_CHARS_MAX;
use crate::domain::query::{parse_typed, print_one};
use crate::domain::{Assigned, Filter, Order, Term, View};
use crate::tui::event::Effect;
use crate::tui::state::{
    Focus, Free, FreeKind, Pick, PickItem, Picker, Popup, State, Tone, ViewId, ViewsFile, day_of,
};

/// Goes to a view. What the list was narrowed down by stays, unless it said where to look: then it was a question of
/// its own.
pub(super) fn go(state: &mut State, id: ViewId) -> Vec<Effect> {
    if let ViewId::Own(at) = id {
        let Some(own) = state.views.own.get(at) else { return Vec::new() };
        if let Some(fault) = own.fault.clone() {
            say(state, Tone::Bad, fault);
            return Vec::new();
        }
    }
    let said = if state.list.has_left_view() { Vec::new() } else { state.list.said() };
    if state.focus != Focus::Composer {
        state.focus = Focus::List;
    }
    list::show(state, id, said)
}

/// Goes to the view on a digit.
pub(super) fn go_to_digit(state: &mut State, digit: u8) -> Vec<Effect> {
    match state.views.on_digit(digit) {
        Some(id) => go(state, id),
        None => {
            let key = state.keymap.main(crate::tui::action::Action::SaveView);
            say(state, Tone::Warning, Msg::new("view-none-of-own").with("key", key));
            Vec::new()
        }
    }
}

/// Goes to the next view in the order of the top line, or to the one before. Those that cannot be read are passed over.
pub(super) fn step(state: &mut State, back: bool) -> Vec<Effect> {
    let broken = |id| matches!(id, ViewId::Own(at) if state.views.own.get(at).is_some_and(|it| it.fault.is_some()));
    let all: Vec<ViewId> =
        state.views.order().into_iter().map(|it| it.1).filter(|it| !broken(*it)).collect();
    let here = all.iter().position(|it| *it == state.list.view).unwrap_or(0);
    let next = if back { here + all.len() - 1 } else { here + 1 };
    go(state, all[next % all.len()])
}

/// Takes the last thing off by which the list is narrowed down.
pub(super) fn drop_last(state: &mut State) -> Vec<Effect> {
    match state.list.extra.len().checked_sub(1) {
        Some(last) => drop_chip(state, last),
        None => {
            say(state, Tone::Warning, Msg::new("palette-no-filters"));
            Vec::new()
        }
    }
}

/// Takes one of the things off by which the list is narrowed down.
pub(super) fn drop_chip(state: &mut State, at: usize) -> Vec<Effect> {
    let mut said = state.list.said();
    if at < said.len() {
        said.remove(at);
    }
    list::follow(state, said)
}

/// The next order: who waits longest, the newest activity, the oldest.
pub(super) fn turn_order(state: &mut State) -> Vec<Effect> {
    let at = Order::ALL.iter().position(|it| *it == state.list.filter.order).unwrap_or(0);
    let next = Order::ALL[(at + 1) % Order::ALL.len()];
    let mut said = state.list.said();
    said.retain(|it| !matches!(it.0, Term::Order(_)));
    let bare: Vec<Term> = said.iter().map(|it| it.0.clone()).collect();
    // The order that the view has anyway needs no word.
    if Filter::within(state.me.id, &state.list.terms, &bare).order != next {
        let term = Term::Order(next);
        let words = print_one(&term, &state.filter_names());
        said.push((term, words));
    }
    let id = match next {
        Order::Longest => "order-longest",
        Order::Newest => "order-newest",
        Order::Oldest => "order-oldest",
    };
    say(state, Tone::Good, Msg::new(id));
    list::follow(state, said)
}

/// All views with their digits and numbers.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let items = items(state);
    let key = state.keymap.main(crate::tui::action::Action::SaveView);
    let words = Msg::new("views-placeholder").with("key", key);
    let mut effects =
        picker::open(state, Picker::new(Msg::new("views-title"), items).placeholder(words));
    let orders = state.views.order();
    let here = orders.iter().position(|it| it.1 == state.list.view);
    if let (Some(Popup::Pick(picker)), Some(here)) = (&mut state.popup, here) {
        picker.go_to(here);
    }
    // Somebody may have changed the file meanwhile.
    effects.push(Effect::ReadViews);
    effects
}

fn items(state: &State) -> Vec<PickItem> {
    let item = |(digit, id): (Option<u8>, ViewId)| {
        let line = state.view_line(id);
        let digit = digit.map_or_else(|| "  ".to_owned(), |it| format!("{it} "));
        let count = state.view_count(id).map_or_else(|| "…".to_owned(), |it| it.to_string());
        let fault = match id {
            ViewId::Own(at) => state.views.own.get(at).and_then(|it| it.fault.clone()),
            ViewId::BuiltIn(_) => None,
        };
        PickItem::new(format!("{digit}{}", state.view_name(id)), Pick::View(id))
            .detail(count)
            .keywords(line)
            .ticked(id == state.list.view && !state.list.has_left_view())
            .refused(fault)
    };
    state.views.order().into_iter().map(item).collect()
}

/// One's own views, as the palette has them.
pub(super) fn palette_items(state: &State) -> Vec<PickItem> {
    let item = |(at, own): (usize, &crate::tui::state::OwnView)| {
        let label = state.words.say(&Msg::new("palette-view").with("name", own.name()));
        PickItem::new(label, Pick::View(ViewId::Own(at)))
            .keywords(own.source.filter.clone())
            .refused(own.fault.clone())
    };
    let quick = [
        ("filter-waiting", Term::Unanswered),
        ("filter-me", Term::Assignee(vec![Assigned::Me])),
        ("filter-nobody", Term::Assignee(vec![Assigned::Nobody])),
    ];
    let quick = quick.into_iter().map(|(id, term)| {
        let words = print_one(&term, &state.filter_names());
        let kept = state.list.extra.iter().filter(|it| !term.replaces(it)).cloned();
        let extra = kept.chain([term.clone()]).collect();
        PickItem::new(state.words.t(id), Pick::Narrow(extra))
            .ticked(state.list.extra.contains(&term))
            .detail(words)
    });
    state.views.own.iter().enumerate().map(item).chain(quick).collect()
}

/// The list of views that is open shows the numbers as they are now.
fn renew_items(state: &mut State) {
    let shown = match &state.popup {
        Some(Popup::Pick(it)) => {
            it.items().first().is_some_and(|it| matches!(it.pick, Pick::View(_)))
        }
        _ => false,
    };
    if shown {
        let items = items(state);
        if let Some(Popup::Pick(picker)) = &mut state.popup {
            picker.set_items(items);
        }
    }
}

/// Asks for the name under which to keep what the list shows.
pub(super) fn open_save(state: &mut State) -> Vec<Effect> {
    let Some(line) = whole_line(state) else {
        say(state, Tone::Warning, Msg::new("view-no-one-line"));
        return Vec::new();
    };
    let title = Msg::new("view-save-title").with("line", line);
    let words = Msg::new("view-save-placeholder");
    picker::open(state, Picker::new(title, Vec::new()).placeholder(words).free(FreeKind::ViewName))
}

/// The line that says all of what the list shows; `None` where no single line does.
fn whole_line(state: &State) -> Option<String> {
    let view =
        if state.list.has_left_view() { String::new() } else { state.view_line(state.list.view) };
    let line = format!("{view} {}", state.list.words.join(" "));
    let said = parse_typed(&line, &state.filter_names()).ok()?;
    let terms: Vec<Term> = said.iter().map(|it| it.0.clone()).collect();
    let filter = Filter::of(state.me.id, &terms);
    let mut wanted = state.list.filter.clone();
    // The same thing said by view and line is said once.
    wanted.assigned.dedup();
    wanted.channels.dedup();
    (filter == wanted).then(|| {
        let words: Vec<String> = said.into_iter().map(|it| it.1).collect();
        words.join(" ")
    })
}

/// What the text in that question comes to.
pub(super) fn name_line(state: &State, text: &str) -> Free {
    let name = text.trim();
    if name.is_empty() {
        return Free::Nothing;
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Free::Wrong(Msg::new("book-bad-name").with("max", NAME_CHARS_MAX));
    }
    let same = |it: &str| it.trim().to_lowercase() == name.to_lowercase();
    if state.views.own.iter().any(|it| same(&it.source.name)) {
        return Free::Wrong(Msg::new("book-has-already").with("name", name));
    }
    let label = state.words.say(&Msg::new("view-save-as").with("name", name));
    let item = Box::new(PickItem::new(label, Pick::SaveView(name.to_owned())));
    Free::Line { item, first: true }
}

/// Keeps what the list shows as a view.
pub(super) fn save(state: &State, name: String) -> Vec<Effect> {
    let line = whole_line(state).unwrap_or_default();
    vec![Effect::SaveView { name, line }]
}

/// The file of views has been read. A view that has just been saved is shown.
pub(super) fn read(
    state: &mut State,
    read: ViewsFile,
    saved: Option<Result<String, Msg>>,
) -> Vec<Effect> {
    let here = match state.list.view {
        ViewId::Own(at) => state.views.own.get(at).map(|it| it.source.name.clone()),
        ViewId::BuiltIn(_) => None,
    };
    state.take_views(read);
    state.understand_views();
    let named = |state: &State, name: &str| {
        state.views.own.iter().position(|it| it.source.name == name).map(ViewId::Own)
    };
    let mut effects = Vec::new();
    if let Some(here) = here {
        // The views have moved; this one may be gone.
        let id = named(state, &here).unwrap_or(ViewId::BuiltIn(View::Waiting));
        let same = state.view_terms(id) == state.list.terms;
        state.list.view = id;
        if !same {
            let said = state.list.said();
            effects = list::show(state, id, said);
        }
    }
    match saved {
        Some(Ok(name)) => {
            if let Some(id) = named(state, &name) {
                let digit =
                    state.views.order().into_iter().find(|it| it.1 == id).and_then(|it| it.0);
                let (word, key) = match digit {
                    Some(digit) => ("view-saved-on", digit.to_string()),
                    None => ("view-saved", state.keymap.main(crate::tui::action::Action::Views)),
                };
                effects = list::show(state, id, Vec::new());
                say(state, Tone::Good, Msg::new(word).with("name", name).with("key", key));
            }
        }
        Some(Err(why)) => say(state, Tone::Bad, why),
        None => complain(state),
    }
    renew_items(state);
    effects
}

/// Says what is wrong with the file of views.
pub(super) fn complain(state: &mut State) {
    let faulty = state.views.own.iter().find_map(|it| it.fault.clone());
    if let Some(fault) = state.views.faults.first().cloned().or(faulty) {
        say(state, Tone::Bad, fault);
    }
}

/// Agents and channels are as the desk tells them now, or another day has begun: filters by name or by day may say
/// something else.
pub(super) fn understand(state: &mut State) -> Vec<Effect> {
    state.understand_views();
    let mut said = state.list.said();
    let line = state.list.words.join(" ");
    if let Ok(again) = parse_typed(&line, &state.filter_names())
        && again.len() == said.len()
    {
        // A name that has become somebody else's still means whom it meant.
        for (old, new) in said.iter_mut().zip(again) {
            if matches!(new.0, Term::After(_) | Term::Before(_)) {
                old.0 = new.0;
            }
        }
    }
    let id = match state.list.view {
        ViewId::Own(at) if state.views.own.get(at).is_none_or(|it| it.fault.is_some()) => {
            complain(state);
            ViewId::BuiltIn(View::Waiting)
        }
        id => id,
    };
    if id == state.list.view
        && state.view_terms(id) == state.list.terms
        && said == state.list.said()
    {
        return Vec::new();
    }
    list::show(state, id, said)
}

/// Time has passed: what the list shows may be something else, with nobody doing anything.
pub(super) fn pass_time(
    state: &mut State,
    before: (crate::base::clock::Timestamp, i32),
) -> Vec<Effect> {
    if !state.ready {
        return Vec::new();
    }
    if day_of(before.0, before.1) != day_of(state.now, state.utc_offset) {
        let effects = understand(state);
        if !effects.is_empty() {
            return effects;
        }
    }
    let minute = |it: crate::base::clock::Timestamp| it.0.div_euclid(60_000);
    if state.list.filter.drifts()
        && minute(before.0) != minute(state.now)
        && state.refreshing.is_none()
    {
        return desk::refresh(state);
    }
    Vec::new()
}

/// Asks for the numbers that the totals do not tell, when they may have changed and none are on their way.
pub(super) fn count(state: &mut State) -> Option<Effect> {
    if !state.ready || state.counts.waiting {
        return None;
    }
    let filters = state.to_count();
    let minute = match filters.iter().any(Filter::drifts) {
        true => state.now.0.div_euclid(60_000),
        false => 0,
    };
    let about = (filters, state.head, minute);
    if about == state.counts.about {
        return None;
    }
    state.counts.about = about;
    if state.counts.about.0.is_empty() {
        state.counts.known.clear();
        return None;
    }
    state.counts.no += 1;
    state.counts.waiting = true;
    let (no, filters, now) = (state.counts.no, state.counts.about.0.clone(), state.now);
    Some(Effect::Count { no, filters, now })
}

/// The question was given up for somebody else's: it is asked again.
pub(super) fn not_counted(state: &mut State, no: u64) {
    if no == state.counts.no {
        state.counts.waiting = false;
        state.counts.about = Default::default();
    }
}

/// The desk has counted. Until it does so again, these are the numbers.
pub(super) fn counted(state: &mut State, no: u64, counts: Option<Vec<i64>>) {
    if no != state.counts.no {
        return;
    }
    state.counts.waiting = false;
    let filters = state.counts.about.0.clone();
    state.counts.known = filters.into_iter().zip(counts.unwrap_or_default()).collect();
    renew_items(state);
}
