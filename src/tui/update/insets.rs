//! Pictures in the conversation: asking for those in sight.

use super::thread_height;
use crate::domain::ContentHash;
use crate::tui::event::Effect;
use crate::tui::inset::{FILE_MAX, InsetWish, Means, Way};
use crate::tui::state::{INSETS_MAX, Line, State};
use crate::tui::term::CELL_SIZE;

/// Asks for the pictures of what is on the screen and close to it, when the conversation itself is shown.
pub(super) fn ask(state: &mut State) -> Option<Effect> {
    let width = state.layout().thread.width;
    // What is hidden for a while keeps its pictures.
    let dialog = state.thread.dialog.filter(|_| state.thread.loaded && 0 < width)?;
    let known = (&state.caps, &state.around);
    let means = Means::of(state.settings.pictures, known, (width, state.size.1));
    state.thread.show_insets_by(means);
    let means = means?;
    let near = near(state);
    let contents = state.thread.want_insets(near);
    let wish = InsetWish { dialog, means, contents };
    (!wish.contents.is_empty()).then(|| Effect::MakeInsets(Box::new(wish)))
}

/// What is in the files on the screen, the newest first, and in those at most a screen away from it.
fn near(state: &State) -> Vec<ContentHash> {
    let thread = &state.thread;
    let height = thread_height(state);
    let seen = thread.visible(height);
    let above = seen.start.saturating_sub(height)..seen.start;
    let below = seen.end..(seen.end + height).min(thread.lines.len());
    let mut contents: Vec<ContentHash> = Vec::new();
    for at in [seen, above, below].into_iter().flat_map(Iterator::rev) {
        let (Line::File(message, file) | Line::Inset(message, file, _)) = &thread.lines[at] else {
            continue;
        };
        let file = &thread.messages[*message].files[*file];
        if file.bytes <= FILE_MAX && !file.expired(state.now) {
            contents.extend(file.content.filter(|it| !contents.contains(it)));
        }
    }
    contents.truncate(INSETS_MAX);
    contents
}

/// With the window the letters may have changed their size.
pub(super) fn resized(state: &State) -> Option<Effect> {
    let by_pixels = |it: Means| !matches!(it.way, Way::Blocks { .. });
    state.thread.insets.means().is_some_and(by_pixels).then_some(Effect::Tell(CELL_SIZE))
}
