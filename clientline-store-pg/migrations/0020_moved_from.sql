-- What was agreed before an appointment was moved: by it the move can be taken back.
ALTER TABLE appointment_change ADD COLUMN moved_from text COLLATE "C"
  CHECK (moved_from IS NULL OR char_length(moved_from) <= 2048 AND moved_from::json IS NOT NULL);
