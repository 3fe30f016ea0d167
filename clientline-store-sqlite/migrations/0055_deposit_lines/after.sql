-- The deposits that lines deduct.
CREATE INDEX invoice_item_by_deposit ON invoice_item (organization_id, deposit_id, id)
  WHERE deposit_id IS NOT NULL;
