DROP INDEX invoice_number_used;
CREATE UNIQUE INDEX invoice_number_used
  ON invoice (organization_id, series, sequence);
