-- One body of training in one dialect.
CREATE TABLE workspace (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    dialect TEXT NOT NULL,
    backend TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO workspace (id, name, dialect, backend) VALUES ('main', 'Main', 'opencx', 'local');

CREATE TABLE directory (
    workspace      TEXT NOT NULL REFERENCES workspace (id),
    id             TEXT NOT NULL,
    name           TEXT NOT NULL,
    parent_id      TEXT,
    training_count INTEGER NOT NULL DEFAULT 0,
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL,
    PRIMARY KEY (workspace, id),
    FOREIGN KEY (workspace, parent_id) REFERENCES directory (workspace, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX directory_parent ON directory (workspace, parent_id);

CREATE TABLE segment (
    workspace   TEXT NOT NULL REFERENCES workspace (id),
    id          TEXT NOT NULL,
    name        TEXT NOT NULL,
    description TEXT,
    definition  TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX segment_newest ON segment (workspace, created_at DESC, id DESC);

-- Which contact is in which segment; membership is computed elsewhere.
CREATE TABLE segment_member (
    workspace  TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    segment_id TEXT NOT NULL,
    PRIMARY KEY (workspace, contact_id, segment_id),
    FOREIGN KEY (workspace, segment_id) REFERENCES segment (workspace, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX segment_member_segment ON segment_member (workspace, segment_id);

-- `body` is the answer as it goes over the wire: a read copies it. The columns beside it are
-- what lists filter and sort by; they are written in the same statement.
CREATE TABLE training (
    seq          INTEGER PRIMARY KEY,
    workspace    TEXT NOT NULL REFERENCES workspace (id),
    id           TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    type         TEXT NOT NULL,
    is_draft     INTEGER NOT NULL,
    directory_id TEXT,
    -- Number of the newest version ever published; 0 for none.
    last_version INTEGER NOT NULL,
    metadata     TEXT NOT NULL,
    body         TEXT NOT NULL,
    -- Titles and contents, published and draft, folded for a search without regard to case.
    search       TEXT NOT NULL,
    UNIQUE (workspace, id),
    FOREIGN KEY (workspace, directory_id) REFERENCES directory (workspace, id)
) STRICT;

-- Holds the filters too, so that skipping rows never touches the table.
CREATE INDEX training_newest ON training (workspace, created_at DESC, id DESC, type, is_draft);
CREATE INDEX training_directory ON training (workspace, directory_id);

CREATE TABLE training_segment (
    workspace   TEXT NOT NULL,
    training_id TEXT NOT NULL,
    segment_id  TEXT NOT NULL,
    PRIMARY KEY (workspace, segment_id, training_id),
    FOREIGN KEY (workspace, training_id) REFERENCES training (workspace, id) ON DELETE CASCADE,
    FOREIGN KEY (workspace, segment_id) REFERENCES segment (workspace, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX training_segment_training ON training_segment (workspace, training_id);

-- Immutable published texts.
CREATE TABLE version (
    workspace    TEXT NOT NULL,
    training_id  TEXT NOT NULL,
    version      INTEGER NOT NULL,
    title        TEXT NOT NULL,
    content      TEXT NOT NULL,
    published_at TEXT NOT NULL,
    published_by TEXT,
    PRIMARY KEY (workspace, training_id, version),
    FOREIGN KEY (workspace, training_id) REFERENCES training (workspace, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Numbers of rows, so that no list counts: COUNT(*) is what makes large lists slow.
CREATE TABLE training_total (
    workspace TEXT NOT NULL,
    type      TEXT NOT NULL,
    is_draft  INTEGER NOT NULL,
    rows      INTEGER NOT NULL,
    PRIMARY KEY (workspace, type, is_draft)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER training_added AFTER INSERT ON training BEGIN
    INSERT INTO training_total VALUES (NEW.workspace, NEW.type, NEW.is_draft, 1)
        ON CONFLICT DO UPDATE SET rows = rows + 1;
    UPDATE directory SET training_count = training_count + 1
        WHERE workspace = NEW.workspace AND id = NEW.directory_id;
END;

CREATE TRIGGER training_removed AFTER DELETE ON training BEGIN
    UPDATE training_total SET rows = rows - 1
        WHERE workspace = OLD.workspace AND type = OLD.type AND is_draft = OLD.is_draft;
    UPDATE directory SET training_count = training_count - 1
        WHERE workspace = OLD.workspace AND id = OLD.directory_id;
END;

CREATE TRIGGER training_retyped AFTER UPDATE OF type, is_draft ON training
WHEN OLD.type <> NEW.type OR OLD.is_draft <> NEW.is_draft BEGIN
    UPDATE training_total SET rows = rows - 1
        WHERE workspace = OLD.workspace AND type = OLD.type AND is_draft = OLD.is_draft;
    INSERT INTO training_total VALUES (NEW.workspace, NEW.type, NEW.is_draft, 1)
        ON CONFLICT DO UPDATE SET rows = rows + 1;
END;

CREATE TRIGGER training_moved AFTER UPDATE OF directory_id ON training
WHEN OLD.directory_id IS NOT NEW.directory_id BEGIN
    UPDATE directory SET training_count = training_count - 1
        WHERE workspace = OLD.workspace AND id = OLD.directory_id;
    UPDATE directory SET training_count = training_count + 1
        WHERE workspace = NEW.workspace AND id = NEW.directory_id;
END;

-- Keys are shown once; only their SHA-256 is kept.
CREATE TABLE api_key (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    hash       BLOB NOT NULL UNIQUE,
    -- Space between scopes; empty for full access.
    scopes     TEXT NOT NULL,
    created_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT;

-- Answers to repeated creates (Idempotency-Key), kept for 24 hours.
CREATE TABLE idempotency (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    api_key     TEXT NOT NULL,
    key         TEXT NOT NULL,
    -- SHA-256 of method, path and body.
    fingerprint BLOB NOT NULL,
    etag        TEXT NOT NULL,
    answer      TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    UNIQUE (api_key, key)
) STRICT;

CREATE INDEX idempotency_age ON idempotency (created_at);
CREATE INDEX idempotency_of_key ON idempotency (api_key, seq DESC);
