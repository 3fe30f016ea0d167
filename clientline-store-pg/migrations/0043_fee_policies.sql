-- What it costs to cancel late, or not to come.
ALTER TABLE center ADD COLUMN fees text COLLATE "C"
  CHECK (fees IS NULL OR char_length(fees) <= 1024 AND fees::json IS NOT NULL);
ALTER TABLE service ADD COLUMN fees text COLLATE "C"
  CHECK (fees IS NULL OR char_length(fees) <= 1024 AND fees::json IS NOT NULL);
