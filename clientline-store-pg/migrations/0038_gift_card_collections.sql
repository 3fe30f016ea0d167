-- Collections of payments by gift card.
ALTER TABLE collection
  DROP CONSTRAINT collection_payment_method_check,
  ADD CONSTRAINT collection_payment_method_check CHECK (payment_method IN (
    'cash', 'card', 'online', 'upi', 'bank_transfer', 'cheque', 'guest_credit', 'gift_card'
  ));
