-- The services that are offered: what guests list.
CREATE INDEX service_by_use ON service (organization_id, is_active, id);
