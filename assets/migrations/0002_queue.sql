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

CREATE INDEX ops_of_batch ON ops (batch) WHERE batch IS NOT NULL;
-- What an agent did last.
CREATE INDEX ops_of_agent ON ops (agent, at) WHERE outcome = 'accepted' AND undone_by IS NULL;
