-- When blocked time recurs between its start and its end. Servers that don't know of it take all
-- of it as blocked, and book nothing into it.
ALTER TABLE blockout ADD COLUMN recurrence TEXT
  CHECK (length(recurrence) <= 8192 AND (recurrence IS NULL OR json_valid(recurrence)));
