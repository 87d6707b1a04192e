//! What a replica's screen knows of the hub and of colleagues.

use std::time::Duration;

use super::{Focus, Link, State};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::{clean_line, cut};
use crate::domain::{DialogId, Intent, MessageId};
use crate::store::far::Rejected;
use crate::tui::action::Action;
use crate::tui::hub::{HubLink, Present};

/// Whoever has typed nothing for so long is not typing any more.
pub const TYPING: Duration = Duration::from_secs(5);

/// Cells of a text that was to be sent, in a sentence.
const TEXT_CELLS: usize = 40;

/// Refused ops that are remembered, at most.
const REJECTED_MAX: usize = 200;

/// What the hub and colleagues are doing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Team {
    /// Who is at the desk.
    pub present: Vec<Present>,
    /// What the hub refused, the newest first.
    pub rejected: Vec<Rejected>,
    /// Up to which of them somebody has looked.
    pub looked_at: i64,
    /// Whether the desk has been asked for more of them.
    pub asking: bool,
    /// What the desk counted last: ops that wait for the hub, and refused ones that nobody has looked at.
    pub counted: Option<(u32, u32)>,
    /// What colleagues have been told of me: the dialog I look at, and whether I am writing.
    pub told: Option<(Option<DialogId>, bool)>,
    /// When I last typed something.
    pub typed_at: Option<Timestamp>,
    /// The dialog whose older messages have been asked for, and the oldest one at that time.
    pub fetching: Option<(DialogId, MessageId)>,
    /// A message that is to be shown as soon as it is here.
    pub seeking: Option<(DialogId, MessageId)>,
}

impl Team {
    /// Takes what the hub refused; returns those that are new.
    pub fn refused(&mut self, told: Vec<Rejected>) -> Vec<Rejected> {
        let known = |it: &Rejected| self.rejected.iter().any(|known| known.no == it.no);
        let new: Vec<Rejected> = told.into_iter().filter(|it| !known(it)).collect();
        self.rejected.extend(new.iter().cloned());
        self.rejected.sort_by_key(|it| std::cmp::Reverse(it.no));
        self.rejected.truncate(REJECTED_MAX);
        new
    }

    /// How many of them nobody has looked at.
    #[must_use]
    pub fn unseen(&self) -> usize {
        self.rejected.iter().filter(|it| it.no > self.looked_at).count()
    }
}

impl State {
    /// How this desk stands to its hub, if it is a replica.
    #[must_use]
    pub const fn hub(&self) -> Option<&HubLink> {
        match &self.link {
            Link::Hub(link) => Some(link),
            Link::Unknown | Link::Here | Link::Elsewhere(_) | Link::Trouble(_) => None,
        }
    }

    /// How many ops the hub refused that nobody here has looked at.
    #[must_use]
    pub fn refused_unseen(&self) -> usize {
        let told = self.hub().map_or(0, |it| usize::try_from(it.refused).unwrap_or(usize::MAX));
        // Those that nobody has told of yet, if there are such.
        self.team.unseen() + told.saturating_sub(self.team.rejected.len())
    }

    /// Who else is at a dialog: who writes first.
    #[must_use]
    pub fn others_at(&self, dialog: DialogId) -> Vec<&Present> {
        let other = |it: &&Present| it.dialog == dialog && it.agent != self.me.id;
        let mut others: Vec<&Present> = self.team.present.iter().filter(other).collect();
        others.sort_by_key(|it| !it.typing);
        others
    }

    /// What colleagues are to be told of me. Only what I have gone to counts, never a glance in passing.
    #[must_use]
    pub fn presence(&self) -> (Option<DialogId>, bool) {
        let dialog = self.thread.dialog.filter(|_| self.focus != Focus::List);
        let typed = self.team.typed_at.is_some_and(|it| self.now < it + TYPING);
        (dialog, typed && dialog.is_some() && self.focus == Focus::Composer)
    }

    /// What was wanted, in words.
    #[must_use]
    pub fn wanted(&self, intent: &Intent) -> Msg {
        let of = |action: Action| Msg::new(action.spec().help);
        let text = |it: &str| cut(&clean_line(it), TEXT_CELLS).into_owned();
        match intent {
            Intent::Close => Msg::new("step-close"),
            Intent::CloseAndUnassign => Msg::new("step-close-unassign"),
            Intent::Reopen => Msg::new("step-reopen"),
            Intent::Assign(None) => Msg::new("step-unassign"),
            Intent::Assign(Some(agent)) if *agent == self.me.id => Msg::new("step-assign-me"),
            Intent::Assign(Some(agent)) => {
                Msg::new("step-assign").with("what", self.agent_name(*agent))
            }
            Intent::MarkSpam | Intent::UnmarkSpam => of(Action::Spam),
            Intent::Snooze(_) | Intent::Wake => of(Action::Snooze),
            Intent::ToggleTag(tag) | Intent::AddTag(tag) => {
                Msg::new("step-tag").with("what", text(tag))
            }
            Intent::DropTag(tag) => Msg::new("step-untag").with("what", text(tag)),
            Intent::Reply(words) | Intent::HeldReply(words, _) => {
                Msg::new("step-reply").with("what", text(words))
            }
            Intent::Letter(letter) => Msg::new("step-reply").with("what", text(&letter.text)),
            Intent::Note(words) => Msg::new("step-note").with("what", text(words)),
            Intent::Retry(_) => of(Action::Retry),
            Intent::Drop(_) => of(Action::DropFailed),
            Intent::ConfirmSent(_) => of(Action::ConfirmSent),
            Intent::MergeContact(_) => of(Action::MergeContact),
            Intent::SplitContact => of(Action::SplitContact),
            Intent::ContactNote(_) => of(Action::ContactNote),
            Intent::Undo(_) => of(Action::Undo),
        }
    }

    /// When what the hub or I am doing changes by itself.
    #[must_use]
    pub fn team_next_change(&self) -> Option<Timestamp> {
        let link = self.hub()?;
        let quiet = self.team.typed_at.map(|it| it + TYPING).filter(|it| *it > self.now);
        [link.next_change(self.now), quiet].into_iter().flatten().min()
    }
}

/// A colleague's name in few cells: the first of their names, clean.
#[must_use]
pub fn first_name(name: &str) -> String {
    let name = clean_line(name);
    name.split_whitespace().next().unwrap_or("?").to_owned()
}

/// Who else is at a dialog, in the few cells that a row has: `‹О›` looks at it, `‹О…›` writes, `‹О…+2›` with two others.
#[must_use]
pub fn present_mark(others: &[&Present]) -> String {
    let Some(first) = others.first() else { return String::new() };
    let letter: String = first_name(&first.name).chars().take(1).collect();
    let typing = if first.typing { "…" } else { "" };
    match others.len() {
        1 => format!("‹{letter}{typing}›"),
        n => format!("‹{letter}{typing}+{}›", n - 1),
    }
}
