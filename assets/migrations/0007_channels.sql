-- Channels that deliver.

-- What else is known of a message; NULL where there is nothing to say.
ALTER TABLE messages ADD COLUMN writer TEXT;
ALTER TABLE messages ADD COLUMN subject TEXT;
-- The message of the dialog it answers.
ALTER TABLE messages ADD COLUMN answers INTEGER;
-- When its writer changed it last.
ALTER TABLE messages ADD COLUMN edited INTEGER;
-- How many of its parts the channel has taken, and how many there are, where it goes out in several.
ALTER TABLE messages ADD COLUMN parts_done INTEGER;
ALTER TABLE messages ADD COLUMN parts INTEGER;

-- Further names by which a channel knows a message: its parts, the members of an album.
CREATE TABLE aliases (
    channel INTEGER NOT NULL,
    remote  TEXT    NOT NULL,
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    PRIMARY KEY (channel, remote)
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_of_message ON aliases (message);

-- Messages that others may be told to belong to.
CREATE TABLE albums (
    dialog  INTEGER NOT NULL REFERENCES dialogs (id) ON DELETE CASCADE,
    album   TEXT    NOT NULL,
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    PRIMARY KEY (dialog, album)
) STRICT, WITHOUT ROWID;
CREATE INDEX albums_of_message ON albums (message);

-- What an answer to a message needs: where it goes (empty: to the contact), and what the message follows, by the channel's
-- own names, the nearest first, each on a line of its own.
CREATE TABLE envelopes (
    message INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    follows TEXT NOT NULL
) STRICT;

-- What came and could not be read.
CREATE TABLE unread (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    channel INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    remote  TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    why     TEXT    NOT NULL,
    raw     BLOB    NOT NULL,
    UNIQUE (channel, remote)
) STRICT;

-- What a channel's connector is told, and how the channel behaves. No secret is ever among it.
CREATE TABLE channel_options (
    channel INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    name    TEXT    NOT NULL,
    value   TEXT    NOT NULL,
    PRIMARY KEY (channel, name)
) STRICT, WITHOUT ROWID;

-- Who gets a channel's new dialogs, in turn.
CREATE TABLE channel_agents (
    channel INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    agent   INTEGER NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    place   INTEGER NOT NULL,
    PRIMARY KEY (channel, agent)
) STRICT, WITHOUT ROWID;
-- Who got the last one.
ALTER TABLE channels ADD COLUMN last_given INTEGER;

-- How a channel is doing. The credentials were last found good at `authorized`.
ALTER TABLE channels ADD COLUMN last_inbound INTEGER;
ALTER TABLE channels ADD COLUMN trouble TEXT;
ALTER TABLE channels ADD COLUMN trouble_at INTEGER;
ALTER TABLE channels ADD COLUMN next_try INTEGER;
ALTER TABLE channels ADD COLUMN authorized INTEGER;

-- Since when what we write does not reach them.
ALTER TABLE contacts ADD COLUMN blocked_us INTEGER;

-- Who is not there for a while and gets nothing new.
ALTER TABLE agents ADD COLUMN away INTEGER NOT NULL DEFAULT 0;

-- Automatic replies that have been written, by what they are: when the last one was.
CREATE TABLE automatic (
    dialog INTEGER NOT NULL REFERENCES dialogs (id) ON DELETE CASCADE,
    what   TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (dialog, what)
) STRICT, WITHOUT ROWID;

-- What became of the dialogs and the places on lists of agents who were blocked, for as long as they are: so that it can be
-- brought back. A dialog went to `given`, or to nobody.
CREATE TABLE handed_over (
    agent  INTEGER NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    dialog INTEGER NOT NULL REFERENCES dialogs (id) ON DELETE CASCADE,
    given  INTEGER,
    PRIMARY KEY (agent, dialog)
) STRICT, WITHOUT ROWID;
CREATE INDEX handed_over_dialogs ON handed_over (dialog);
CREATE TABLE left_lists (
    agent   INTEGER NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    channel INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    place   INTEGER NOT NULL,
    PRIMARY KEY (agent, channel)
) STRICT, WITHOUT ROWID;
