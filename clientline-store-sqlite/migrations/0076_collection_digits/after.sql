DROP INDEX collection_number_used;
CREATE UNIQUE INDEX collection_number_used
  ON collection (organization_id, series, sequence);
