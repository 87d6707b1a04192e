//! Mail that goes out, through a real server.
