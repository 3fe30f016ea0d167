-- How long a blockout lasts at most, so that those which meet a period are found by their
-- end, and history is not gone through. Servers that don't know of it write what is looked
-- for without a bound.
ALTER TABLE blockout ADD COLUMN span text COLLATE "C" NOT NULL DEFAULT 'longer'
  CHECK (span IN ('day', 'longer'));

-- It follows from the row, and changes nothing of it: its version stays.
ALTER TABLE blockout DISABLE TRIGGER USER;
UPDATE blockout SET span = 'day' WHERE ends_at - starts_at <= interval '24 hours';
ALTER TABLE blockout ENABLE TRIGGER USER;

ALTER TABLE blockout ADD CONSTRAINT blockout_span_is_right
  CHECK (span <> 'day' OR ends_at - starts_at <= interval '24 hours');
CREATE INDEX blockout_by_end ON blockout
  (organization_id, center_id, span, ends_at, starts_at, id);
