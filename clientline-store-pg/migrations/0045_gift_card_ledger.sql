-- Gift cards are written off.
ALTER TABLE gift_card_entry
  DROP CONSTRAINT gift_card_entry_reason_check,
  ADD CONSTRAINT gift_card_entry_reason_check CHECK (reason IN (
    'issued', 'redeemed', 'refunded', 'credited', 'written_off', 'voided'
  ));
