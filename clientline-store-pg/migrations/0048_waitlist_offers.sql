-- What is offered to a guest who waits: an appointment that is held for them. It is no reference,
-- since the entry is written before the appointment that is made with it.
ALTER TABLE waitlist_entry
  ADD COLUMN status text COLLATE "C" NOT NULL DEFAULT 'waiting'
    CHECK (status IN ('waiting', 'offered', 'booked')),
  ADD COLUMN appointment_id uuid,
  ADD COLUMN offered_until timestamptz
    CHECK (offered_until BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  ADD CHECK ((status = 'waiting') = (appointment_id IS NULL)),
  ADD CHECK ((status = 'offered') = (offered_until IS NOT NULL));
CREATE UNIQUE INDEX waitlist_appointment_taken ON waitlist_entry (organization_id, appointment_id)
  WHERE appointment_id IS NOT NULL;
