-- What was agreed before an appointment was moved: by it the move can be taken back.
ALTER TABLE appointment_change ADD COLUMN moved_from TEXT
  CHECK (length(moved_from) <= 2048 AND (moved_from IS NULL OR json_valid(moved_from)));
