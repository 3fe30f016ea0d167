-- The hours of the week in which alone a service is given.
ALTER TABLE service ADD COLUMN hours text COLLATE "C"
  CHECK (hours IS NULL OR char_length(hours) <= 16384 AND hours::json IS NOT NULL);
