-- The rates of a tax by the day from which each holds, the day of performance that decides which
-- is charged, and how a center rounds cash to coins that exist.
ALTER TABLE tax ADD COLUMN rates text COLLATE "C" NOT NULL DEFAULT '[]'
  CHECK (char_length(rates) <= 16384 AND rates::json IS NOT NULL);
ALTER TABLE invoice_item ADD COLUMN performed_on date CHECK (performed_on BETWEEN '0001-01-01' AND '9999-12-31');
ALTER TABLE center ADD COLUMN cash_rounding text COLLATE "C"
  CHECK (cash_rounding IS NULL OR char_length(cash_rounding) <= 1024 AND cash_rounding::json IS NOT NULL);
