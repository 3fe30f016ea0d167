-- What is asked for before an appointment.
ALTER TABLE center ADD COLUMN deposit text COLLATE "C"
  CHECK (deposit IS NULL OR char_length(deposit) <= 1024 AND deposit::json IS NOT NULL);
ALTER TABLE service ADD COLUMN deposit text COLLATE "C"
  CHECK (deposit IS NULL OR char_length(deposit) <= 1024 AND deposit::json IS NOT NULL);
