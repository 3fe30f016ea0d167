-- The hours of the week in which alone a service is given.
ALTER TABLE service ADD COLUMN hours TEXT
  CHECK (length(hours) <= 16384 AND (hours IS NULL OR json_valid(hours)));
