-- What is offered to a guest who waits: an appointment that is held for them. It is no reference,
-- since the entry is written before the appointment that is made with it.
ALTER TABLE waitlist_entry ADD COLUMN status TEXT NOT NULL DEFAULT 'waiting'
  CHECK (status IN ('waiting', 'offered', 'booked'));
ALTER TABLE waitlist_entry ADD COLUMN appointment_id BLOB
  CHECK (length(appointment_id) = 16)
  CHECK ((status = 'waiting') = (appointment_id IS NULL));
ALTER TABLE waitlist_entry ADD COLUMN offered_until INTEGER
  CHECK (offered_until BETWEEN -2208988800000000 AND 253402300799999999)
  CHECK ((status = 'offered') = (offered_until IS NOT NULL));
CREATE UNIQUE INDEX waitlist_appointment_taken ON waitlist_entry (organization_id, appointment_id)
  WHERE appointment_id IS NOT NULL;
