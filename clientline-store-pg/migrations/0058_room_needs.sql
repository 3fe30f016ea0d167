-- Several kinds of room: what services need beside the first kind, and what appointments have
-- beside their first room.
ALTER TABLE service ADD COLUMN further_room_category_ids text COLLATE "C" NOT NULL DEFAULT '[]'
  CHECK (char_length(further_room_category_ids) <= 200 AND further_room_category_ids::json IS NOT NULL),
  ADD CHECK (further_room_category_ids = '[]' OR room_category_id IS NOT NULL AND max_guests = 1);
ALTER TABLE appointment ADD COLUMN further_room_ids text COLLATE "C"
  CHECK (further_room_ids IS NULL
    OR char_length(further_room_ids) <= 200 AND further_room_ids::json IS NOT NULL),
  ADD CHECK (further_room_ids IS NULL OR room_id IS NOT NULL);
CREATE TABLE service_room_category (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  service_id uuid NOT NULL,
  room_category_id uuid NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, room_category_id) REFERENCES room_category (organization_id, id)
);
CREATE UNIQUE INDEX service_room_category_exists
  ON service_room_category (organization_id, service_id, room_category_id);
CREATE INDEX service_room_category_by_room_category
  ON service_room_category (organization_id, room_category_id, id);
CREATE TABLE appointment_room (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  appointment_id uuid NOT NULL,
  room_id uuid NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, room_id) REFERENCES room (organization_id, id)
);
CREATE UNIQUE INDEX appointment_room_exists
  ON appointment_room (organization_id, appointment_id, room_id);
CREATE INDEX appointment_room_by_room ON appointment_room (organization_id, room_id, id);
