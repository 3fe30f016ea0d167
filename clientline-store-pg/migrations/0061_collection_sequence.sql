-- The place of a collection's number in its series, as that of an invoice.
ALTER TABLE collection
  ADD COLUMN sequence bigint CHECK (sequence BETWEEN 1 AND 9999999999),
  ADD COLUMN series_start bigint CHECK (series_start BETWEEN 2 AND 999999999),
  DROP CONSTRAINT collection_number_check,
  ADD CONSTRAINT collection_number_check CHECK (
    CASE WHEN series IS NULL
      THEN sequence IS NULL AND collection_no ~ '^COLL-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,9})$'
    WHEN sequence IS NULL
      THEN series ~ '^COLL-.+-[0-9]{4}$' AND left(collection_no, char_length(series)) = series
        AND substr(collection_no, char_length(series) + 1) ~ '^-([0-9]{4}|[1-9][0-9]{4,9})$'
    ELSE series ~ '^[A-Za-z0-9._/-]+$' AND series !~ '^COLL-[0-9]{4}$'
      AND collection_no = series || CASE WHEN right(series, 1) IN ('/', '.') THEN '' ELSE '-' END
        || lpad(sequence::text, greatest(4, char_length(sequence::text)), '0') END
    AND collection_no !~ '-0000$'
  ),
  ADD CONSTRAINT collection_start_check
    CHECK (series_start IS NULL OR (sequence IS NOT NULL AND series_start = sequence));
ALTER TABLE collection DISABLE TRIGGER USER;
UPDATE collection SET sequence = substr(collection_no, char_length(series) + 2)::bigint
WHERE series IS NOT NULL;
ALTER TABLE collection ENABLE TRIGGER USER;
CREATE TRIGGER collection_series_starts BEFORE INSERT ON collection
  FOR EACH ROW WHEN (NEW.sequence IS NOT NULL)
  EXECUTE FUNCTION clientline_series_starts('COLL');
