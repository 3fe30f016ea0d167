-- When an appointment starts, beside each room and provider that it has besides its first ones: so
-- that those of a room or a provider are found in the order in which appointments are listed.
-- Servers of the release before don't know of it, and leave it to the triggers below.
ALTER TABLE appointment_room ADD COLUMN starts_at timestamptz
  CHECK (starts_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z');
ALTER TABLE appointment_provider ADD COLUMN starts_at timestamptz
  CHECK (starts_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z');

-- It follows from the appointment, and changes nothing of the row: its version stays.
ALTER TABLE appointment_room DISABLE TRIGGER USER;
UPDATE appointment_room AS r SET starts_at = a.starts_at FROM appointment AS a
  WHERE a.organization_id = r.organization_id AND a.id = r.appointment_id;
ALTER TABLE appointment_room ENABLE TRIGGER USER;
ALTER TABLE appointment_provider DISABLE TRIGGER USER;
UPDATE appointment_provider AS p SET starts_at = a.starts_at FROM appointment AS a
  WHERE a.organization_id = p.organization_id AND a.id = p.appointment_id;
ALTER TABLE appointment_provider ENABLE TRIGGER USER;

-- No release changes it afterwards: what is moved gets rows anew.
CREATE FUNCTION clientline_start_with_appointment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.starts_at IS NULL THEN
    NEW.starts_at := (SELECT a.starts_at FROM appointment AS a
      WHERE a.organization_id = NEW.organization_id AND a.id = NEW.appointment_id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appointment_room_starts_with_it BEFORE INSERT ON appointment_room
  FOR EACH ROW EXECUTE FUNCTION clientline_start_with_appointment();
CREATE TRIGGER appointment_provider_starts_with_it BEFORE INSERT ON appointment_provider
  FOR EACH ROW EXECUTE FUNCTION clientline_start_with_appointment();
ALTER TABLE appointment_room ALTER COLUMN starts_at SET NOT NULL;
ALTER TABLE appointment_provider ALTER COLUMN starts_at SET NOT NULL;

DROP INDEX appointment_room_by_room;
CREATE INDEX appointment_room_by_room
  ON appointment_room (organization_id, room_id, starts_at, id);
DROP INDEX appointment_provider_by_provider;
CREATE INDEX appointment_provider_by_provider
  ON appointment_provider (organization_id, provider_id, starts_at, id);
