//! The mailbox as its server has it: opened, looked through and waited on, over IMAP (RFC 3501). Nothing is changed there.

use std::collections::BTreeSet;
use std::time::Duration;

use async_imap::error::Error as Imap;
use async_imap::types::{Fetch, UnsolicitedResponse};
use async_imap::{Authenticator, Client, Session};
use futures_util::TryStreamExt as _;
use tokio::time::{Instant, sleep, timeout};

use super::line::{self, Wire};
use super::{Login, Security, Settings, folder};
use crate::base::secret::Secret;
use crate::channels::PullError;

/// How long an answer to a short question may take.
const ANSWER: Duration = Duration::from_secs(60);
/// How long mails may take to come.
const FETCH: Duration = Duration::from_secs(600);
/// After so long without a sign of life IDLE is begun anew: routers forget silent lines long before the 29 minutes of RFC 2177.
const IDLE: Duration = Duration::from_secs(300);
/// How often a server without IDLE is asked.
const POLL: Duration = Duration::from_secs(60);
/// The longest words of a server that are handed on, in bytes.
const WORDS_MAX: usize = 300;

/// An open mailbox.
#[derive(Debug)]
pub(super) struct Mailbox {
    session: Session<Box<dyn Wire>>,
    idle: bool,
    /// Since when.
    pub(super) opened: Instant,
    /// The folder's validity: with it a mail's number is its own for ever.
    pub(super) validity: u32,
    /// The number that the next mail gets, as of the opening.
    pub(super) next: u32,
    /// How many mails it had when it was opened.
    pub(super) mails: u32,
}

/// What is known of a mail before it is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outline {
    /// Its number.
    pub(super) uid: u32,
    /// Its size, in bytes.
    pub(super) size: u64,
    /// When the server took it in, in milliseconds since 1970, where it says so.
    pub(super) received: Option<i64>,
}

/// Answers the server's one question; asked again (it tells of an error first), nothing more.
struct Xoauth2(Option<String>);

impl Authenticator for Xoauth2 {
    type Response = String;
    fn process(&mut self, _challenge: &[u8]) -> String {
        self.0.take().unwrap_or_default()
    }
}

/// Logs in.
pub(super) async fn login(settings: &Settings) -> Result<Session<Box<dyn Wire>>, PullError> {
    let client = greet(settings).await?;
    let (Login::Password(get) | Login::Xoauth2(get)) = settings.login.clone();
    let secret = tokio::task::spawn_blocking(move || get()).await;
    let secret: Secret =
        secret.unwrap_or_else(|_| Err("it broke off".into())).map_err(PullError::Unauthorized)?;
    let user = &settings.user;
    let entered = match settings.login {
        Login::Password(_) => answer(client.login(user, secret.reveal())).await?,
        Login::Xoauth2(_) => {
            let words = format!("user={user}\x01auth=Bearer {}\x01\x01", secret.reveal());
            answer(client.authenticate("XOAUTH2", Xoauth2(Some(words)))).await?
        }
    };
    entered.map_err(|(error, _)| match error {
        // What a server cannot do now is no word on the password (RFC 5530).
        Imap::No(said)
            if !["UNAVAILABLE", "INUSE", "LIMIT"]
                .iter()
                .any(|it| said.to_uppercase().contains(it)) =>
        {
            PullError::Unauthorized(words(&said))
        }
        Imap::Bad(said) => PullError::Unauthorized(words(&said)),
        Imap::Validate(_) => {
            PullError::Unauthorized("the user or the password has a line's end in it".into())
        }
        other => lost(other),
    })
}

/// Connects, hears the greeting, and secures the line as the settings want it.
async fn greet(settings: &Settings) -> Result<Client<Box<dyn Wire>>, PullError> {
    let server = &settings.imap;
    let unreachable = PullError::Unreachable;
    let line = line::connect(server).await.map_err(unreachable)?;
    let mut client = match server.security {
        Security::Tls => {
            Client::new(line::secure(line, server, settings).await.map_err(unreachable)?)
        }
        Security::Plain => Client::new(Box::new(line) as Box<dyn Wire>),
        Security::StartTls => {
            let mut client = Client::new(line);
            greeting(answer(client.read_response()).await?)?;
            let begun = answer(client.run_command_and_check_ok("STARTTLS", None)).await?;
            begun.map_err(|it| PullError::Unreachable(format!("STARTTLS: {}", told(&it))))?;
            let line = client.into_inner();
            return Ok(Client::new(
                line::secure(line, server, settings).await.map_err(unreachable)?,
            ));
        }
    };
    greeting(answer(client.read_response()).await?)?;
    Ok(client)
}

fn greeting<T>(heard: std::io::Result<Option<T>>) -> Result<(), PullError> {
    match heard {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(PullError::Unreachable("the server hung up without a greeting".into())),
        Err(error) => Err(lost(Imap::Io(error))),
    }
}

impl Mailbox {
    /// Logs in and opens the folder, only to read.
    pub(super) async fn open(settings: &Settings) -> Result<Self, PullError> {
        let mut session = login(settings).await?;
        let able = answer(session.capabilities()).await?.map_err(lost)?;
        let opened = answer(session.examine(folder::wired(&settings.folder))).await?;
        let folder = opened.map_err(|error| match error {
            Imap::No(said) => {
                PullError::Forbidden(format!("{}: {}", settings.folder, words(&said)))
            }
            other => lost(other),
        })?;
        let (Some(validity), Some(next)) = (folder.uid_validity, folder.uid_next) else {
            return Err(PullError::Forbidden("the server gives mails no lasting numbers".into()));
        };
        let idle = able.has_str("IDLE");
        let (opened, mails) = (Instant::now(), folder.exists);
        Ok(Self { session, idle, opened, validity, next, mails })
    }

    /// The numbers of the mails from `from` on.
    pub(super) async fn since_number(&mut self, from: u32) -> Result<BTreeSet<u32>, PullError> {
        // A server answers "n:*" with the last mail even when n is beyond it.
        let found = self.search(&format!("UID {from}:*")).await?;
        Ok(found.into_iter().filter(|it| from <= *it).collect())
    }

    /// The first mail that came on this day or later; a day is written as 24-Nov-2026.
    pub(super) async fn first_since_day(&mut self, day: &str) -> Result<Option<u32>, PullError> {
        Ok(self.search(&format!("SINCE {day}")).await?.into_iter().min())
    }

    async fn search(&mut self, query: &str) -> Result<BTreeSet<u32>, PullError> {
        let found = answer(self.session.uid_search(query)).await?.map_err(lost)?;
        Ok(found.into_iter().collect())
    }

    /// How large these mails are. One that has been deleted meanwhile is missing.
    pub(super) async fn outlines(&mut self, uids: &str) -> Result<Vec<Outline>, PullError> {
        let told = self.fetch(uids, "(UID RFC822.SIZE INTERNALDATE)", ANSWER).await?;
        let outline = |it: &Fetch| {
            let received = it.internal_date().map(|it| it.timestamp_millis());
            Some(Outline { uid: it.uid?, size: u64::from(it.size?), received })
        };
        let mut outlines: Vec<Outline> = told.iter().filter_map(outline).collect();
        outlines.sort_by_key(|it| it.uid);
        outlines.dedup_by_key(|it| it.uid);
        Ok(outlines)
    }

    /// A mail, or its first `upto` bytes; `None` when it has been deleted meanwhile. It stays unseen.
    pub(super) async fn mail(
        &mut self,
        uid: u32,
        upto: Option<u32>,
    ) -> Result<Option<Vec<u8>>, PullError> {
        let what = match upto {
            Some(bytes) => format!("(UID BODY.PEEK[]<0.{bytes}>)"),
            None => "(UID BODY.PEEK[])".into(),
        };
        let told = self.fetch(&uid.to_string(), &what, FETCH).await?;
        let told = told.iter().find(|it| it.uid == Some(uid)).and_then(|it| it.body());
        Ok(told.map(<[u8]>::to_vec))
    }

    async fn fetch(
        &mut self,
        uids: &str,
        what: &str,
        span: Duration,
    ) -> Result<Vec<Fetch>, PullError> {
        let fetched = async {
            let told = self.session.uid_fetch(uids, what).await?;
            told.try_collect().await
        };
        within(span, fetched).await?.map_err(lost)
    }

    /// Whether the server has told of new mail since this was last asked.
    pub(super) fn heard(&mut self) -> bool {
        new_mail(|| self.session.unsolicited_responses.try_recv().ok())
    }

    /// Waits until there may be news. Ends early rather than late: whoever waits looks anew.
    pub(super) async fn wait(mut self) -> Result<Self, PullError> {
        if !self.idle {
            sleep(POLL).await;
            answer(self.session.noop()).await?.map_err(lost)?;
            return Ok(self);
        }
        let Self { session, idle, opened, validity, next, mails } = self;
        let told = session.unsolicited_responses.clone();
        let mut waiting = session.idle();
        answer(waiting.init()).await?.map_err(lost)?;
        // What came since the last look may be told of before the server has begun to idle: it is not told of again.
        if !new_mail(|| told.try_recv().ok()) {
            waiting.wait_with_timeout(IDLE).0.await.map_err(lost)?;
        }
        let session = answer(waiting.done()).await?.map_err(lost)?;
        Ok(Self { session, idle, opened, validity, next, mails })
    }

    /// Takes leave. It does not matter whether the server hears it.
    pub(super) async fn leave(mut self) {
        let _ = timeout(Duration::from_secs(5), self.session.logout()).await;
    }
}

/// Whether new mail is among what has been told unasked; takes all of it.
fn new_mail(mut next: impl FnMut() -> Option<UnsolicitedResponse>) -> bool {
    let mut new = false;
    while let Some(it) = next() {
        new |= matches!(it, UnsolicitedResponse::Exists(_) | UnsolicitedResponse::Recent(_));
    }
    new
}

async fn answer<T>(asked: impl Future<Output = T>) -> Result<T, PullError> {
    within(ANSWER, asked).await
}

async fn within<T>(span: Duration, asked: impl Future<Output = T>) -> Result<T, PullError> {
    let late = |_| PullError::Unreachable(format!("no answer within {} seconds", span.as_secs()));
    timeout(span, asked).await.map_err(late)
}

fn lost(error: Imap) -> PullError {
    PullError::Unreachable(told(&error))
}

/// An error in words, without what the server had sent before it.
fn told(error: &Imap) -> String {
    match error {
        Imap::ConnectionLost => "the server has ended the connection".into(),
        Imap::Io(it) if it.kind() == std::io::ErrorKind::UnexpectedEof => {
            "the server has ended the connection".into()
        }
        Imap::No(said) | Imap::Bad(said) => words(said),
        Imap::Parse(_) => "the server's answer cannot be understood".into(),
        other => words(&other.to_string()),
    }
}

/// What a server said, from what the library makes of it: `code: None, info: Some("…")`.
fn words(said: &str) -> String {
    let info = said.split_once("info: Some(\"").and_then(|(_, it)| Some(it.rsplit_once("\")")?.0));
    let said = info.unwrap_or(said);
    said[..said.floor_char_boundary(WORDS_MAX)].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_s_words_are_taken_out_of_what_the_library_says() {
        let said =
            "code: Some(Atom(\"AUTHENTICATIONFAILED\")), info: Some(\"Authentication failed.\")";
        assert_eq!(words(said), "Authentication failed.");
        assert_eq!(words("no such thing"), "no such thing");
        assert_eq!(words(&"ж".repeat(1000)).len(), WORDS_MAX);
    }
}
