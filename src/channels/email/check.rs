//! Looks after a mailbox, step by step, without changing anything there.

use chrono::DateTime;

use super::Settings;
use super::imap::Mailbox;
use crate::base::msg::Msg;
use crate::channels::{Finding, Grade, PullError};

/// The receiving half: whether we are let in, whether the folder opens, when the newest mail came.
pub(super) async fn look(settings: &Settings) -> Vec<Finding> {
    let host = settings.imap.host.as_str();
    let mut mailbox = match Mailbox::open(settings).await {
        Ok(mailbox) => mailbox,
        Err(PullError::Forbidden(why)) => return vec![let_in(settings), no_folder(settings, &why)],
        Err(PullError::Unauthorized(why)) => {
            let said = Msg::new("mail-login-refused").with("host", host);
            let said = said.with("user", settings.user.as_str()).with("why", why);
            return vec![bad("imap-login", said, Msg::new("mail-login-todo"))];
        }
        Err(error) => {
            let why = match error {
                PullError::Unreachable(why) => why,
                other => other.to_string(),
            };
            let said = Msg::new("mail-unreachable").with("host", host).with("why", why);
            return vec![bad("imap-login", said, Msg::new("mail-unreachable-todo"))];
        }
    };
    let mut found = vec![let_in(settings), folder(settings, mailbox.mails)];
    found.push(newest(settings, &mut mailbox).await);
    mailbox.leave().await;
    found
}

fn let_in(settings: &Settings) -> Finding {
    let said = Msg::new("mail-login-good").with("host", settings.imap.host.as_str());
    good("imap-login", said.with("user", settings.user.as_str()))
}

fn folder(settings: &Settings, mails: u32) -> Finding {
    let said = Msg::new("mail-folder-good").with("folder", settings.folder.as_str());
    good("imap-folder", said.with("count", mails))
}

fn no_folder(settings: &Settings, why: &str) -> Finding {
    let said = Msg::new("mail-folder-refused").with("folder", settings.folder.as_str());
    bad("imap-folder", said.with("why", why), Msg::new("mail-folder-todo"))
}

async fn newest(settings: &Settings, mailbox: &mut Mailbox) -> Finding {
    let newest = match mailbox.mails {
        0 => None,
        _ => mailbox.outlines("*").await.ok().and_then(|it| it.last()?.received),
    };
    if let Some(at) = newest.and_then(DateTime::from_timestamp_millis) {
        let when = at.format("%Y-%m-%d %H:%M UTC").to_string();
        return good("imap-newest", Msg::new("mail-newest-good").with("when", when));
    }
    Finding {
        step: "imap-newest",
        grade: Grade::Unknown,
        said: Msg::new("mail-newest-none").with("folder", settings.folder.as_str()),
        todo: Some(Msg::new("mail-newest-todo").with("address", settings.address.as_str())),
    }
}

const fn good(step: &'static str, said: Msg) -> Finding {
    Finding { step, grade: Grade::Good, said, todo: None }
}

const fn bad(step: &'static str, said: Msg, todo: Msg) -> Finding {
    Finding { step, grade: Grade::Bad, said, todo: Some(todo) }
}
