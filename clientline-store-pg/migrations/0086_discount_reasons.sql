-- Why a discount is given, and by which offer: on lines, and on the sales that they bill.
ALTER TABLE sale ADD COLUMN discount_reason text COLLATE "C"
  CHECK (char_length(discount_reason) BETWEEN 1 AND 200)
  CHECK (discount_reason IS NULL OR discount IS NOT NULL);
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
    OR OLD.discount_reason IS DISTINCT FROM NEW.discount_reason
    OR OLD.gross_value IS DISTINCT FROM NEW.gross_value
    OR OLD.discount_value IS DISTINCT FROM NEW.discount_value
    OR OLD.net_value IS DISTINCT FROM NEW.net_value))
  EXECUTE FUNCTION clientline_keep_invoiced_sale();
ALTER TABLE invoice_item
  ADD COLUMN discount_reason text COLLATE "C"
    CHECK (char_length(discount_reason) BETWEEN 1 AND 200),
  ADD COLUMN discount_offer_id uuid,
  ADD CONSTRAINT invoice_item_discount_reason_whole_check
    CHECK (discount IS NOT NULL OR (discount_reason IS NULL AND discount_offer_id IS NULL)),
  ADD FOREIGN KEY (organization_id, discount_offer_id)
    REFERENCES offer_discount (organization_id, id);
CREATE INDEX invoice_item_by_discount_offer
  ON invoice_item (organization_id, discount_offer_id, id) WHERE discount_offer_id IS NOT NULL;
