-- A PIN by which a user takes over a desk on which somebody signed in, hashed as a password is; and
-- since when such a desk is locked.
ALTER TABLE credential ADD COLUMN pin_hash text COLLATE "C" CHECK (char_length(pin_hash) <= 255);
ALTER TABLE session ADD COLUMN locked_at timestamptz
  CHECK (locked_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z');
