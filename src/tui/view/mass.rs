//! Many dialogs at once: what is selected, what would come of it, how far it has come.

use ratatui::buffer::Buffer;

use super::pen::Pen;
use super::popup::{boxed, centred, more};
use crate::base::msg::Msg;
use crate::base::text::{clean_line, cut, width, wrap};
use crate::domain::Intent;
use crate::i18n::Catalog;
use crate::tui::action::Action;
use crate::tui::state::{Foreseen, Preview, Running, State, Toast, by_reason, grouped};
use crate::tui::theme::{Ink, Theme};

/// Columns of a preview.
const COLUMNS: usize = 66;
/// Names told beside a reason.
const NAMES: usize = 3;
/// Cells of such a name.
const NAME_CELLS: usize = 20;
/// Cells of a bar, at least and at most.
const BAR: (usize, usize) = (8, 24);
/// What a cell is filled with, by eighths.
const EIGHTHS: [&str; 9] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];

/// Says how far a batch has come, or else how many are selected, before the column `end`. Returns the column behind it,
/// 0 where there is nothing to say.
pub(super) fn status(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, end: usize) -> usize {
    if let Some(running) = &state.mass.running {
        return progress(state, catalog, running, pen, end);
    }
    if state.toast.is_some() {
        return 0;
    }
    let selection = &state.mass.selection;
    if selection.gathering.is_some() {
        return pen.put_within(1, 0, &catalog.t("mass-gathering"), end, Ink::Faint);
    }
    if selection.is_empty() {
        return 0;
    }
    let shown = state.list.rows.iter().skip(state.list.top).take(state.list_rows());
    let hidden = selection.len() - shown.filter(|it| selection.has(it.dialog.id)).count();
    let msg = match hidden {
        0 => Msg::new("mass-selected"),
        n => Msg::new("mass-selected-hidden").with("hidden", grouped(n)),
    };
    let words = catalog.say(&msg.with("n", grouped(selection.len())));
    pen.put_within(1, 0, &words, end, Ink::Chosen)
}

/// Whether it tells what came of many dialogs.
pub(super) fn counts(toast: &Toast) -> bool {
    toast.msg.id == "mass-told"
}

/// Whether there is something to say of many dialogs.
pub(super) fn speaks(state: &State) -> bool {
    let mass = &state.mass;
    mass.running.is_some() || mass.selection.gathering.is_some() || !mass.selection.is_empty()
}

fn progress(
    state: &State,
    catalog: &Catalog,
    running: &Running,
    pen: &mut Pen<'_>,
    end: usize,
) -> usize {
    let all = running.ops.len();
    let verb = clean_line(&catalog.say(&running.verb)).into_owned();
    let numbers = format!("{} / {}", grouped(running.done), grouped(all));
    let how = if running.stopping {
        catalog.t("mass-stopping").into_owned()
    } else if let Some(toast) = state.toast.as_ref().filter(|_| running.warned) {
        clean_line(&catalog.say(&toast.msg)).into_owned()
    } else {
        let key = state.keymap.main(Action::MarkClear);
        catalog.say(&Msg::new("mass-stop-hint").with("key", key))
    };
    let words = width(&numbers) + width(&how) + 6;
    let room = end.saturating_sub(words);
    let verb = cut(&verb, room.saturating_sub(BAR.0).max(8)).into_owned();
    let mut x = pen.put_within(1, 0, &verb, end, Ink::Strong) + 1;
    let cells = room.saturating_sub(width(&verb)).clamp(BAR.0, BAR.1);
    if x + cells + words <= end + 6 {
        let eighths = (running.done * cells * 8).checked_div(all).unwrap_or(0);
        for cell in 0..cells {
            let filled = eighths.saturating_sub(cell * 8).min(8);
            // Empty cells show how long the way is, also without colours.
            let sign = if filled == 0 { "░" } else { EIGHTHS[filled] };
            pen.put(x + cell, 0, sign, Ink::Good);
        }
        x += cells + 1;
    }
    x = pen.put_within(x, 0, &numbers, end, Ink::Text) + 2;
    pen.put_within(x, 0, &how, end, Ink::Faint)
}

/// What something would come to, for somebody to say yes to.
pub(super) fn preview(
    state: &State,
    catalog: &Catalog,
    preview: &Preview,
    theme: Theme,
    buf: &mut Buffer,
) {
    let room = COLUMNS.min(usize::from(state.size.0)).saturating_sub(4).max(1);
    let lines = lines(state, catalog, preview, room);
    let most = usize::from(state.size.1).saturating_sub(2);
    let area = centred(state, COLUMNS, (lines.len() + 2).min(most));
    let title = Msg::new("mass-preview-title")
        .with("verb", clean_line(&catalog.say(&preview.verb)).into_owned())
        .with("n", grouped(preview.dialogs.len()));
    let mut pen = boxed(buf, area, theme, &catalog.say(&title));
    let rows = pen.height().saturating_sub(2);
    let top = preview.top.min(lines.len().saturating_sub(rows));
    for (y, (indent, line, ink)) in (1..).zip(lines.iter().skip(top).take(rows)) {
        let end = pen.width().saturating_sub(1);
        pen.put_within(2 + indent, y, line, end, *ink);
    }
    more(catalog, &mut pen, lines.len().saturating_sub(top + rows));
}

type Lines = Vec<(usize, String, Ink)>;

fn lines(state: &State, catalog: &Catalog, preview: &Preview, room: usize) -> Lines {
    let mut lines = Lines::new();
    let mut say = |indent: usize, words: &str, ink: Ink| {
        let room = room.saturating_sub(indent).max(1);
        lines.extend(wrap(words, room).into_iter().map(|it| (indent, words[it].to_owned(), ink)));
    };
    let Some(Foreseen { rehearsal, drift }) = &preview.foreseen else {
        say(0, &catalog.t("mass-counting"), Ink::Faint);
        return lines;
    };
    let count = |id, n: usize| catalog.say(&Msg::new(id).with("n", grouped(n)));
    say(0, &count("mass-will", rehearsal.accepted), Ink::Strong);
    let closes = matches!(preview.intent, Intent::Close | Intent::CloseAndUnassign);
    if rehearsal.waiting > 0 && closes {
        say(0, &count("mass-will-unanswered", rehearsal.waiting), Ink::Warning);
    } else if rehearsal.waiting > 0 {
        say(0, &count("mass-will-waiting", rehearsal.waiting), Ink::Text);
    }
    if !rehearsal.refused.is_empty() {
        say(0, &count("mass-will-not", rehearsal.refused.len()), Ink::Warning);
        for (why, names) in by_reason(&rehearsal.refused) {
            let known = names.iter().filter(|it| !it.trim().is_empty());
            let first: Vec<_> =
                known.take(NAMES).map(|it| cut(it, NAME_CELLS).into_owned()).collect();
            let mut words = format!("{} · {}", grouped(names.len()), catalog.say(&why.say()));
            if !first.is_empty() {
                let rest = if names.len() > first.len() { ", …" } else { "" };
                words.push_str(&format!(" ({}{rest})", first.join(", ")));
            }
            say(2, &clean_line(&words), Ink::Text);
        }
    }
    if *drift != (0, 0) {
        let msg = Msg::new("mass-drift").with("left", grouped(drift.0));
        say(0, &catalog.say(&msg.with("came", grouped(drift.1))), Ink::Note);
    }
    say(0, "", Ink::Text);
    let no = state.keymap.main(Action::PopupCancel);
    let keys = if rehearsal.accepted == 0 {
        Msg::new("mass-nothing-to-do").with("no", no)
    } else {
        Msg::new("mass-yes").with("yes", state.keymap.main(Action::PopupAccept)).with("no", no)
    };
    say(0, &catalog.say(&keys), Ink::Faint);
    lines
}
