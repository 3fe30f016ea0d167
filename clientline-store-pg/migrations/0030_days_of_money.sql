-- The local day on which the money of a payment came, which is that of its receipt. It follows
-- from that: the version stays.
ALTER TABLE payment ADD COLUMN payment_date date
  CHECK (payment_date BETWEEN '0001-01-01' AND '9999-12-31');
ALTER TABLE payment DISABLE TRIGGER USER;
UPDATE payment AS p SET payment_date = c.collection_date FROM collection AS c
WHERE c.organization_id = p.organization_id AND c.payment_id = p.id AND c.kind = 'receipt';
ALTER TABLE payment ENABLE TRIGGER USER;
-- Money comes once.
CREATE TRIGGER payment_day_is_kept BEFORE UPDATE ON payment
  FOR EACH ROW WHEN (
    OLD.payment_date IS NOT NULL AND NEW.payment_date IS DISTINCT FROM OLD.payment_date)
  EXECUTE FUNCTION clientline_refuse('payment_never_changes');

-- Lists of a period.
CREATE INDEX sale_by_day ON sale (organization_id, sale_date, id);
CREATE INDEX invoice_by_day ON invoice (organization_id, invoice_date, id)
  WHERE invoice_date IS NOT NULL;
CREATE INDEX payment_by_day ON payment (organization_id, payment_date, id)
  WHERE payment_date IS NOT NULL;
CREATE INDEX collection_by_day ON collection (organization_id, collection_date, id);
