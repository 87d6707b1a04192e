//! Things that know nothing about support work: time, text, random numbers, panics that stay where they are, sentences to be translated.
pub mod clock;
pub mod contained;
pub mod msg;
pub mod random;
pub mod text;
