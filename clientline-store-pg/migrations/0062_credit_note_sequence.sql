-- The place of a credit note's number in its series, as that of an invoice.
ALTER TABLE credit_note
  ADD COLUMN sequence bigint CHECK (sequence BETWEEN 1 AND 9999999999),
  ADD COLUMN series_start bigint CHECK (series_start BETWEEN 2 AND 999999999),
  DROP CONSTRAINT credit_note_check1,
  ADD CONSTRAINT credit_note_number_check CHECK (
    CASE WHEN sequence IS NULL
      THEN series ~ '^CN-.+-[0-9]{4}$' AND left(credit_note_no, char_length(series)) = series
        AND substr(credit_note_no, char_length(series) + 1) ~ '^-([0-9]{4}|[1-9][0-9]{4,9})$'
    ELSE series ~ '^[A-Za-z0-9._/-]+$'
      AND credit_note_no = series || CASE WHEN right(series, 1) IN ('/', '.') THEN '' ELSE '-' END
        || lpad(sequence::text, greatest(4, char_length(sequence::text)), '0') END
    AND credit_note_no !~ '-0000$'
  ),
  ADD CONSTRAINT credit_note_start_check
    CHECK (series_start IS NULL OR (sequence IS NOT NULL AND series_start = sequence));
ALTER TABLE credit_note DISABLE TRIGGER USER;
UPDATE credit_note SET sequence = substr(credit_note_no, char_length(series) + 2)::bigint;
ALTER TABLE credit_note ENABLE TRIGGER USER;
CREATE TRIGGER credit_note_series_starts BEFORE INSERT ON credit_note
  FOR EACH ROW WHEN (NEW.sequence IS NOT NULL)
  EXECUTE FUNCTION clientline_series_starts('CN');

CREATE OR REPLACE FUNCTION clientline_credit_note_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := CASE WHEN NEW.sequence IS NULL THEN clientline_number_before(NEW.credit_note_no)
    WHEN NEW.sequence > 1 AND NEW.series_start IS NULL
      THEN clientline_number(NEW.series, NEW.sequence - 1) END;
BEGIN
  IF before IS NOT NULL AND NOT EXISTS (
    SELECT FROM credit_note AS n WHERE n.organization_id = NEW.organization_id
      AND n.series = NEW.series AND n.credit_note_no = before
  ) THEN
    RAISE EXCEPTION '% does not follow any number', NEW.credit_note_no
      USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_note_number_follows';
  END IF;
  RETURN NULL;
END $$;
