//! Files of the conversation: which one is meant, and what becomes of it.

use super::{popup, say};
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::tui::action::Action;
use crate::tui::event::Effect;
use crate::tui::files::{FileAt, FileDeed, FileNews, FileWish};
use crate::tui::state::{Choice, Going, Label, Line, Pick, State, Tone, size_words};

/// A file that can be meant, and what it is called.
struct Offered {
    at: FileAt,
    name: String,
    bytes: u64,
}

/// Does what an action wants with files; `None`: it is about something else.
pub(super) fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    Some(match action {
        Action::OpenFile => open(state),
        Action::SaveFile => save(state),
        _ => return None,
    })
}

/// Opens a file of the conversation.
fn open(state: &mut State) -> Vec<Effect> {
    let key = state.keymap.main(Action::Close);
    choose(state, FileDeed::Open, "files-open", Msg::new("files-none-open").with("key", key))
}

/// Saves one.
fn save(state: &mut State) -> Vec<Effect> {
    choose(state, FileDeed::Save, "files-save", Msg::new("files-none"))
}

/// One file is taken at once; among several it is chosen, the newest first.
fn choose(
    state: &mut State,
    deed: fn(FileAt) -> FileDeed,
    title: &'static str,
    none: Msg,
) -> Vec<Effect> {
    if state.target().is_none_or(|it| state.thread.dialog != Some(it)) {
        say(state, Tone::Warning, Msg::new("nothing-chosen"));
        return Vec::new();
    }
    let mut files = offered(state);
    match files.len() {
        0 if !state.thread.loaded => Vec::new(),
        0 => {
            say(state, Tone::Warning, none);
            Vec::new()
        }
        1 => {
            let Offered { at, name, .. } = files.swap_remove(0);
            begin(state, deed(at), name)
        }
        _ => {
            let line = |it: Offered| {
                let size = size_words(&state.words, it.bytes);
                let said = Msg::new("files-line").with("name", it.name.as_str()).with("size", size);
                let pick = Pick::File(deed(it.at), it.name);
                Choice { label: Label::Msg(said), pick, letter: None, current: false }
            };
            let choices = files.into_iter().map(line).collect();
            popup::choose(state, Msg::new(title), choices)
        }
    }
}

/// The files on the screen, or else those of all that is loaded; the newest first.
fn offered(state: &State) -> Vec<Offered> {
    let thread = &state.thread;
    let of = |lines: &[Line]| {
        let mut places: Vec<(usize, usize)> = lines.iter().filter_map(Line::file).collect();
        places.sort_by_key(|it| (std::cmp::Reverse(it.0), it.1));
        places.dedup();
        places
    };
    let mut places = of(&thread.lines[thread.visible(super::thread_height(state))]);
    if places.is_empty() {
        places = of(&thread.lines);
    }
    let known = |(message, place): (usize, usize)| {
        let message = thread.messages.get(message)?;
        let file = message.files.get(place)?;
        let name = clean_line(&file.name).into_owned();
        Some(Offered { at: FileAt { message: message.id, place }, name, bytes: file.bytes })
    };
    places.into_iter().filter_map(known).collect()
}

/// Has something done with a file, unless that is being done.
pub(super) fn begin(state: &mut State, deed: FileDeed, name: String) -> Vec<Effect> {
    if state.going.iter().any(|it| it.deed == deed) {
        say(state, Tone::Warning, Msg::new("files-going").with("name", name));
        return Vec::new();
    }
    let no = state.names.next_u64();
    state.going.push(Going { no, deed: deed.clone(), name, come: None });
    vec![Effect::File(FileWish { no, deed })]
}

/// Something has become of it.
pub(super) fn told(state: &mut State, no: u64, news: FileNews) -> Vec<Effect> {
    let Some(at) = state.going.iter().position(|it| it.no == no) else { return Vec::new() };
    if let FileNews::Coming { done, total } = news {
        state.going[at].come = Some((done, total));
        return Vec::new();
    }
    let name = state.going.remove(at).name;
    match news {
        FileNews::Coming { .. } => (),
        FileNews::Opened => say(state, Tone::Good, Msg::new("files-opened").with("name", name)),
        FileNews::Saved(to) => say(state, Tone::Good, Msg::new("files-saved").with("file", to)),
        FileNews::Failed(why) => say(state, Tone::Bad, why),
        FileNews::Show { command, file } => return vec![Effect::ShowOutside(command, file)],
    }
    Vec::new()
}
