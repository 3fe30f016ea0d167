-- Who booked an appointment. The first step of its history says nothing else that the appointment
-- doesn't say, and gets no row any more, nor the entries of B-trees of one; those that there are
-- stay, and their appointments say nothing here.
ALTER TABLE appointment ADD COLUMN booked_by TEXT
  CHECK (length(booked_by) BETWEEN 1 AND 200);
-- It is a step of the history, which never changes.
CREATE TRIGGER appointment_booker_is_kept BEFORE UPDATE ON appointment
WHEN NEW.booked_by IS NOT OLD.booked_by
BEGIN
  SELECT RAISE(ABORT, 'appointment_change_never_changes');
END;
