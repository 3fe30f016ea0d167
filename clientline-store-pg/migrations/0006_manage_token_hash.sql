-- The column that holds the hash of a token says so. Servers of the release before go on
-- reading and writing it by its old name, until the next step: each row has both.
ALTER TABLE online_booking
  ADD COLUMN manage_token_hash text COLLATE "C" CHECK (manage_token_hash ~ '^[0-9a-f]{64}$');

-- A copy is no change of a row: its version stays.
ALTER TABLE online_booking DISABLE TRIGGER USER;
UPDATE online_booking SET manage_token_hash = manage_hash;
ALTER TABLE online_booking ENABLE TRIGGER USER;

-- Whoever writes knows one of the two names. No release changes the hash afterwards.
CREATE FUNCTION clientline_name_both_hashes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.manage_token_hash := coalesce(NEW.manage_token_hash, NEW.manage_hash);
  NEW.manage_hash := coalesce(NEW.manage_hash, NEW.manage_token_hash);
  RETURN NEW;
END $$;
CREATE TRIGGER online_booking_names_both_hashes BEFORE INSERT ON online_booking
  FOR EACH ROW EXECUTE FUNCTION clientline_name_both_hashes();

ALTER TABLE online_booking ALTER COLUMN manage_token_hash SET NOT NULL;
ALTER INDEX manage_token_taken RENAME TO manage_hash_taken;
CREATE UNIQUE INDEX manage_token_taken ON online_booking (organization_id, manage_token_hash);
