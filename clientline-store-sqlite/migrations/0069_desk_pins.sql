-- A PIN by which a user takes over a desk on which somebody signed in, hashed as a password is; and
-- since when such a desk is locked.
ALTER TABLE credential ADD COLUMN pin_hash TEXT CHECK (length(pin_hash) <= 255);
ALTER TABLE session ADD COLUMN locked_at INTEGER
  CHECK (locked_at BETWEEN -2208988800000000 AND 253402300799999999);
