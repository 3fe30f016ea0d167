-- A sale may be of a gift card.
ALTER TABLE sale
  DROP CONSTRAINT sale_item_type_check,
  ADD CONSTRAINT sale_item_type_check
    CHECK (item_type IN ('service', 'product', 'package', 'gift_card'));
