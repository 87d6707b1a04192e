//! The driver against servers that speak just enough, and against a real hub.
