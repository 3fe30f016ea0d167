-- Takes away what the step before kept for servers of older releases: they can't go on
-- from here, which the `compatible_from` of this release says.
DROP TRIGGER online_booking_names_both_hashes ON online_booking;
DROP FUNCTION clientline_name_both_hashes();
-- With its index.
ALTER TABLE online_booking DROP COLUMN manage_hash;
