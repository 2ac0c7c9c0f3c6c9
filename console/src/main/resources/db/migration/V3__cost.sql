-- US dollars, 0 where nobody told them.
ALTER TABLE event ADD COLUMN cost DOUBLE PRECISION DEFAULT 0 NOT NULL;
CREATE INDEX event_by_start ON event (event_type, start_time);
