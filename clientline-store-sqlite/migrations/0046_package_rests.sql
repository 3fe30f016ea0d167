-- Packages that guests bought rest for some days.
ALTER TABLE guest_package ADD COLUMN rests_from INTEGER
  CHECK (rests_from BETWEEN -719162 AND 2932896);
ALTER TABLE guest_package ADD COLUMN rests_until INTEGER
  CHECK (rests_until BETWEEN -719162 AND 2932896)
  CHECK (rests_from <= rests_until)
  CHECK ((rests_from IS NULL) = (rests_until IS NULL));
