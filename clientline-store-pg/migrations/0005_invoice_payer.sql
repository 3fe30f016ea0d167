-- Who pays an invoice, where it is not the guest that it is made out to.
ALTER TABLE invoice ADD COLUMN payer_id uuid;
ALTER TABLE invoice ADD FOREIGN KEY (organization_id, payer_id)
  REFERENCES guest (organization_id, id);
CREATE INDEX invoice_by_payer ON invoice (organization_id, payer_id, id);
