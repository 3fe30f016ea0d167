-- What was added to an appointment before a step changed that.
ALTER TABLE appointment_change ADD COLUMN add_ons_before TEXT
  CHECK (length(add_ons_before) <= 16384 AND (add_ons_before IS NULL OR json_valid(add_ons_before)));
