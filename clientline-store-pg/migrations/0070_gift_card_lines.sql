-- What lines deduct of a gift card whose tax was charged when it was sold.
ALTER TABLE invoice_item
  ADD COLUMN gift_card_id uuid,
  DROP CONSTRAINT invoice_item_check4,
  ADD CONSTRAINT invoice_item_deducted_check
    CHECK (deducted >= 0 AND (deducted = 0 OR deposit_id IS NOT NULL OR gift_card_id IS NOT NULL)),
  ADD CONSTRAINT invoice_item_gift_card_check CHECK (
    gift_card_id IS NULL OR (deposit_id IS NULL AND item_type NOT IN ('deposit', 'gift_card'))
  );
