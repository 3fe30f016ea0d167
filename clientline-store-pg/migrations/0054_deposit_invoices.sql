-- Invoices of deposits, and what others deduct of them. A deposit is issued as it is made, deducts
-- none, and no more of it is deducted than was paid and not given back; coins that were not asked
-- for count as paid.
ALTER TABLE invoice
  ADD COLUMN kind text COLLATE "C" NOT NULL DEFAULT 'invoice'
    CHECK (kind IN ('invoice', 'deposit')),
  ADD COLUMN deducted bigint NOT NULL DEFAULT 0 CHECK (deducted >= 0),
  ADD COLUMN drawn bigint NOT NULL DEFAULT 0 CHECK (drawn >= 0),
  ADD COLUMN drawn_taxes text COLLATE "C" NOT NULL DEFAULT '[]'
    CHECK (char_length(drawn_taxes) <= 16384 AND drawn_taxes::json IS NOT NULL),
  ADD CONSTRAINT invoice_deposit_kind_check CHECK (kind <> 'deposit' OR (status <> 'draft' AND deducted = 0)),
  ADD CONSTRAINT invoice_deposit_drawn_check CHECK (drawn = 0 OR kind = 'deposit'),
  ADD CONSTRAINT invoice_deposit_paid_check CHECK (drawn <= total_collection - cash_rounding OR drawn = 0),
  DROP CONSTRAINT invoice_check2,
  ADD CONSTRAINT invoice_check2 CHECK (
    balance_due = CASE status WHEN 'void' THEN 0
      ELSE total + cash_rounding - credited - redeemed - deducted - total_collection END
  );
