-- What a card was charged beyond the amount and the tip, and the till handed out in cash.
ALTER TABLE payment ADD COLUMN cash_back INTEGER NOT NULL DEFAULT 0
  CHECK (cash_back >= 0 AND (cash_back = 0 OR payment_method = 'card'));
