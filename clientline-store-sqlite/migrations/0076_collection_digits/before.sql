-- As of an invoice.
DROP TRIGGER IF EXISTS collection_keeps_key_and_version;
DROP TRIGGER IF EXISTS collection_is_frozen;
UPDATE collection SET sequence = CAST(substr(collection_no, length(series) + 2) AS INTEGER)
WHERE series IS NOT NULL AND sequence IS NULL;
