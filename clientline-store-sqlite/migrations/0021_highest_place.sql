-- The highest place that is taken of a room which was made smaller while more were in it.
ALTER TABLE room ADD COLUMN highest_place INTEGER NOT NULL DEFAULT 0
  CHECK (highest_place BETWEEN 0 AND 2000);
