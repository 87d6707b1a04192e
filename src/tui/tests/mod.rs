//! Whole-screen stories: a state, some events, what is then on the screen.

mod escapes;
mod fixture;
mod screens;
mod stories;
