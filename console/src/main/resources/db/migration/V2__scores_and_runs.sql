-- What sessions are looked for by, and what links an event to a run of an experiment.
ALTER TABLE event ADD COLUMN source VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE event ADD COLUMN project VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE event ADD COLUMN user_id VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE event ADD COLUMN run_id VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE event ADD COLUMN datapoint_id VARCHAR(200) DEFAULT '' NOT NULL;
CREATE INDEX event_by_run ON event (run_id);

-- The metrics of events that are numbers, or true and false as 1 and 0.
CREATE TABLE score (
    event_row BIGINT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    name      VARCHAR(200) NOT NULL,
    score     DOUBLE PRECISION NOT NULL,
    verdict   BOOLEAN NOT NULL
);
CREATE INDEX score_by_event ON score (event_row);
CREATE INDEX score_by_name ON score (name);

CREATE TABLE run (
    run_id     VARCHAR(200) PRIMARY KEY,
    name       VARCHAR(500) NOT NULL,
    status     VARCHAR(20) NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    body       TEXT NOT NULL
);
CREATE INDEX run_by_age ON run (updated_at);
