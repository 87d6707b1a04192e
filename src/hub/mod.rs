//! The team's server: the API, the live stream, who may do what, tokens.
