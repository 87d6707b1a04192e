//! Whole-screen stories: a state, some events, what is then on the screen.

mod fixture;
mod keys;
mod screens;
mod stories;
