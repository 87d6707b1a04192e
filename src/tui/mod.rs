//! The screen: keys in, cells out. It talks to the desk and to nothing else.
//!
//! `input` turns bytes into keys, `action` says what a person can ask for and `keymap` by which key; `state` is
//! what the screen is about, `update` changes it, `view` draws it; only `runtime` waits.
//!
//! `term` takes the terminal and gives it back; `around` knows what stands between it and the program, and `doctor`
//! finds out what becomes of the keys on the way. `inset` knows the pictures that come with messages. `clip` and `notice`
//! make what leaves beside the frame.

pub mod action;
pub mod around;
pub mod channels;
pub mod clip;
pub mod doctor;
pub mod editor;
pub mod event;
pub mod files;
pub mod fuzzy;
pub mod hub;
pub mod input;
pub mod inset;
pub mod keymap;
pub mod layout;
pub mod notice;
pub mod paint;
pub mod runtime;
pub mod state;
pub mod term;
pub mod theme;
pub mod update;
pub mod view;

#[cfg(test)]
mod tests;
