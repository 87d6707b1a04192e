//! Makes what talks to a channel's medium, from what the desk knows of the channel and the secret that is kept for it.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::clock;
use crate::base::msg::Msg;
use crate::base::secret::Secret;
use crate::channels::demo::DemoConnector;
use crate::channels::email::{self, Beyond, EmailConnector, Login, Security, Server};
use crate::channels::telegram::{self, TelegramConnector};
use crate::channels::{Broken, Connector, GetSecret, OpenFile};
use crate::domain::options::{self, Options};
use crate::domain::{self, Channel, ChannelId};
use crate::i18n::{Catalog, Language};
use crate::store::{Connections as _, Desk};

use super::commands::size;
use super::screen::Customers;
use super::vault::{Place, Vault};

/// Where what comes in lies until it is put away, beside the desk.
const SPOOL: &str = "spool";

/// The biggest file that is taken from a medium, in bytes.
const FILE_MAX: u64 = 100 << 20;

/// What talks to a channel's medium, here and in the hub. Where it cannot be made, something that says why stands in.
pub(super) fn connector(
    desk: &Desk,
    catalog: &Catalog,
    channel: &Channel,
    customers: Customers,
) -> Arc<dyn Connector> {
    if channel.connector == domain::Connector::Demo {
        return Arc::new(DemoConnector::new(customers.seed, channel, customers.pace, clock::now));
    }
    let id = channel.id;
    let made = match desk.read_now(move |it| it.details(id)) {
        Ok(Some(details)) => {
            let secret = Vault::of(desk).tells(Place::of(&details.options), id);
            made(desk, catalog, (channel.connector, &details.options), Some(id), secret)
        }
        Ok(None) => Err("it is gone".to_owned()),
        Err(error) => Err(error.to_string()),
    };
    made.unwrap_or_else(|why| Arc::new(Broken::new(why)))
}

/// What talks to a medium with these options, for a channel or for one that is only tried out; why it cannot be made
/// otherwise, in a person's words.
pub(super) fn made(
    desk: &Desk,
    catalog: &Catalog,
    (connector, options): (domain::Connector, &Options),
    channel: Option<ChannelId>,
    secret: GetSecret,
) -> Result<Arc<dyn Connector>, String> {
    if let Some((name, wrong)) = options::faults(connector, options).into_iter().next() {
        return Err(format!("{name}: {}", catalog.say(&wrong)));
    }
    let spool = desk.dir().join(SPOOL);
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&spool)
        .map_err(|it| format!("{}: {it}", spool.display()))?;
    let spool = spool.join(channel.map_or_else(|| "trial".to_owned(), |it| it.0.to_string()));
    let parts = Parts { options, open: opener(desk), spool, secret };
    match connector {
        domain::Connector::Demo => Err("its customers are played".to_owned()),
        domain::Connector::Telegram => Ok(Arc::new(parts.telegram())),
        domain::Connector::Email => Ok(Arc::new(parts.email(word(desk), catalog.language()))),
    }
}

/// What every connector is made of.
struct Parts<'a> {
    options: &'a Options,
    open: OpenFile,
    spool: PathBuf,
    secret: GetSecret,
}

impl Parts<'_> {
    fn said(&self, name: &str) -> String {
        options::value(self.options, name).to_owned()
    }

    fn telegram(self) -> TelegramConnector {
        let api = self.said("api");
        let settings =
            telegram::Settings { api, token: self.secret, spool: self.spool, file_max: FILE_MAX };
        TelegramConnector::new(settings, self.open)
    }

    fn email(self, desk: String, language: Language) -> EmailConnector {
        let secret = Arc::clone(&self.secret);
        let token = self.said("login") == "xoauth2";
        let existing = |it: String| Some(it).filter(|it| !it.is_empty());
        let login = if token { Login::Xoauth2(secret) } else { Login::Password(secret) };
        let imap = self.server("imap-host", "imap-port", "imap-security");
        let smtp = self.server("smtp-host", "smtp-port", "smtp-security");
        let settings = email::Settings {
            name: self.said("from-name"),
            user: self.said("user"),
            folder: self.said("folder"),
            sent: existing(self.said("sent")),
            ca: existing(self.said("ca")).map(PathBuf::from),
            // The number has been checked.
            mail_max: self.said("mail-max-mb").parse::<u64>().unwrap_or(50) * 1024 * 1024,
            beyond: Arc::new(move |it| beyond(&Catalog::new(language), it)),
            desk,
            ..email::Settings::new(&self.said("address"), login, imap, smtp)
        };
        EmailConnector::new(settings, self.open)
    }

    fn server(&self, host: &str, port: &str, security: &str) -> Server {
        let security = match options::value(self.options, security) {
            "starttls" => Security::StartTls,
            "plain" => Security::Plain,
            _ => Security::Tls,
        };
        // The number has been checked: 0 is no port that anybody listens on.
        let port = self.said(port).parse().unwrap_or(0);
        Server { host: self.said(host), port, security }
    }
}

fn beyond(catalog: &Catalog, mail: Beyond<'_>) -> String {
    let said = Msg::new("mail-beyond")
        .with("size", size(catalog, mail.bytes))
        .with("folder", mail.folder)
        .with("from", mail.from)
        .with("subject", if mail.subject.is_empty() { "—" } else { mail.subject });
    catalog.say(&said)
}

fn opener(desk: &Desk) -> OpenFile {
    let blobs = desk.blobs();
    Arc::new(move |hash| blobs.open(hash))
}

/// A word of the desk's own, which tells nobody where it lies.
fn word(desk: &Desk) -> String {
    let dir = std::fs::canonicalize(desk.dir()).unwrap_or_else(|_| desk.dir().to_owned());
    let hash = Secret::new(&dir.display().to_string()).hash().0;
    hash.iter().take(6).map(|it| format!("{it:02x}")).collect()
}
