-- The team: roles as data, ways to log in, and who did what to whom.

-- The desk's own roles; those that are built in are the program's. `agents.role` says `own:ID`.
CREATE TABLE roles (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT    NOT NULL UNIQUE,
    sight TEXT    NOT NULL,
    -- Words with spaces between them.
    may   TEXT    NOT NULL
) STRICT;

-- What differs on some channels. Nothing of the usual is added to it.
CREATE TABLE role_channels (
    role    INTEGER NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    channel INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    sight   TEXT    NOT NULL,
    may     TEXT    NOT NULL,
    PRIMARY KEY (role, channel)
) STRICT, WITHOUT ROWID;

-- Who is who on this machine: the users who may come over the socket. Never leaves it.
CREATE TABLE logins (
    uid   INTEGER PRIMARY KEY,
    agent INTEGER NOT NULL REFERENCES agents (id) ON DELETE CASCADE
) STRICT;

-- Tokens, by the hash of what is secret. Never leave this desk.
CREATE TABLE tokens (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    agent   INTEGER NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    hash    BLOB    NOT NULL UNIQUE,
    label   TEXT    NOT NULL,
    issued  INTEGER NOT NULL,
    expires INTEGER,
    revoked INTEGER,
    -- When it was last used, give or take an hour.
    used    INTEGER
) STRICT;

-- Acts of administration; what was done to dialogs is in the feed. Nobody in `by` is whoever owns the desk's file.
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    by      INTEGER,
    what    TEXT    NOT NULL,
    -- The agent concerned, if one is.
    agent   INTEGER,
    -- What the agent or the role was called then.
    whom    TEXT    NOT NULL,
    details TEXT    NOT NULL
) STRICT;
