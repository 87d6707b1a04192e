-- The search index over messages, notes and names. Derived: it can be thrown away and made again at any time
-- (`Sqlite::rebuild_words`), which is why it has a file of its own.

-- The texts come in folded, words with a space between them: for this tokenizer whatever is not ASCII is a letter.
-- The text itself stays where it is. The prefixes make the first letters of a word as quick as the whole word.
CREATE VIRTUAL TABLE message_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3 4 5 6'
);
CREATE VIRTUAL TABLE contact_words USING fts5 (
    name, handle, external, note, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
);

-- Every word of every text, to hold the index against the texts. They take no room.
CREATE VIRTUAL TABLE message_terms USING fts5vocab (message_words, instance);
CREATE VIRTUAL TABLE contact_terms USING fts5vocab (contact_words, instance);
