-- What was added to an appointment before a step changed that.
ALTER TABLE appointment_change ADD COLUMN add_ons_before text COLLATE "C"
  CHECK (add_ons_before IS NULL OR char_length(add_ons_before) <= 16384 AND add_ons_before::json IS NOT NULL);
