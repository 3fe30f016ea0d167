-- A copy is no change of a row: its version stays. The triggers are made again when the history
-- is through.
DROP TRIGGER IF EXISTS payment_keeps_key_and_version;
DROP TRIGGER IF EXISTS payment_is_frozen;
UPDATE payment AS p SET charge_no = transaction_no
WHERE transaction_no IS NOT NULL AND status IN ('pending', 'completed') AND NOT EXISTS (
  SELECT 1 FROM payment AS q WHERE q.organization_id = p.organization_id
    AND q.payment_method = p.payment_method AND q.transaction_no = p.transaction_no
    AND q.status IN ('pending', 'completed') AND q.id < p.id
);
CREATE UNIQUE INDEX duplicate ON payment (organization_id, payment_method, charge_no)
  WHERE charge_no IS NOT NULL;
