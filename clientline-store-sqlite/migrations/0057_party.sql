-- Appointments of several guests that were agreed together.
ALTER TABLE appointment ADD COLUMN party_id BLOB CHECK (length(party_id) = 16);
CREATE INDEX appointment_by_party ON appointment (organization_id, party_id, starts_at, id)
  WHERE party_id IS NOT NULL;
