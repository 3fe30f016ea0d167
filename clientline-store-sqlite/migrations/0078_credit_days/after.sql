-- The totals of a center's day.
CREATE INDEX guest_credit_entry_by_center
  ON guest_credit_entry (organization_id, center_id, entry_date, id) WHERE center_id IS NOT NULL;
