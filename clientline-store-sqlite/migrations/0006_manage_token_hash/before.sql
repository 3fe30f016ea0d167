-- The column that holds the hash of a token says so. Servers of the release before go on
-- reading and writing it by its old name, until the next step: each row has both.

-- A copy is no change of a row: its version stays. The trigger is made again when the
-- history is through.
DROP TRIGGER IF EXISTS online_booking_keeps_key_and_version;
DROP INDEX manage_token_taken;
