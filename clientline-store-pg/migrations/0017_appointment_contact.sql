-- Who booked without a sign-in, as they said themselves: several people may share an address.
ALTER TABLE appointment ADD COLUMN contact_first_name text COLLATE "C"
  CHECK (char_length(contact_first_name) BETWEEN 1 AND 200);
ALTER TABLE appointment ADD COLUMN contact_last_name text COLLATE "C"
  CHECK (char_length(contact_last_name) BETWEEN 1 AND 200);
ALTER TABLE appointment ADD COLUMN contact_phone text COLLATE "C"
  CHECK (char_length(contact_phone) BETWEEN 5 AND 21);
