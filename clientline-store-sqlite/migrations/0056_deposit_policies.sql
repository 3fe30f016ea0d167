-- What is asked for before an appointment.
ALTER TABLE center ADD COLUMN deposit TEXT
  CHECK (length(deposit) <= 1024 AND (deposit IS NULL OR json_valid(deposit)));
ALTER TABLE service ADD COLUMN deposit TEXT
  CHECK (length(deposit) <= 1024 AND (deposit IS NULL OR json_valid(deposit)));
