-- At which center, and on which of its days, a guest's credit changed: for the totals of a day.
ALTER TABLE guest_credit_entry
  ADD COLUMN center_id uuid,
  ADD COLUMN entry_date date CHECK (entry_date BETWEEN '0001-01-01' AND '9999-12-31'),
  ADD FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id);
CREATE INDEX guest_credit_entry_by_center
  ON guest_credit_entry (organization_id, center_id, entry_date, id) WHERE center_id IS NOT NULL;
