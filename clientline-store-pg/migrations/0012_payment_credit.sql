-- How much of a payment became the guest's credit, how it was rounded to coins, whom its tip is
-- for, and the charge that it records.
ALTER TABLE payment
  DROP CONSTRAINT payment_payment_method_check,
  ADD CONSTRAINT payment_payment_method_check CHECK (payment_method IN (
    'cash', 'card', 'online', 'upi', 'bank_transfer', 'cheque', 'guest_credit'
  )),
  ADD COLUMN credited bigint NOT NULL DEFAULT 0 CHECK (credited >= 0),
  ADD COLUMN cash_rounding bigint NOT NULL DEFAULT 0
    CHECK (cash_rounding BETWEEN -9223372036854775807 AND 9223372036854775807),
  ADD COLUMN tips text COLLATE "C" NOT NULL DEFAULT '[]'
    CHECK (char_length(tips) <= 16384 AND tips::json IS NOT NULL),
  ADD COLUMN charge_no text COLLATE "C" CHECK (char_length(charge_no) BETWEEN 1 AND 40),
  ADD CHECK (credited <= amount),
  ADD CHECK (cash_rounding = 0 OR payment_method = 'cash');

-- A charge is recorded once, while its payment counts or may come to count. Of payments that
-- were recorded twice before, the first has it. It follows from the row: its version stays.
ALTER TABLE payment DISABLE TRIGGER USER;
UPDATE payment AS p SET charge_no = transaction_no
WHERE transaction_no IS NOT NULL AND status IN ('pending', 'completed') AND NOT EXISTS (
  SELECT FROM payment AS q WHERE q.organization_id = p.organization_id
    AND q.payment_method = p.payment_method AND q.transaction_no = p.transaction_no
    AND q.status IN ('pending', 'completed') AND q.id < p.id
);
ALTER TABLE payment ENABLE TRIGGER USER;
CREATE UNIQUE INDEX duplicate ON payment (organization_id, payment_method, charge_no)
  WHERE charge_no IS NOT NULL;
