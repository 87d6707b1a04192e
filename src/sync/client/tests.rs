//! The client against a server that speaks just enough.
