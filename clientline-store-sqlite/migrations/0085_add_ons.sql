-- What can be added to services, and what was added to appointments.
ALTER TABLE service ADD COLUMN add_ons TEXT
  CHECK (length(add_ons) <= 16384 AND (add_ons IS NULL OR json_valid(add_ons)));
ALTER TABLE appointment ADD COLUMN add_ons TEXT
  CHECK (length(add_ons) <= 16384 AND (add_ons IS NULL OR json_valid(add_ons)));
