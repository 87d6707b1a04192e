-- Contents of files. They lie beside the desk under their SHA-256, which stands here; NULL: what is in it is not kept, or
-- not any more.
ALTER TABLE files ADD COLUMN hash BLOB;
CREATE INDEX files_by_hash ON files (hash, expires) WHERE hash IS NOT NULL;
