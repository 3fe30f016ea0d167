-- Who pays, as it was at issue, and the month in which a center's fiscal year begins.
ALTER TABLE invoice ADD COLUMN payer TEXT
  CHECK (length(payer) <= 65536 AND (payer IS NULL OR json_valid(payer)));
ALTER TABLE center ADD COLUMN fiscal_year_month INTEGER
  CHECK (fiscal_year_month BETWEEN 1 AND 12);
