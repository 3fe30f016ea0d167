-- A number may be written with more digits than four. So the place alone says which number is the
-- one before, and every number of a series has one: a server that kept none may have been about.
ALTER TABLE invoice DISABLE TRIGGER USER;
UPDATE invoice SET sequence = substr(invoice_no, char_length(series) + 2)::bigint
WHERE series IS NOT NULL AND sequence IS NULL;
ALTER TABLE invoice ENABLE TRIGGER USER;
ALTER TABLE invoice
  DROP CONSTRAINT invoice_number_check,
  ADD CONSTRAINT invoice_number_check CHECK (
    CASE WHEN series IS NULL
      THEN sequence IS NULL AND invoice_no ~ '^INV-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,9})$' AND invoice_no !~ '-0000$'
    ELSE sequence IS NOT NULL AND invoice_no IS NOT NULL AND series ~ '^[A-Za-z0-9._/-]+$' AND series !~ '^INV-[0-9]{4}$'
      AND invoice_no = series || CASE WHEN right(series, 1) IN ('/', '.') THEN '' ELSE '-' END
        || lpad(sequence::text, greatest(4, char_length(sequence::text), char_length(invoice_no)
          - char_length(series || CASE WHEN right(series, 1) IN ('/', '.') THEN '' ELSE '-' END)), '0') END
  );
DROP INDEX invoice_number_used;
CREATE UNIQUE INDEX invoice_number_used ON invoice (organization_id, series, sequence);
