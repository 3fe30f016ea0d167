-- At which center the hours of a date are, of a provider who works at several.
ALTER TABLE hours_override ADD COLUMN center_id uuid,
  ADD FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id);
CREATE INDEX hours_override_by_center ON hours_override (organization_id, center_id, id)
  WHERE center_id IS NOT NULL;
