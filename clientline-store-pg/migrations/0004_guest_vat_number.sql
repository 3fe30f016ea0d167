-- The buyer's VAT identifier, for invoices to businesses.
ALTER TABLE guest ADD COLUMN vat_number text COLLATE "C"
  CHECK (char_length(vat_number) BETWEEN 1 AND 32);
