-- It follows from what was there: the version stays, and the triggers are made again when the
-- history is through.
DROP TRIGGER IF EXISTS credit_note_keeps_key_and_version;
DROP TRIGGER IF EXISTS credit_note_is_frozen;
UPDATE credit_note SET sequence = CAST(substr(credit_note_no, length(series) + 2) AS INTEGER)
WHERE series IS NOT NULL;

-- As of an invoice.
CREATE TRIGGER credit_note_series_starts BEFORE INSERT ON credit_note
WHEN NEW.sequence IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'series_start') FROM (
    SELECT (
      SELECT first_number FROM counter
      WHERE organization_id = NEW.organization_id AND series =
        CASE WHEN substr(NEW.series, 1, 3) = 'CN-' THEN NEW.series
          ELSE 'CN ' || NEW.series END
    ) AS start
  )
  WHERE start > NEW.sequence
    OR (NEW.series_start IS NOT NULL AND NEW.series_start IS NOT start);
END;
