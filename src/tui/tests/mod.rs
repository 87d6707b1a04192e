//! Whole-screen stories: a state, some events, what is then on the screen.

mod channel_form;
mod channels;
mod crew;
mod escapes;
mod filters;
mod fixture;
mod history;
mod hub;
mod insets;
mod keys;
mod letters;
mod macros;
mod mass;
mod mouse;
mod moving;
mod person;
mod picker;
mod picture;
mod quotes;
mod screens;
mod search;
mod snooze;
mod stories;
mod views;
mod why;
mod writing;
