CREATE INDEX hours_override_by_center ON hours_override (organization_id, center_id, id)
  WHERE center_id IS NOT NULL;
