-- Packages that guests bought are written off, and become another guest's.
ALTER TABLE guest_package_entry
  DROP CONSTRAINT guest_package_entry_reason_check,
  ADD CONSTRAINT guest_package_entry_reason_check CHECK (reason IN (
    'sold', 'redeemed', 'given_back', 'credited', 'written_off', 'transferred', 'voided'
  ));
