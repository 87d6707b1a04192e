//! Things that know nothing about support work: time, text, random numbers, sentences to be translated.
pub mod clock;
pub mod msg;
pub mod random;
pub mod text;
