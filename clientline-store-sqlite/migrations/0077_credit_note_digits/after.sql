DROP INDEX credit_note_number_used;
CREATE UNIQUE INDEX credit_note_number_used
  ON credit_note (organization_id, series, sequence);
