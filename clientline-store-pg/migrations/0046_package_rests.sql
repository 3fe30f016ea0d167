-- Packages that guests bought rest for some days.
ALTER TABLE guest_package
  ADD COLUMN rests_from date CHECK (rests_from BETWEEN '0001-01-01' AND '9999-12-31'),
  ADD COLUMN rests_until date CHECK (rests_until BETWEEN '0001-01-01' AND '9999-12-31'),
  ADD CHECK (rests_from <= rests_until),
  ADD CHECK ((rests_from IS NULL) = (rests_until IS NULL));
