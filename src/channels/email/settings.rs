//! What a mailbox has to be told to be reached.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::channels::GetSecret;

/// A mailbox: what comes is read over IMAP, what goes leaves over SMTP.
#[derive(Clone)]
pub struct Settings {
    /// The mailbox's own address: answers come from it.
    pub address: String,
    /// Whose mail it is, as a receiver sees it beside the address. May be empty.
    pub name: String,
    /// Who logs in; often the address.
    pub user: String,
    /// With what.
    pub login: Login,
    /// Where mail is read.
    pub imap: Server,
    /// Where mail is handed in.
    pub smtp: Server,
    /// The folder that is read, by the name a person sees; `INBOX` on every server.
    pub folder: String,
    /// The folder that keeps a copy of what was sent, by the name a person sees; `None` where the server keeps one by itself, as Gmail does.
    pub sent: Option<String>,
    /// Certificates, as PEM, of those who vouch for the servers beside the usual ones.
    pub ca: Option<PathBuf>,
    /// The largest mail taken whole, in bytes. Of a larger one the beginning is taken.
    pub mail_max: u64,
    /// What stands below the words of such a mail.
    pub beyond: SayBeyond,
    /// A word of the desk's own that stands in the Message-IDs it makes.
    pub desk: String,
}

impl Settings {
    /// A mailbox whose user is called as its address, and otherwise as most are: the folder `INBOX`, no copies of what was
    /// sent, the usual certificates, mails of up to 50 MB.
    #[must_use]
    pub fn new(address: &str, login: Login, imap: Server, smtp: Server) -> Self {
        Self {
            address: address.to_owned(),
            name: String::new(),
            user: address.to_owned(),
            login,
            imap,
            smtp,
            folder: "INBOX".to_owned(),
            sent: None,
            ca: None,
            mail_max: 50 << 20,
            beyond: Arc::new(|it| {
                format!("{} / {} / {} bytes / {}", it.from, it.subject, it.bytes, it.folder)
            }),
            desk: "keydesk".to_owned(),
        }
    }
}

/// A mail that was too large to be taken. What its writer says of it is as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beyond<'a> {
    /// Who wrote it: the address.
    pub from: &'a str,
    /// What it is about; may be empty.
    pub subject: &'a str,
    /// How large it is.
    pub bytes: u64,
    /// The folder it lies in.
    pub folder: &'a str,
}

/// Says of a mail that it was too large and where it lies.
pub type SayBeyond = Arc<dyn Fn(Beyond<'_>) -> String + Send + Sync>;

/// One server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name, which the certificate must bear too.
    pub host: String,
    /// The port.
    pub port: u16,
    /// How the line is secured.
    pub security: Security,
}

/// How a line to a server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte on (RFC 8314).
    Tls,
    /// Begun in the clear; TLS comes before the login, or there is no login.
    StartTls,
    /// Not at all: for a server on this machine.
    Plain,
}

/// How the mailbox is opened. Asked for at each login.
#[derive(Clone)]
pub enum Login {
    /// A password.
    Password(GetSecret),
    /// A token, by XOAUTH2 (Gmail, Microsoft).
    Xoauth2(GetSecret),
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Password(_) => "Password(***)",
            Self::Xoauth2(_) => "Xoauth2(***)",
        })
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("address", &self.address)
            .field("user", &self.user)
            .field("login", &self.login)
            .field("imap", &self.imap)
            .field("smtp", &self.smtp)
            .field("folder", &self.folder)
            .field("sent", &self.sent)
            .finish_non_exhaustive()
    }
}
