//! keydesk.
pub mod base;
pub mod cli;
pub mod tui;
