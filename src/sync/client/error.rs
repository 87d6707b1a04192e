//! Why a hub has not answered as it was asked, cut by what happens next.

use std::time::Duration;

use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::wire::Problem;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HubError {
    /// No whole answer came: no network, nobody there, too slow, cut off.
    #[error("the hub cannot be reached: {0}")]
    Unreachable(String),
    /// The hub understood and said no.
    #[error("the hub says {} ({})", .0.code, .0.status)]
    Said(Said),
    /// What answers is not a hub, or one that this program does not understand.
    #[error("what answers is not understood: {0}")]
    Strange(String),
}

/// What a hub said instead of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The word of the problem.
    pub code: String,
    /// The HTTP status.
    pub status: u16,
    /// More about it, in English. Nothing that a customer wrote.
    pub detail: Option<String>,
    /// After how long to try again, if the hub has said so.
    pub wait: Option<Duration>,
}

/// What to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Try again, after a while or when the hub has said.
    Again(Option<Duration>),
    /// Somebody has to log in.
    LogIn,
    /// Ask for a snapshot.
    StartOver,
    /// Ask for less: the hub cannot take what was sent.
    Less,
    /// A person has to do something; until then it is tried again seldom.
    Person,
}

impl From<Problem> for Said {
    fn from(problem: Problem) -> Self {
        let detail = problem.detail.or(Some(problem.title)).map(|it| clean_line(&it).into_owned());
        Self { code: problem.code, status: problem.status, detail, wait: None }
    }
}

impl HubError {
    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Unreachable(_) => Remedy::Again(None),
            Self::Strange(_) => Remedy::Person,
            Self::Said(said) => match (said.code.as_str(), said.status) {
                ("start-over" | "bad-place", _) => Remedy::StartOver,
                ("too-large" | "unfit" | "malformed" | "bug", _) => Remedy::Less,
                (_, 401) => Remedy::LogIn,
                (_, 408 | 425 | 429 | 500..) => Remedy::Again(said.wait),
                _ => Remedy::Person,
            },
        }
    }

    /// What to tell a person.
    #[must_use]
    pub fn say(&self) -> Msg {
        match self {
            Self::Unreachable(why) => Msg::new("sync-unreachable").with("why", why.as_str()),
            Self::Strange(why) => Msg::new("sync-strange").with("why", why.as_str()),
            Self::Said(said) => match (said.code.as_str(), said.status) {
                (_, 401) => Msg::new("sync-logged-out"),
                ("blocked", _) => Msg::new("sync-blocked"),
                (_, 410) => Msg::new("sync-start-over"),
                (_, 429) => Msg::new("sync-too-many"),
                (_, 413 | 422) => Msg::new("refused-not-taken"),
                (_, 500..) => Msg::new("sync-hub-trouble").with("what", said.words()),
                _ => Msg::new("sync-hub-said").with("what", said.words()),
            },
        }
    }

    /// What a person can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<Msg> {
        Some(match self {
            Self::Unreachable(_) => Msg::new("sync-unreachable-hint"),
            Self::Strange(_) => Msg::new("sync-strange-hint"),
            Self::Said(said) if said.status == 401 => Msg::new("sync-logged-out-hint"),
            Self::Said(said) if said.code == "blocked" => Msg::new("sync-blocked-hint"),
            Self::Said(said) if said.status >= 500 => Msg::new("sync-hub-trouble-hint"),
            Self::Said(_) => return None,
        })
    }
}

impl Said {
    fn words(&self) -> String {
        match &self.detail {
            Some(detail) => format!("{detail} ({}, {})", self.status, self.code),
            None => format!("{} {}", self.status, self.code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(status: u16, code: &str) -> HubError {
        HubError::Said(Said { code: code.into(), status, detail: None, wait: None })
    }

    #[test]
    fn what_happens_next_goes_by_the_code() {
        let wait = Some(Duration::from_secs(7));
        let later = Said { code: "too-many".into(), status: 429, detail: None, wait };
        for (error, remedy) in [
            (said(401, "bad-token"), Remedy::LogIn),
            (said(403, "blocked"), Remedy::Person),
            (said(404, "not-found"), Remedy::Person),
            (said(408, "too-slow"), Remedy::Again(None)),
            (said(410, "start-over"), Remedy::StartOver),
            (said(413, "too-large"), Remedy::Less),
            (said(422, "unfit"), Remedy::Less),
            (said(503, "busy"), Remedy::Again(None)),
            (HubError::Said(later), Remedy::Again(wait)),
            (HubError::Unreachable("x".into()), Remedy::Again(None)),
            (HubError::Strange("x".into()), Remedy::Person),
        ] {
            assert_eq!(error.remedy(), remedy, "{error}");
        }
    }
}
