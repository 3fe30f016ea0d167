-- Taxes by law: the category of each and why it is not charged, guests who are charged none of the
-- standard taxes, and what an invoice keeps of those from issue on, with who sold and who bought.
-- A tax without a category is standard if its rate is above zero, and zero if not: so servers that
-- know no category go on writing what is right.
ALTER TABLE tax
  ADD COLUMN category text COLLATE "C"
    CHECK (category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
  ADD COLUMN exemption_reason text COLLATE "C"
    CHECK (char_length(exemption_reason) BETWEEN 1 AND 300),
  ADD COLUMN exemption_code text COLLATE "C"
    CHECK (char_length(exemption_code) BETWEEN 1 AND 40);

ALTER TABLE guest
  ADD COLUMN company text COLLATE "C"
    CHECK (char_length(company) BETWEEN 1 AND 200),
  ADD COLUMN address text COLLATE "C"
    CHECK (char_length(address) <= 10000),
  ADD COLUMN postal_code text COLLATE "C"
    CHECK (char_length(postal_code) BETWEEN 1 AND 20),
  ADD COLUMN city text COLLATE "C"
    CHECK (char_length(city) BETWEEN 1 AND 200),
  ADD COLUMN state text COLLATE "C"
    CHECK (char_length(state) BETWEEN 1 AND 200),
  ADD COLUMN country text COLLATE "C"
    CHECK (country ~ '^[A-Z]{2}$'),
  ADD COLUMN tax_treatment text COLLATE "C" NOT NULL DEFAULT 'standard'
    CHECK (tax_treatment IN ('standard', 'exempt', 'reverse_charge')),
  ADD COLUMN exemption_reason text COLLATE "C"
    CHECK (char_length(exemption_reason) BETWEEN 1 AND 300),
  ADD COLUMN exemption_certificate text COLLATE "C"
    CHECK (char_length(exemption_certificate) BETWEEN 1 AND 200);

ALTER TABLE center
  ADD COLUMN legal_name text COLLATE "C"
    CHECK (char_length(legal_name) BETWEEN 1 AND 200),
  ADD COLUMN postal_code text COLLATE "C"
    CHECK (char_length(postal_code) BETWEEN 1 AND 20),
  ADD COLUMN vat_number text COLLATE "C"
    CHECK (char_length(vat_number) BETWEEN 1 AND 32),
  ADD COLUMN reverse_charge_reason text COLLATE "C"
    CHECK (char_length(reverse_charge_reason) BETWEEN 1 AND 300),
  ADD COLUMN payment_days bigint
    CHECK (payment_days BETWEEN 0 AND 365);

ALTER TABLE invoice
  ADD COLUMN seller text COLLATE "C"
    CHECK (seller IS NULL OR char_length(seller) <= 65536 AND seller::json IS NOT NULL),
  ADD COLUMN buyer text COLLATE "C"
    CHECK (buyer IS NULL OR char_length(buyer) <= 65536 AND buyer::json IS NOT NULL),
  ADD COLUMN tax_totals text COLLATE "C" NOT NULL DEFAULT '[]'
    CHECK (char_length(tax_totals) <= 262144 AND tax_totals::json IS NOT NULL),
  ADD COLUMN tax_exemption text COLLATE "C"
    CHECK (tax_exemption IS NULL OR char_length(tax_exemption) <= 16384 AND tax_exemption::json IS NOT NULL),
  ADD COLUMN due_on date
    CHECK (due_on BETWEEN '0001-01-01' AND '9999-12-31');
