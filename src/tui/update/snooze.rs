//! Putting a dialog off: what is offered, or the moment in words.

use chrono::{DateTime, Datelike as _};

use super::popup::about;
use super::{ops, picker, select};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::domain::moment::{MomentFault, examples, parse, presets};
use crate::domain::{Bucket, DialogId, UNTIL_REPLY};
use crate::tui::event::Effect;
use crate::tui::state::{Free, FreeKind, Pick, PickItem, Picker, State};

/// Offers the usual moments; any other is typed in words.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let Some(dialog) = about(state) else { return Vec::new() };
    let mut items = Vec::new();
    if ops::bucket_of(state, dialog) == Some(Bucket::Snoozed) {
        items.push(PickItem::new(state.words.t("snooze-wake"), Pick::Wake(dialog)));
    }
    for (id, until) in presets(state.now, state.utc_offset) {
        let label = Msg::new(id).with("until", ops::local_time(until, state.utc_offset));
        items.push(PickItem::new(state.words.say(&label), Pick::Snooze(dialog, until)));
    }
    let title = Msg::new("snooze-title").with("name", select::subject(state, dialog));
    let picker = Picker::new(title, items).placeholder(examples()).free(FreeKind::Snooze(dialog));
    picker::open(state, picker)
}

/// The moment that the text means. It is meant rather than a line that happens to have the same letters.
pub(super) fn in_words(state: &State, dialog: DialogId, text: &str) -> Free {
    match parse(text, state.now, state.utc_offset) {
        Ok(until) => {
            let label = if until == UNTIL_REPLY {
                state.words.t("snooze-until-reply").into_owned()
            } else {
                state.words.say(&Msg::new("snooze-until").with("until", day_and_time(state, until)))
            };
            let item = Box::new(PickItem::new(label, Pick::Snooze(dialog, until)));
            Free::Line { item, first: true }
        }
        Err(fault @ (MomentFault::Past | MomentFault::TooFar)) => Free::Wrong(fault.say()),
        Err(fault @ (MomentFault::Empty | MomentFault::Unknown { .. })) => {
            Free::Unread(fault.say())
        }
    }
}

/// `вт, 24 лис, 09:00`, local time; with the year where it is another one.
fn day_and_time(state: &State, at: Timestamp) -> String {
    let local = |at: Timestamp| {
        DateTime::from_timestamp_millis(at.0.saturating_add(i64::from(state.utc_offset) * 1000))
    };
    let Some((at, now)) = local(at).zip(local(state.now)) else { return String::new() };
    let weekday = state.words.weekday(at.weekday().number_from_monday());
    let day = state.words.day(at.month(), at.day());
    let year = if at.year() == now.year() { String::new() } else { format!(" {}", at.year()) };
    format!("{weekday}, {day}{year}, {}", at.format("%H:%M"))
}
