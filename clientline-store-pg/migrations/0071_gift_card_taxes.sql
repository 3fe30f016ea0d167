-- Gift cards whose tax is charged when they are sold: its taxes, those in what is gone of it, and
-- the lines that deduct it.
ALTER TABLE gift_card
  ADD COLUMN taxes text COLLATE "C" NOT NULL DEFAULT '[]'
    CHECK (char_length(taxes) <= 16384 AND taxes::json IS NOT NULL),
  ADD COLUMN drawn_taxes text COLLATE "C" NOT NULL DEFAULT '[]'
    CHECK (char_length(drawn_taxes) <= 16384 AND drawn_taxes::json IS NOT NULL),
  ADD CONSTRAINT gift_card_drawn_check CHECK (drawn_taxes = '[]' OR taxes <> '[]');
ALTER TABLE gift_card_entry
  ADD COLUMN redeemed_by uuid,
  ADD CONSTRAINT gift_card_entry_line_check CHECK (
    redeemed_by IS NULL OR (payment_id IS NULL AND reason IN ('redeemed', 'refunded'))
  );
