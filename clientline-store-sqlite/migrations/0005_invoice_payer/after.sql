CREATE INDEX invoice_by_payer ON invoice (organization_id, payer_id, id);
