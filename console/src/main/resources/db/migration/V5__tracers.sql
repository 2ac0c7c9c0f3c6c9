-- How the tracers of applications stand: the latest report of each, and a bounded series of its figures.
CREATE TABLE tracer (
    tracer_key  VARCHAR(36) PRIMARY KEY,
    received_at BIGINT NOT NULL,
    body        TEXT NOT NULL,
    history     TEXT NOT NULL
);
CREATE INDEX tracer_by_age ON tracer (received_at);
