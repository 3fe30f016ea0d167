CREATE UNIQUE INDEX invoice_number_used
  ON invoice (organization_id, series, invoice_no);
