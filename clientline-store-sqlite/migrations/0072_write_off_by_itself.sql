-- When what is left of expired gift cards and packages is written off by itself.
ALTER TABLE center ADD COLUMN write_off_after_days INTEGER
  CHECK (write_off_after_days BETWEEN 0 AND 3650);
ALTER TABLE gift_card ADD COLUMN write_off_after_days INTEGER
  CHECK (write_off_after_days BETWEEN 0 AND 3650);
ALTER TABLE gift_card ADD COLUMN write_off_on INTEGER
  CHECK (write_off_on BETWEEN -719162 AND 2932896)
  CHECK (write_off_on IS NULL
    OR (balance > 0 AND write_off_after_days IS NOT NULL AND write_off_on > expires_on));
CREATE INDEX gift_card_to_write_off ON gift_card (organization_id, write_off_on)
  WHERE write_off_on IS NOT NULL;
ALTER TABLE guest_package ADD COLUMN write_off_after_days INTEGER
  CHECK (write_off_after_days BETWEEN 0 AND 3650);
ALTER TABLE guest_package ADD COLUMN write_off_on INTEGER
  CHECK (write_off_on BETWEEN -719162 AND 2932896)
  CHECK (write_off_on IS NULL
    OR (sessions_left > 0 AND write_off_after_days IS NOT NULL AND write_off_on > expires_on));
CREATE INDEX guest_package_to_write_off ON guest_package (organization_id, write_off_on)
  WHERE write_off_on IS NOT NULL;
