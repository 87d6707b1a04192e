//! Things that know nothing about support work: time, text, random numbers, secrets, panics that stay where they are, waiting before another try, the right word nearest to a wrong one, sentences to be translated.
pub mod clock;
pub mod contained;
pub mod msg;
pub mod nearest;
pub mod patience;
pub mod random;
pub mod secret;
pub mod text;
