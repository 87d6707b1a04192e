//! A real Dovecot and a real OpenSMTPD, for one test.
