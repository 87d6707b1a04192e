-- Working the queue: filters, views, batches, history, search.

-- A list in the order of activity.
CREATE INDEX dialogs_by_activity ON dialogs (bucket, last_at);

-- Derived from the dialogs' tags: who has which.
CREATE TABLE dialog_tags (
    tag    TEXT    NOT NULL,
    dialog INTEGER NOT NULL REFERENCES dialogs (id) ON DELETE CASCADE,
    PRIMARY KEY (tag, dialog)
) STRICT, WITHOUT ROWID;

CREATE INDEX dialog_tags_of ON dialog_tags (dialog);

-- What has been done to a dialog, from the first thing on.
CREATE INDEX changes_of_dialog ON changes (dialog) WHERE dialog IS NOT NULL;

-- The ops that were done together, and are taken back together. NULL: it was done alone.
ALTER TABLE ops ADD COLUMN batch BLOB;

CREATE INDEX ops_of_batch ON ops (batch, agent, head) WHERE batch IS NOT NULL;
-- Whether it was done, changed something that can be taken back, and nobody has.
ALTER TABLE ops ADD COLUMN undoable INTEGER NOT NULL DEFAULT 0;

-- What an agent did last.
-- By the feed's last number after it: clocks are set back, and many ops fall into one millisecond.
CREATE INDEX ops_of_agent ON ops (agent, head) WHERE undoable = 1;

-- What the search index (words.sql) does not know yet; every transaction that writes ends by telling it.
-- New messages are known by their names, which only grow, and a message's text never changes.
CREATE TABLE words_gone (message INTEGER PRIMARY KEY) STRICT;
CREATE TABLE words_changed (contact INTEGER PRIMARY KEY) STRICT;

CREATE TRIGGER message_is_gone AFTER DELETE ON messages BEGIN
    INSERT OR IGNORE INTO words_gone VALUES (old.id);
END;
CREATE TRIGGER contact_is_new AFTER INSERT ON contacts BEGIN
    INSERT OR IGNORE INTO words_changed VALUES (new.id);
END;
CREATE TRIGGER contact_is_changed AFTER UPDATE OF name, handle, external, note ON contacts BEGIN
    INSERT OR IGNORE INTO words_changed VALUES (new.id);
END;
CREATE TRIGGER contact_is_gone AFTER DELETE ON contacts BEGIN
    INSERT OR IGNORE INTO words_changed VALUES (old.id);
END;

-- The person a contact belongs to: the first contact of the group when it was made, which may be deleted since. A contact
-- that is merged with no other is a person by itself.
ALTER TABLE contacts ADD COLUMN person INTEGER;
UPDATE contacts SET person = id;
CREATE INDEX contacts_by_person ON contacts (person);
CREATE TRIGGER contact_is_a_person AFTER INSERT ON contacts WHEN new.person IS NULL BEGIN
    UPDATE contacts SET person = new.id WHERE id = new.id;
END;

-- The picture of the day: ranges of time. When a close was taken back; NULL where it stands, or nobody knows.
ALTER TABLE closes ADD COLUMN taken_back INTEGER;
CREATE INDEX closes_by_time ON closes (at);
CREATE INDEX messages_inbound_by_time ON messages (at, dialog) WHERE kind = 'in';
CREATE INDEX dialogs_by_beginning ON dialogs (began_at);
CREATE INDEX changes_reopening ON changes (at, dialog) WHERE kind = 'reopened-by-customer';
-- The feed tells when a message was written, not only when the desk learned of it.
UPDATE changes SET due = ifnull((SELECT m.at FROM messages m WHERE m.id = changes.message), at)
    WHERE kind = 'wrote' AND due IS NULL;

-- What others had said last when the writer of a half-written text last looked.
ALTER TABLE drafts ADD COLUMN answers INTEGER;
