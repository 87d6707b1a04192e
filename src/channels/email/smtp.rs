//! Hands a mail to the server that carries it on (RFC 5321), and tells what became of it.
//!
//! What matters is how far it came: before the dot that ends the mail has been written, the server cannot have taken it
//! (RFC 5321, 4.1.1.10 and 4.5.3.2), and it is tried again; after the dot only an answer tells, and where none comes nobody
//! knows. An answer that says no, or later, is believed at any point.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Auth, Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use tokio::time::timeout;

use super::build::{Unwritable, letter};
use super::{Login, Security, Settings, sent};
use crate::base::secret::Secret;
use crate::base::text::{clean_line, cut};
use crate::channels::OpenFile;
use crate::domain::{Outcome, Outgoing, Scope};

/// How long it may take until the server has let us in: the connection, its securing, the login.
const OPENING: Duration = Duration::from_secs(30);

/// How long the commands before the mail may take together.
const ENVELOPE: Duration = Duration::from_secs(20);

/// How long the server may take over our leaving.
const LEAVING: Duration = Duration::from_secs(5);

/// How long the server may think about a whole mail. RFC 5321, 4.5.3.2.6 grants ten minutes; whoever gives up sooner makes
/// more mails unsure, and whoever waits longer holds the dialog.
const VERDICT: Duration = Duration::from_secs(120);

/// The slowest line that still counts as one, in bytes a second.
const SLOWEST: u64 = 8 * 1024;

/// The mail is written in pieces of this size.
const PIECE: usize = 64 * 1024;

/// The most of a server's words that is kept, in cells.
const WORDS_MAX: usize = 300;

const SILENT: &str = "the mail server does not answer";

/// What a mail needs to be handed over.
struct Ready {
    id: String,
    envelope: Envelope,
    bytes: Vec<u8>,
    secret: Secret,
    tls: Option<TlsParameters>,
}

/// Sends one message. A copy goes to the folder for sent mail afterwards, on a task of its own.
pub(super) async fn send(settings: &Settings, open: &OpenFile, message: &Outgoing) -> Outcome {
    let work = (settings.clone(), open.clone(), message.clone());
    // Files, certificates and secrets come from the disk or from a command.
    let ready = tokio::task::spawn_blocking(move || prepare(&work.0, &work.1, &work.2)).await;
    let ready = match ready {
        Ok(Ok(ready)) => ready,
        Ok(Err(outcome)) => return outcome,
        Err(_) => return later(Scope::Dialog, "the mail could not be written".to_owned()),
    };
    let mut line = match timeout(OPENING, connect(settings, &ready)).await {
        Ok(Ok(line)) => line,
        Ok(Err(why)) => return later(Scope::Channel, why),
        Err(_) => return later(Scope::Channel, SILENT.to_owned()),
    };
    let outcome = hand_over(&mut line, &ready).await;
    let copy = settings.sent.clone().filter(|_| matches!(outcome, Outcome::Accepted { .. }));
    let settings = settings.clone();
    tokio::spawn(async move {
        let _ = timeout(LEAVING, line.quit()).await;
        if let Some(folder) = copy {
            sent::keep(&settings, &folder, &ready.bytes).await;
        }
    });
    outcome
}

fn prepare(settings: &Settings, open: &OpenFile, message: &Outgoing) -> Result<Ready, Outcome> {
    let mail = letter(settings, open, message).map_err(|it| match it {
        Unwritable::Never(reason) => Outcome::Refused { reason },
        Unwritable::Disk(_) => later(Scope::Dialog, it.to_string()),
    })?;
    let id = mail.headers().get_raw("Message-ID").unwrap_or_default();
    let (Login::Password(secret) | Login::Xoauth2(secret)) = &settings.login;
    Ok(Ready {
        id: id.trim_matches(['<', '>']).to_owned(),
        envelope: mail.envelope().clone(),
        bytes: mail.formatted(),
        secret: secret().map_err(|why| later(Scope::Channel, why))?,
        tls: tls(settings).map_err(|why| later(Scope::Channel, why))?,
    })
}

fn tls(settings: &Settings) -> Result<Option<TlsParameters>, String> {
    if settings.smtp.security == Security::Plain {
        return Ok(None);
    }
    let mut parameters = TlsParameters::builder(settings.smtp.host.clone());
    if let Some(path) = &settings.ca {
        let pem = std::fs::read(path).map_err(|it| format!("the certificates of `ca`: {it}"))?;
        let more = Certificate::from_pem(&pem).map_err(|it| it.to_string())?;
        parameters = parameters.add_root_certificate(more);
    }
    parameters.build().map(Some).map_err(|it| it.to_string())
}

/// A line on which mail can be handed over, or why there is none. Nothing of the mail has been told yet.
async fn connect(settings: &Settings, ready: &Ready) -> Result<AsyncSmtpConnection, String> {
    let at = (settings.smtp.host.as_str(), settings.smtp.port);
    let (hello, security) = (ClientId::default(), settings.smtp.security);
    let said = |it: Error| words(&it);
    let first = ready.tls.clone().filter(|_| security == Security::Tls);
    let opened = AsyncSmtpConnection::connect_tokio1(at, Some(OPENING), &hello, first, None);
    let mut line = opened.await.map_err(said)?;
    if let (Security::StartTls, Some(tls)) = (security, ready.tls.clone()) {
        line.starttls(tls, &hello).await.map_err(said)?;
    }
    let credentials = Credentials::new(settings.user.clone(), ready.secret.reveal().to_owned());
    let mechanisms = match settings.login {
        Login::Password(_) => DEFAULT_MECHANISMS,
        Login::Xoauth2(_) => &[Mechanism::Xoauth2],
    };
    match line.server_info().get_auth_mechanism(mechanisms) {
        Some(Mechanism::Xoauth2) => by_token(&mut line, credentials).await.map_err(said)?,
        Some(_) => drop(line.auth(mechanisms, &credentials).await.map_err(said)?),
        // A server on this machine may trust whoever reaches it.
        None if security == Security::Plain => (),
        None => return Err("the server offers no way to log in that we know".to_owned()),
    }
    Ok(line)
}

/// A refused token is answered with a question first; the refusal comes after an empty answer to it.
async fn by_token(line: &mut AsyncSmtpConnection, token: Credentials) -> Result<(), Error> {
    let asked = line.command(Auth::new(Mechanism::Xoauth2, token, None)?).await?;
    if asked.has_code(334) {
        line.command("\r\n").await?;
    }
    Ok(())
}

/// Tells the envelope and the mail.
async fn hand_over(line: &mut AsyncSmtpConnection, ready: &Ready) -> Outcome {
    match timeout(ENVELOPE, tell_envelope(line, &ready.envelope)).await {
        Ok(Ok(())) => tell_mail(line, ready).await,
        Ok(Err(outcome)) => outcome,
        Err(_) => later(Scope::Dialog, SILENT.to_owned()),
    }
}

async fn tell_envelope(line: &mut AsyncSmtpConnection, envelope: &Envelope) -> Result<(), Outcome> {
    let mut options = Vec::new();
    let plain = envelope
        .from()
        .into_iter()
        .chain(envelope.to())
        .all(|it| AsRef::<str>::as_ref(it).is_ascii());
    if !plain {
        if !line.server_info().supports_feature(Extension::SmtpUtfEight) {
            let reason = "the mail server takes only addresses of plain letters".to_owned();
            return Err(Outcome::Refused { reason });
        }
        options.push(MailParameter::SmtpUtfEight);
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    command(line, Mail::new(envelope.from().cloned(), options), 250).await?;
    for to in envelope.to() {
        command(line, Rcpt::new(to.clone(), Vec::new()), 250).await?;
    }
    command(line, Data, 354).await
}

/// One command before the mail itself. 251 says that the address has changed and the mail goes there (RFC 5321, 3.4).
async fn command(
    line: &mut AsyncSmtpConnection,
    command: impl std::fmt::Display,
    expected: u16,
) -> Result<(), Outcome> {
    let code = |it: &Response| u16::from(it.code());
    match line.command(command).await {
        Ok(it) if code(&it) / 100 == expected / 100 => Ok(()),
        Ok(it) => Err(later(Scope::Dialog, format!("an answer out of turn: {}", it.code()))),
        Err(error) => Err(answered(&error).unwrap_or_else(|| later(Scope::Dialog, words(&error)))),
    }
}

async fn tell_mail(line: &mut AsyncSmtpConnection, ready: &Ready) -> Outcome {
    let ending = AtomicBool::new(false);
    let end = std::iter::from_fn(|| {
        // Asked for more after the last piece has left: next comes the dot.
        ending.store(true, Ordering::Relaxed);
        None::<&[u8]>
    });
    let pieces = ready.bytes.chunks(PIECE).chain(end);
    let patience = VERDICT + Duration::from_secs(ready.bytes.len() as u64 / SLOWEST);
    let told = timeout(patience, line.message_iter(pieces)).await;
    let lost = |why: String| match ending.load(Ordering::Relaxed) {
        true => Outcome::Unknown,
        false => later(Scope::Dialog, why),
    };
    match told {
        Ok(Ok(said)) if u16::from(said.code()) / 100 == 2 => {
            Outcome::Accepted { remote: ready.id.clone() }
        }
        Ok(Ok(_)) => Outcome::Unknown,
        Ok(Err(error)) => answered(&error).unwrap_or_else(|| lost(words(&error))),
        Err(_) => lost("the line is too slow".to_owned()),
    }
}

/// What a no of the server means; `None` when it said none.
fn answered(error: &Error) -> Option<Outcome> {
    let code = u16::from(error.status()?);
    let why = words(error);
    Some(match code {
        421 => later(Scope::Channel, why),
        // It wants a login, or another one: nothing is wrong with the mail.
        530 | 534 | 535 | 538 => later(Scope::Channel, why),
        400..500 => later(Scope::Dialog, why),
        _ => Outcome::Refused { reason: why },
    })
}

fn later(scope: Scope, why: String) -> Outcome {
    Outcome::Retry { after: None, scope, why }
}

/// What went wrong in the server's words, behind its number. What is meant by the number of a full mailbox or of a mail too
/// large (RFC 3463) is said first: servers' own words for it are often a riddle.
fn words(error: &Error) -> String {
    let mut said = String::new();
    let mut source = std::error::Error::source(error);
    while let Some(it) = source {
        said = it.to_string();
        source = it.source();
    }
    let Some(code) = error.status() else {
        return cut(&clean_line(&error.to_string()), WORDS_MAX).into_owned();
    };
    let meant = match said.split(' ').next().unwrap_or("") {
        "4.2.2" | "5.2.2" => "the mailbox is full: ",
        "4.3.4" | "5.3.4" | "4.2.3" | "5.2.3" => "the mail is too large: ",
        _ => "",
    };
    cut(&clean_line(&format!("{meant}{code} {said}")), WORDS_MAX).trim_end().to_owned()
}
