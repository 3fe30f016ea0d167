-- Lines in words, and the appointment that a fee is for.
ALTER TABLE invoice_item
  DROP CONSTRAINT invoice_item_item_type_check,
  ADD CONSTRAINT invoice_item_item_type_check
    CHECK (item_type IN ('service', 'product', 'package', 'gift_card', 'fee', 'free_text')),
  ADD COLUMN appointment_id uuid,
  ADD FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id);
CREATE INDEX invoice_item_by_appointment ON invoice_item (organization_id, appointment_id, id)
  WHERE appointment_id IS NOT NULL;
