//! What a screen needs before it can be opened, and the one place that opens it.

use std::io;
use std::sync::Arc;

use crate::base::clock;
use crate::base::msg::Msg;
use crate::channels::demo::DemoConnector;
use crate::config::{Config, Paths};
use crate::courier::{self, CourierHandle};
use crate::domain::{Agent, Channel, Connector};
use crate::i18n::Catalog;
use crate::store::Desk;
use crate::tui::keymap::Keymap;
use crate::tui::term;

use super::context::Context;
use super::desk::OpenDesk;
use super::report::{Complaint, Trouble};

/// The most messages a minute that played customers can be asked for.
pub(super) const PACE_MAX: u32 = 600;

/// How customers are played on demo channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Customers {
    /// Which story.
    pub seed: u64,
    /// Messages a minute they write by themselves.
    pub pace: u32,
}

impl Default for Customers {
    fn default() -> Self {
        Self { seed: 1, pace: 6 }
    }
}

/// Starts the courier. To be called once, when the screen can hear of it; what it gives must be kept as long as
/// the channels are to run.
pub type StartCourier = Box<dyn FnOnce() -> io::Result<CourierHandle> + Send>;

/// Everything a screen is opened with.
pub struct Prepared {
    /// The desk, open.
    pub desk: Desk,
    /// Who sits at it. May be blocked, or have a role without access: the screen says so.
    pub me: Agent,
    /// The settings.
    pub config: Config,
    /// The keys they make.
    pub keymap: Keymap,
    /// Where things lie.
    pub paths: Paths,
    /// All sentences.
    pub catalog: Arc<Catalog>,
    /// The program for long replies, as a shell takes it.
    pub editor: String,
    /// Whether keys come over a network.
    pub ssh: bool,
    /// Makes the desk's channels run, here or in the process that runs them already.
    pub start_courier: StartCourier,
}

/// SCREEN: opens the screen and returns when somebody has left it. To be filled in with `tui::runtime::run`.
///
/// # Errors
/// When the terminal cannot be used.
pub fn open_screen(prepared: Prepared) -> io::Result<()> {
    drop(prepared);
    Err(io::ErrorKind::Unsupported.into())
}

/// Prepares everything and opens the screen.
pub(super) fn open(
    context: &Context,
    opened: OpenDesk,
    me: Agent,
    (config, keymap): (Config, Keymap),
    customers: Customers,
) -> Result<(), Trouble> {
    let desk = opened.desk;
    let posted = desk.clone();
    let prepared = Prepared {
        desk,
        me,
        editor: editor(&config.composer.editor, context.around.editor.as_deref()),
        config,
        keymap,
        paths: context.paths()?,
        catalog: Arc::clone(&context.catalog),
        ssh: context.around.ssh,
        start_courier: Box::new(move || {
            let connect = move |channel: &Channel| connector(channel, customers);
            courier::start(posted, connect, clock::now)
        }),
    };
    open_screen(prepared).map_err(|error| {
        let failed = Complaint::new(Msg::new("cli-screen-failed"));
        Trouble::Refused(Complaint { because: Some(error.to_string()), ..failed })
    })
}

fn connector(channel: &Channel, customers: Customers) -> Arc<dyn crate::channels::Connector> {
    match channel.connector {
        Connector::Demo => {
            Arc::new(DemoConnector::new(customers.seed, channel, customers.pace, clock::now))
        }
    }
}

/// The settings' own program, or else the system's.
fn editor(own: &str, systems: Option<&str>) -> String {
    let named = Some(own).filter(|it| !it.trim().is_empty()).or(systems);
    named.unwrap_or("vi").to_owned()
}

/// Whether there is a terminal that can show a screen.
pub(super) fn check_terminal(kind: &str) -> Result<(), Trouble> {
    let lacking = match (term::stdin_is_terminal(), term::stdout_is_terminal(), kind) {
        (false, _, _) => Msg::new("cli-no-terminal-in"),
        (_, false, _) => Msg::new("cli-no-terminal-out"),
        (_, _, "") => {
            return Err(Trouble::refused(Msg::new("cli-term-unset"), Msg::new("cli-term-hint")));
        }
        (_, _, "dumb") => {
            let dumb = Msg::new("cli-term-dumb").with("term", kind);
            return Err(Trouble::refused(dumb, Msg::new("cli-term-hint")));
        }
        _ => return Ok(()),
    };
    Err(Trouble::refused(lacking, Msg::new("cli-no-terminal-hint")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_decide_about_the_editor_and_then_the_system() {
        assert_eq!(editor("nvim -f", Some("nano")), "nvim -f");
        assert_eq!(editor(" ", Some("nano")), "nano");
        assert_eq!(editor("", None), "vi");
    }
}
