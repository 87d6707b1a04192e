//! Copying: into the program's own clipboard, and out to the terminal's.

use super::say;
use crate::base::msg::Msg;
use crate::base::text::{clean_input, clean_line};
use crate::config::Clipboard;
use crate::domain::Kind;
use crate::tui::clip;
use crate::tui::event::Effect;
use crate::tui::state::{Focus, State, Tone};

/// Keeps a text for pasting here, and sends it to the terminal's clipboard where that is wanted. Nobody knows whether
/// the terminal takes it, so nobody says so.
pub(super) fn copy(state: &mut State, text: String) -> Vec<Effect> {
    state.clipboard.clone_from(&text);
    if state.settings.terminal.clipboard == Clipboard::Off {
        say(state, Tone::Good, Msg::new("clipboard-inside"));
        return Vec::new();
    }
    if !clip::fits(&text) {
        say(state, Tone::Warning, Msg::new("clipboard-too-long"));
        return Vec::new();
    }
    say(state, Tone::Good, Msg::new("clipboard-sent"));
    vec![Effect::CopyOut(text)]
}

/// Copies what the customer said last, or on the contact card their phone or address.
pub(super) fn copy_message(state: &mut State) -> Vec<Effect> {
    let text = match state.focus {
        Focus::Card => {
            let handle = state.thread.card.as_ref().map(|it| it.contact.handle.as_str());
            handle.map(|it| clean_line(it).trim().to_owned())
        }
        Focus::List | Focus::Thread | Focus::Composer => {
            let inbound = state.thread.messages.iter().rev().filter(|it| it.kind == Kind::Inbound);
            let mut texts = inbound.map(|it| clean_input(&it.text).trim_end().to_owned());
            texts.find(|it| !it.is_empty())
        }
    };
    match text.filter(|it| !it.is_empty()) {
        Some(text) => copy(state, text),
        None => {
            say(state, Tone::Warning, Msg::new("clipboard-nothing"));
            Vec::new()
        }
    }
}

/// tmux has not taken it: the terminal is told directly, which tmux lets through if it is set up so.
pub(super) fn tmux_refused(state: &mut State, text: String, why: String) -> Vec<Effect> {
    say(state, Tone::Warning, Msg::new("clipboard-tmux-failed").with("why", why));
    vec![Effect::CopyPlainly(text)]
}
