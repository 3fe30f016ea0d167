-- What credit notes took off an invoice, and the series of its number, as that of a collection.
ALTER TABLE invoice
  ADD COLUMN series text COLLATE "C" CHECK (char_length(series) <= 40),
  ADD COLUMN credited bigint NOT NULL DEFAULT 0 CHECK (credited >= 0),
  ADD COLUMN refundable bigint NOT NULL DEFAULT 0 CHECK (refundable >= 0),
  -- Never more than there is, also by many at once; and nothing of what may still change.
  ADD CONSTRAINT invoice_credited_most_check CHECK (credited <= total),
  ADD CONSTRAINT invoice_credited_issued_check CHECK (credited = 0 OR status NOT IN ('draft', 'void')),
  DROP CONSTRAINT invoice_check2,
  ADD CONSTRAINT invoice_check2 CHECK (
    balance_due = CASE status WHEN 'void' THEN 0
      ELSE total + cash_rounding - credited - total_collection END
  ),
  DROP CONSTRAINT invoice_invoice_no_check1,
  ADD CONSTRAINT invoice_number_check CHECK (
    CASE WHEN series IS NULL THEN invoice_no ~ '^INV-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,9})$'
    ELSE series ~ '^INV-.+-[0-9]{4}$' AND invoice_no IS NOT NULL
      AND left(invoice_no, char_length(series)) = series
      AND substr(invoice_no, char_length(series) + 1) ~ '^-([0-9]{4}|[1-9][0-9]{4,9})$' END
    AND invoice_no !~ '-0000$'
  );
CREATE UNIQUE INDEX invoice_number_used
  ON invoice (organization_id, series, invoice_no);
