-- How long a blockout lasts at most, so that those which meet a period are found by their
-- end, and history is not gone through. Servers that don't know of it write what is looked
-- for without a bound.
ALTER TABLE blockout ADD COLUMN span TEXT NOT NULL DEFAULT 'longer'
  CHECK (span IN ('day', 'longer')) CHECK (span <> 'day' OR ends_at - starts_at <= 86400000000);

-- It follows from the row, and changes nothing of it: its version stays. The trigger is made
-- again with all others.
DROP TRIGGER IF EXISTS blockout_keeps_key_and_version;
UPDATE blockout SET span = 'day' WHERE ends_at - starts_at <= 86400000000;

CREATE INDEX blockout_by_end ON blockout
  (organization_id, center_id, span, ends_at, starts_at, id);
