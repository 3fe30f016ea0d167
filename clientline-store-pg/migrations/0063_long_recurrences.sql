-- What recurs may go on without an end. A slip of the keyboard lasts 366 days at most.
ALTER TABLE blockout
  DROP CONSTRAINT blockout_check,
  ADD CONSTRAINT blockout_check CHECK (ends_at > starts_at),
  ADD CONSTRAINT blockout_lasts_a_year
    CHECK (recurrence IS NOT NULL OR ends_at - starts_at <= interval '366 days');
