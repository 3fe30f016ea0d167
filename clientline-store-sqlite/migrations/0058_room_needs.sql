-- Several kinds of room: what services need beside the first kind, and what appointments have
-- beside their first room.
ALTER TABLE service ADD COLUMN further_room_category_ids TEXT NOT NULL DEFAULT '[]'
  CHECK (length(further_room_category_ids) <= 200 AND json_valid(further_room_category_ids))
  CHECK (further_room_category_ids = '[]' OR room_category_id IS NOT NULL AND max_guests = 1);
ALTER TABLE appointment ADD COLUMN further_room_ids TEXT
  CHECK (length(further_room_ids) <= 200 AND (further_room_ids IS NULL OR json_valid(further_room_ids)))
  CHECK (further_room_ids IS NULL OR room_id IS NOT NULL);
CREATE TABLE service_room_category (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  service_id BLOB NOT NULL,
  room_category_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, room_category_id) REFERENCES room_category (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX service_room_category_exists
  ON service_room_category (organization_id, service_id, room_category_id);
CREATE INDEX service_room_category_by_room_category
  ON service_room_category (organization_id, room_category_id, id);
CREATE TABLE appointment_room (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  room_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, room_id) REFERENCES room (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX appointment_room_exists
  ON appointment_room (organization_id, appointment_id, room_id);
CREATE INDEX appointment_room_by_room ON appointment_room (organization_id, room_id, id);
