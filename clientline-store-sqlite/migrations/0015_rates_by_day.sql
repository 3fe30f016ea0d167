-- The rates of a tax by the day from which each holds, the day of performance that decides which
-- is charged, and how a center rounds cash to coins that exist.
ALTER TABLE tax ADD COLUMN rates TEXT NOT NULL DEFAULT '[]'
  CHECK (length(rates) <= 16384 AND json_valid(rates));
ALTER TABLE invoice_item ADD COLUMN performed_on INTEGER
  CHECK (performed_on BETWEEN -719162 AND 2932896);
ALTER TABLE center ADD COLUMN cash_rounding TEXT
  CHECK (length(cash_rounding) <= 1024 AND (cash_rounding IS NULL OR json_valid(cash_rounding)));
