//! Makes what talks to a channel's medium, from what the desk knows of the channel and the secret that is kept for it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::base::clock;
use crate::channels::demo::DemoConnector;
use crate::channels::{Broken, Connector, GetSecret, OpenFile};
use crate::domain::options::{self, Options};
use crate::domain::{self, Channel};
use crate::i18n::Catalog;
use crate::store::{Connections as _, Desk};

use super::screen::Customers;
use super::vault::{Place, Vault};

/// Where what comes in lies until it is put away, beside the desk.
const SPOOL: &str = "spool";

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
            made(desk, catalog, channel.connector, &details.options, secret)
        }
        Ok(None) => Err("it is gone".to_owned()),
        Err(error) => Err(error.to_string()),
    };
    made.unwrap_or_else(|why| Arc::new(Broken::new(why)))
}

/// What talks to a medium with these options; why it cannot be made otherwise, in a person's words.
pub(super) fn made(
    desk: &Desk,
    catalog: &Catalog,
    connector: domain::Connector,
    options: &Options,
    secret: GetSecret,
) -> Result<Arc<dyn Connector>, String> {
    if let Some((name, wrong)) = options::faults(connector, options).into_iter().next() {
        return Err(format!("{name}: {}", catalog.say(&wrong)));
    }
    let parts = Parts { open: opener(desk), spool: desk.dir().join(SPOOL), secret };
    std::fs::create_dir_all(&parts.spool).map_err(|it| it.to_string())?;
    let _ = (&parts.open, &parts.secret);
    match connector {
        domain::Connector::Demo => Err("its customers are played".to_owned()),
        domain::Connector::Telegram | domain::Connector::Email => Err("it is not set up".to_owned()),
    }
}

/// What every connector is made of.
struct Parts {
    open: OpenFile,
    spool: PathBuf,
    secret: GetSecret,
}

fn opener(desk: &Desk) -> OpenFile {
    let blobs = desk.blobs();
    Arc::new(move |hash| blobs.open(hash))
}
