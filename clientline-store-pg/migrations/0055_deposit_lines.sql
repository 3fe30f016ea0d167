-- What lines deduct of a deposit that was paid before, with its tax.
ALTER TABLE invoice_item
  DROP CONSTRAINT invoice_item_item_type_check,
  ADD CONSTRAINT invoice_item_item_type_check
    CHECK (item_type IN ('service', 'product', 'package', 'gift_card', 'fee', 'free_text', 'deposit')),
  ADD COLUMN deposit_id uuid,
  ADD COLUMN deducted bigint NOT NULL DEFAULT 0
    CHECK (deducted >= 0 AND (deducted = 0 OR deposit_id IS NOT NULL)),
  ADD COLUMN deducted_taxes text COLLATE "C" NOT NULL DEFAULT '[]'
    CHECK (char_length(deducted_taxes) <= 16384 AND deducted_taxes::json IS NOT NULL),
  ADD CONSTRAINT invoice_item_deducted_whole_check CHECK (deducted = 0 OR deducted + redeemed <= net_price + tax),
  ADD CONSTRAINT invoice_item_deposit_whole_check CHECK (deposit_id IS NULL OR item_type <> 'deposit'),
  ADD FOREIGN KEY (organization_id, deposit_id) REFERENCES invoice (organization_id, id);
-- The deposits that lines deduct.
CREATE INDEX invoice_item_by_deposit ON invoice_item (organization_id, deposit_id, id)
  WHERE deposit_id IS NOT NULL;
