CREATE TABLE request (
    id               BIGINT PRIMARY KEY,
    received_at      BIGINT NOT NULL,
    method           VARCHAR(10) NOT NULL,
    path             VARCHAR(300) NOT NULL,
    content_type     VARCHAR(200) NOT NULL,
    content_encoding VARCHAR(50) NOT NULL,
    wire_bytes       BIGINT NOT NULL,
    body_bytes       BIGINT NOT NULL,
    items            INT NOT NULL,
    status           INT NOT NULL,
    message          VARCHAR(1000) NOT NULL,
    key_fingerprint  VARCHAR(12) NOT NULL,
    key_masked       VARCHAR(80) NOT NULL,
    headers          TEXT NOT NULL
);

-- Spans as received. sink: came to the test sink, never became an event.
CREATE TABLE span (
    id          BIGINT PRIMARY KEY,
    request_id  BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    sink        BOOLEAN NOT NULL,
    trace_id    VARCHAR(200) NOT NULL,
    session_key VARCHAR(250) NOT NULL,
    service     VARCHAR(500) NOT NULL,
    name        VARCHAR(500) NOT NULL,
    bytes       BIGINT NOT NULL,
    body        TEXT NOT NULL
);
CREATE INDEX span_by_trace ON span (trace_id);
CREATE INDEX span_by_session ON span (session_key);
CREATE INDEX span_by_age ON span (received_at);

CREATE TABLE session (
    session_key VARCHAR(250) PRIMARY KEY,
    session_id  VARCHAR(250) NOT NULL,
    known       BOOLEAN NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);
CREATE INDEX session_by_update ON session (updated_at);

-- What a tree, a list and the checks across events need is in columns; the event itself is in body.
CREATE TABLE event (
    id                BIGINT PRIMARY KEY,
    request_id        BIGINT NOT NULL,
    span_row          BIGINT,
    received_at       BIGINT NOT NULL,
    event_id          VARCHAR(250) NOT NULL,
    session_key       VARCHAR(250) NOT NULL,
    event_type        VARCHAR(10) NOT NULL,
    event_name        VARCHAR(500) NOT NULL,
    service           VARCHAR(500) NOT NULL,
    trace_id          VARCHAR(200) NOT NULL,
    span_id           VARCHAR(200) NOT NULL,
    parent_span_id    VARCHAR(200) NOT NULL,
    parent_is_remote  BOOLEAN NOT NULL,
    parent_event_id   VARCHAR(250) NOT NULL,
    auto_create       BOOLEAN NOT NULL,
    key_fingerprint   VARCHAR(12) NOT NULL,
    start_time        DOUBLE PRECISION NOT NULL,
    end_time          DOUBLE PRECISION NOT NULL,
    prompt_tokens     BIGINT NOT NULL,
    completion_tokens BIGINT NOT NULL,
    total_tokens      BIGINT NOT NULL,
    failed            BOOLEAN NOT NULL,
    warnings          INT NOT NULL,
    preview           VARCHAR(300) NOT NULL,
    bytes             BIGINT NOT NULL,
    body              TEXT NOT NULL
);
CREATE INDEX event_by_id ON event (event_id);
CREATE INDEX event_by_session ON event (session_key, id);
CREATE INDEX event_by_span ON event (trace_id, span_id);
CREATE INDEX event_by_age ON event (received_at);
