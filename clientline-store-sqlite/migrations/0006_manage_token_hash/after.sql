UPDATE online_booking SET manage_token_hash = manage_hash;
CREATE UNIQUE INDEX manage_hash_taken ON online_booking (organization_id, manage_hash);
CREATE UNIQUE INDEX manage_token_taken ON online_booking (organization_id, manage_token_hash);

-- No release changes the hash afterwards. The row is written once more: so whoever inserted
-- it reads it again before they change it, as they would after anybody's change.
CREATE TRIGGER online_booking_names_both_hashes AFTER INSERT ON online_booking
WHEN NEW.manage_hash IS NULL OR NEW.manage_token_hash IS NULL BEGIN
  UPDATE online_booking SET
    version = version + 1,
    manage_hash = coalesce(manage_hash, manage_token_hash),
    manage_token_hash = coalesce(manage_token_hash, manage_hash)
  WHERE organization_id = NEW.organization_id AND id = NEW.id;
END;
