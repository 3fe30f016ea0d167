-- What the smallest coin adds to an invoice where cash settles it. And a draft that was thrown
-- away after money was taken on it: it is void, and has no number.
ALTER TABLE invoice
  ADD COLUMN cash_rounding bigint NOT NULL DEFAULT 0
    CHECK (cash_rounding BETWEEN -9223372036854775807 AND 9223372036854775807),
  DROP CONSTRAINT invoice_check2,
  ADD CONSTRAINT invoice_check2 CHECK (
    balance_due = CASE status WHEN 'void' THEN 0 ELSE total + cash_rounding - total_collection END
  ),
  DROP CONSTRAINT invoice_check3,
  ADD CONSTRAINT invoice_check3 CHECK (
    CASE status WHEN 'draft' THEN invoice_no IS NULL WHEN 'void' THEN true
      ELSE invoice_no IS NOT NULL END
  ),
  DROP CONSTRAINT invoice_check4,
  ADD CONSTRAINT invoice_check4 CHECK ((invoice_no IS NULL) = (invoice_date IS NULL));
