-- What a search looks through: texts of scenarios and passages of knowledge documents.

CREATE TABLE knowledge_document (
    seq           INTEGER PRIMARY KEY,
    workspace     TEXT NOT NULL REFERENCES workspace (id),
    id            TEXT NOT NULL,
    name          TEXT NOT NULL,
    format        TEXT NOT NULL,
    bytes         INTEGER NOT NULL,
    passage_count INTEGER NOT NULL,
    created_at    TEXT NOT NULL,
    updated_at    TEXT NOT NULL,
    UNIQUE (workspace, id),
    UNIQUE (workspace, name)
) STRICT;

CREATE TABLE knowledge_passage (
    seq      INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES knowledge_document (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title    TEXT NOT NULL,
    content  TEXT NOT NULL,
    UNIQUE (document, position)
) STRICT;

-- One row for each text that can be found, with what searches filter by. Its number is four times
-- the `seq` of its row, plus 0 for a published text, 1 for a draft's and 2 for knowledge: so it
-- says where the text is, and the full-text index needs no column but the text.
CREATE TABLE passage (
    number    INTEGER PRIMARY KEY,
    -- Twice the `seq` of the scenario, or twice that of the document plus 1: an answer shows each
    -- of them once.
    owner     INTEGER NOT NULL,
    workspace TEXT NOT NULL,
    -- Null for knowledge.
    type      TEXT,
    -- JSON arrays as in the scenario; empty for no restriction.
    channels  TEXT NOT NULL,
    segments  TEXT NOT NULL
) STRICT;

CREATE INDEX passage_workspace ON passage (workspace);

-- Words without accents and English endings. The texts themselves are in the rows.
CREATE VIRTUAL TABLE passage_text USING fts5 (
    title, content,
    content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);

-- A live scenario has its published text, and that of pending edits where there are any; one that
-- is not live has its draft alone.
CREATE VIEW training_passage AS
    SELECT seq, seq * 4 AS number, seq * 2 AS owner, workspace, id, type, 0 AS is_draft,
        json_extract(body, '$.title') AS title,
        json_extract(body, '$.content') AS content,
        json_extract(body, '$.restricted_to_channels') AS channels,
        json_extract(body, '$.restricted_to_segments') AS segments
    FROM training WHERE is_draft = 0
    UNION ALL
    SELECT seq, seq * 4 + 1, seq * 2, workspace, id, type, 1,
        coalesce(json_extract(body, '$.draft_title'), json_extract(body, '$.title')),
        coalesce(json_extract(body, '$.draft_content'), json_extract(body, '$.content')),
        json_extract(body, '$.restricted_to_channels'),
        json_extract(body, '$.restricted_to_segments')
    FROM training
    WHERE is_draft = 1 OR json_extract(body, '$.draft_title') IS NOT NULL
        OR json_extract(body, '$.draft_content') IS NOT NULL;

CREATE VIEW knowledge_text AS
    SELECT p.seq, p.seq * 4 + 2 AS number, d.seq * 2 + 1 AS owner, d.workspace, d.id, p.title,
        p.content
    FROM knowledge_passage p JOIN knowledge_document d ON d.seq = p.document;

-- Triggers, so that the index is right whoever writes, and in the same transaction.

CREATE TRIGGER training_text_added AFTER INSERT ON training BEGIN
    INSERT INTO passage (number, owner, workspace, type, channels, segments)
        SELECT number, owner, workspace, type, channels, segments
        FROM training_passage WHERE seq = NEW.seq;
    INSERT INTO passage_text (rowid, title, content) SELECT number, title, content
        FROM training_passage WHERE seq = NEW.seq;
END;

CREATE TRIGGER training_text_removed AFTER DELETE ON training BEGIN
    DELETE FROM passage_text WHERE rowid IN (
        SELECT number FROM passage WHERE number IN (OLD.seq * 4, OLD.seq * 4 + 1));
    DELETE FROM passage WHERE number IN (OLD.seq * 4, OLD.seq * 4 + 1);
END;

CREATE TRIGGER training_text_changed AFTER UPDATE OF body, is_draft ON training
WHEN OLD.is_draft <> NEW.is_draft
    OR json_extract(OLD.body, '$.title', '$.content', '$.draft_title', '$.draft_content')
        <> json_extract(NEW.body, '$.title', '$.content', '$.draft_title', '$.draft_content')
BEGIN
    DELETE FROM passage_text WHERE rowid IN (
        SELECT number FROM passage WHERE number IN (OLD.seq * 4, OLD.seq * 4 + 1));
    DELETE FROM passage WHERE number IN (OLD.seq * 4, OLD.seq * 4 + 1);
    INSERT INTO passage (number, owner, workspace, type, channels, segments)
        SELECT number, owner, workspace, type, channels, segments
        FROM training_passage WHERE seq = NEW.seq;
    INSERT INTO passage_text (rowid, title, content) SELECT number, title, content
        FROM training_passage WHERE seq = NEW.seq;
END;

-- A scenario that is moved or restricted keeps its text in the index.
CREATE TRIGGER training_facts_changed AFTER UPDATE OF body, type ON training BEGIN
    UPDATE passage SET type = NEW.type,
        channels = json_extract(NEW.body, '$.restricted_to_channels'),
        segments = json_extract(NEW.body, '$.restricted_to_segments')
        WHERE number IN (NEW.seq * 4, NEW.seq * 4 + 1);
END;

CREATE TRIGGER knowledge_text_added AFTER INSERT ON knowledge_passage BEGIN
    INSERT INTO passage (number, owner, workspace, type, channels, segments)
        SELECT number, owner, workspace, NULL, '[]', '[]' FROM knowledge_text WHERE seq = NEW.seq;
    INSERT INTO passage_text (rowid, title, content)
        VALUES (NEW.seq * 4 + 2, NEW.title, NEW.content);
END;

CREATE TRIGGER knowledge_text_removed AFTER DELETE ON knowledge_passage BEGIN
    DELETE FROM passage_text WHERE rowid = OLD.seq * 4 + 2;
    DELETE FROM passage WHERE number = OLD.seq * 4 + 2;
END;

-- The scenarios that a database has already.
INSERT INTO passage (number, owner, workspace, type, channels, segments)
    SELECT number, owner, workspace, type, channels, segments FROM training_passage;
INSERT INTO passage_text (rowid, title, content) SELECT number, title, content
    FROM training_passage;
