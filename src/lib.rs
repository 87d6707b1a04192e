//! keydesk.
pub mod base;
pub mod channels;
pub mod cli;
pub mod config;
pub mod courier;
pub mod domain;
pub mod i18n;
pub mod store;
pub mod tui;
