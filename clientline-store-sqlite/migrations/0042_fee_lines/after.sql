-- The appointment that a fee is for.
CREATE INDEX invoice_item_by_appointment ON invoice_item (organization_id, appointment_id, id)
  WHERE appointment_id IS NOT NULL;
