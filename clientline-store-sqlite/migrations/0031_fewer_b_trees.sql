-- What every booking writes, and another index serves as well, is no index: the changes of the
-- audit trail, and sales by their status, are looked at from the newest; all appointments are
-- those of each status; and the times of an appointment are among those of its center.
DROP INDEX audit_by_actor;
DROP INDEX audit_by_operation;
DROP INDEX sale_by_status;
DROP INDEX appointment_by_start;
DROP INDEX occupancy_by_appointment;
