//! keydesk.
pub mod base;
pub mod channels;
pub mod cli;
pub mod courier;
pub mod domain;
pub mod store;
