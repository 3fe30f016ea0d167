-- A number may be written with more digits than four. So the place alone says which number is the
-- one before, and every number of a series has one: a server that kept none may have been about.
DROP TRIGGER IF EXISTS invoice_keeps_key_and_version;
DROP TRIGGER IF EXISTS invoice_is_frozen;
UPDATE invoice SET sequence = CAST(substr(invoice_no, length(series) + 2) AS INTEGER)
WHERE series IS NOT NULL AND sequence IS NULL;
