//! How a replica stands to its hub, put together from what each part of the driver knows.

use std::cell::RefCell;

use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::store::far::Progress;

use super::{News, Tell};

/// How a replica stands to its hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// How fresh everything is.
    pub state: State,
    /// Ops that the hub has not decided yet.
    pub waiting: u32,
    /// Ops that the hub refused and nobody has looked at.
    pub refused: u32,
}

/// How fresh everything is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Everything is here as soon as it has happened.
    Live,
    /// What happened meanwhile is being fetched.
    Catching {
        /// Until then everything is here.
        since: Timestamp,
    },
    /// The hub does not answer.
    Offline {
        /// Until then everything is here.
        since: Timestamp,
        /// When it is tried again, if nobody does anything before.
        next_try: Timestamp,
        /// Why.
        why: Msg,
    },
    /// Dialogs come, for the first time or once more.
    Filling {
        /// How many have come.
        told: u64,
        /// How many there are.
        total: u64,
    },
    /// The hub does not know the token (any more), or there is none.
    LoggedOut,
    /// It cannot be gone on until a person does something.
    Stuck(Msg),
}

/// How the connection is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Beginning,
    Catching,
    Live,
    Offline { next_try: Timestamp, why: Msg },
    LoggedOut,
    Stuck(Msg),
}

/// Where all that is known hangs; whoever wants to know is told each time it has changed.
pub(super) struct Board {
    tell: Tell,
    parts: RefCell<Parts>,
}

struct Parts {
    line: Line,
    /// When the hub was last heard on a line on which everything is told.
    fresh: Timestamp,
    filling: Option<(u64, u64)>,
    waiting: u32,
    refused: u32,
    /// What keeps the desk or the asking from their work.
    troubles: Vec<(&'static str, Msg)>,
    told: Option<Status>,
}

impl Board {
    pub(super) fn new(tell: Tell, now: Timestamp) -> Self {
        let parts = Parts {
            line: Line::Beginning,
            fresh: now,
            filling: None,
            waiting: 0,
            refused: 0,
            troubles: Vec::new(),
            told: None,
        };
        Self { tell, parts: RefCell::new(parts) }
    }

    pub(super) fn tell(&self, news: News) {
        (self.tell)(news);
    }

    pub(super) fn line(&self, line: Line) {
        self.change(|it| it.line = line);
    }

    pub(super) fn is_live(&self) -> bool {
        self.parts.borrow().line == Line::Live
    }

    /// The hub has been heard: everything until now is here, if the line is live.
    pub(super) fn heard(&self, now: Timestamp) {
        let mut parts = self.parts.borrow_mut();
        if parts.line == Line::Live {
            parts.fresh = now;
        }
    }

    /// What the desk says.
    pub(super) fn counted(&self, progress: Option<&Progress>, (waiting, refused): (u32, u32)) {
        self.change(|it| {
            it.filling = progress.and_then(|it| it.filling).map(|it| (it.told, it.total));
            (it.waiting, it.refused) = (waiting, refused);
        });
    }

    pub(super) fn waiting(&self) -> u32 {
        self.parts.borrow().waiting
    }

    /// The trouble of one part of the work, or its end.
    pub(super) fn trouble(&self, of: &'static str, trouble: Option<Msg>) {
        self.change(|it| {
            it.troubles.retain(|it| it.0 != of);
            it.troubles.extend(trouble.map(|it| (of, it)));
        });
    }

    fn change(&self, change: impl FnOnce(&mut Parts)) {
        let mut parts = self.parts.borrow_mut();
        change(&mut parts);
        let status = parts.status();
        if parts.told.as_ref() != Some(&status) {
            parts.told = Some(status.clone());
            drop(parts);
            (self.tell)(News::Status(status));
        }
    }
}

impl Parts {
    fn status(&self) -> Status {
        let since = self.fresh;
        let state = match (&self.line, self.troubles.first(), self.filling) {
            (Line::LoggedOut, ..) => State::LoggedOut,
            (Line::Stuck(why), ..) => State::Stuck(why.clone()),
            (Line::Offline { next_try, why }, ..) => {
                State::Offline { since, next_try: *next_try, why: why.clone() }
            }
            (_, Some((_, trouble)), _) => State::Stuck(trouble.clone()),
            (Line::Catching | Line::Live, None, Some((told, total))) => {
                State::Filling { told, total }
            }
            (Line::Live, None, None) => State::Live,
            (Line::Beginning | Line::Catching, None, _) => State::Catching { since },
        };
        Status { state, waiting: self.waiting, refused: self.refused }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn only_what_is_new_is_told_and_what_is_worst_first() {
        let (tell, told) = channel();
        let board = Board::new(
            Box::new(move |it| {
                if let News::Status(it) = it {
                    tell.send((it.state, it.waiting)).unwrap();
                }
            }),
            Timestamp(5),
        );
        board.counted(None, (2, 0));
        board.counted(None, (2, 0));
        board.line(Line::Live);
        board.heard(Timestamp(9));
        board.trouble("desk", Some(Msg::new("store-full")));
        board.line(Line::LoggedOut);
        board.trouble("desk", None);
        let (next_try, why) = (Timestamp(20), Msg::new("store-busy"));
        board.line(Line::Offline { next_try, why: why.clone() });
        let wanted = [
            (State::Catching { since: Timestamp(5) }, 2),
            (State::Live, 2),
            (State::Stuck(Msg::new("store-full")), 2),
            (State::LoggedOut, 2),
            (State::Offline { since: Timestamp(9), next_try, why }, 2),
        ];
        assert_eq!(told.try_iter().collect::<Vec<_>>(), wanted);
    }
}
