-- How early and how late guests book and change a service, where it says so itself.
ALTER TABLE service ADD COLUMN policies text COLLATE "C"
  CHECK (policies IS NULL OR char_length(policies) <= 1024 AND policies::json IS NOT NULL);
