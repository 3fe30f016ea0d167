-- The seats of a class: appointments of one session take the same time of their provider, and
-- the same place of a room, each by a seat of its own.
ALTER TABLE occupancy
  ADD COLUMN class_id uuid,
  ADD COLUMN seat bigint CHECK (seat BETWEEN 1 AND 1000),
  ADD CHECK ((class_id IS NULL) = (seat IS NULL));
CREATE UNIQUE INDEX seat_taken ON occupancy (organization_id, resource_id, unit, starts_at, seat)
  WHERE seat IS NOT NULL;

-- Rows of one class that start together are one session; any other row is alone.
ALTER TABLE occupancy
  DROP CONSTRAINT slot_taken,
  ADD CONSTRAINT slot_taken EXCLUDE USING gist (
    organization_id WITH =, resource_id WITH =, unit WITH =,
    tstzrange(starts_at, ends_at) WITH &&,
    COALESCE(uuid_send(class_id) || timestamptz_send(starts_at), uuid_send(id)) WITH <>
  );

-- Every column, as before.
DROP INDEX occupancy_by_center;
CREATE INDEX occupancy_by_center ON occupancy (organization_id, center_id, starts_at, id)
  INCLUDE (resource_id, unit, ends_at, appointment_id, held_until, version, created_at, updated_at,
    class_id, seat);
