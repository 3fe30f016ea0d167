-- The seats of a class: appointments of one session take the same time of their provider, and
-- the same place of a room, each by a seat of its own.
ALTER TABLE occupancy ADD COLUMN class_id BLOB CHECK (length(class_id) = 16);
ALTER TABLE occupancy ADD COLUMN seat INTEGER
  CHECK (seat BETWEEN 1 AND 1000) CHECK ((class_id IS NULL) = (seat IS NULL));
CREATE UNIQUE INDEX seat_taken ON occupancy (organization_id, resource_id, unit, starts_at, seat)
  WHERE seat IS NOT NULL;

-- Periods of one unit that overlap are one session, and start together. So of all the rows that
-- start before the new one ends, those that start last end last, and no other has to be looked
-- at: the longest of them is the new one's session, or nothing of its time.
DROP TRIGGER slot_taken;
CREATE TRIGGER slot_taken BEFORE INSERT ON occupancy BEGIN
  SELECT RAISE(ABORT, 'slot_taken') WHERE (
    SELECT ends_at FROM occupancy
    WHERE organization_id = NEW.organization_id AND resource_id = NEW.resource_id
      AND unit = NEW.unit AND starts_at < NEW.ends_at
    ORDER BY starts_at DESC, ends_at DESC LIMIT 1
  ) > NEW.starts_at AND (NEW.class_id IS NULL OR NOT (
    SELECT starts_at = NEW.starts_at AND class_id IS NEW.class_id FROM occupancy
    WHERE organization_id = NEW.organization_id AND resource_id = NEW.resource_id
      AND unit = NEW.unit AND starts_at < NEW.ends_at
    ORDER BY starts_at DESC, ends_at DESC LIMIT 1
  ));
END;

-- Every column, as before.
DROP INDEX occupancy_by_center;
CREATE INDEX occupancy_by_center ON occupancy (organization_id, center_id, starts_at, id,
  resource_id, unit, ends_at, appointment_id, held_until, version, created_at, updated_at,
  class_id, seat);
