-- Why the credit of a guest changes when a credit note is given, and when money is given back.
ALTER TABLE guest_credit_entry
  DROP CONSTRAINT guest_credit_entry_reason_check,
  ADD CONSTRAINT guest_credit_entry_reason_check CHECK (reason IN (
    'overpayment', 'overpayment_reversed', 'reduction', 'reduction_reversed', 'payment',
    'payment_reversed', 'transfer', 'credit_note', 'refund', 'paid_out'
  ));
