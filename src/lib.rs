//! keydesk.
pub mod base;
pub mod cli;
