-- Lines that charge a share of the others.
ALTER TABLE invoice_item
  ADD COLUMN charge_percent bigint CHECK (charge_percent BETWEEN 0 AND 1000000),
  ADD CONSTRAINT invoice_item_charge_check
    CHECK (charge_percent IS NULL OR (item_quantity = 10000 AND (item_type = 'fee' OR item_type = 'free_text')));
