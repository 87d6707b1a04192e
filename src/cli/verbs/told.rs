//! What was done, told: a line for each, for people or for scripts; what is left over in one sentence.

use std::io;

use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::domain::{Delivery, UNTIL_REPLY};

use super::super::output;
use super::super::report::{Trouble, note};
use super::super::schema::{self, Dialog, Outcome};
use super::Work;
use super::act::Came;
use super::table::Columns;

/// Tells what things came to, chunk by chunk.
pub(super) struct Told<'w> {
    work: &'w Work<'w>,
    dry_run: bool,
    table: Columns,
    done: i64,
    refused: i64,
    /// Whether a message that was waited for has not been accepted.
    unsent: bool,
    /// Why nobody is told any more. What is to be done is done all the same.
    unheard: Option<io::Error>,
}

impl<'w> Told<'w> {
    pub(super) fn new(work: &'w Work<'w>, dry_run: bool) -> Self {
        let columns = [
            (Msg::new("cli-column-id"), true),
            (Msg::new("cli-column-name"), false),
            (Msg::new("cli-column-outcome"), false),
        ];
        let table = Columns::new(&work.context.catalog, &columns);
        Self { work, dry_run, table, done: 0, refused: 0, unsent: false, unheard: None }
    }

    /// Prints a line for each of them; `delivered` is where the last message written stands. That it cannot be
    /// printed is told at the end.
    pub(super) fn tell(
        &mut self,
        came: Vec<Came>,
        delivered: Option<Delivery>,
    ) -> Result<(), Trouble> {
        self.unsent |= delivered.as_ref().is_some_and(|it| !it.settles());
        let (mut text, mut rows) = (String::new(), Vec::new());
        for it in came {
            match it.to {
                Ok(_) => self.done += 1,
                Err(_) => self.refused += 1,
            }
            if self.unheard.is_some() {
                continue;
            }
            if self.work.quiet {
                if it.to.is_ok() {
                    text.push_str(&format!("{}\n", it.dialog.0));
                }
                continue;
            }
            let card = self.work.card(it.dialog)?;
            let name = card.as_ref().map_or_else(String::new, |it| it.row.name.clone());
            if self.work.json {
                let dialog = card.map(|card| Dialog::of(&card.row, &self.work.roster));
                text.push_str(&schema::line(&self.object(it, name, dialog, delivered.as_ref())));
            } else {
                rows.push(vec![it.dialog.0.to_string(), name, self.words(&it, delivered.as_ref())]);
            }
        }
        if !rows.is_empty() {
            text = self.table.page(&rows);
        }
        match output::data_if_any(&text) {
            Err(Trouble::Output(error)) => self.unheard = Some(error),
            other => other?,
        }
        Ok(())
    }

    fn object(
        &self,
        came: Came,
        name: String,
        dialog: Option<Dialog>,
        delivered: Option<&Delivery>,
    ) -> Outcome {
        let (outcome, refusal, good) = match came.to {
            Ok(good) => ("accepted", None, good),
            Err(refusal) => ("refused", Some(refusal.code()), super::act::Good::default()),
        };
        Outcome {
            id: came.dialog.0,
            name,
            outcome,
            refusal,
            dry_run: self.dry_run,
            tag: came.tag,
            unanswered: good.unanswered,
            message: good.message.map(|it| it.0),
            delivery: delivered.map(schema::state),
            dialog,
        }
    }

    fn words(&self, came: &Came, delivered: Option<&Delivery>) -> String {
        let say = |it: &Msg| self.work.say(it);
        let mut words = match &came.to {
            Err(refusal) => say(&Msg::new("cli-refused").with("why", say(&refusal.say()))),
            Ok(_) if self.dry_run => say(&Msg::new("cli-would-be-done")),
            Ok(good) if good.unanswered > 0 => {
                self.work.context.catalog.count("cli-done-unanswered", i64::from(good.unanswered))
            }
            Ok(_) => say(&Msg::new("cli-done")),
        };
        if let Some(tag) = &came.tag {
            words = format!("{}: {words}", clean_line(tag));
        }
        if let (Ok(_), Some(delivery)) = (&came.to, delivered) {
            words = say(&delivery_words(delivery));
        }
        words
    }

    /// Says how many there were, where there was more than one line, and tells by the exit code that not all was done.
    pub(super) fn end(self) -> Result<(), Trouble> {
        let several = self.done + self.refused != 1;
        if several && !self.work.quiet && !self.work.json {
            let sum = if self.dry_run { "cli-sum-dry-run" } else { "cli-sum" };
            let sum = Msg::new(sum).with("done", self.done).with("refused", self.refused);
            note(&self.work.say(&sum));
        }
        if let Some(error) = self.unheard
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            return Err(Trouble::Output(error));
        }
        // Whoever closed the pipe has read enough; whether all was done the code tells all the same.
        if self.refused > 0 || self.unsent { Err(Trouble::Told) } else { Ok(()) }
    }
}

/// Where a message stands, in a word.
pub(in crate::cli) fn delivery_words(delivery: &Delivery) -> Msg {
    match delivery {
        Delivery::Queued { .. } | Delivery::Sending { .. } => Msg::new("cli-wait-on-its-way"),
        Delivery::Sent | Delivery::Delivered | Delivery::Read => Msg::new("cli-wait-accepted"),
        Delivery::Failed { reason } => Msg::new("cli-wait-failed").with("why", reason.as_str()),
        Delivery::Unsure => Msg::new("cli-wait-unsure"),
        Delivery::Dropped => Msg::new("delivery-dropped"),
    }
}

/// A moment for people, in local time: `2026-11-23 09:30`; nothing for one that only the customer ends.
pub(in crate::cli) fn moment(at: Timestamp, utc_offset: i32) -> String {
    if at >= UNTIL_REPLY {
        return String::new();
    }
    let local = Timestamp(at.0 + i64::from(utc_offset) * 1000);
    let known = chrono::DateTime::from_timestamp_millis(local.0);
    known.map_or_else(String::new, |it| it.format("%Y-%m-%d %H:%M").to_string())
}
