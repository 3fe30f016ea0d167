-- Several appointments of one guest that were agreed together.
ALTER TABLE appointment ADD COLUMN visit_id BLOB CHECK (length(visit_id) = 16);
CREATE INDEX appointment_by_visit ON appointment (organization_id, visit_id, starts_at, id)
  WHERE visit_id IS NOT NULL;
