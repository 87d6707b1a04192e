-- What was thrown away because its time had come, or because nothing needed it any more. How many months files are kept is a
-- fact about the desk itself (`files_months` in `meta`); without it they are two.
CREATE TABLE purges (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    at    INTEGER NOT NULL,
    files INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;

-- Contents that agents have brought for replies of theirs, until the reply comes: only who brought a content may name it.
CREATE TABLE uploads (
    agent   INTEGER NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    content BLOB    NOT NULL,
    bytes   INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (agent, content)
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_by_age ON uploads (at);
