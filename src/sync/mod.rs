//! Keeps a replica and its hub alike: the engine without any network, and the one that speaks HTTP.
