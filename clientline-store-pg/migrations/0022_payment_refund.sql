-- How much of a payment was given back: never more than was given, also by many at once.
ALTER TABLE payment
  DROP CONSTRAINT payment_status_check,
  ADD CONSTRAINT payment_status_check CHECK (status IN (
    'pending', 'completed', 'failed', 'reversed', 'partially_refunded', 'refunded'
  )),
  ADD COLUMN refunded bigint NOT NULL DEFAULT 0 CHECK (refunded >= 0),
  ADD CHECK (CASE status
    WHEN 'refunded' THEN refunded = amount
    WHEN 'partially_refunded' THEN refunded BETWEEN 1 AND amount - 1
    ELSE refunded = 0 END);

-- A payment is awaited at first, or there, and may be reversed once, or given back in parts.
DROP TRIGGER payment_status_goes_forward ON payment;
CREATE TRIGGER payment_status_goes_forward BEFORE UPDATE ON payment
  FOR EACH ROW WHEN (
    NEW.refunded < OLD.refunded
    OR OLD.status <> NEW.status AND NOT (
      (OLD.status = 'pending' AND NEW.status IN ('completed', 'failed'))
      OR (OLD.status = 'completed'
        AND NEW.status IN ('reversed', 'partially_refunded', 'refunded'))
      OR (OLD.status = 'partially_refunded' AND NEW.status = 'refunded')))
  EXECUTE FUNCTION clientline_refuse('payment_never_changes');
