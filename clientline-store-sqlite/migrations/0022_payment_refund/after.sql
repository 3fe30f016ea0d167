-- A payment is awaited at first, or there, and may be reversed once, or given back in parts.
DROP TRIGGER payment_status_goes_forward;
CREATE TRIGGER payment_status_goes_forward BEFORE UPDATE ON payment
WHEN NEW.refunded < OLD.refunded
  OR OLD.status <> NEW.status AND NOT (
    (OLD.status = 'pending' AND NEW.status IN ('completed', 'failed'))
    OR (OLD.status = 'completed' AND NEW.status IN ('reversed', 'partially_refunded', 'refunded'))
    OR (OLD.status = 'partially_refunded' AND NEW.status = 'refunded'))
BEGIN
  SELECT RAISE(ABORT, 'payment_never_changes');
END;
