-- What is pending ends by itself, and nothing else does. What was not confirmed in time is
-- cancelled, and still says until when it was held.
ALTER TABLE appointment
  DROP CONSTRAINT appointment_check2,
  ADD CONSTRAINT appointment_check2 CHECK (
    CASE status WHEN 'pending' THEN held_until IS NOT NULL WHEN 'cancelled' THEN true
      ELSE held_until IS NULL END
  );
