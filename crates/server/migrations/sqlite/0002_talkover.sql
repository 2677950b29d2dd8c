-- Voice agents and their trainings. No other way than this makes a workspace, so that `voice` is
-- free; where somebody has added one by hand, it stays as it is.
INSERT INTO workspace (id, name, dialect, backend) VALUES ('voice', 'Voice', 'talkover', 'local')
    ON CONFLICT DO NOTHING;

-- `body` is the answer as it goes over the wire, but for the trainings, which are put into it
-- when it is read: writing one of them must not write all of them.
CREATE TABLE agent (
    workspace  TEXT NOT NULL REFERENCES workspace (id),
    id         TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    status     TEXT NOT NULL,
    direction  TEXT,
    body       TEXT NOT NULL,
    -- Name and label, folded for a search without regard to case.
    search     TEXT NOT NULL,
    PRIMARY KEY (workspace, id)
) STRICT;

CREATE INDEX agent_newest ON agent (workspace, created_at DESC, id DESC);

CREATE TABLE agent_training (
    workspace  TEXT NOT NULL,
    agent_id   TEXT NOT NULL,
    id         TEXT NOT NULL,
    -- The key by which a client writes the training again.
    node_id    TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (workspace, agent_id, id),
    UNIQUE (workspace, agent_id, node_id),
    FOREIGN KEY (workspace, agent_id) REFERENCES agent (workspace, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX agent_training_oldest ON agent_training (workspace, agent_id, created_at, id);
