//! Mail that comes in, through a real server.
