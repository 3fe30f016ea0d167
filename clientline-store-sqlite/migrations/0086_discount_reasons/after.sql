-- Why a discount is given, on the sales that lines bill, too.
ALTER TABLE sale ADD COLUMN discount_reason TEXT
  CHECK (length(discount_reason) BETWEEN 1 AND 200)
  CHECK (discount_reason IS NULL OR discount IS NOT NULL);
DROP TRIGGER sale_stays_as_invoiced;
CREATE TRIGGER sale_stays_as_invoiced BEFORE UPDATE ON sale
WHEN OLD.status = 'billed' AND (
  OLD.provider_id IS NOT NEW.provider_id
  OR OLD.service_id IS NOT NEW.service_id
  OR OLD.quantity IS NOT NEW.quantity
  OR OLD.unit_price IS NOT NEW.unit_price
  OR OLD.price_mode IS NOT NEW.price_mode
  OR OLD.discount_id IS NOT NEW.discount_id
  OR OLD.discount IS NOT NEW.discount
  OR OLD.discount_reason IS NOT NEW.discount_reason
  OR OLD.gross_value IS NOT NEW.gross_value
  OR OLD.discount_value IS NOT NEW.discount_value
  OR OLD.net_value IS NOT NEW.net_value)
BEGIN
  SELECT RAISE(ABORT, 'sale_billed') FROM invoice_item
  JOIN invoice ON invoice.organization_id = invoice_item.organization_id
    AND invoice.id = invoice_item.invoice_id
  WHERE invoice_item.organization_id = OLD.organization_id
    AND invoice_item.id = OLD.invoice_item_id AND invoice.status <> 'draft';
END;
CREATE INDEX invoice_item_by_discount_offer
  ON invoice_item (organization_id, discount_offer_id, id) WHERE discount_offer_id IS NOT NULL;
