-- Nothing: SQLite mends its checks in this step, and steps have one number in both stores.
SELECT 1;
