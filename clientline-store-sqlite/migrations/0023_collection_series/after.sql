CREATE UNIQUE INDEX collection_number_used
  ON collection (organization_id, series, collection_no);
