-- When the business day of a center ends, in minutes after midnight: a bar closes at 02:00.
ALTER TABLE center ADD COLUMN day_ends_at bigint CHECK (day_ends_at BETWEEN 0 AND 360);
