-- Taxes by law: the category of each and why it is not charged, guests who are charged none of the
-- standard taxes, and what an invoice keeps of those from issue on, with who sold and who bought.
-- A tax without a category is standard if its rate is above zero, and zero if not: so servers that
-- know no category go on writing what is right.
ALTER TABLE tax ADD COLUMN category TEXT
  CHECK (category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O'));
ALTER TABLE tax ADD COLUMN exemption_reason TEXT
  CHECK (length(exemption_reason) BETWEEN 1 AND 300);
ALTER TABLE tax ADD COLUMN exemption_code TEXT CHECK (length(exemption_code) BETWEEN 1 AND 40);

ALTER TABLE guest ADD COLUMN company TEXT CHECK (length(company) BETWEEN 1 AND 200);
ALTER TABLE guest ADD COLUMN address TEXT CHECK (length(address) <= 10000);
ALTER TABLE guest ADD COLUMN postal_code TEXT CHECK (length(postal_code) BETWEEN 1 AND 20);
ALTER TABLE guest ADD COLUMN city TEXT CHECK (length(city) BETWEEN 1 AND 200);
ALTER TABLE guest ADD COLUMN state TEXT CHECK (length(state) BETWEEN 1 AND 200);
ALTER TABLE guest ADD COLUMN country TEXT CHECK (country GLOB '[A-Z][A-Z]');
ALTER TABLE guest ADD COLUMN tax_treatment TEXT NOT NULL DEFAULT 'standard'
  CHECK (tax_treatment IN ('standard', 'exempt', 'reverse_charge'));
ALTER TABLE guest ADD COLUMN exemption_reason TEXT
  CHECK (length(exemption_reason) BETWEEN 1 AND 300);
ALTER TABLE guest ADD COLUMN exemption_certificate TEXT
  CHECK (length(exemption_certificate) BETWEEN 1 AND 200);

ALTER TABLE center ADD COLUMN legal_name TEXT CHECK (length(legal_name) BETWEEN 1 AND 200);
ALTER TABLE center ADD COLUMN postal_code TEXT CHECK (length(postal_code) BETWEEN 1 AND 20);
ALTER TABLE center ADD COLUMN vat_number TEXT CHECK (length(vat_number) BETWEEN 1 AND 32);
ALTER TABLE center ADD COLUMN reverse_charge_reason TEXT
  CHECK (length(reverse_charge_reason) BETWEEN 1 AND 300);
ALTER TABLE center ADD COLUMN payment_days INTEGER CHECK (payment_days BETWEEN 0 AND 365);

ALTER TABLE invoice ADD COLUMN seller TEXT
  CHECK (length(seller) <= 65536 AND (seller IS NULL OR json_valid(seller)));
ALTER TABLE invoice ADD COLUMN buyer TEXT
  CHECK (length(buyer) <= 65536 AND (buyer IS NULL OR json_valid(buyer)));
ALTER TABLE invoice ADD COLUMN tax_totals TEXT NOT NULL DEFAULT '[]'
  CHECK (length(tax_totals) <= 262144 AND json_valid(tax_totals));
ALTER TABLE invoice ADD COLUMN tax_exemption TEXT
  CHECK (length(tax_exemption) <= 16384 AND (tax_exemption IS NULL OR json_valid(tax_exemption)));
ALTER TABLE invoice ADD COLUMN due_on INTEGER CHECK (due_on BETWEEN -719162 AND 2932896);
