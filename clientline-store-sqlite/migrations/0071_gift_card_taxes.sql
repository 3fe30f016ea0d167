-- Gift cards whose tax is charged when they are sold: its taxes, those in what is gone of it, and
-- the lines that deduct it.
ALTER TABLE gift_card ADD COLUMN taxes TEXT NOT NULL DEFAULT '[]'
  CHECK (length(taxes) <= 16384 AND json_valid(taxes));
ALTER TABLE gift_card ADD COLUMN drawn_taxes TEXT NOT NULL DEFAULT '[]'
  CHECK (length(drawn_taxes) <= 16384 AND json_valid(drawn_taxes))
  CHECK (drawn_taxes = '[]' OR taxes <> '[]');
ALTER TABLE gift_card_entry ADD COLUMN redeemed_by BLOB
  CHECK (length(redeemed_by) = 16)
  CHECK (redeemed_by IS NULL OR (payment_id IS NULL AND reason IN ('redeemed', 'refunded')));
