-- Payments by gift card.
ALTER TABLE payment
  DROP CONSTRAINT payment_payment_method_check,
  ADD CONSTRAINT payment_payment_method_check CHECK (payment_method IN (
    'cash', 'card', 'online', 'upi', 'bank_transfer', 'cheque', 'guest_credit', 'gift_card'
  )),
  ADD COLUMN gift_card_id uuid,
  ADD CHECK ((payment_method = 'gift_card') = (gift_card_id IS NOT NULL)),
  ADD FOREIGN KEY (organization_id, gift_card_id) REFERENCES gift_card (organization_id, id);
