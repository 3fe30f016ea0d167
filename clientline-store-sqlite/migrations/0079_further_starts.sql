-- When an appointment starts, beside each room and provider that it has besides its first ones: so
-- that those of a room or a provider are found in the order in which appointments are listed.
-- Servers of the release before don't know of it, and leave it to the triggers below.
ALTER TABLE appointment_room ADD COLUMN starts_at INTEGER NOT NULL DEFAULT -2208988800000000
  CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999);
ALTER TABLE appointment_provider ADD COLUMN starts_at INTEGER NOT NULL DEFAULT -2208988800000000
  CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999);

-- It follows from the appointment, and changes nothing of the row: its version stays. The triggers
-- are made again with all others.
DROP TRIGGER IF EXISTS appointment_room_keeps_key_and_version;
DROP TRIGGER IF EXISTS appointment_provider_keeps_key_and_version;
UPDATE appointment_room SET starts_at = (
  SELECT a.starts_at FROM appointment AS a
  WHERE a.organization_id = appointment_room.organization_id
    AND a.id = appointment_room.appointment_id);
UPDATE appointment_provider SET starts_at = (
  SELECT a.starts_at FROM appointment AS a
  WHERE a.organization_id = appointment_provider.organization_id
    AND a.id = appointment_provider.appointment_id);

DROP INDEX appointment_room_by_room;
CREATE INDEX appointment_room_by_room
  ON appointment_room (organization_id, room_id, starts_at, id);
DROP INDEX appointment_provider_by_provider;
CREATE INDEX appointment_provider_by_provider
  ON appointment_provider (organization_id, provider_id, starts_at, id);

-- No release changes it afterwards: what is moved gets rows anew. The row is written once more: so
-- whoever inserted it reads it again before they change it, as they would after anybody's change.
CREATE TRIGGER appointment_room_starts_with_it AFTER INSERT ON appointment_room
WHEN NEW.starts_at = -2208988800000000 BEGIN
  UPDATE appointment_room SET
    version = version + 1,
    starts_at = (SELECT a.starts_at FROM appointment AS a
      WHERE a.organization_id = NEW.organization_id AND a.id = NEW.appointment_id)
  WHERE organization_id = NEW.organization_id AND id = NEW.id;
END;
CREATE TRIGGER appointment_provider_starts_with_it AFTER INSERT ON appointment_provider
WHEN NEW.starts_at = -2208988800000000 BEGIN
  UPDATE appointment_provider SET
    version = version + 1,
    starts_at = (SELECT a.starts_at FROM appointment AS a
      WHERE a.organization_id = NEW.organization_id AND a.id = NEW.appointment_id)
  WHERE organization_id = NEW.organization_id AND id = NEW.id;
END;
