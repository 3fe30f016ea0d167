-- What can be added to services, and what was added to appointments.
ALTER TABLE service ADD COLUMN add_ons text COLLATE "C"
  CHECK (add_ons IS NULL OR char_length(add_ons) <= 16384 AND add_ons::json IS NOT NULL);
ALTER TABLE appointment ADD COLUMN add_ons text COLLATE "C"
  CHECK (add_ons IS NULL OR char_length(add_ons) <= 16384 AND add_ons::json IS NOT NULL);
