-- How early and how late guests book and change a service, where it says so itself.
ALTER TABLE service ADD COLUMN policies TEXT
  CHECK (length(policies) <= 1024 AND (policies IS NULL OR json_valid(policies)));
