-- A sale on a draft says what its line says: how many, too, and whether its price includes tax.
-- What stands on an issued invoice was sold as it says there.
ALTER TABLE sale ADD COLUMN price_mode text COLLATE "C"
  CHECK (price_mode IN ('exclusive', 'inclusive'));
DROP TRIGGER sale_stays_as_invoiced ON sale;
CREATE TRIGGER sale_stays_as_invoiced BEFORE UPDATE ON sale
  FOR EACH ROW WHEN (OLD.status = 'billed' AND (
    OLD.provider_id IS DISTINCT FROM NEW.provider_id
    OR OLD.service_id IS DISTINCT FROM NEW.service_id
    OR OLD.quantity IS DISTINCT FROM NEW.quantity
    OR OLD.unit_price IS DISTINCT FROM NEW.unit_price
    OR OLD.price_mode IS DISTINCT FROM NEW.price_mode
    OR OLD.discount_id IS DISTINCT FROM NEW.discount_id
    OR OLD.discount IS DISTINCT FROM NEW.discount
    OR OLD.gross_value IS DISTINCT FROM NEW.gross_value
    OR OLD.discount_value IS DISTINCT FROM NEW.discount_value
    OR OLD.net_value IS DISTINCT FROM NEW.net_value))
  EXECUTE FUNCTION clientline_keep_invoiced_sale();
