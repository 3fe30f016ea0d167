-- Collections of guest credit, and of a tip alone, which pays nothing of the invoice.
ALTER TABLE collection
  DROP CONSTRAINT collection_payment_method_check,
  ADD CONSTRAINT collection_payment_method_check CHECK (payment_method IN (
    'cash', 'card', 'online', 'upi', 'bank_transfer', 'cheque', 'guest_credit'
  )),
  DROP CONSTRAINT collection_check,
  ADD CONSTRAINT collection_check
    CHECK (CASE kind WHEN 'reversal' THEN amount <= 0 ELSE amount >= 0 END);
