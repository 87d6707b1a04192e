//! All tests that see the crate from outside, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

mod answered;
mod batches;
mod child;
mod cli;
mod config;
mod decoder;
mod email;
mod histories;
mod hub;
mod kill;
mod locales;
mod picture;
mod processes;
mod pty;
mod readme;
mod simulation;
mod source;
mod sync;
mod team;
mod telegram;
mod text;
mod tidy;
mod verbs;
