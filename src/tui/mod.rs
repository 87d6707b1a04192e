//! The terminal: what a person does there, what is shown, and how it is left as it was found.
pub mod input;
pub mod term;
