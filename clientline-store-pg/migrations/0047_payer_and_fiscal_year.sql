-- Who pays, as it was at issue, and the month in which a center's fiscal year begins.
ALTER TABLE invoice ADD COLUMN payer text COLLATE "C"
  CHECK (payer IS NULL OR char_length(payer) <= 65536 AND payer::json IS NOT NULL);
ALTER TABLE center ADD COLUMN fiscal_year_month bigint
  CHECK (fiscal_year_month BETWEEN 1 AND 12);
