-- The local day on which the money of a payment came, which is that of its receipt. It follows
-- from that: the version stays, and the triggers are made again when the history is through.
ALTER TABLE payment ADD COLUMN payment_date INTEGER
  CHECK (payment_date BETWEEN -719162 AND 2932896);
DROP TRIGGER IF EXISTS payment_keeps_key_and_version;
DROP TRIGGER IF EXISTS payment_is_frozen;
UPDATE payment AS p SET payment_date = (
  SELECT c.collection_date FROM collection AS c
  WHERE c.organization_id = p.organization_id AND c.payment_id = p.id AND c.kind = 'receipt'
);
-- Money comes once.
CREATE TRIGGER payment_day_is_kept BEFORE UPDATE ON payment
WHEN OLD.payment_date IS NOT NULL AND NEW.payment_date IS NOT OLD.payment_date
BEGIN
  SELECT RAISE(ABORT, 'payment_never_changes');
END;

-- Lists of a period.
CREATE INDEX sale_by_day ON sale (organization_id, sale_date, id);
CREATE INDEX invoice_by_day ON invoice (organization_id, invoice_date, id)
  WHERE invoice_date IS NOT NULL;
CREATE INDEX payment_by_day ON payment (organization_id, payment_date, id)
  WHERE payment_date IS NOT NULL;
CREATE INDEX collection_by_day ON collection (organization_id, collection_date, id);
