//! The screen: what it knows, what can be asked of it, how it is drawn.
pub mod editor;
