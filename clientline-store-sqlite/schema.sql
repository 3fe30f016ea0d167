-- What the first 78 steps of the history lead to, as a new file begins.
-- A test writes it (`src/migrate/fresh.rs`); nobody edits it.

CREATE TABLE admin_count (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  admins INTEGER NOT NULL CHECK (admins >= 0),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "api_key" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  role TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'client')),
  scopes TEXT CHECK (length(scopes) <= 4096 AND (scopes IS NULL OR json_valid(scopes))),
  token_hash TEXT NOT NULL CHECK (length(token_hash) = 64 AND token_hash NOT GLOB '*[^0-9a-f]*'),
  expires_at INTEGER CHECK (expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  revoked_at INTEGER CHECK (revoked_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "appointment" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  service_id BLOB NOT NULL,
  provider_id BLOB NOT NULL,
  room_id BLOB,
  room_unit INTEGER CHECK (room_unit BETWEEN 1 AND 1000),
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  ends_at INTEGER NOT NULL CHECK (ends_at BETWEEN -2208988800000000 AND 253402300799999999),
  time_zone TEXT NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64),
  local_start TEXT NOT NULL CHECK (length(local_start) BETWEEN 1 AND 40),
  buffer_before_minutes INTEGER NOT NULL CHECK (buffer_before_minutes BETWEEN 0 AND 1440),
  buffer_after_minutes INTEGER NOT NULL CHECK (buffer_after_minutes BETWEEN 0 AND 1440),
  segments TEXT CHECK (length(segments) <= 1024 AND (segments IS NULL OR json_valid(segments))),
  status TEXT NOT NULL CHECK (status IN
    ('pending', 'scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed', 'cancelled',
     'no_show')),
  held_until INTEGER
    CHECK (held_until BETWEEN -2208988800000000 AND 253402300799999999),
  notes TEXT CHECK (length(notes) <= 10000),
  internal_notes TEXT CHECK (length(internal_notes) <= 10000),
  source TEXT NOT NULL CHECK (source IN ('desk', 'online', 'api', 'import')),
  series_id BLOB CHECK (length(series_id) = 16),
  cancelled_reason TEXT CHECK (length(cancelled_reason) <= 10000),
  price INTEGER NOT NULL CHECK (price >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  steps INTEGER NOT NULL CHECK (steps >= 1), contact_first_name TEXT
  CHECK (length(contact_first_name) BETWEEN 1 AND 200), contact_last_name TEXT
  CHECK (length(contact_last_name) BETWEEN 1 AND 200), contact_phone TEXT
  CHECK (length(contact_phone) BETWEEN 5 AND 21), visit_id BLOB CHECK (length(visit_id) = 16), booked_by TEXT
  CHECK (length(booked_by) BETWEEN 1 AND 200), party_id BLOB CHECK (length(party_id) = 16), further_room_ids TEXT
  CHECK (length(further_room_ids) <= 200 AND (further_room_ids IS NULL OR json_valid(further_room_ids)))
  CHECK (further_room_ids IS NULL OR room_id IS NOT NULL), further_provider_ids TEXT
  CHECK (length(further_provider_ids) <= 200
    AND (further_provider_ids IS NULL OR json_valid(further_provider_ids))),
  CHECK (ends_at > starts_at AND ends_at - starts_at <= 86400000000),
  CHECK ((room_id IS NULL) = (room_unit IS NULL)),
  -- What is pending ends by itself, and nothing else does. What was not confirmed in time is
  -- cancelled, and still says until when it was held.
  CHECK (CASE status WHEN 'pending' THEN held_until IS NOT NULL WHEN 'cancelled' THEN 1
    ELSE held_until IS NULL END),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, room_id) REFERENCES room (organization_id, id)
) STRICT, WITHOUT ROWID
;

CREATE TABLE appointment_change (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step >= 1),
  from_status TEXT CHECK (from_status IN
    ('pending', 'scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed', 'cancelled',
     'no_show')),
  to_status TEXT NOT NULL CHECK (to_status IN
    ('pending', 'scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed', 'cancelled',
     'no_show')),
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 200),
  reason TEXT CHECK (length(reason) <= 10000), moved_from TEXT
  CHECK (length(moved_from) <= 2048 AND (moved_from IS NULL OR json_valid(moved_from))),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE appointment_provider (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  provider_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE appointment_room (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  room_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, room_id) REFERENCES room (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE appointment_series (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  rule TEXT NOT NULL CHECK (length(rule) <= 100 AND rule GLOB 'FREQ=[DWM]*'),
  until INTEGER CHECK (until BETWEEN -719162 AND 2932896),
  dates TEXT NOT NULL CHECK (length(dates) <= 16384 AND json_valid(dates))
    CHECK (json_type(dates) = 'array' AND json_array_length(dates) <= 60),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "audit" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  actor_kind TEXT NOT NULL
    CHECK (actor_kind IN ('system', 'api_key', 'user', 'platform', 'public')),
  actor_id BLOB NOT NULL CHECK (length(actor_id) = 16),
  operation TEXT NOT NULL CHECK (length(operation) BETWEEN 1 AND 200),
  rows TEXT NOT NULL CHECK (length(CAST(rows AS BLOB)) <= 16777216),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_seal (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  number INTEGER NOT NULL CHECK (number >= 1),
  last_position INTEGER NOT NULL CHECK (last_position >= 0),
  entries TEXT NOT NULL CHECK (length(CAST(entries AS BLOB)) <= 16777216),
  digest TEXT NOT NULL CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "blockout" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  calendar_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  ends_at INTEGER NOT NULL CHECK (ends_at BETWEEN -2208988800000000 AND 253402300799999999),
  reason TEXT NOT NULL
    CHECK (reason IN ('break', 'meeting', 'training', 'maintenance', 'vacation', 'other')),
  notes TEXT CHECK (length(notes) <= 10000),
  span TEXT NOT NULL DEFAULT 'longer'
    CHECK (span IN ('day', 'longer')) CHECK (span <> 'day' OR ends_at - starts_at <= 86400000000),
  recurrence TEXT
    CHECK (length(recurrence) <= 8192 AND (recurrence IS NULL OR json_valid(recurrence))),
  CHECK (ends_at > starts_at),
  -- What recurs may go on without an end; a slip of the keyboard lasts 366 days at most.
  CHECK (recurrence IS NOT NULL OR ends_at - starts_at <= 31622400000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, calendar_id) REFERENCES calendar (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID
;

CREATE TABLE business_unit (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  description TEXT CHECK (length(description) <= 10000),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE calendar (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  kind TEXT NOT NULL CHECK (kind IN ('provider', 'room', 'center')),
  center_id BLOB NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE category (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description TEXT CHECK (length(description) <= 10000),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "center" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  time_zone TEXT NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  display_name TEXT CHECK (length(display_name) BETWEEN 1 AND 200),
  address TEXT CHECK (length(address) <= 10000),
  city TEXT CHECK (length(city) BETWEEN 1 AND 200),
  state TEXT CHECK (length(state) BETWEEN 1 AND 200),
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  email TEXT CHECK (length(CAST(email AS BLOB)) <= 254 AND email LIKE '_%@_%'),
  tax_number TEXT CHECK (length(tax_number) BETWEEN 1 AND 40),
  hours TEXT CHECK (length(hours) <= 16384 AND (hours IS NULL OR json_valid(hours))),
  policies TEXT NOT NULL CHECK (length(policies) <= 1024 AND json_valid(policies)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)), cash_rounding TEXT
  CHECK (length(cash_rounding) <= 1024 AND (cash_rounding IS NULL OR json_valid(cash_rounding))), legal_name TEXT CHECK (length(legal_name) BETWEEN 1 AND 200), postal_code TEXT CHECK (length(postal_code) BETWEEN 1 AND 20), vat_number TEXT CHECK (length(vat_number) BETWEEN 1 AND 32), reverse_charge_reason TEXT
  CHECK (length(reverse_charge_reason) BETWEEN 1 AND 300), payment_days INTEGER CHECK (payment_days BETWEEN 0 AND 365), fees TEXT
  CHECK (length(fees) <= 1024 AND (fees IS NULL OR json_valid(fees))), fiscal_year_month INTEGER
  CHECK (fiscal_year_month BETWEEN 1 AND 12), deposit TEXT
  CHECK (length(deposit) <= 1024 AND (deposit IS NULL OR json_valid(deposit))), day_ends_at INTEGER CHECK (day_ends_at BETWEEN 0 AND 360), number_patterns TEXT
  CHECK (length(number_patterns) <= 1024 AND (number_patterns IS NULL OR json_valid(number_patterns))), write_off_after_days INTEGER
  CHECK (write_off_after_days BETWEEN 0 AND 3650),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "collection" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  collection_no TEXT NOT NULL CHECK (length(collection_no) BETWEEN 1 AND 40),
  -- As that of an invoice.
  number_before TEXT AS (
    CASE WHEN series IS NULL AND CAST(substr(collection_no, 11) AS INTEGER) > 1 THEN
      substr(collection_no, 1, 10) || printf('%04d', CAST(substr(collection_no, 11) AS INTEGER) - 1)
    END
  ),
  -- What the number starts with, and with which it is the only one of the organization; none,
  -- if it was given while numbers named no center.
  series TEXT CHECK (length(series) <= 40),
  -- The place of the number in its series, with which it is the only one of that, however many
  -- digits are written.
  sequence INTEGER CHECK (sequence BETWEEN 1 AND 9999999999),
  -- The place at which the series starts, of the first document of one that starts after 1.
  series_start INTEGER CHECK (series_start BETWEEN 2 AND 999999999),
  before_in_series INTEGER AS (CASE WHEN sequence > 1 AND series_start IS NULL THEN sequence - 1 END),
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'reversal', 'refund')),
  -- No reference, as the core declares none of a table to itself.
  reverses_id BLOB CHECK (length(reverses_id) = 16),
  is_reversed INTEGER NOT NULL CHECK (is_reversed IN (0, 1)),
  invoice_id BLOB NOT NULL,
  payment_id BLOB NOT NULL,
  sale_id BLOB,
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  employee_id BLOB,
  payment_method TEXT NOT NULL
    CHECK (payment_method IN ('cash', 'card', 'online', 'upi', 'bank_transfer', 'cheque', 'guest_credit', 'gift_card')),
  amount INTEGER NOT NULL
    CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  collection_date INTEGER NOT NULL CHECK (collection_date BETWEEN -719162 AND 2932896),
  transaction_no TEXT CHECK (length(transaction_no) BETWEEN 1 AND 40),
  reference_no TEXT CHECK (length(reference_no) BETWEEN 1 AND 40),
  remarks TEXT CHECK (length(remarks) <= 10000),
  CHECK (CASE WHEN series IS NULL THEN sequence IS NULL AND collection_no GLOB 'COLL-[0-9][0-9][0-9][0-9]-[0-9]*'
      AND CAST(substr(collection_no, 11) AS INTEGER) >= 1
      AND substr(collection_no, 11) = printf('%04d', CAST(substr(collection_no, 11) AS INTEGER))
    ELSE sequence IS NOT NULL AND series <> '' AND series NOT GLOB '*[^A-Za-z0-9._/-]*' AND series NOT GLOB 'COLL-[0-9][0-9][0-9][0-9]'
      AND collection_no = series || CASE WHEN substr(series, -1) IN ('/', '.') THEN '' ELSE '-' END
        || printf('%0*d', max(4, length(collection_no) - length(series || CASE WHEN substr(series, -1) IN ('/', '.') THEN '' ELSE '-' END)), sequence)
    END),
  CHECK (series_start IS NULL OR (sequence IS NOT NULL AND series_start = sequence)),
  -- A tip alone pays nothing of the invoice.
  CHECK (CASE kind WHEN 'reversal' THEN amount <= 0 WHEN 'refund' THEN amount < 0 ELSE amount >= 0 END),
  CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
  CHECK (kind = 'receipt' OR is_reversed = 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, payment_id) REFERENCES payment (organization_id, id),
  FOREIGN KEY (organization_id, sale_id) REFERENCES sale (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id),
  FOREIGN KEY (organization_id, center_id, number_before)
    REFERENCES collection (organization_id, center_id, collection_no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organization_id, series, before_in_series)
    REFERENCES collection (organization_id, series, sequence) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID
;

CREATE TABLE commission (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  provider_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  invoice_id BLOB NOT NULL,
  invoice_item_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason TEXT NOT NULL CHECK (reason IN ('earned', 'taken_back', 'credited')),
  commission_type TEXT NOT NULL CHECK (commission_type IN ('percentage', 'fixed')),
  rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 999999999999999999),
  base INTEGER NOT NULL CHECK (base BETWEEN -9223372036854775807 AND 9223372036854775807),
  amount INTEGER NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  commission_date INTEGER NOT NULL CHECK (commission_date BETWEEN -719162 AND 2932896),
  CHECK (reason = 'earned' AND base >= 0 AND amount >= 0
    OR reason <> 'earned' AND base <= 0 AND amount <= 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, invoice_item_id) REFERENCES invoice_item (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE commission_rule (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  commission_type TEXT NOT NULL CHECK (commission_type IN ('percentage', 'fixed')),
  value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 999999999999999999),
  valid_from INTEGER NOT NULL CHECK (valid_from BETWEEN -719162 AND 2932896),
  provider_id BLOB,
  service_id BLOB,
  product_id BLOB,
  package_id BLOB,
  CHECK (commission_type <> 'percentage' OR value <= 1000000),
  CHECK ((service_id IS NOT NULL) + (product_id IS NOT NULL) + (package_id IS NOT NULL) <= 1),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  series TEXT NOT NULL CHECK (length(series) BETWEEN 1 AND 200),
  next INTEGER NOT NULL CHECK (next >= 1), first_number INTEGER NOT NULL DEFAULT 1
  CHECK (first_number BETWEEN 1 AND 999999999) CHECK (first_number <= next),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE credential (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  user_id BLOB NOT NULL,
  password_hash TEXT CHECK (length(password_hash) <= 255),
  one_time_token_hash TEXT
    CHECK (length(one_time_token_hash) = 64 AND one_time_token_hash NOT GLOB '*[^0-9a-f]*'),
  one_time_expires_at INTEGER
    CHECK (one_time_expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  last_login_at INTEGER CHECK (last_login_at BETWEEN -2208988800000000 AND 253402300799999999), pin_hash TEXT CHECK (length(pin_hash) <= 255),
  CHECK (user_id = id),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES user_account (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "credit_note" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  credit_note_no TEXT NOT NULL CHECK (length(credit_note_no) BETWEEN 1 AND 40),
  series TEXT NOT NULL CHECK (length(series) BETWEEN 1 AND 40),
  -- The place of the number in its series, with which it is the only one of that, however many
  -- digits are written.
  sequence INTEGER CHECK (sequence BETWEEN 1 AND 9999999999),
  -- The place at which the series starts, of the first document of one that starts after 1.
  series_start INTEGER CHECK (series_start BETWEEN 2 AND 999999999),
  before_in_series INTEGER AS (CASE WHEN sequence > 1 AND series_start IS NULL THEN sequence - 1 END),
  invoice_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  employee_id BLOB,
  reason TEXT CHECK (length(reason) <= 10000),
  net INTEGER NOT NULL CHECK (net >= 0),
  tax INTEGER NOT NULL CHECK (tax >= 0),
  total INTEGER NOT NULL CHECK (total >= 0),
  cash_rounding INTEGER NOT NULL
    CHECK (cash_rounding BETWEEN -9223372036854775807 AND 9223372036854775807),
  excess INTEGER NOT NULL CHECK (excess >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  credit_note_date INTEGER NOT NULL CHECK (credit_note_date BETWEEN -719162 AND 2932896),
  CHECK (net + tax = total),
  CHECK (sequence IS NOT NULL AND series <> '' AND series NOT GLOB '*[^A-Za-z0-9._/-]*'
    AND credit_note_no = series || CASE WHEN substr(series, -1) IN ('/', '.') THEN '' ELSE '-' END
      || printf('%0*d', max(4, length(credit_note_no) - length(series || CASE WHEN substr(series, -1) IN ('/', '.') THEN '' ELSE '-' END)), sequence)),
  CHECK (series_start IS NULL OR (sequence IS NOT NULL AND series_start = sequence)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id),
  FOREIGN KEY (organization_id, series, before_in_series)
    REFERENCES credit_note (organization_id, series, sequence) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID
;

CREATE TABLE credit_note_item (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  credit_note_id BLOB NOT NULL,
  invoice_id BLOB NOT NULL,
  invoice_item_id BLOB NOT NULL,
  item_name TEXT NOT NULL CHECK (length(item_name) BETWEEN 1 AND 200),
  quantity INTEGER CHECK (quantity BETWEEN 1 AND 10000000000),
  net INTEGER NOT NULL CHECK (net >= 0),
  tax INTEGER NOT NULL CHECK (tax >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  taxes TEXT NOT NULL CHECK (length(taxes) <= 16384 AND json_valid(taxes)),
  stock_returned INTEGER NOT NULL CHECK (stock_returned BETWEEN 0 AND 1000000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, credit_note_id) REFERENCES credit_note (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, invoice_item_id) REFERENCES invoice_item (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE day_close (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL,
  date INTEGER NOT NULL CHECK (date BETWEEN -719162 AND 2932896),
  status TEXT NOT NULL CHECK (status IN ('closed', 'reopened')),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  opening_float INTEGER NOT NULL CHECK (opening_float >= 0),
  pay_ins TEXT NOT NULL CHECK (length(pay_ins) <= 16384 AND json_valid(pay_ins)),
  pay_outs TEXT NOT NULL CHECK (length(pay_outs) <= 16384 AND json_valid(pay_outs)),
  methods TEXT NOT NULL CHECK (length(methods) <= 16384 AND json_valid(methods)),
  difference INTEGER NOT NULL
    CHECK (difference BETWEEN -9223372036854775807 AND 9223372036854775807),
  reason TEXT CHECK (length(reason) <= 10000),
  reopen_reason TEXT CHECK (length(reopen_reason) <= 10000),
  CHECK (difference = 0 OR reason IS NOT NULL),
  CHECK (status <> 'reopened' OR reopen_reason IS NOT NULL),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "directory" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 63 AND slug NOT GLOB '*[^a-z0-9-]*'),
  email TEXT NOT NULL CHECK (length(CAST(email AS BLOB)) <= 254 AND email LIKE '_%@_%'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "employee" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  employee_code TEXT NOT NULL CHECK (length(employee_code) BETWEEN 1 AND 40),
  job_code TEXT CHECK (length(job_code) BETWEEN 1 AND 40),
  designation TEXT CHECK (length(designation) BETWEEN 1 AND 200),
  department TEXT CHECK (length(department) BETWEEN 1 AND 200),
  email TEXT CHECK (length(CAST(email AS BLOB)) <= 254 AND email LIKE '_%@_%'),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  center_id BLOB,
  zone TEXT CHECK (length(zone) BETWEEN 1 AND 200),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  position INTEGER NOT NULL CHECK (position >= 1),
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 200),
  subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  subject_version INTEGER CHECK (subject_version >= 1),
  actor_kind TEXT NOT NULL
    CHECK (actor_kind IN ('system', 'api_key', 'user', 'platform', 'public')),
  actor_id BLOB NOT NULL CHECK (length(actor_id) = 16),
  operation TEXT NOT NULL CHECK (length(operation) BETWEEN 1 AND 200),
  happened_at INTEGER NOT NULL CHECK (happened_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB CHECK (length(center_id) = 16),
  data TEXT NOT NULL CHECK (length(CAST(data AS BLOB)) <= 16777216),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE freed_time (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL CHECK (length(center_id) = 16),
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 2147483647),
  after_entry BLOB CHECK (length(after_entry) = 16),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE gift_card (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  last_four TEXT NOT NULL CHECK (length(last_four) BETWEEN 1 AND 40),
  value INTEGER NOT NULL CHECK (value >= 0),
  balance INTEGER NOT NULL CHECK (balance >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  invoice_id BLOB NOT NULL,
  invoice_item_id BLOB NOT NULL,
  issued_on INTEGER NOT NULL CHECK (issued_on BETWEEN -719162 AND 2932896),
  expires_on INTEGER CHECK (expires_on BETWEEN -719162 AND 2932896),
  steps INTEGER NOT NULL CHECK (steps BETWEEN 1 AND 2147483647), taxes TEXT NOT NULL DEFAULT '[]'
  CHECK (length(taxes) <= 16384 AND json_valid(taxes)), drawn_taxes TEXT NOT NULL DEFAULT '[]'
  CHECK (length(drawn_taxes) <= 16384 AND json_valid(drawn_taxes))
  CHECK (drawn_taxes = '[]' OR taxes <> '[]'), write_off_after_days INTEGER
  CHECK (write_off_after_days BETWEEN 0 AND 3650), write_off_on INTEGER
  CHECK (write_off_on BETWEEN -719162 AND 2932896)
  CHECK (write_off_on IS NULL
    OR (balance > 0 AND write_off_after_days IS NOT NULL AND write_off_on > expires_on)),
  CHECK (balance <= value),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, invoice_item_id) REFERENCES invoice_item (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "gift_card_entry" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  gift_card_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason TEXT NOT NULL
    CHECK (reason IN ('issued', 'redeemed', 'refunded', 'credited', 'written_off', 'voided')),
  amount INTEGER NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  balance INTEGER NOT NULL CHECK (balance >= 0),
  payment_id BLOB, redeemed_by BLOB
  CHECK (length(redeemed_by) = 16)
  CHECK (redeemed_by IS NULL OR (payment_id IS NULL AND reason IN ('redeemed', 'refunded'))),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, gift_card_id) REFERENCES gift_card (organization_id, id),
  FOREIGN KEY (organization_id, payment_id) REFERENCES payment (organization_id, id)
) STRICT, WITHOUT ROWID
;

CREATE TABLE "guest" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL,
  first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 200),
  last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 200),
  guest_code TEXT NOT NULL CHECK (length(guest_code) BETWEEN 1 AND 40),
  is_minor INTEGER NOT NULL CHECK (is_minor IN (0, 1)),
  middle_name TEXT CHECK (length(middle_name) BETWEEN 1 AND 200),
  username TEXT CHECK (length(username) BETWEEN 1 AND 200),
  email TEXT CHECK (length(CAST(email AS BLOB)) <= 254 AND email LIKE '_%@_%'),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  home_phone TEXT CHECK (length(home_phone) BETWEEN 5 AND 21),
  gender TEXT CHECK (gender IN ('female', 'male', 'other')),
  date_of_birth INTEGER CHECK (date_of_birth BETWEEN -719162 AND 2932896),
  nationality TEXT CHECK (nationality GLOB '[A-Z][A-Z]'),
  language TEXT CHECK (length(language) BETWEEN 1 AND 40),
  notes TEXT CHECK (length(notes) <= 10000),
  tags TEXT NOT NULL CHECK (length(tags) <= 16384 AND json_valid(tags)),
  marketing_consent INTEGER NOT NULL CHECK (marketing_consent IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  email_verified_at INTEGER
    CHECK (email_verified_at BETWEEN -2208988800000000 AND 253402300799999999),
  erased_at INTEGER CHECK (erased_at BETWEEN -2208988800000000 AND 253402300799999999),
  -- No reference, as the core declares none of a table to itself.
  merged_into BLOB CHECK (length(merged_into) = 16),
  merges INTEGER NOT NULL CHECK (merges BETWEEN 0 AND 100), vat_number TEXT CHECK (length(vat_number) BETWEEN 1 AND 32), company TEXT CHECK (length(company) BETWEEN 1 AND 200), address TEXT CHECK (length(address) <= 10000), postal_code TEXT CHECK (length(postal_code) BETWEEN 1 AND 20), city TEXT CHECK (length(city) BETWEEN 1 AND 200), state TEXT CHECK (length(state) BETWEEN 1 AND 200), country TEXT CHECK (country GLOB '[A-Z][A-Z]'), tax_treatment TEXT NOT NULL DEFAULT 'standard'
  CHECK (tax_treatment IN ('standard', 'exempt', 'reverse_charge')), exemption_reason TEXT
  CHECK (length(exemption_reason) BETWEEN 1 AND 300), exemption_certificate TEXT
  CHECK (length(exemption_certificate) BETWEEN 1 AND 200),
  CHECK (email_verified_at IS NULL OR email IS NOT NULL),
  CHECK (erased_at IS NULL OR is_active = 0),
  CHECK (merged_into <> id),
  CHECK (merged_into IS NULL OR (is_active = 0 AND merges = 0)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE guest_credit (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_id BLOB NOT NULL,
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  balance INTEGER NOT NULL CHECK (balance >= 0),
  steps INTEGER NOT NULL CHECK (steps BETWEEN 1 AND 2147483647),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "guest_credit_entry" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_credit_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason TEXT NOT NULL
    CHECK (reason IN ('overpayment', 'overpayment_reversed', 'reduction', 'reduction_reversed', 'payment', 'payment_reversed', 'transfer', 'credit_note', 'refund', 'paid_out')),
  amount INTEGER NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  balance INTEGER NOT NULL CHECK (balance >= 0),
  invoice_id BLOB,
  payment_id BLOB,
  center_id BLOB,
  entry_date INTEGER CHECK (entry_date BETWEEN -719162 AND 2932896),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_credit_id) REFERENCES guest_credit (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, payment_id) REFERENCES payment (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID
;

CREATE TABLE guest_package (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_id BLOB NOT NULL,
  package_id BLOB NOT NULL,
  package_name TEXT NOT NULL CHECK (length(package_name) BETWEEN 1 AND 200),
  invoice_id BLOB NOT NULL,
  invoice_item_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  price INTEGER NOT NULL CHECK (price >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  taxation TEXT NOT NULL CHECK (taxation IN ('at_sale', 'at_redemption')),
  services TEXT NOT NULL CHECK (length(services) <= 16384 AND json_valid(services)),
  sessions INTEGER NOT NULL CHECK (sessions BETWEEN 1 AND 2147483647),
  sessions_left INTEGER NOT NULL CHECK (sessions_left BETWEEN 0 AND 2147483647),
  outstanding INTEGER NOT NULL CHECK (outstanding >= 0),
  purchased_on INTEGER NOT NULL CHECK (purchased_on BETWEEN -719162 AND 2932896),
  expires_on INTEGER CHECK (expires_on BETWEEN -719162 AND 2932896),
  steps INTEGER NOT NULL CHECK (steps BETWEEN 1 AND 2147483647), rests_from INTEGER
  CHECK (rests_from BETWEEN -719162 AND 2932896), rests_until INTEGER
  CHECK (rests_until BETWEEN -719162 AND 2932896)
  CHECK (rests_from <= rests_until)
  CHECK ((rests_from IS NULL) = (rests_until IS NULL)), write_off_after_days INTEGER
  CHECK (write_off_after_days BETWEEN 0 AND 3650), write_off_on INTEGER
  CHECK (write_off_on BETWEEN -719162 AND 2932896)
  CHECK (write_off_on IS NULL
    OR (sessions_left > 0 AND write_off_after_days IS NOT NULL AND write_off_on > expires_on)),
  CHECK (sessions_left <= sessions),
  CHECK (outstanding <= price),
  CHECK (outstanding = 0 OR sessions_left > 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, invoice_item_id) REFERENCES invoice_item (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "guest_package_entry" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_package_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason TEXT NOT NULL
    CHECK (reason IN ('sold', 'redeemed', 'given_back', 'credited', 'written_off', 'transferred', 'voided')),
  service_id BLOB,
  redeemed_by BLOB CHECK (length(redeemed_by) = 16),
  sessions INTEGER NOT NULL CHECK (sessions BETWEEN -2147483647 AND 2147483647),
  amount INTEGER NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  sessions_left INTEGER NOT NULL CHECK (sessions_left BETWEEN 0 AND 2147483647),
  outstanding INTEGER NOT NULL CHECK (outstanding >= 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_package_id) REFERENCES guest_package (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id)
) STRICT, WITHOUT ROWID
;

CREATE TABLE guest_term (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_id BLOB NOT NULL,
  term TEXT NOT NULL CHECK (length(term) BETWEEN 1 AND 64),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE hours_override (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  calendar_id BLOB NOT NULL,
  date INTEGER NOT NULL CHECK (date BETWEEN -719162 AND 2932896),
  windows TEXT NOT NULL CHECK (length(windows) <= 4096 AND json_valid(windows)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, calendar_id) REFERENCES calendar (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "idempotency" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  actor_id BLOB NOT NULL CHECK (length(actor_id) = 16),
  operation TEXT NOT NULL CHECK (length(operation) BETWEEN 1 AND 200),
  key TEXT NOT NULL CHECK (length(CAST(key AS BLOB)) BETWEEN 1 AND 255),
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64 AND fingerprint NOT GLOB '*[^0-9a-f]*'),
  answer TEXT NOT NULL CHECK (length(CAST(answer AS BLOB)) <= 16777216),
  -- No reference: a guest may be deleted before the key is forgotten.
  guest_id BLOB CHECK (length(guest_id) = 16),
  expires_at INTEGER NOT NULL CHECK (expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency_guest (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  -- No references: the answer may be forgotten before, and the guest deleted.
  answer_id BLOB NOT NULL CHECK (length(answer_id) = 16),
  guest_id BLOB NOT NULL CHECK (length(guest_id) = 16),
  expires_at INTEGER NOT NULL CHECK (expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "invoice" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  invoice_no TEXT CHECK (length(invoice_no) BETWEEN 1 AND 40),
  -- The number that was given before this one. It must be there when a transaction ends,
  -- so that no number of a series is missing (I17 of the billing rules).
  number_before TEXT AS (
    CASE WHEN series IS NULL AND CAST(substr(invoice_no, 10) AS INTEGER) > 1 THEN
      substr(invoice_no, 1, 9) || printf('%04d', CAST(substr(invoice_no, 10) AS INTEGER) - 1)
    END
  ),
  -- What the number starts with, and with which it is the only one of the organization; none,
  -- if it was given while numbers named no center.
  series TEXT CHECK (length(series) <= 40),
  -- The place of the number in its series, with which it is the only one of that, however many
  -- digits are written.
  sequence INTEGER CHECK (sequence BETWEEN 1 AND 9999999999),
  -- The place at which the series starts, of the first document of one that starts after 1.
  series_start INTEGER CHECK (series_start BETWEEN 2 AND 999999999),
  before_in_series INTEGER AS (CASE WHEN sequence > 1 AND series_start IS NULL THEN sequence - 1 END),
  guest_id BLOB NOT NULL,
  -- Who pays, where it is not the guest that it is made out to.
  payer_id BLOB,
  center_id BLOB NOT NULL,
  employee_id BLOB,
  status TEXT NOT NULL CHECK (status IN ('draft', 'issued', 'paid', 'void', 'uncollectible')),
  price_mode TEXT NOT NULL CHECK (price_mode IN ('exclusive', 'inclusive')),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  gross_invoice_value INTEGER NOT NULL CHECK (gross_invoice_value >= 0),
  invoice_discount INTEGER NOT NULL CHECK (invoice_discount >= 0),
  net_invoice_value INTEGER NOT NULL CHECK (net_invoice_value >= 0),
  tax INTEGER NOT NULL CHECK (tax >= 0),
  total INTEGER NOT NULL CHECK (total >= 0),
  -- What the smallest coin adds where cash settles it, or takes off; no part of the total.
  cash_rounding INTEGER NOT NULL DEFAULT 0
    CHECK (cash_rounding BETWEEN -9223372036854775807 AND 9223372036854775807),
  -- What credit notes took off it.
  credited INTEGER NOT NULL DEFAULT 0 CHECK (credited >= 0),
  -- What packages paid, of which sessions were taken for its lines.
  redeemed INTEGER NOT NULL DEFAULT 0 CHECK (redeemed >= 0),
  -- What was paid on it, became the guest's credit since it came to less, and may still be
  -- given back instead.
  refundable INTEGER NOT NULL DEFAULT 0 CHECK (refundable >= 0),
  total_collection INTEGER NOT NULL CHECK (total_collection >= 0),
  balance_due INTEGER NOT NULL CHECK (balance_due >= 0),
  invoice_date INTEGER CHECK (invoice_date BETWEEN -719162 AND 2932896),
  bill_to TEXT CHECK (length(bill_to) <= 10000),
  discounts TEXT NOT NULL CHECK (length(discounts) <= 16384 AND json_valid(discounts)),
  notes TEXT CHECK (length(notes) <= 10000),
  seller TEXT CHECK (length(seller) <= 65536 AND (seller IS NULL OR json_valid(seller))),
  buyer TEXT CHECK (length(buyer) <= 65536 AND (buyer IS NULL OR json_valid(buyer))),
  tax_totals TEXT NOT NULL DEFAULT '[]'
    CHECK (length(tax_totals) <= 262144 AND json_valid(tax_totals)),
  tax_exemption TEXT
    CHECK (length(tax_exemption) <= 16384 AND (tax_exemption IS NULL OR json_valid(tax_exemption))),
  due_on INTEGER CHECK (due_on BETWEEN -719162 AND 2932896),
  payer TEXT CHECK (length(payer) <= 65536 AND (payer IS NULL OR json_valid(payer))),
  kind TEXT NOT NULL DEFAULT 'invoice' CHECK (kind IN ('invoice', 'deposit')),
  -- What deposits took off it, which were invoiced and paid before.
  deducted INTEGER NOT NULL DEFAULT 0 CHECK (deducted >= 0),
  -- How much of a deposit other invoices deducted, and the taxes in that.
  drawn INTEGER NOT NULL DEFAULT 0 CHECK (drawn >= 0),
  drawn_taxes TEXT NOT NULL DEFAULT '[]'
    CHECK (length(drawn_taxes) <= 16384 AND json_valid(drawn_taxes)),
  CHECK (net_invoice_value + tax = total),
  -- Never more than there is, also by many at once; and nothing of what may still change.
  CHECK (credited <= total),
  CHECK (credited = 0 OR status NOT IN ('draft', 'void')),
  -- What the items cost after discounts is the net, or, if prices include tax,
  -- the total (I1 and I4 of the billing rules).
  CHECK (gross_invoice_value - invoice_discount =
    CASE price_mode WHEN 'exclusive' THEN net_invoice_value ELSE total END),
  -- What was withdrawn is owed no more.
  CHECK (balance_due = CASE status WHEN 'void' THEN 0 ELSE total + cash_rounding - credited - redeemed - deducted - total_collection END),
  -- A draft that was thrown away after money was taken on it is void, and has no number.
  CHECK (CASE status WHEN 'draft' THEN invoice_no IS NULL WHEN 'void' THEN true
    ELSE invoice_no IS NOT NULL END),
  CHECK (CASE WHEN series IS NULL THEN sequence IS NULL AND invoice_no GLOB 'INV-[0-9][0-9][0-9][0-9]-[0-9]*'
      AND CAST(substr(invoice_no, 10) AS INTEGER) >= 1
      AND substr(invoice_no, 10) = printf('%04d', CAST(substr(invoice_no, 10) AS INTEGER))
    ELSE sequence IS NOT NULL AND invoice_no IS NOT NULL AND series <> '' AND series NOT GLOB '*[^A-Za-z0-9._/-]*' AND series NOT GLOB 'INV-[0-9][0-9][0-9][0-9]'
      AND invoice_no = series || CASE WHEN substr(series, -1) IN ('/', '.') THEN '' ELSE '-' END
        || printf('%0*d', max(4, length(invoice_no) - length(series || CASE WHEN substr(series, -1) IN ('/', '.') THEN '' ELSE '-' END)), sequence)
    END),
  CHECK (series_start IS NULL OR (sequence IS NOT NULL AND series_start = sequence)),
  CHECK ((invoice_no IS NULL) = (invoice_date IS NULL)),
  -- A deposit is issued as it is made, deducts none, and no more of it is deducted than was paid
  -- and not given back; coins that were not asked for count as paid.
  CHECK (kind <> 'deposit' OR (status <> 'draft' AND deducted = 0)),
  CHECK (drawn = 0 OR kind = 'deposit'),
  CHECK (drawn <= total_collection - cash_rounding OR drawn = 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, payer_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id),
  FOREIGN KEY (organization_id, center_id, number_before)
    REFERENCES invoice (organization_id, center_id, invoice_no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organization_id, series, before_in_series)
    REFERENCES invoice (organization_id, series, sequence) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID
;

CREATE TABLE "invoice_item" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  invoice_id BLOB NOT NULL,
  sale_id BLOB,
  row_num INTEGER NOT NULL CHECK (row_num BETWEEN 1 AND 2147483647),
  item_type TEXT NOT NULL
    CHECK (item_type IN ('service', 'product', 'package', 'gift_card', 'fee', 'free_text', 'deposit')),
  service_id BLOB,
  product_id BLOB,
  package_id BLOB,
  item_code TEXT CHECK (length(item_code) BETWEEN 1 AND 40),
  item_name TEXT NOT NULL CHECK (length(item_name) BETWEEN 1 AND 200),
  business_unit TEXT CHECK (length(business_unit) BETWEEN 1 AND 200),
  category TEXT CHECK (length(category) BETWEEN 1 AND 200),
  item_quantity INTEGER NOT NULL CHECK (item_quantity BETWEEN 1 AND 10000000000),
  unit_price INTEGER NOT NULL CHECK (unit_price BETWEEN 0 AND 1000000000000000),
  discount TEXT CHECK (length(discount) <= 1024 AND (discount IS NULL OR json_valid(discount))),
  item_discount INTEGER NOT NULL CHECK (item_discount >= 0),
  net_price INTEGER NOT NULL CHECK (net_price >= 0),
  tax INTEGER NOT NULL CHECK (tax >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  taxes TEXT NOT NULL CHECK (length(taxes) <= 16384 AND json_valid(taxes)),
  provider_id BLOB,
  performed_on INTEGER CHECK (performed_on BETWEEN -719162 AND 2932896),
  stock_taken INTEGER NOT NULL DEFAULT 0 CHECK (stock_taken BETWEEN 0 AND 1000000000),
  guest_package_id BLOB CHECK (length(guest_package_id) = 16),
  redeemed INTEGER NOT NULL DEFAULT 0
    CHECK (redeemed >= 0 AND (redeemed = 0 OR guest_package_id IS NOT NULL)),
  gift_card_expires_on INTEGER CHECK (gift_card_expires_on BETWEEN -719162 AND 2932896),
  appointment_id BLOB,
  deposit_id BLOB,
  gift_card_id BLOB CHECK (length(gift_card_id) = 16),
  deducted INTEGER NOT NULL DEFAULT 0
    CHECK (deducted >= 0 AND (deducted = 0 OR deposit_id IS NOT NULL OR gift_card_id IS NOT NULL)),
  deducted_taxes TEXT NOT NULL DEFAULT '[]'
    CHECK (length(deducted_taxes) <= 16384 AND json_valid(deducted_taxes)),
  charge_percent INTEGER CHECK (charge_percent BETWEEN 0 AND 1000000),
  CHECK ((item_type = 'service') = (service_id IS NOT NULL)),
  CHECK ((item_type = 'product') = (product_id IS NOT NULL)),
  CHECK ((item_type = 'package') = (package_id IS NOT NULL)),
  CHECK (deducted = 0 OR deducted + redeemed <= net_price + tax),
  CHECK (deposit_id IS NULL OR item_type <> 'deposit'),
  CHECK (gift_card_id IS NULL OR (deposit_id IS NULL AND item_type NOT IN ('deposit', 'gift_card'))),
  CHECK (charge_percent IS NULL OR (item_quantity = 10000 AND (item_type = 'fee' OR item_type = 'free_text'))),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, sale_id) REFERENCES sale (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, deposit_id) REFERENCES invoice (organization_id, id)
) STRICT, WITHOUT ROWID
;

CREATE TABLE job (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  holder BLOB NOT NULL CHECK (length(holder) = 16),
  leased_until INTEGER NOT NULL CHECK (leased_until BETWEEN -2208988800000000 AND 253402300799999999),
  runs INTEGER NOT NULL CHECK (runs >= 0),
  failures INTEGER NOT NULL CHECK (failures >= 0),
  succeeded_at INTEGER CHECK (succeeded_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE mac_key (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  secret TEXT NOT NULL CHECK (length(secret) = 64 AND secret NOT GLOB '*[^0-9a-f]*'),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE occupancy (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  resource_id BLOB NOT NULL,
  unit INTEGER NOT NULL CHECK (unit BETWEEN 1 AND 1000),
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  ends_at INTEGER NOT NULL CHECK (ends_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL,
  appointment_id BLOB NOT NULL,
  held_until INTEGER
    CHECK (held_until BETWEEN -2208988800000000 AND 253402300799999999), class_id BLOB CHECK (length(class_id) = 16), seat INTEGER
  CHECK (seat BETWEEN 1 AND 1000) CHECK ((class_id IS NULL) = (seat IS NULL)),
  -- An empty period overlaps nothing and would slip past the trigger below.
  -- Four days are the core's Occupancy::MINUTES_MAX, which bounds how far back
  -- a search for what is busy has to look.
  CHECK (ends_at > starts_at AND ends_at - starts_at <= 345600000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resource_id) REFERENCES calendar (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE offer_discount (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  discount_type TEXT NOT NULL CHECK (discount_type IN ('percentage', 'fixed')),
  discount_value INTEGER NOT NULL CHECK (discount_value BETWEEN 0 AND 999999999999999999),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  name TEXT CHECK (length(name) BETWEEN 1 AND 200),
  description TEXT CHECK (length(description) <= 10000),
  item_type TEXT NOT NULL CHECK (item_type IN ('service', 'product', 'package', 'any')),
  service_id BLOB,
  product_id BLOB,
  package_id BLOB,
  valid_from INTEGER CHECK (valid_from BETWEEN -719162 AND 2932896),
  valid_until INTEGER CHECK (valid_until BETWEEN -719162 AND 2932896),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  CHECK (discount_type <> 'percentage' OR discount_value <= 1000000),
  CHECK (service_id IS NULL OR item_type = 'service'),
  CHECK (product_id IS NULL OR item_type = 'product'),
  CHECK (package_id IS NULL OR item_type = 'package'),
  CHECK (valid_from <= valid_until),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "online_booking" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  email TEXT NOT NULL CHECK (length(CAST(email AS BLOB)) <= 254 AND email LIKE '_%@_%'),
  mailbox TEXT NOT NULL CHECK (length(CAST(mailbox AS BLOB)) <= 254 AND mailbox LIKE '%@_%'),
  manage_token_hash TEXT NOT NULL
    CHECK (length(manage_token_hash) = 64 AND manage_token_hash NOT GLOB '*[^0-9a-f]*'),
  confirm_token_hash TEXT
    CHECK (length(confirm_token_hash) = 64 AND confirm_token_hash NOT GLOB '*[^0-9a-f]*'),
  -- It has the identifier of its appointment.
  CHECK (id = appointment_id),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
) STRICT, WITHOUT ROWID
;

CREATE TABLE "organization" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 63 AND slug NOT GLOB '*[^a-z0-9-]*'),
  email TEXT NOT NULL CHECK (length(CAST(email AS BLOB)) <= 254 AND email LIKE '_%@_%'),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  time_zone TEXT NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  address TEXT CHECK (length(address) <= 10000),
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  price_mode TEXT NOT NULL CHECK (price_mode IN ('exclusive', 'inclusive')),
  settings TEXT NOT NULL CHECK (length(settings) <= 1024 AND json_valid(settings)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)), embedding_sites TEXT NOT NULL DEFAULT '[]'
  CHECK (length(embedding_sites) <= 4096 AND json_valid(embedding_sites))
  CHECK (json_type(embedding_sites) = 'array' AND json_array_length(embedding_sites) <= 10)
  CHECK (embedding_sites NOT GLOB '*[^][",:/.a-z0-9-]*')
  CHECK (length(embedding_sites) - length(replace(embedding_sites, '"https://', ''))
    = 9 * json_array_length(embedding_sites)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  events TEXT NOT NULL CHECK (length(CAST(events AS BLOB)) <= 16777216),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE package (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  price INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000),
  items TEXT NOT NULL CHECK (length(items) <= 8192 AND json_valid(items)),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  description TEXT CHECK (length(description) <= 10000),
  type TEXT CHECK (length(type) BETWEEN 1 AND 200),
  category_id BLOB,
  business_unit_id BLOB,
  center_id BLOB,
  validity_days INTEGER CHECK (validity_days BETWEEN 1 AND 3650),
  booking_start_date INTEGER CHECK (booking_start_date BETWEEN -719162 AND 2932896),
  booking_end_date INTEGER CHECK (booking_end_date BETWEEN -719162 AND 2932896),
  commission_eligible INTEGER NOT NULL CHECK (commission_eligible IN (0, 1)),
  commission_type TEXT CHECK (commission_type IN ('percentage', 'fixed')),
  commission_value INTEGER CHECK (commission_value BETWEEN 0 AND 999999999999999999),
  commission_factor INTEGER CHECK (commission_factor BETWEEN 0 AND 1000000),
  tags TEXT NOT NULL CHECK (length(tags) <= 16384 AND json_valid(tags)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  CHECK (booking_start_date <= booking_end_date),
  CHECK ((commission_type IS NULL) = (commission_value IS NULL)),
  CHECK (commission_type <> 'percentage' OR commission_value <= 1000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, category_id) REFERENCES category (organization_id, id),
  FOREIGN KEY (organization_id, business_unit_id) REFERENCES business_unit (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE package_service (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  package_id BLOB NOT NULL,
  service_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "payment" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  invoice_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  appointment_id BLOB,
  employee_id BLOB,
  payment_method TEXT NOT NULL
    CHECK (payment_method IN ('cash', 'card', 'online', 'upi', 'bank_transfer', 'cheque', 'guest_credit', 'gift_card')),
  gift_card_id BLOB,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  -- How much of it became the guest's credit: what was beyond the amount due.
  credited INTEGER NOT NULL DEFAULT 0 CHECK (credited >= 0),
  -- How much of it was given back.
  refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded >= 0),
  -- What the smallest coin adds to the invoice, or takes off it, where cash settles it.
  cash_rounding INTEGER NOT NULL DEFAULT 0
    CHECK (cash_rounding BETWEEN -9223372036854775807 AND 9223372036854775807),
  tip INTEGER NOT NULL CHECK (tip >= 0),
  -- Whom the tip is for.
  tips TEXT NOT NULL DEFAULT '[]' CHECK (length(tips) <= 16384 AND json_valid(tips)),
  tendered INTEGER CHECK (tendered >= 0),
  change INTEGER NOT NULL CHECK (change >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  status TEXT NOT NULL
    CHECK (status IN ('pending', 'completed', 'failed', 'reversed', 'partially_refunded', 'refunded')),
  transaction_no TEXT CHECK (length(transaction_no) BETWEEN 1 AND 40),
  -- The number that the payment system gave, while the payment counts or may come to count: a
  -- charge is recorded once. Of payments that were recorded twice before, the first has it.
  charge_no TEXT CHECK (length(charge_no) BETWEEN 1 AND 40),
  reference_no TEXT CHECK (length(reference_no) BETWEEN 1 AND 40),
  remarks TEXT CHECK (length(remarks) <= 10000),
  payment_date INTEGER CHECK (payment_date BETWEEN -719162 AND 2932896),
  -- Only cash is handed over in excess, and only of cash comes change.
  CHECK ((tendered IS NULL AND change = 0) OR payment_method = 'cash'),
  CHECK (tendered >= amount + change),
  CHECK (credited <= amount),
  -- No more is given back than was given, also by many at once.
  CHECK (CASE status
    WHEN 'refunded' THEN refunded = amount
    WHEN 'partially_refunded' THEN refunded BETWEEN 1 AND amount - 1
    ELSE refunded = 0 END),
  CHECK (cash_rounding = 0 OR payment_method = 'cash'),
  CHECK ((payment_method = 'gift_card') = (gift_card_id IS NOT NULL)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id),
  FOREIGN KEY (organization_id, gift_card_id) REFERENCES gift_card (organization_id, id)
) STRICT, WITHOUT ROWID

;

CREATE TABLE product (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  sale_price INTEGER NOT NULL CHECK (sale_price BETWEEN 0 AND 1000000000000000),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  color TEXT CHECK (length(color) BETWEEN 1 AND 200),
  size TEXT CHECK (length(size) BETWEEN 1 AND 200),
  brand TEXT CHECK (length(brand) BETWEEN 1 AND 200),
  category_id BLOB,
  subcategory TEXT CHECK (length(subcategory) BETWEEN 1 AND 200),
  business_unit_id BLOB,
  type TEXT CHECK (length(type) BETWEEN 1 AND 200),
  mrp INTEGER CHECK (mrp BETWEEN 0 AND 1000000000000000),
  stock INTEGER NOT NULL CHECK (stock BETWEEN 0 AND 1000000000),
  reorder_level INTEGER CHECK (reorder_level BETWEEN 0 AND 1000000000),
  status TEXT NOT NULL CHECK (status IN ('available', 'out_of_stock', 'discontinued')),
  tax_ids TEXT NOT NULL CHECK (length(tax_ids) <= 8192 AND json_valid(tax_ids)), stock_policy TEXT NOT NULL DEFAULT 'counted'
  CHECK (stock_policy IN ('counted', 'required')),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, category_id) REFERENCES category (organization_id, id),
  FOREIGN KEY (organization_id, business_unit_id) REFERENCES business_unit (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE product_tax (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  product_id BLOB NOT NULL,
  tax_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, tax_id) REFERENCES tax (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "provider" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 200),
  last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 200),
  center_id BLOB NOT NULL,
  employee_id BLOB,
  specialization TEXT CHECK (length(specialization) BETWEEN 1 AND 200),
  email TEXT CHECK (length(CAST(email AS BLOB)) <= 254 AND email LIKE '_%@_%'),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  services TEXT NOT NULL CHECK (length(services) <= 8192 AND json_valid(services)),
  color TEXT
    CHECK (length(color) = 7 AND color GLOB '#*' AND substr(color, 2) NOT GLOB '*[^0-9a-f]*'),
  hours TEXT CHECK (length(hours) <= 16384 AND (hours IS NULL OR json_valid(hours))),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)), priority INTEGER CHECK (priority BETWEEN 1 AND 1000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE provider_service (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  provider_id BLOB NOT NULL,
  service_id BLOB NOT NULL,
  duration_minutes INTEGER CHECK (duration_minutes BETWEEN 1 AND 1440),
  price INTEGER CHECK (price BETWEEN 0 AND 1000000000000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE room (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  room_category_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  description TEXT CHECK (length(description) <= 10000),
  capacity INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 1000),
  only_one_appointment INTEGER NOT NULL CHECK (only_one_appointment IN (0, 1)),
  can_exceed_capacity INTEGER NOT NULL CHECK (can_exceed_capacity IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)), highest_place INTEGER NOT NULL DEFAULT 0
  CHECK (highest_place BETWEEN 0 AND 2000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, room_category_id) REFERENCES room_category (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_category (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description TEXT CHECK (length(description) <= 10000),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "sale" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  sale_no TEXT NOT NULL CHECK (length(sale_no) BETWEEN 1 AND 40),
  appointment_id BLOB,
  -- No reference: the item refers to the sale.
  invoice_item_id BLOB CHECK (length(invoice_item_id) = 16),
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  item_type TEXT NOT NULL
    CHECK (item_type IN ('service', 'product', 'package', 'gift_card', 'fee', 'free_text', 'deposit')),
  service_id BLOB,
  product_id BLOB,
  package_id BLOB,
  provider_id BLOB,
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 10000000000),
  unit_price INTEGER NOT NULL CHECK (unit_price BETWEEN 0 AND 1000000000000000),
  discount_id BLOB,
  discount TEXT CHECK (length(discount) <= 1024 AND (discount IS NULL OR json_valid(discount))),
  gross_value INTEGER NOT NULL CHECK (gross_value >= 0),
  discount_value INTEGER NOT NULL CHECK (discount_value >= 0),
  net_value INTEGER NOT NULL CHECK (net_value >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  status TEXT NOT NULL CHECK (status IN ('open', 'billed', 'void')),
  remarks TEXT CHECK (length(remarks) <= 10000),
  sale_date INTEGER NOT NULL CHECK (sale_date BETWEEN -719162 AND 2932896),
  price_mode TEXT CHECK (price_mode IN ('exclusive', 'inclusive')),
  -- No reference: invoices come after sales.
  deposit_id BLOB CHECK (length(deposit_id) = 16),
  CHECK (gross_value - discount_value = net_value),
  CHECK (discount_value = 0 OR discount IS NOT NULL),
  CHECK (discount_id IS NULL OR discount IS NOT NULL),
  CHECK ((item_type = 'service') = (service_id IS NOT NULL)),
  CHECK ((item_type = 'product') = (product_id IS NOT NULL)),
  CHECK ((item_type = 'package') = (package_id IS NOT NULL)),
  CHECK ((status = 'billed') = (invoice_item_id IS NOT NULL)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id),
  FOREIGN KEY (organization_id, discount_id) REFERENCES offer_discount (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id)
) STRICT, WITHOUT ROWID
;

CREATE TABLE "service" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  duration_minutes INTEGER NOT NULL CHECK (duration_minutes BETWEEN 1 AND 1440),
  price INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000),
  service_code TEXT NOT NULL CHECK (length(service_code) BETWEEN 1 AND 40),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  description TEXT CHECK (length(description) <= 10000),
  category_id BLOB,
  business_unit_id BLOB,
  buffer_before_minutes INTEGER NOT NULL CHECK (buffer_before_minutes BETWEEN 0 AND 1440),
  buffer_after_minutes INTEGER NOT NULL CHECK (buffer_after_minutes BETWEEN 0 AND 1440),
  segments TEXT CHECK (length(segments) <= 1024 AND (segments IS NULL OR json_valid(segments))),
  room_category_id BLOB,
  tax_ids TEXT NOT NULL CHECK (length(tax_ids) <= 8192 AND json_valid(tax_ids)),
  max_guests INTEGER NOT NULL CHECK (max_guests BETWEEN 1 AND 1000),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)), visibility TEXT NOT NULL DEFAULT 'public'
  CHECK (visibility IN ('public', 'by_link', 'desk')), fees TEXT
  CHECK (length(fees) <= 1024 AND (fees IS NULL OR json_valid(fees))), deposit TEXT
  CHECK (length(deposit) <= 1024 AND (deposit IS NULL OR json_valid(deposit))), further_room_category_ids TEXT NOT NULL DEFAULT '[]'
  CHECK (length(further_room_category_ids) <= 200 AND json_valid(further_room_category_ids))
  CHECK (further_room_category_ids = '[]' OR room_category_id IS NOT NULL AND max_guests = 1), policies TEXT
  CHECK (length(policies) <= 1024 AND (policies IS NULL OR json_valid(policies))), further_providers INTEGER NOT NULL DEFAULT 0
  CHECK (further_providers BETWEEN 0 AND 3)
  CHECK (further_providers = 0 OR max_guests = 1),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, category_id) REFERENCES category (organization_id, id),
  FOREIGN KEY (organization_id, business_unit_id) REFERENCES business_unit (organization_id, id),
  FOREIGN KEY (organization_id, room_category_id) REFERENCES room_category (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE service_room_category (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  service_id BLOB NOT NULL,
  room_category_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, room_category_id) REFERENCES room_category (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE service_tax (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  service_id BLOB NOT NULL,
  tax_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, tax_id) REFERENCES tax (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  user_id BLOB NOT NULL,
  access_token_hash TEXT NOT NULL
    CHECK (length(access_token_hash) = 64 AND access_token_hash NOT GLOB '*[^0-9a-f]*'),
  access_expires_at INTEGER NOT NULL
    CHECK (access_expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  family_hash TEXT NOT NULL CHECK (length(family_hash) = 64 AND family_hash NOT GLOB '*[^0-9a-f]*'),
  refresh_token_hash TEXT NOT NULL
    CHECK (length(refresh_token_hash) = 64 AND refresh_token_hash NOT GLOB '*[^0-9a-f]*'),
  refresh_expires_at INTEGER NOT NULL
    CHECK (refresh_expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  spent_token_hash TEXT
    CHECK (length(spent_token_hash) = 64 AND spent_token_hash NOT GLOB '*[^0-9a-f]*'),
  spent_at INTEGER CHECK (spent_at BETWEEN -2208988800000000 AND 253402300799999999), locked_at INTEGER
  CHECK (locked_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES user_account (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_throttle (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  bucket INTEGER NOT NULL CHECK (bucket BETWEEN 0 AND 1023),
  failures INTEGER NOT NULL CHECK (failures >= 1),
  failed_at INTEGER NOT NULL CHECK (failed_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tax (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 10000000),
  compound INTEGER NOT NULL CHECK (compound IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)), rates TEXT NOT NULL DEFAULT '[]'
  CHECK (length(rates) <= 16384 AND json_valid(rates)), category TEXT
  CHECK (category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')), exemption_reason TEXT
  CHECK (length(exemption_reason) BETWEEN 1 AND 300), exemption_code TEXT CHECK (length(exemption_code) BETWEEN 1 AND 40),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "user_account" (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  email TEXT NOT NULL CHECK (length(CAST(email AS BLOB)) <= 254 AND email LIKE '_%@_%'),
  role TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'client')),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  guest_id BLOB,
  provider_id BLOB,
  employee_id BLOB,
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE waitlist_entry (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  service_id BLOB NOT NULL,
  first_date INTEGER NOT NULL CHECK (first_date BETWEEN -719162 AND 2932896),
  last_date INTEGER NOT NULL CHECK (last_date BETWEEN -719162 AND 2932896),
  provider_id BLOB,
  hours TEXT CHECK (length(hours) <= 16384 AND (hours IS NULL OR json_valid(hours))),
  notes TEXT CHECK (length(notes) <= 10000), status TEXT NOT NULL DEFAULT 'waiting'
  CHECK (status IN ('waiting', 'offered', 'booked')), appointment_id BLOB
  CHECK (length(appointment_id) = 16)
  CHECK ((status = 'waiting') = (appointment_id IS NULL)), offered_until INTEGER
  CHECK (offered_until BETWEEN -2208988800000000 AND 253402300799999999)
  CHECK ((status = 'offered') = (offered_until IS NOT NULL)),
  CHECK (last_date BETWEEN first_date AND first_date + 61),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX api_key_taken ON api_key (organization_id, token_hash);

CREATE INDEX appointment_by_center ON appointment (organization_id, center_id, starts_at, id);

CREATE INDEX appointment_by_guest ON appointment (organization_id, guest_id, starts_at, id);

CREATE INDEX appointment_by_hold ON appointment (organization_id, held_until)
  WHERE status = 'pending';

CREATE INDEX appointment_by_party ON appointment (organization_id, party_id, starts_at, id)
  WHERE party_id IS NOT NULL;

CREATE INDEX appointment_by_provider ON appointment (organization_id, provider_id, starts_at, id);

CREATE INDEX appointment_by_room ON appointment (organization_id, room_id, starts_at, id)
  WHERE room_id IS NOT NULL;

CREATE INDEX appointment_by_series ON appointment (organization_id, series_id, starts_at, id)
  WHERE series_id IS NOT NULL;

CREATE INDEX appointment_by_service ON appointment (organization_id, service_id, id);

CREATE INDEX appointment_by_status ON appointment (organization_id, status, starts_at, id);

CREATE INDEX appointment_by_visit ON appointment (organization_id, visit_id, starts_at, id)
  WHERE visit_id IS NOT NULL;

CREATE INDEX appointment_change_by_appointment
  ON appointment_change (organization_id, appointment_id, step, id);

CREATE INDEX appointment_provider_by_provider
  ON appointment_provider (organization_id, provider_id, id);

CREATE UNIQUE INDEX appointment_provider_exists
  ON appointment_provider (organization_id, appointment_id, provider_id);

CREATE INDEX appointment_room_by_room ON appointment_room (organization_id, room_id, id);

CREATE UNIQUE INDEX appointment_room_exists
  ON appointment_room (organization_id, appointment_id, room_id);

CREATE INDEX blockout_by_calendar_and_start
  ON blockout (organization_id, calendar_id, starts_at, id, ends_at);

CREATE INDEX blockout_by_center_and_start
  ON blockout (organization_id, center_id, starts_at, id, calendar_id, ends_at);

CREATE INDEX blockout_by_end ON blockout
  (organization_id, center_id, span, ends_at, starts_at, id);

CREATE INDEX blockout_by_start ON blockout (organization_id, starts_at, id);

CREATE UNIQUE INDEX business_unit_code_taken ON business_unit (organization_id, code);

CREATE INDEX calendar_by_center ON calendar (organization_id, center_id, id);

CREATE UNIQUE INDEX center_code_taken ON center (organization_id, code);

CREATE UNIQUE INDEX collection_already_reversed ON collection (organization_id, reverses_id)
  WHERE reverses_id IS NOT NULL;

CREATE INDEX collection_by_center ON collection (organization_id, center_id, id);

CREATE INDEX collection_by_day ON collection (organization_id, collection_date, id);

CREATE INDEX collection_by_employee ON collection (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;

CREATE INDEX collection_by_guest ON collection (organization_id, guest_id, id);

CREATE INDEX collection_by_invoice ON collection (organization_id, invoice_id, id);

CREATE INDEX collection_by_payment ON collection (organization_id, payment_id, id);

CREATE INDEX collection_by_sale ON collection (organization_id, sale_id, id)
  WHERE sale_id IS NOT NULL;

CREATE UNIQUE INDEX collection_number_taken
  ON collection (organization_id, center_id, collection_no);

CREATE UNIQUE INDEX collection_number_used
  ON collection (organization_id, series, sequence);

CREATE UNIQUE INDEX collection_payment_taken ON collection (organization_id, payment_id)
  WHERE kind = 'receipt';

CREATE INDEX commission_by_center ON commission (organization_id, center_id, id);

CREATE INDEX commission_by_day ON commission (organization_id, commission_date, id);

CREATE INDEX commission_by_invoice ON commission (organization_id, invoice_id, id);

CREATE INDEX commission_by_provider ON commission (organization_id, provider_id, id);

CREATE INDEX commission_rule_by_package ON commission_rule (organization_id, package_id, id)
  WHERE package_id IS NOT NULL;

CREATE INDEX commission_rule_by_product ON commission_rule (organization_id, product_id, id)
  WHERE product_id IS NOT NULL;

CREATE INDEX commission_rule_by_provider ON commission_rule (organization_id, provider_id, id)
  WHERE provider_id IS NOT NULL;

CREATE INDEX commission_rule_by_service ON commission_rule (organization_id, service_id, id)
  WHERE service_id IS NOT NULL;

CREATE UNIQUE INDEX commission_step_taken ON commission (organization_id, invoice_item_id, step);

CREATE UNIQUE INDEX confirm_token_taken ON online_booking (organization_id, confirm_token_hash)
  WHERE confirm_token_hash IS NOT NULL;

CREATE UNIQUE INDEX counter_series_taken ON counter (organization_id, series);

CREATE INDEX credential_by_user ON credential (organization_id, user_id, id);

CREATE UNIQUE INDEX credential_token_taken ON credential (organization_id, one_time_token_hash)
  WHERE one_time_token_hash IS NOT NULL;

CREATE INDEX credit_note_by_center ON credit_note (organization_id, center_id, id);

CREATE INDEX credit_note_by_employee ON credit_note (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;

CREATE INDEX credit_note_by_guest ON credit_note (organization_id, guest_id, id);

CREATE INDEX credit_note_by_invoice ON credit_note (organization_id, invoice_id, id);

CREATE INDEX credit_note_item_by_credit_note
  ON credit_note_item (organization_id, credit_note_id, id);

CREATE INDEX credit_note_item_by_invoice ON credit_note_item (organization_id, invoice_id, id);

CREATE INDEX credit_note_item_by_invoice_item
  ON credit_note_item (organization_id, invoice_item_id, id);

CREATE UNIQUE INDEX credit_note_number_used
  ON credit_note (organization_id, series, sequence);

CREATE INDEX day_close_by_center ON day_close (organization_id, center_id, id);

CREATE INDEX day_close_by_day ON day_close (organization_id, date, id);

CREATE UNIQUE INDEX day_closed ON day_close (organization_id, center_id, date)
  WHERE status = 'closed';

CREATE UNIQUE INDEX duplicate ON payment (organization_id, payment_method, charge_no)
  WHERE charge_no IS NOT NULL;

CREATE INDEX employee_by_center ON employee (organization_id, center_id, id)
  WHERE center_id IS NOT NULL;

CREATE UNIQUE INDEX employee_code_taken ON employee (organization_id, employee_code);

CREATE INDEX gift_card_by_center ON gift_card (organization_id, center_id, id);

CREATE INDEX gift_card_by_guest ON gift_card (organization_id, guest_id, id);

CREATE INDEX gift_card_by_invoice ON gift_card (organization_id, invoice_id, id);

CREATE UNIQUE INDEX gift_card_code_taken ON gift_card (organization_id, code);

CREATE INDEX gift_card_entry_by_gift_card
  ON gift_card_entry (organization_id, gift_card_id, id);

CREATE UNIQUE INDEX gift_card_exists ON gift_card (organization_id, invoice_item_id);

CREATE UNIQUE INDEX gift_card_step_taken ON gift_card_entry (organization_id, gift_card_id, step);

CREATE INDEX gift_card_to_write_off ON gift_card (organization_id, write_off_on)
  WHERE write_off_on IS NOT NULL;

CREATE INDEX guest_by_center ON guest (organization_id, center_id, id);

CREATE INDEX guest_by_email ON guest (organization_id, email, id);

CREATE INDEX guest_by_merged_into ON guest (organization_id, merged_into, id)
  WHERE merged_into IS NOT NULL;

CREATE INDEX guest_by_phone ON guest (organization_id, phone, id) WHERE phone IS NOT NULL;

CREATE INDEX guest_by_verified_email ON guest (organization_id, email, id)
  WHERE email_verified_at IS NOT NULL;

CREATE UNIQUE INDEX guest_code_taken ON guest (organization_id, guest_code);

CREATE INDEX guest_credit_by_guest ON guest_credit (organization_id, guest_id, id);

CREATE INDEX guest_credit_entry_by_center
  ON guest_credit_entry (organization_id, center_id, entry_date, id) WHERE center_id IS NOT NULL;

CREATE INDEX guest_credit_entry_by_guest ON guest_credit_entry (organization_id, guest_id, id);

CREATE INDEX guest_credit_entry_by_guest_credit
  ON guest_credit_entry (organization_id, guest_credit_id, id);

CREATE INDEX guest_credit_entry_by_invoice ON guest_credit_entry (organization_id, invoice_id, id)
  WHERE invoice_id IS NOT NULL;

CREATE UNIQUE INDEX guest_credit_exists ON guest_credit (organization_id, guest_id, currency);

CREATE UNIQUE INDEX guest_credit_step_taken
  ON guest_credit_entry (organization_id, guest_credit_id, step);

CREATE INDEX guest_package_by_center ON guest_package (organization_id, center_id, id);

CREATE INDEX guest_package_by_guest ON guest_package (organization_id, guest_id, id);

CREATE INDEX guest_package_by_invoice ON guest_package (organization_id, invoice_id, id);

CREATE INDEX guest_package_by_package ON guest_package (organization_id, package_id, id);

CREATE INDEX guest_package_entry_by_guest ON guest_package_entry (organization_id, guest_id, id);

CREATE INDEX guest_package_entry_by_guest_package
  ON guest_package_entry (organization_id, guest_package_id, id);

CREATE INDEX guest_package_entry_by_service
  ON guest_package_entry (organization_id, service_id, id) WHERE service_id IS NOT NULL;

CREATE UNIQUE INDEX guest_package_exists ON guest_package (organization_id, invoice_item_id);

CREATE UNIQUE INDEX guest_package_step_taken
  ON guest_package_entry (organization_id, guest_package_id, step);

CREATE INDEX guest_package_to_write_off ON guest_package (organization_id, write_off_on)
  WHERE write_off_on IS NOT NULL;

CREATE INDEX guest_term_by_term ON guest_term (organization_id, term, id, guest_id);

CREATE UNIQUE INDEX guest_term_exists ON guest_term (organization_id, guest_id, term);

CREATE INDEX hours_override_by_calendar ON hours_override (organization_id, calendar_id, id);

CREATE UNIQUE INDEX hours_override_exists ON hours_override (organization_id, calendar_id, date);

CREATE INDEX idempotency_by_guest ON idempotency (organization_id, guest_id, id)
  WHERE guest_id IS NOT NULL;

CREATE INDEX idempotency_guest_by_guest ON idempotency_guest (organization_id, guest_id, id);

CREATE UNIQUE INDEX idempotency_key_taken
  ON idempotency (organization_id, actor_id, operation, key);

CREATE INDEX invoice_by_center ON invoice (organization_id, center_id, id);

CREATE INDEX invoice_by_day ON invoice (organization_id, invoice_date, id)
  WHERE invoice_date IS NOT NULL;

CREATE INDEX invoice_by_employee ON invoice (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;

CREATE INDEX invoice_by_guest ON invoice (organization_id, guest_id, id);

CREATE INDEX invoice_by_number_before ON invoice (organization_id, center_id, number_before);

CREATE INDEX invoice_by_payer ON invoice (organization_id, payer_id, id) WHERE payer_id IS NOT NULL;

CREATE INDEX invoice_by_status ON invoice (organization_id, status, id);

CREATE UNIQUE INDEX invoice_draft_exists ON invoice (organization_id, center_id, guest_id)
  WHERE status = 'draft';

CREATE INDEX invoice_item_by_appointment ON invoice_item (organization_id, appointment_id, id)
  WHERE appointment_id IS NOT NULL;

CREATE INDEX invoice_item_by_deposit ON invoice_item (organization_id, deposit_id, id)
  WHERE deposit_id IS NOT NULL;

CREATE INDEX invoice_item_by_invoice ON invoice_item (organization_id, invoice_id, id);

CREATE INDEX invoice_item_by_package ON invoice_item (organization_id, package_id, id)
  WHERE package_id IS NOT NULL;

CREATE INDEX invoice_item_by_product ON invoice_item (organization_id, product_id, id)
  WHERE product_id IS NOT NULL;

CREATE INDEX invoice_item_by_provider ON invoice_item (organization_id, provider_id, id)
  WHERE provider_id IS NOT NULL;

CREATE INDEX invoice_item_by_sale ON invoice_item (organization_id, sale_id, id)
  WHERE sale_id IS NOT NULL;

CREATE INDEX invoice_item_by_service ON invoice_item (organization_id, service_id, id)
  WHERE service_id IS NOT NULL;

CREATE UNIQUE INDEX invoice_number_taken ON invoice (organization_id, center_id, invoice_no);

CREATE UNIQUE INDEX invoice_number_used
  ON invoice (organization_id, series, sequence);

CREATE UNIQUE INDEX manage_token_taken ON online_booking (organization_id, manage_token_hash);

CREATE INDEX occupancy_by_center ON occupancy (organization_id, center_id, starts_at, id,
  resource_id, unit, ends_at, appointment_id, held_until, version, created_at, updated_at,
  class_id, seat);

CREATE INDEX occupancy_by_resource
  ON occupancy (organization_id, resource_id, unit, starts_at, ends_at);

CREATE INDEX offer_discount_by_package ON offer_discount (organization_id, package_id, id)
  WHERE package_id IS NOT NULL;

CREATE INDEX offer_discount_by_product ON offer_discount (organization_id, product_id, id)
  WHERE product_id IS NOT NULL;

CREATE INDEX offer_discount_by_service ON offer_discount (organization_id, service_id, id)
  WHERE service_id IS NOT NULL;

CREATE INDEX online_booking_by_guest ON online_booking (organization_id, guest_id, id);

CREATE INDEX online_booking_by_mailbox ON online_booking (organization_id, mailbox, id);

CREATE UNIQUE INDEX organization_email_taken ON directory (organization_id, email);

CREATE UNIQUE INDEX organization_slug_taken ON directory (organization_id, slug);

CREATE INDEX package_by_business_unit ON package (organization_id, business_unit_id, id)
  WHERE business_unit_id IS NOT NULL;

CREATE INDEX package_by_category ON package (organization_id, category_id, id)
  WHERE category_id IS NOT NULL;

CREATE INDEX package_by_center ON package (organization_id, center_id, id)
  WHERE center_id IS NOT NULL;

CREATE UNIQUE INDEX package_code_taken ON package (organization_id, code);

CREATE INDEX package_service_by_package ON package_service (organization_id, package_id, id);

CREATE INDEX package_service_by_service ON package_service (organization_id, service_id, id);

CREATE UNIQUE INDEX package_service_exists
  ON package_service (organization_id, package_id, service_id);

CREATE INDEX payment_by_appointment ON payment (organization_id, appointment_id, id)
  WHERE appointment_id IS NOT NULL;

CREATE INDEX payment_by_center ON payment (organization_id, center_id, id);

CREATE INDEX payment_by_day ON payment (organization_id, payment_date, id)
  WHERE payment_date IS NOT NULL;

CREATE INDEX payment_by_employee ON payment (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;

CREATE INDEX payment_by_guest ON payment (organization_id, guest_id, id);

CREATE INDEX payment_by_invoice ON payment (organization_id, invoice_id, id);

CREATE INDEX product_by_business_unit ON product (organization_id, business_unit_id, id)
  WHERE business_unit_id IS NOT NULL;

CREATE INDEX product_by_category ON product (organization_id, category_id, id)
  WHERE category_id IS NOT NULL;

CREATE UNIQUE INDEX product_code_taken ON product (organization_id, code);

CREATE INDEX product_tax_by_product ON product_tax (organization_id, product_id, id);

CREATE INDEX product_tax_by_tax ON product_tax (organization_id, tax_id, id);

CREATE UNIQUE INDEX product_tax_exists ON product_tax (organization_id, product_id, tax_id);

CREATE INDEX provider_by_center ON provider (organization_id, center_id, id);

CREATE INDEX provider_by_employee ON provider (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;

CREATE INDEX provider_service_by_provider ON provider_service (organization_id, provider_id, id);

CREATE INDEX provider_service_by_service ON provider_service (organization_id, service_id, id);

CREATE UNIQUE INDEX provider_service_exists
  ON provider_service (organization_id, provider_id, service_id);

CREATE INDEX room_by_category ON room (organization_id, room_category_id, id);

CREATE INDEX room_by_center ON room (organization_id, center_id, id);

CREATE UNIQUE INDEX room_code_taken ON room (organization_id, code);

CREATE UNIQUE INDEX sale_already_billed ON sale (organization_id, invoice_item_id)
  WHERE invoice_item_id IS NOT NULL;

CREATE UNIQUE INDEX sale_appointment_taken ON sale (organization_id, appointment_id)
  WHERE appointment_id IS NOT NULL;

CREATE INDEX sale_by_center ON sale (organization_id, center_id, id);

CREATE INDEX sale_by_day ON sale (organization_id, sale_date, id);

CREATE INDEX sale_by_discount ON sale (organization_id, discount_id, id)
  WHERE discount_id IS NOT NULL;

CREATE INDEX sale_by_guest ON sale (organization_id, guest_id, id);

CREATE INDEX sale_by_package ON sale (organization_id, package_id, id) WHERE package_id IS NOT NULL;

CREATE INDEX sale_by_product ON sale (organization_id, product_id, id) WHERE product_id IS NOT NULL;

CREATE INDEX sale_by_provider ON sale (organization_id, provider_id, id)
  WHERE provider_id IS NOT NULL;

CREATE INDEX sale_by_service ON sale (organization_id, service_id, id) WHERE service_id IS NOT NULL;

CREATE UNIQUE INDEX seat_taken ON occupancy (organization_id, resource_id, unit, starts_at, seat)
  WHERE seat IS NOT NULL;

CREATE INDEX service_by_business_unit ON service (organization_id, business_unit_id, id)
  WHERE business_unit_id IS NOT NULL;

CREATE INDEX service_by_category ON service (organization_id, category_id, id)
  WHERE category_id IS NOT NULL;

CREATE INDEX service_by_room_category ON service (organization_id, room_category_id, id)
  WHERE room_category_id IS NOT NULL;

CREATE INDEX service_by_use ON service (organization_id, is_active, id);

CREATE UNIQUE INDEX service_code_taken ON service (organization_id, service_code);

CREATE INDEX service_room_category_by_room_category
  ON service_room_category (organization_id, room_category_id, id);

CREATE UNIQUE INDEX service_room_category_exists
  ON service_room_category (organization_id, service_id, room_category_id);

CREATE INDEX service_tax_by_service ON service_tax (organization_id, service_id, id);

CREATE INDEX service_tax_by_tax ON service_tax (organization_id, tax_id, id);

CREATE UNIQUE INDEX service_tax_exists ON service_tax (organization_id, service_id, tax_id);

CREATE UNIQUE INDEX session_access_taken ON session (organization_id, access_token_hash);

CREATE INDEX session_by_user ON session (organization_id, user_id, id);

CREATE UNIQUE INDEX session_family_taken ON session (organization_id, family_hash);

CREATE INDEX sign_in_throttle_by_bucket ON sign_in_throttle (organization_id, bucket, id);

CREATE UNIQUE INDEX tax_code_taken ON tax (organization_id, code);

CREATE INDEX user_account_by_employee ON user_account (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;

CREATE INDEX user_account_by_guest ON user_account (organization_id, guest_id, id)
  WHERE guest_id IS NOT NULL;

CREATE INDEX user_account_by_provider ON user_account (organization_id, provider_id, id)
  WHERE provider_id IS NOT NULL;

CREATE INDEX user_account_by_role ON user_account (organization_id, role, id);

CREATE UNIQUE INDEX user_email_taken ON user_account (organization_id, email);

CREATE UNIQUE INDEX waitlist_appointment_taken ON waitlist_entry (organization_id, appointment_id)
  WHERE appointment_id IS NOT NULL;

CREATE INDEX waitlist_entry_by_center ON waitlist_entry (organization_id, center_id, id);

CREATE INDEX waitlist_entry_by_guest ON waitlist_entry (organization_id, guest_id, id);

CREATE INDEX waitlist_entry_by_provider ON waitlist_entry (organization_id, provider_id, id)
  WHERE provider_id IS NOT NULL;

CREATE INDEX waitlist_entry_by_service ON waitlist_entry (organization_id, service_id, id);

CREATE TRIGGER appointment_booker_is_kept BEFORE UPDATE ON appointment
WHEN NEW.booked_by IS NOT OLD.booked_by
BEGIN
  SELECT RAISE(ABORT, 'appointment_change_never_changes');
END;

CREATE TRIGGER appointment_change_reason_only_goes BEFORE UPDATE ON appointment_change
WHEN NEW.reason IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'appointment_change_never_changes');
END;

CREATE TRIGGER collection_reversed_once BEFORE UPDATE ON collection
WHEN OLD.is_reversed > NEW.is_reversed BEGIN
  SELECT RAISE(ABORT, 'collection_never_changes');
END;

CREATE TRIGGER collection_series_starts BEFORE INSERT ON collection
WHEN NEW.sequence IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'series_start') FROM (
    SELECT (
      SELECT first_number FROM counter
      WHERE organization_id = NEW.organization_id AND series =
        CASE WHEN substr(NEW.series, 1, 5) = 'COLL-' THEN NEW.series
          ELSE 'COLL ' || NEW.series END
    ) AS start
  )
  WHERE start > NEW.sequence
    OR (NEW.series_start IS NOT NULL AND NEW.series_start IS NOT start);
END;

CREATE TRIGGER counter_only_grows BEFORE UPDATE ON counter
WHEN CASE WHEN NEW.first_number <> OLD.first_number
  THEN OLD.next <> OLD.first_number OR NEW.next <> NEW.first_number
  ELSE NEW.next <= OLD.next END
BEGIN
  SELECT RAISE(ABORT, 'counter_only_grows');
END;

CREATE TRIGGER credit_note_series_starts BEFORE INSERT ON credit_note
WHEN NEW.sequence IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'series_start') FROM (
    SELECT (
      SELECT first_number FROM counter
      WHERE organization_id = NEW.organization_id AND series =
        CASE WHEN substr(NEW.series, 1, 3) = 'CN-' THEN NEW.series
          ELSE 'CN ' || NEW.series END
    ) AS start
  )
  WHERE start > NEW.sequence
    OR (NEW.series_start IS NOT NULL AND NEW.series_start IS NOT start);
END;

CREATE TRIGGER day_close_is_reopened_once BEFORE UPDATE ON day_close
WHEN OLD.status = 'reopened' AND NEW.status <> 'reopened'
BEGIN
  SELECT RAISE(ABORT, 'day_close_never_changes');
END;

CREATE TRIGGER day_takes_no_more BEFORE INSERT ON collection
BEGIN
  SELECT RAISE(ABORT, 'day_closed') FROM day_close
  WHERE day_close.organization_id = NEW.organization_id
    AND day_close.center_id = NEW.center_id AND day_close.date = NEW.collection_date
    AND day_close.status = 'closed';
END;

CREATE TRIGGER invoice_given_series_starts BEFORE UPDATE ON invoice
WHEN NEW.sequence IS NOT NULL AND NEW.sequence IS NOT OLD.sequence
BEGIN
  SELECT RAISE(ABORT, 'series_start') FROM (
    SELECT (
      SELECT first_number FROM counter
      WHERE organization_id = NEW.organization_id AND series =
        CASE WHEN substr(NEW.series, 1, 4) = 'INV-' THEN NEW.series
          ELSE 'INV ' || NEW.series END
    ) AS start
  )
  WHERE start > NEW.sequence
    OR (NEW.series_start IS NOT NULL AND NEW.series_start IS NOT start);
END;

CREATE TRIGGER invoice_item_deleted_from_issued BEFORE DELETE ON invoice_item BEGIN
  SELECT RAISE(ABORT, 'invoice_issued') FROM invoice
  WHERE organization_id = OLD.organization_id AND id = OLD.invoice_id AND status <> 'draft';
END;

CREATE TRIGGER invoice_item_inserted_into_issued BEFORE INSERT ON invoice_item BEGIN
  SELECT RAISE(ABORT, 'invoice_issued') FROM invoice
  WHERE organization_id = NEW.organization_id AND id = NEW.invoice_id AND status <> 'draft'
    AND NOT (version = 1 AND created_at = NEW.created_at AND total >= NEW.net_price + NEW.tax + (
      SELECT coalesce(sum(net_price + tax), 0) FROM invoice_item
      WHERE organization_id = NEW.organization_id AND invoice_id = NEW.invoice_id
    ));
END;

CREATE TRIGGER invoice_item_updated_in_issued BEFORE UPDATE ON invoice_item BEGIN
  SELECT RAISE(ABORT, 'invoice_issued') FROM invoice
  WHERE organization_id = OLD.organization_id AND id IN (OLD.invoice_id, NEW.invoice_id)
    AND status <> 'draft';
END;

CREATE TRIGGER invoice_series_starts BEFORE INSERT ON invoice
WHEN NEW.sequence IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'series_start') FROM (
    SELECT (
      SELECT first_number FROM counter
      WHERE organization_id = NEW.organization_id AND series =
        CASE WHEN substr(NEW.series, 1, 4) = 'INV-' THEN NEW.series
          ELSE 'INV ' || NEW.series END
    ) AS start
  )
  WHERE start > NEW.sequence
    OR (NEW.series_start IS NOT NULL AND NEW.series_start IS NOT start);
END;

CREATE TRIGGER invoice_status_goes_forward BEFORE UPDATE ON invoice
WHEN OLD.status <> 'draft'
  AND (NEW.status = 'draft' OR (OLD.status = 'void' AND NEW.status <> 'void'))
BEGIN
  SELECT RAISE(ABORT, 'invoice_issued');
END;

CREATE TRIGGER payment_day_is_kept BEFORE UPDATE ON payment
WHEN OLD.payment_date IS NOT NULL AND NEW.payment_date IS NOT OLD.payment_date
BEGIN
  SELECT RAISE(ABORT, 'payment_never_changes');
END;

CREATE TRIGGER payment_status_goes_forward BEFORE UPDATE ON payment
WHEN NEW.refunded < OLD.refunded
  OR OLD.status <> NEW.status AND NOT (
    (OLD.status = 'pending' AND NEW.status IN ('completed', 'failed'))
    OR (OLD.status = 'completed' AND NEW.status IN ('reversed', 'partially_refunded', 'refunded'))
    OR (OLD.status = 'partially_refunded' AND NEW.status = 'refunded'))
BEGIN
  SELECT RAISE(ABORT, 'payment_never_changes');
END;

CREATE TRIGGER sale_stays_as_invoiced BEFORE UPDATE ON sale
WHEN OLD.status = 'billed' AND (
  OLD.provider_id IS NOT NEW.provider_id
  OR OLD.service_id IS NOT NEW.service_id
  OR OLD.quantity IS NOT NEW.quantity
  OR OLD.unit_price IS NOT NEW.unit_price
  OR OLD.price_mode IS NOT NEW.price_mode
  OR OLD.discount_id IS NOT NEW.discount_id
  OR OLD.discount IS NOT NEW.discount
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

CREATE TRIGGER slot_taken BEFORE INSERT ON occupancy BEGIN
  SELECT RAISE(ABORT, 'slot_taken') WHERE (
    SELECT ends_at FROM occupancy
    WHERE organization_id = NEW.organization_id AND resource_id = NEW.resource_id
      AND unit = NEW.unit AND starts_at < NEW.ends_at
    ORDER BY starts_at DESC, ends_at DESC LIMIT 1
  ) > NEW.starts_at AND (NEW.class_id IS NULL OR NOT (
    SELECT starts_at = NEW.starts_at AND class_id IS NEW.class_id FROM occupancy
    WHERE organization_id = NEW.organization_id AND resource_id = NEW.resource_id
      AND unit = NEW.unit AND starts_at < NEW.ends_at
    ORDER BY starts_at DESC, ends_at DESC LIMIT 1
  ));
END;
