-- Whether a product is sold when none is left, and what each line took out of stock.
ALTER TABLE product ADD COLUMN stock_policy TEXT NOT NULL DEFAULT 'counted'
  CHECK (stock_policy IN ('counted', 'required'));
ALTER TABLE invoice_item ADD COLUMN stock_taken INTEGER NOT NULL DEFAULT 0
  CHECK (stock_taken BETWEEN 0 AND 1000000000);
