//! keydesk.
pub mod base;
pub mod channels;
pub mod cli;
pub mod domain;
pub mod store;
pub mod tui;
