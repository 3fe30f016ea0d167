-- The buyer's VAT identifier, for invoices to businesses.
ALTER TABLE guest ADD COLUMN vat_number TEXT CHECK (length(vat_number) BETWEEN 1 AND 32);
