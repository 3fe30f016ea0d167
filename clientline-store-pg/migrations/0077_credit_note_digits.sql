-- As of an invoice.
ALTER TABLE credit_note DISABLE TRIGGER USER;
UPDATE credit_note SET sequence = substr(credit_note_no, char_length(series) + 2)::bigint
WHERE series IS NOT NULL AND sequence IS NULL;
ALTER TABLE credit_note ENABLE TRIGGER USER;
ALTER TABLE credit_note
  DROP CONSTRAINT credit_note_number_check,
  ADD CONSTRAINT credit_note_number_check CHECK (
    sequence IS NOT NULL AND series ~ '^[A-Za-z0-9._/-]+$'
    AND credit_note_no = series || CASE WHEN right(series, 1) IN ('/', '.') THEN '' ELSE '-' END
      || lpad(sequence::text, greatest(4, char_length(sequence::text), char_length(credit_note_no)
        - char_length(series || CASE WHEN right(series, 1) IN ('/', '.') THEN '' ELSE '-' END)), '0')
  );
DROP INDEX credit_note_number_used;
CREATE UNIQUE INDEX credit_note_number_used ON credit_note (organization_id, series, sequence);

CREATE OR REPLACE FUNCTION clientline_credit_note_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sequence > 1 AND NEW.series_start IS NULL AND NOT EXISTS (
    SELECT FROM credit_note AS n WHERE n.organization_id = NEW.organization_id
      AND n.series = NEW.series AND n.sequence = NEW.sequence - 1
  ) THEN
    RAISE EXCEPTION '% does not follow any number', NEW.credit_note_no
      USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_note_number_follows';
  END IF;
  RETURN NULL;
END $$;
DROP FUNCTION clientline_number(text, bigint);
