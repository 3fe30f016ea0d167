-- How a center writes the numbers of its documents, the number with which a series starts, and
-- the place of a number in its series, which its text follows from: the text is read no more.
ALTER TABLE center ADD COLUMN number_patterns TEXT
  CHECK (length(number_patterns) <= 1024 AND (number_patterns IS NULL OR json_valid(number_patterns)));

ALTER TABLE counter ADD COLUMN first_number INTEGER NOT NULL DEFAULT 1
  CHECK (first_number BETWEEN 1 AND 999999999) CHECK (first_number <= next);
-- Until its first number is taken, a series may start with another.
DROP TRIGGER counter_only_grows;
CREATE TRIGGER counter_only_grows BEFORE UPDATE ON counter
WHEN CASE WHEN NEW.first_number <> OLD.first_number
  THEN OLD.next <> OLD.first_number OR NEW.next <> NEW.first_number
  ELSE NEW.next <= OLD.next END
BEGIN
  SELECT RAISE(ABORT, 'counter_only_grows');
END;
