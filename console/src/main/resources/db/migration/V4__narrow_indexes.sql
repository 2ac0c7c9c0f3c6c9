-- How much is kept, and what there is to filter by, is read from these alone: the rows themselves are wide.
DROP INDEX span_by_age;
CREATE INDEX span_by_age ON span (received_at, bytes);
DROP INDEX event_by_age;
CREATE INDEX event_by_age ON event (received_at, bytes);
CREATE INDEX event_by_facet ON event (project, source, user_id);
