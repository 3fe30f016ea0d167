-- What is sold may be a fee, or something in words.
ALTER TABLE sale
  DROP CONSTRAINT sale_item_type_check,
  ADD CONSTRAINT sale_item_type_check
    CHECK (item_type IN ('service', 'product', 'package', 'gift_card', 'fee', 'free_text'));
