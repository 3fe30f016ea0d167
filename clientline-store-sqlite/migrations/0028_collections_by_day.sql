-- What came and went at a center on a day.
CREATE INDEX collection_by_center_and_day ON collection (organization_id, center_id, collection_date, id);
