//! `keydesk --reset-terminal`: mends a terminal that a killed program has left in a mess.

use crate::base::msg::Msg;
use crate::tui::term;

use super::super::report::{Complaint, Trouble};

/// Mends it.
pub(super) fn run() -> Result<(), Trouble> {
    if !term::stdout_is_terminal() {
        return Err(Trouble::Refused(Complaint::new(Msg::new("cli-no-terminal-out"))));
    }
    term::reset().map_err(Trouble::Output)
}
