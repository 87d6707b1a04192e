//! The screen of the team: who works on the desk, what each of them holds, and blocking somebody.

use super::State;
use crate::domain::team::{Act, Handover};
use crate::domain::{Agent, AgentId, ChangeNo, Right};
use crate::store::{Holds, OwnRole};

/// What the desk tells about its people, beside the roster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CrewTold {
    /// The desk's own roles.
    pub roles: Vec<OwnRole>,
    /// What the agents hold; only mine for who sees less than everything.
    pub holds: Vec<(AgentId, Holds)>,
}

/// The screen of the team.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Crew {
    /// The number of the last question.
    pub no: u64,
    /// As of which change it was asked, unless it was given up.
    pub asked_at: Option<ChangeNo>,
    /// Whether it has no answer yet.
    pub asking: bool,
    /// The last answer.
    pub told: Option<CrewTold>,
    /// Who is under the cursor; `None`: the first.
    pub at: Option<AgentId>,
    /// What blocking somebody would come to, while that is looked at.
    pub blocking: Option<Blocking>,
    /// Whose blocking is to be looked at as soon as it is known what they hold.
    pub wanted: Option<AgentId>,
    /// What the desk has not answered yet.
    pub doing: Option<Act>,
}

/// Somebody is about to be blocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocking {
    /// Who.
    pub agent: AgentId,
    /// What can become of their dialogs.
    pub ways: Vec<Handover>,
    /// Which of that is chosen.
    pub cursor: usize,
}

impl Crew {
    /// What somebody holds, as far as it is known.
    #[must_use]
    pub fn holds(&self, agent: AgentId) -> Option<&Holds> {
        let told = self.told.as_ref()?;
        told.holds.iter().find(|it| it.0 == agent).map(|it| &it.1)
    }
}

impl State {
    /// Everybody in the order of the screen: who is blocked stands below the others.
    #[must_use]
    pub fn crew(&self) -> Vec<&Agent> {
        let (blocked, able): (Vec<&Agent>, Vec<&Agent>) =
            self.roster.agents.iter().partition(|it| it.blocked);
        able.into_iter().chain(blocked).collect()
    }

    /// Where the cursor of the screen is, and who that is.
    #[must_use]
    pub fn crew_at(&self, crew: &Crew) -> Option<(usize, &Agent)> {
        let all = self.crew();
        let at = all.iter().position(|it| Some(it.id) == crew.at).unwrap_or(0);
        all.get(at).map(|it| (at, *it))
    }

    /// Whether the people are managed here, and I may do so.
    #[must_use]
    pub fn manages_crew(&self) -> bool {
        self.hub().is_none() && self.me.may(Right::ManageAgents)
    }
}
