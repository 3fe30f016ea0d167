-- The deposit that was asked for a sale: no reference, since invoices come after sales.
ALTER TABLE sale
  DROP CONSTRAINT sale_item_type_check,
  ADD CONSTRAINT sale_item_type_check
    CHECK (item_type IN ('service', 'product', 'package', 'gift_card', 'fee', 'free_text', 'deposit')),
  ADD COLUMN deposit_id uuid;
