-- What it costs to cancel late, or not to come.
ALTER TABLE center ADD COLUMN fees TEXT
  CHECK (length(fees) <= 1024 AND (fees IS NULL OR json_valid(fees)));
ALTER TABLE service ADD COLUMN fees TEXT
  CHECK (length(fees) <= 1024 AND (fees IS NULL OR json_valid(fees)));
