//! `keydesk` without a command: the inbox on the user's own desk.

use super::super::context::Context;
use super::super::desk::{self, OpenDesk};
use super::super::report::Trouble;
use super::super::screen::{self, Customers};

/// Opens it.
pub(super) fn run(context: &Context) -> Result<(), Trouble> {
    screen::check_terminal(&context.around.terminal.term)?;
    let settings = context.settings()?;
    let desk = OpenDesk::make(context)?;
    let me = desk::me(&desk.roster()?.agents, &settings.0.agent.name)?;
    screen::open(context, desk, me, settings, Customers::default())
}
