//! Every measured terminal.
