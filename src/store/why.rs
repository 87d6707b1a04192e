//! Why dialogs are not in a list: the desk is asked, the rules of [`domain::why`](crate::domain::why) answer.

use std::collections::HashSet;

use super::{Card, Inbox as _, Roster, Sqlite, StoreError, Study as _, Whereabouts as _};
use crate::base::clock::Timestamp;
use crate::domain::search::Terms;
use crate::domain::why::{Listed, Reason, reasons};
use crate::domain::{About, Agent, ChannelId, DialogId, Term};

/// Dialogs explained, at most, where several may be meant.
const LIMIT: usize = 20;
/// Dialogs with the words that are looked at, at most, until there are enough that somebody may see.
const LOOKED_AT: usize = 400;

/// What somebody misses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The dialog's number, the contact's name or address, or words from the dialog.
    pub who: String,
    /// The list in which it is not seen.
    pub list: Listed,
    /// When.
    pub now: Timestamp,
}

/// A dialog, and what keeps it out of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Which one.
    pub dialog: DialogId,
    /// Its channel.
    pub channel: ChannelId,
    /// Its contact; empty for who may not see it.
    pub name: String,
    /// Everything that keeps it away.
    pub reasons: Vec<Reason>,
}

impl Explained {
    /// Whether it stands in the list after all.
    #[must_use]
    pub fn seen(&self) -> bool {
        !self.reasons.iter().any(Reason::hides)
    }
}

/// Explains the dialogs that `sought` may mean: the one of that number, else those of contacts called so, else those in
/// which the words are; these only as far as `me` may see them, the newest first.
///
/// # Errors
/// When the desk cannot be read, or its search index where words are to be looked for.
pub fn explain(desk: &Sqlite, me: &Agent, sought: &Sought) -> Result<Vec<Explained>, StoreError> {
    desk.at_one_moment(|desk| {
        let roster = desk.roster()?;
        let mut said = Vec::new();
        for (term, _) in &sought.list.terms {
            if let Term::Words(word) = term {
                let dialogs = desk.dialogs_with(&Terms::of_entry(word))?;
                said.push((word.as_str(), dialogs.into_iter().collect::<HashSet<_>>()));
            }
        }
        let cards = meant(desk, me, sought.who.trim())?;
        let one = |it| explained(it, me, &roster, sought, &said);
        Ok(cards.iter().filter_map(one).collect())
    })
}

fn meant(desk: &Sqlite, me: &Agent, who: &str) -> Result<Vec<Card>, StoreError> {
    let number = who.trim_start_matches('#').parse().ok().filter(|it| 0 < *it).map(DialogId);
    if let Some(card) = number.map(|it| desk.card(it, me.id)).transpose()?.flatten() {
        return Ok(vec![card]);
    }
    let mut cards = Vec::new();
    for dialog in desk.dialogs_called(who, LIMIT)? {
        cards.extend(desk.card(dialog, me.id)?);
    }
    let terms = Terms::parse(who);
    if !cards.is_empty() || terms.is_empty() {
        return Ok(cards);
    }
    let mut dialogs = desk.dialogs_with(&terms)?;
    dialogs.sort_by_key(|it| std::cmp::Reverse(it.0));
    for dialog in dialogs.into_iter().take(LOOKED_AT) {
        // That there are such words is itself something only for who may see them.
        cards.extend(desk.card(dialog, me.id)?.filter(|it| me.sees(&it.row.dialog)));
        if cards.len() == LIMIT {
            break;
        }
    }
    Ok(cards)
}

fn explained(
    card: &Card,
    me: &Agent,
    roster: &Roster,
    sought: &Sought,
    said: &[(&str, HashSet<DialogId>)],
) -> Option<Explained> {
    let dialog = &card.row.dialog;
    let channel = roster.channels.iter().find(|it| it.id == dialog.channel)?;
    let about = About {
        channel,
        holder: roster.agents.iter().find(|it| Some(it.id) == dialog.assignee),
        language: &card.contact.language,
        says: &|word| said.iter().any(|it| it.0 == word && it.1.contains(&dialog.id)),
    };
    let name = if me.sees(dialog) { card.row.name.clone() } else { String::new() };
    let reasons = reasons(me, dialog, &about, &sought.list, sought.now);
    Some(Explained { dialog: dialog.id, channel: channel.id, name, reasons })
}
