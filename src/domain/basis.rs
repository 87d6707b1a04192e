//! What the writer of an op saw, and whether that still is so when the op reaches the hub.
//!
//! On one desk an op is decided on what is on the screen, give or take a moment. On a replica it may come hours later: a
//! close would then settle words that nobody has read, and a reply answer somebody else's customer. The rules of
//! [`decide`](super::decide()) look at what is; these look at what has become of what was seen.

use super::{Actor, Agent, AgentId, Dialog, Intent, MessageId, Refusal};

/// What the writer of an op saw of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Basis {
    /// The last message that the hub had told of.
    pub upto: MessageId,
    /// Whose the dialog was.
    pub assignee: Option<AgentId>,
}

impl Basis {
    /// Why what was wanted on this basis is not what would be wanted now; `None` when it still is. `holder` is who has the
    /// dialog now, `last_inbound` the last message that the customer wrote.
    #[must_use]
    pub fn outdated(
        &self,
        intent: &Intent,
        actor: &Actor,
        (dialog, holder): (&Dialog, Option<&Agent>),
        last_inbound: MessageId,
    ) -> Option<Refusal> {
        let taken = dialog.assignee != self.assignee && dialog.assignee != actor.agent();
        if let (true, true, Some(holder)) = (taken, minds_holder(intent), holder) {
            return Some(Refusal::TakenBy(holder.name.clone()));
        }
        let wrote = last_inbound > self.upto && minds_customer(intent);
        wrote.then_some(Refusal::WroteSince)
    }
}

/// Who does this means a dialog that is nobody else's.
const fn minds_holder(intent: &Intent) -> bool {
    matches!(
        intent,
        Intent::Close
            | Intent::CloseAndUnassign
            | Intent::Assign(_)
            | Intent::MarkSpam
            | Intent::Snooze(_)
            | Intent::Reply(_)
            | Intent::HeldReply(..)
            | Intent::Letter(_)
    )
}

/// Who does this has read what the customer wrote: it puts the dialog away, or answers.
const fn minds_customer(intent: &Intent) -> bool {
    matches!(
        intent,
        Intent::Close
            | Intent::CloseAndUnassign
            | Intent::Snooze(_)
            | Intent::Reply(_)
            | Intent::HeldReply(..)
            | Intent::Letter(_)
    )
}

#[cfg(test)]
mod tests {
    use super::super::decide_tests::{ME, OTHER, dialog};
    use super::*;
    use crate::domain::{Role, Status};

    fn agent(id: AgentId, name: &str) -> Agent {
        Agent::new(id, name, Role::Agent)
    }

    fn outdated(
        basis: (i64, Option<AgentId>),
        now: (i64, Option<AgentId>),
        intent: &Intent,
    ) -> Option<Refusal> {
        let basis = Basis { upto: MessageId(basis.0), assignee: basis.1 };
        let dialog = dialog(Status::Open, now.1);
        let holder = now.1.map(|it| agent(it, if it == ME { "Anna" } else { "Borys" }));
        let actor = Actor::Agent(agent(ME, "Anna"));
        basis.outdated(intent, &actor, (&dialog, holder.as_ref()), MessageId(now.0))
    }

    #[test]
    fn who_took_the_dialog_meanwhile_is_named() {
        let taken = Some(Refusal::TakenBy("Borys".into()));
        for intent in [Intent::Close, Intent::Assign(Some(ME)), Intent::Reply("x".into())] {
            assert_eq!(outdated((5, None), (5, Some(OTHER)), &intent), taken);
            assert_eq!(outdated((5, Some(ME)), (5, Some(OTHER)), &intent), taken);
            assert_eq!(outdated((5, Some(OTHER)), (5, Some(OTHER)), &intent), None, "seen so");
            assert_eq!(outdated((5, None), (5, Some(ME)), &intent), None, "it is mine");
            assert_eq!(outdated((5, Some(ME)), (5, None), &intent), None, "nobody has it");
        }
    }

    #[test]
    fn nothing_is_put_away_or_answered_over_words_that_nobody_read() {
        let wrote = Some(Refusal::WroteSince);
        assert_eq!(outdated((5, None), (6, None), &Intent::Close), wrote);
        assert_eq!(outdated((5, None), (6, None), &Intent::Reply("x".into())), wrote);
        assert_eq!(outdated((6, None), (6, None), &Intent::Close), None);
        assert_eq!(outdated((5, None), (6, None), &Intent::MarkSpam), None, "spam writes again");
        assert_eq!(outdated((5, None), (6, None), &Intent::Assign(Some(ME))), None);
    }

    #[test]
    fn what_adds_and_takes_nothing_away_is_always_welcome() {
        for intent in [Intent::Note("x".into()), Intent::AddTag("t".into())] {
            assert_eq!(outdated((5, None), (9, Some(OTHER)), &intent), None);
        }
    }
}
