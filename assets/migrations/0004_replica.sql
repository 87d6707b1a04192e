-- A desk that follows a hub, and the hub's side of it.

-- Facts about the desk itself. desk_name: 32 hex digits, made with the desk. feed_floor: the highest number that is no more
-- in the feed. On a replica: follows (the hub's desk_name), me, rights, cursor, and filling while a snapshot is on its way.
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('desk_name', lower(hex(randomblob(16))));
INSERT INTO meta VALUES ('feed_floor', 0);

-- Ops that the hub has not decided yet, or of whose outcome the feed has not told yet, in their order.
CREATE TABLE pending (
    no       INTEGER PRIMARY KEY AUTOINCREMENT,
    op       BLOB    NOT NULL UNIQUE,
    dialog   INTEGER NOT NULL,
    agent    INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    batch    BLOB,
    -- The intent: its word, and what it says.
    intent   TEXT    NOT NULL,
    text     TEXT,
    number   INTEGER,
    named    BLOB,
    -- What its writer saw.
    upto     INTEGER NOT NULL,
    assignee INTEGER,
    -- The hub's feed after it, once it has accepted it.
    accepted INTEGER
) STRICT;
CREATE INDEX pending_of_dialog ON pending (dialog);
CREATE INDEX pending_open ON pending (no) WHERE accepted IS NULL;

-- What the hub refused, until somebody has looked.
CREATE TABLE refused (
    no      INTEGER PRIMARY KEY AUTOINCREMENT,
    op      BLOB    NOT NULL UNIQUE,
    dialog  INTEGER NOT NULL,
    agent   INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    intent  TEXT    NOT NULL,
    text    TEXT,
    number  INTEGER,
    named   BLOB,
    why     TEXT    NOT NULL,
    name    TEXT,
    looked  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX refused_unseen ON refused (no) WHERE looked = 0;

-- What is known of a dialog that stands elsewhere: as of which number of the hub's feed, from which message on all is here
-- (0: all of it), and in which round of telling it was last told.
CREATE TABLE copies (
    dialog INTEGER PRIMARY KEY REFERENCES dialogs (id) ON DELETE CASCADE,
    as_of  INTEGER NOT NULL,
    since  INTEGER NOT NULL,
    round  INTEGER NOT NULL
) STRICT;

-- Dialogs that are to be asked for.
CREATE TABLE wanted (dialog INTEGER PRIMARY KEY) STRICT;

-- How far dialogs have been seen, and the hub does not know.
CREATE TABLE seen_here (dialog INTEGER PRIMARY KEY, upto INTEGER NOT NULL) STRICT;

-- Derived: messages that the search index does not know yet and whose names do not tell: what a hub tells comes in any order.
CREATE TABLE words_late (message INTEGER PRIMARY KEY) STRICT;
