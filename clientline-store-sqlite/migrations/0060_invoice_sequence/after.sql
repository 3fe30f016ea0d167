-- It follows from what was there: the version stays, and the triggers are made again when the
-- history is through.
DROP TRIGGER IF EXISTS invoice_keeps_key_and_version;
DROP TRIGGER IF EXISTS invoice_is_frozen;
UPDATE invoice SET sequence = CAST(substr(invoice_no, length(series) + 2) AS INTEGER)
WHERE series IS NOT NULL;

-- No number is before the one with which its series starts, and the first document of a series
-- that starts later than with 1 says so. The counter of a series that doesn't begin with the word
-- of the document is named by both.
CREATE TRIGGER invoice_series_starts BEFORE INSERT ON invoice
WHEN NEW.sequence IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'series_start') FROM (
    SELECT (
      SELECT first_number FROM counter
      WHERE organization_id = NEW.organization_id AND series =
        CASE WHEN substr(NEW.series, 1, 4) = 'INV-' THEN NEW.series
          ELSE 'INV ' || NEW.series END
    ) AS start
  )
  WHERE start > NEW.sequence
    OR (NEW.series_start IS NOT NULL AND NEW.series_start IS NOT start);
END;

CREATE TRIGGER invoice_given_series_starts BEFORE UPDATE ON invoice
WHEN NEW.sequence IS NOT NULL AND NEW.sequence IS NOT OLD.sequence
BEGIN
  SELECT RAISE(ABORT, 'series_start') FROM (
    SELECT (
      SELECT first_number FROM counter
      WHERE organization_id = NEW.organization_id AND series =
        CASE WHEN substr(NEW.series, 1, 4) = 'INV-' THEN NEW.series
          ELSE 'INV ' || NEW.series END
    ) AS start
  )
  WHERE start > NEW.sequence
    OR (NEW.series_start IS NOT NULL AND NEW.series_start IS NOT start);
END;
