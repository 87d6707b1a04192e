//! Macros: several steps under one name, shown before they are done, done in order, taken back as one.

use std::sync::Arc;

use super::{ops, picker, popup, replies, say, select, sending};
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::config::books::{Macro, Step};
use crate::domain::{
    Actor, Agent, Case, Dialog, DialogId, Intent, MessageId, Op, OpId, People, Refusal, decide,
    moment,
};
use crate::store::Done;
use crate::tui::event::Effect;
use crate::tui::state::{
    Pick, PickItem, Picker, Popup, Run, Selection, State, Together, Tone, Undoable,
};

/// What a step comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fate {
    /// It changes something.
    Does(Intent),
    /// It is so already.
    Already,
    /// It is refused, and what comes after it is not done.
    Refused(Msg, Option<Intent>),
    /// A step before it is refused.
    NotReached(Option<Intent>),
}

/// The dialogs that a macro is done to: those selected, or the one that keys act on.
fn targets(state: &State) -> Vec<DialogId> {
    if select::acts(state) {
        return state.mass.selection.chosen.iter().copied().collect();
    }
    state.target().into_iter().collect()
}

/// Whether there is something to do it to, and all of it is on the screen: what a macro comes to is told step by step.
fn ready(state: &mut State) -> bool {
    let all = targets(state);
    let known = all.iter().filter(|it| state.row(**it).is_some()).count();
    if known < all.len() {
        say(state, Tone::Warning, Msg::new("macros-not-loaded").with("n", all.len() - known));
        return false;
    }
    !all.is_empty() || popup::about(state).is_some()
}

/// Offers the macros.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    if !ready(state) {
        return Vec::new();
    }
    let title = Msg::new("macros-title").with("name", whose(state));
    let items = items(state);
    let mut effects = Vec::new();
    if items.is_empty() {
        let file = state.writing.books.macros_file().display().to_string();
        say(state, Tone::Warning, Msg::new("macros-none").with("file", file));
    } else {
        let picker = Picker::new(title, items).placeholder(Msg::new("macros-placeholder"));
        effects.extend(picker::open(state, picker));
    }
    effects.push(Effect::ReadBooks);
    effects
}

/// A line for each macro, and for each mistake in their file.
pub(super) fn items(state: &State) -> Vec<PickItem> {
    let books = &state.writing.books;
    let line = |it: &Macro| {
        let steps = Msg::new("macros-steps").with("n", it.steps.len());
        let words: Vec<String> = it.steps.iter().map(|it| step_words(state, it)).collect();
        PickItem::new(&it.name, Pick::Macro(it.name.clone()))
            .detail(state.words.say(&steps))
            .keywords(words.join(" "))
            .preview(words.join("\n"))
    };
    let file = books.macros_file();
    let broken = books.faults.iter().filter(|it| it.file == file).map(|it| {
        PickItem::new(format!("✗ macros.toml:{}", it.at), Pick::Macro(String::new()))
            .preview(format!("{}\n{}", it.place(), state.words.say(&it.wrong)))
            .refused(Some(it.wrong.clone()))
    });
    books.macros.all.iter().map(line).chain(broken).collect()
}

/// Whom it is about.
fn whose(state: &State) -> String {
    match targets(state)[..] {
        [dialog] => ops::short_name(state, dialog),
        ref all => state.words.say(&Msg::new("macros-dialogs").with("n", all.len())),
    }
}

/// What a step does, in words.
fn step_words(state: &State, step: &Step) -> String {
    let (id, what) = match step {
        Step::AssignMe => ("step-assign-me", ""),
        Step::Assign(name) => ("step-assign", name.as_str()),
        Step::Unassign => ("step-unassign", ""),
        Step::Tag(tag) => ("step-tag", tag.as_str()),
        Step::Untag(tag) => ("step-untag", tag.as_str()),
        Step::Reply(name) => ("step-reply", name.as_str()),
        Step::Note(text) => ("step-note", text.as_str()),
        Step::Snooze(until) => ("step-snooze", until.as_str()),
        Step::Close => ("step-close", ""),
        Step::CloseAndUnassign => ("step-close-unassign", ""),
        Step::Spam => ("step-spam", ""),
        Step::Reopen => ("step-reopen", ""),
    };
    state.words.say(&Msg::new(id).with("what", clean_line(what).into_owned()))
}

/// Shows what a macro would come to; Enter does it.
pub(super) fn show(state: &mut State, name: &str) -> Vec<Effect> {
    let books = Arc::clone(&state.writing.books);
    let Some(found) = books.macros.named(name) else { return Vec::new() };
    if !ready(state) {
        return Vec::new();
    }
    let all = targets(state);
    let title =
        Msg::new("macros-plan").with("title", found.name.as_str()).with("name", whose(state));
    let run = || Pick::Run(found.name.clone());
    let words = Msg::new("macros-run").with("n", found.steps.len());
    let mut items = vec![PickItem::new(state.words.say(&words), run())];
    let fates: Vec<Vec<Fate>> = all.iter().map(|it| rehearse(state, *it, &found.steps)).collect();
    for (at, step) in found.steps.iter().enumerate() {
        let label = format!("{}. {}", at + 1, step_words(state, step));
        let fates: Vec<&Fate> = fates.iter().filter_map(|it| it.get(at)).collect();
        let text = fates.iter().find_map(|it| text_of(it));
        let mut item = PickItem::new(label, run()).detail(fate_words(state, &fates));
        item.preview = text;
        items.push(item);
    }
    state.writing.looked = looks(state, &all);
    picker::open(state, Picker::new(title, items))
}

/// What a step would write.
fn text_of(fate: &Fate) -> Option<String> {
    match fate {
        Fate::Does(intent) | Fate::Refused(_, Some(intent)) | Fate::NotReached(Some(intent)) => {
            match intent {
                Intent::Reply(text) | Intent::HeldReply(text, _) | Intent::Note(text) => {
                    Some(text.clone())
                }
                _ => None,
            }
        }
        Fate::Already | Fate::Refused(_, None) | Fate::NotReached(None) => None,
    }
}

/// What a step comes to in all the dialogs, in words.
fn fate_words(state: &State, fates: &[&Fate]) -> String {
    let refused = fates.iter().find_map(|it| match it {
        Fate::Refused(why, _) => Some(state.words.say(why)),
        _ => None,
    });
    if let Some(why) = refused {
        return format!("✗ {why}");
    }
    let any = |wanted: fn(&Fate) -> bool| fates.iter().any(|it| wanted(it));
    if any(|it| matches!(it, Fate::Does(_))) {
        "✓".to_owned()
    } else if any(|it| matches!(it, Fate::Already)) {
        format!("= {}", state.words.t("step-already"))
    } else {
        format!("· {}", state.words.t("step-not-reached"))
    }
}

/// What each step comes to when they are done in this order, as far as the screen knows the dialog.
fn rehearse(state: &State, dialog: DialogId, steps: &[Step]) -> Vec<Fate> {
    let Some(mut now) = state.row(dialog).map(|it| it.dialog.clone()) else {
        return steps.iter().map(|_| Fate::Refused(Refusal::NoSuchDialog.say(), None)).collect();
    };
    let mut stopped = false;
    let fate = |step: &Step| {
        let wanted = intent(state, &now, step);
        if stopped {
            return Fate::NotReached(wanted.ok());
        }
        let fate = match wanted {
            Ok(intent) => tried(state, &mut now, intent),
            Err(why) => Fate::Refused(why, None),
        };
        stopped = matches!(fate, Fate::Refused(..));
        fate
    };
    steps.iter().map(fate).collect()
}

/// Decides a step by the desk's own rules.
fn tried(state: &State, dialog: &mut Dialog, intent: Intent) -> Fate {
    let Some(channel) = state.channel(dialog.channel) else {
        return Fate::Refused(Refusal::NoSuchDialog.say(), Some(intent));
    };
    let receiver = match intent {
        Intent::Assign(Some(wanted)) => state.roster.agents.iter().find(|it| it.id == wanted),
        _ => None,
    };
    let case = Case {
        dialog,
        channel,
        receiver,
        message: None,
        people: &People::default(),
        other: None,
        done: &[],
        closed_by: None,
        wrote_since: false,
        next_message: MessageId(0),
        parts_left: 0,
    };
    match decide(&case, &intent, &Actor::Agent(state.me.clone()), state.now) {
        Ok(changes) => {
            changes.iter().for_each(|it| dialog.apply(it));
            Fate::Does(intent)
        }
        Err(why) if why.is_so_already() => Fate::Already,
        Err(why) => Fate::Refused(why.say(), Some(intent)),
    }
}

/// What a step means for a dialog.
fn intent(state: &State, dialog: &Dialog, step: &Step) -> Result<Intent, Msg> {
    Ok(match step {
        Step::AssignMe => Intent::Assign(Some(state.me.id)),
        Step::Assign(name) => {
            let same = |it: &&Agent| it.name.trim().to_lowercase() == name.trim().to_lowercase();
            let agent = state.roster.agents.iter().find(same);
            Intent::Assign(Some(agent.ok_or_else(|| Refusal::NoSuchAgent.say())?.id))
        }
        Step::Unassign => Intent::Assign(None),
        Step::Tag(tag) => Intent::AddTag(tag.clone()),
        Step::Untag(tag) => Intent::DropTag(tag.clone()),
        Step::Reply(name) => {
            let phrase = state.writing.books.replies.named(name);
            let phrase =
                phrase.ok_or_else(|| Msg::new("book-no-reply").with("name", name.as_str()))?;
            let text = replies::expand(state, dialog.id, phrase).text;
            sending::reply(text, state.hold(dialog.id))
        }
        Step::Note(text) => Intent::Note(text.clone()),
        Step::Snooze(until) => {
            let until = moment::parse(until, state.now, state.utc_offset);
            Intent::Snooze(until.map_err(|it| it.say())?)
        }
        Step::Close => Intent::Close,
        Step::CloseAndUnassign => Intent::CloseAndUnassign,
        Step::Spam => Intent::MarkSpam,
        Step::Reopen => Intent::Reopen,
    })
}

/// What had been said when the steps were shown.
fn looks(state: &State, dialogs: &[DialogId]) -> Vec<(DialogId, MessageId, u32)> {
    let look = |it: &DialogId| {
        let shown = state.thread.dialog == Some(*it);
        let said = if shown { state.thread.last_of_others(state.me.id) } else { MessageId(0) };
        (*it, said, state.row(*it).map_or(0, |it| it.dialog.counter.unanswered))
    };
    dialogs.iter().map(look).collect()
}

/// Does a macro that has been shown. What has been said since is shown first, where it sends something.
pub(super) fn run(state: &mut State, name: &str) -> Vec<Effect> {
    let books = Arc::clone(&state.writing.books);
    let Some(found) = books.macros.named(name) else { return Vec::new() };
    let all = targets(state);
    let now = looks(state, &all);
    let looked = std::mem::replace(&mut state.writing.looked, now);
    let sends = found.steps.iter().any(|it| matches!(it, Step::Reply(_)));
    if sends && let Some(why) = news(state, &looked, &all) {
        let effects = show(state, name);
        if let Some(Popup::Pick(picker)) = &mut state.popup {
            picker.note = Some(why);
        }
        return effects;
    }
    let with = Together { batch: ops::new_name(state), title: found.name.clone() };
    let mut effects = Vec::new();
    let mut run = Run::of(with.clone());
    for dialog in all {
        let ops = begin(state, dialog, &found.steps, &with, &mut run);
        if !ops.is_empty() {
            run.left += 1;
            effects.push(Effect::Chain { ops, stops: true, batch: Some(with.batch) });
        }
    }
    state.writing.runs.push(run);
    state.mass.selection = Selection::default();
    say_ended(state);
    effects
}

/// What has been said since the steps were shown; the dialogs they were shown for may be others now.
fn news(state: &State, looked: &[(DialogId, MessageId, u32)], all: &[DialogId]) -> Option<Msg> {
    if !looked.iter().map(|it| it.0).eq(all.iter().copied()) {
        return Some(Refusal::ChangedSince.say());
    }
    looks(state, all).iter().zip(looked).find_map(|(now, before)| {
        let shown = state.thread.dialog == Some(now.0);
        if shown && now.1 > before.1 {
            return sending::who_said(state, now.0, before.1);
        }
        let name = ops::short_name(state, now.0);
        (now.2 > before.2).then(|| Msg::new("composer-new-message").with("name", name))
    })
}

/// The ops of a macro in one dialog, up to the first step that means nothing there.
fn begin(
    state: &mut State,
    dialog: DialogId,
    steps: &[Step],
    with: &Together,
    run: &mut Run,
) -> Vec<Op> {
    let mut ops = Vec::new();
    let fates = rehearse(state, dialog, steps);
    let name = ops::short_name(state, dialog);
    for (at, (fate, step)) in fates.into_iter().zip(steps).enumerate() {
        let words = step_words(state, step);
        match fate {
            Fate::Already => run.done += 1,
            Fate::Does(intent)
            | Fate::Refused(_, Some(intent))
            | Fate::NotReached(Some(intent)) => {
                let op = ops::begin(state, dialog, intent);
                if let Some(pending) = state.pending.back_mut() {
                    pending.with = Some(with.clone());
                }
                run.steps.push((op.id, words));
                ops.push(op);
            }
            Fate::Refused(why, None) => {
                run.refuse(&name, &words, why);
                run.skipped += steps.len() - at - 1;
                break;
            }
            Fate::NotReached(None) => run.skipped += 1,
        }
    }
    ops
}

impl Run {
    fn of(what: Together) -> Self {
        let (kept, left, done, refused) = (Vec::new(), 0, 0, None);
        Self { what, kept, left, done, refused, skipped: 0, steps: Vec::new() }
    }

    fn refuse(&mut self, name: &str, step: &str, why: Msg) {
        self.skipped += 1;
        self.refused.get_or_insert_with(|| (name.to_owned(), step.to_owned(), why));
    }
}

/// The ops of one dialog have been decided, as far as they came.
pub(super) fn came(
    state: &mut State,
    batch: OpId,
    name: &str,
    ops: &[OpId],
    (done, lost): (&[Done], Option<&Msg>),
) {
    let Some(run) = state.writing.runs.iter_mut().find(|it| it.what.batch == batch) else { return };
    run.left = run.left.saturating_sub(1);
    let step = |run: &Run, at: usize| {
        let found = run.steps.iter().find(|it| Some(&it.0) == ops.get(at));
        found.map_or_else(String::new, |it| it.1.clone())
    };
    for (at, done) in done.iter().enumerate() {
        match done {
            Done::Refused(why) if !why.is_so_already() => {
                let words = step(run, at);
                run.refuse(name, &words, why.say());
            }
            _ => run.done += 1,
        }
    }
    let rest = ops.len() - done.len().min(ops.len());
    run.skipped += rest;
    if let Some(why) = lost {
        let words = step(run, done.len());
        run.refused.get_or_insert_with(|| (name.to_owned(), words, why.clone()));
    }
}

/// Says what became of the macros that have ended.
pub(super) fn say_ended(state: &mut State) {
    let runs = std::mem::take(&mut state.writing.runs);
    let (ended, going): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|it| it.left == 0);
    state.writing.runs = going;
    for run in ended {
        let title = run.what.title.as_str();
        let done = run.refused.is_none();
        let (id, tone) =
            if done { ("macro-done", Tone::Good) } else { ("macro-stopped", Tone::Warning) };
        let msg = Msg::new(id).with("title", title).with("n", run.done).with("left", run.skipped);
        let msg = match &run.refused {
            Some((name, step, why)) => msg
                .with("name", name.as_str())
                .with("step", step.as_str())
                .with("why", state.words.say(why)),
            None => msg,
        };
        say(state, tone, msg);
        remember(state, run.kept);
    }
}

/// What was done by a macro and can be taken back, the last step first.
fn remember(state: &mut State, mut kept: Vec<(OpId, DialogId)>) {
    if kept.is_empty() {
        return;
    }
    kept.reverse();
    let name = ops::short_name(state, kept[0].1);
    let many = Undoable::many(kept, state.now);
    ops::remember(state, Undoable { name, ..many });
    state.fixed = false;
    if let Some(toast) = &mut state.toast {
        toast.undoable = true;
    }
}

/// A step is done that can be taken back.
pub(super) fn keep(state: &mut State, with: &Together, step: (OpId, DialogId)) {
    let run = state.writing.runs.iter_mut().find(|it| it.what.batch == with.batch);
    if let Some(run) = run {
        run.kept.push(step);
    }
}
