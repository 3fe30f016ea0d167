-- As of an invoice.
DROP TRIGGER IF EXISTS credit_note_keeps_key_and_version;
DROP TRIGGER IF EXISTS credit_note_is_frozen;
UPDATE credit_note SET sequence = CAST(substr(credit_note_no, length(series) + 2) AS INTEGER)
WHERE series IS NOT NULL AND sequence IS NULL;
