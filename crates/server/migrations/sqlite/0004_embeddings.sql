-- What texts mean to a model, so that a search finds what is said in other words.

-- Of the text that the embedding was made of, and of its model; null until there is one. A text
-- that changes gets a new row, and so waits.
ALTER TABLE passage ADD COLUMN hash BLOB;

CREATE INDEX passage_waiting ON passage (workspace) WHERE hash IS NULL;
CREATE INDEX passage_hash ON passage (hash) WHERE hash IS NOT NULL;

-- By hash and not by text: what is published keeps the embedding that it had as a draft.
CREATE TABLE embedding (
    seq    INTEGER PRIMARY KEY,
    hash   BLOB NOT NULL UNIQUE,
    -- Numbers of 32 bits, least significant byte first, as a vector of length 1.
    vector BLOB NOT NULL
) STRICT;

-- The model that the hashes are of.
CREATE TABLE embedding_model (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    name TEXT NOT NULL
) STRICT;
