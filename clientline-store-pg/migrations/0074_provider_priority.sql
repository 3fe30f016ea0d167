-- Who comes first of those whom a guest may have who wants nobody in particular.
ALTER TABLE provider ADD COLUMN priority bigint CHECK (priority BETWEEN 1 AND 1000);
