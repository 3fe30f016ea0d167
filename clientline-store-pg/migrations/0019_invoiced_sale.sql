-- What an appointment is agreed on may change while its sale stands on a draft, and the sale with
-- it. What stands on an issued invoice was sold as it says there. The invoice is locked as it is
-- looked at, so that nothing slips in while another transaction issues it.
CREATE FUNCTION clientline_keep_invoiced_sale() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stands text;
BEGIN
  SELECT i.status INTO stands FROM invoice_item AS l
    JOIN invoice AS i ON i.organization_id = l.organization_id AND i.id = l.invoice_id
    WHERE l.organization_id = OLD.organization_id AND l.id = OLD.invoice_item_id
    FOR SHARE OF i;
  IF stands <> 'draft' THEN
    RAISE EXCEPTION 'sale_billed' USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_billed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sale_stays_as_invoiced BEFORE UPDATE ON sale
  FOR EACH ROW WHEN (OLD.status = 'billed' AND (
    OLD.provider_id IS DISTINCT FROM NEW.provider_id
    OR OLD.service_id IS DISTINCT FROM NEW.service_id
    OR OLD.unit_price IS DISTINCT FROM NEW.unit_price
    OR OLD.discount_id IS DISTINCT FROM NEW.discount_id
    OR OLD.discount IS DISTINCT FROM NEW.discount
    OR OLD.gross_value IS DISTINCT FROM NEW.gross_value
    OR OLD.discount_value IS DISTINCT FROM NEW.discount_value
    OR OLD.net_value IS DISTINCT FROM NEW.net_value))
  EXECUTE FUNCTION clientline_keep_invoiced_sale();
