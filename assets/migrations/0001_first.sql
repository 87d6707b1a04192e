-- The desk. Words are the domain's; moments are milliseconds since 1970; codes are those of the `code()` functions.
-- What is marked "derived" can be rebuilt from the rest (`Sqlite::recount`) and is kept by the transaction that changes it.

CREATE TABLE agents (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT    NOT NULL,
    role    TEXT    NOT NULL,
    blocked INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE channels (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL,
    connector  TEXT    NOT NULL,
    name       TEXT    NOT NULL UNIQUE,
    active     INTEGER NOT NULL,
    health     TEXT    NOT NULL,
    health_why TEXT    NOT NULL,
    cursor     TEXT    NOT NULL
) STRICT;

CREATE TABLE contacts (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    channel  INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    external TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    handle   TEXT    NOT NULL,
    language TEXT    NOT NULL,
    note     TEXT    NOT NULL DEFAULT '',
    UNIQUE (channel, external)
) STRICT;

CREATE TABLE dialogs (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    channel       INTEGER NOT NULL,
    contact       INTEGER NOT NULL UNIQUE REFERENCES contacts (id) ON DELETE CASCADE,
    status        TEXT    NOT NULL,
    before_spam   TEXT    NOT NULL,
    assignee      INTEGER,
    snoozed_until INTEGER,
    tags          TEXT    NOT NULL,
    began_at      INTEGER NOT NULL,
    spam_by       INTEGER,
    spam_at       INTEGER,
    -- Derived from the fields above and below: where it stands in every list.
    bucket        INTEGER NOT NULL,
    rank          INTEGER NOT NULL,
    -- Derived from its history.
    unanswered    INTEGER NOT NULL,
    waiting_since INTEGER,
    on_its_way    INTEGER NOT NULL,
    stuck         INTEGER NOT NULL,
    last_at       INTEGER NOT NULL,
    last_text     TEXT    NOT NULL,
    last_kind     TEXT,
    last_inbound  INTEGER NOT NULL,
    messages      INTEGER NOT NULL
) STRICT;

-- Each list is one range of one of these; the rowid at the end of an index breaks ties.
CREATE INDEX dialogs_by_rank ON dialogs (bucket, rank);
CREATE INDEX dialogs_by_channel ON dialogs (bucket, channel, rank);
CREATE INDEX dialogs_by_assignee ON dialogs (bucket, assignee, rank);
CREATE INDEX dialogs_by_both ON dialogs (bucket, assignee, channel, rank);
-- On the open heap the rank itself tells who waits; elsewhere few wait, and these hold only them.
CREATE INDEX waiting_by_rank ON dialogs (bucket, rank) WHERE unanswered > 0 AND bucket > 0;
CREATE INDEX waiting_by_channel ON dialogs (bucket, channel, rank) WHERE unanswered > 0 AND bucket > 0;
CREATE INDEX waiting_by_assignee ON dialogs (bucket, assignee, rank) WHERE unanswered > 0 AND bucket > 0;
CREATE INDEX waiting_by_both ON dialogs (bucket, assignee, channel, rank) WHERE unanswered > 0 AND bucket > 0;

-- The order of the ids is the order of the history.
CREATE TABLE messages (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    dialog   INTEGER NOT NULL REFERENCES dialogs (id) ON DELETE CASCADE,
    channel  INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    author   INTEGER,
    at       INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    remote   TEXT,
    -- How far an outbound message has come; no state for the others.
    state    TEXT,
    due      INTEGER,
    failures INTEGER,
    reason   TEXT,
    -- Derived: whether it is a reply that counts as an answer.
    settles  INTEGER NOT NULL,
    -- How many files hang on it.
    files    INTEGER NOT NULL
) STRICT;

CREATE INDEX messages_of_dialog ON messages (dialog);
CREATE UNIQUE INDEX messages_by_remote ON messages (channel, remote) WHERE remote IS NOT NULL;
CREATE INDEX messages_inbound ON messages (dialog) WHERE kind = 'in';
CREATE INDEX messages_settling ON messages (dialog) WHERE settles = 1;
-- The outbox: what is queued, and what a newer message of the same dialog must not overtake.
CREATE INDEX outbox_queued ON messages (channel) WHERE state = 'queued';
CREATE INDEX outbox_sending ON messages (channel) WHERE state = 'sending';
CREATE INDEX outbox_pending ON messages (dialog, kind, state)
    WHERE state IN ('queued', 'sending', 'failed', 'unsure');

CREATE TABLE files (
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    place   INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    bytes   INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (message, place)
) STRICT, WITHOUT ROWID;

-- A close settles every message up to `point` while it stands.
CREATE TABLE closes (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    dialog INTEGER NOT NULL REFERENCES dialogs (id) ON DELETE CASCADE,
    point  INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    op     BLOB,
    stands INTEGER NOT NULL
) STRICT;

CREATE INDEX closes_of_dialog ON closes (dialog);
CREATE INDEX closes_standing ON closes (dialog) WHERE stands = 1;

-- What each op came to, so that it can be told again.
CREATE TABLE ops (
    id         BLOB    PRIMARY KEY,
    agent      INTEGER,
    dialog     INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    outcome    TEXT    NOT NULL,
    name       TEXT,
    unanswered INTEGER NOT NULL,
    -- Whether it closed the dialog while a reply was on its way to those who waited.
    answering  INTEGER NOT NULL,
    head       INTEGER NOT NULL,
    -- The dialog's last message at that moment: what is newer was written since.
    upto       INTEGER NOT NULL,
    undone_by  BLOB
) STRICT, WITHOUT ROWID;

-- The feed. It outlives the dialogs it tells of.
CREATE TABLE changes (
    no       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL,
    agent    INTEGER,
    op       BLOB,
    dialog   INTEGER,
    kind     TEXT    NOT NULL,
    message  INTEGER,
    before   ANY,
    after    ANY,
    due      INTEGER,
    failures INTEGER,
    reason   TEXT
) STRICT;

CREATE INDEX changes_of_op ON changes (op) WHERE op IS NOT NULL;

CREATE TABLE seen (
    dialog INTEGER NOT NULL REFERENCES dialogs (id) ON DELETE CASCADE,
    agent  INTEGER NOT NULL,
    upto   INTEGER NOT NULL,
    PRIMARY KEY (dialog, agent)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
    dialog INTEGER NOT NULL REFERENCES dialogs (id) ON DELETE CASCADE,
    agent  INTEGER NOT NULL,
    kind   TEXT    NOT NULL,
    text   TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (dialog, agent, kind)
) STRICT, WITHOUT ROWID;

-- Derived: sums over the dialogs. Nobody is agent 0 here.
CREATE TABLE totals (
    channel    INTEGER NOT NULL,
    assignee   INTEGER NOT NULL,
    bucket     INTEGER NOT NULL,
    dialogs    INTEGER NOT NULL,
    waiting    INTEGER NOT NULL,
    unanswered INTEGER NOT NULL,
    stuck      INTEGER NOT NULL,
    PRIMARY KEY (channel, assignee, bucket)
) STRICT, WITHOUT ROWID;
