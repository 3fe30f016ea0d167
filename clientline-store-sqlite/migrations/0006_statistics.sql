-- What the query planner believes about the sizes of things.
--
-- Without figures it takes a tenant for ten rows, and then rather walks all of
-- them in the order of the key than use the index on what was asked for. These
-- figures are of a large business: ten million rows of a kind in all, a hundred
-- thousand to a tenant, thousands to a center or a status, and hundreds to anything else
-- that is referred to. They are written once and never measured, so that a plan
-- that was tested is the plan that runs, whatever a file holds.
--
-- Whoever adds an index adds its figures.

ANALYZE;
DELETE FROM sqlite_stat1;

INSERT INTO sqlite_stat1 (tbl, idx, stat)
SELECT
  tbl,
  -- The key's own index goes by the table's name.
  iif(origin = 'pk', tbl, name),
  '10000000 ' || group_concat(
    CASE
      WHEN seqno = 0 THEN 100000
      WHEN "unique" AND seqno = last THEN 1
      WHEN seqno = 1 AND key IN ('center_id', 'status', 'position', 'expires_at') THEN 10000
      WHEN seqno = 1 THEN 100
      ELSE 10
    END, ' ' ORDER BY seqno
  )
FROM (
  SELECT
    tables.name AS tbl, indexes.name AS name, indexes.origin AS origin,
    indexes."unique" AS "unique", keys.seqno AS seqno, keys.name AS key,
    max(keys.seqno) OVER (PARTITION BY indexes.name) AS last
  FROM sqlite_schema AS tables
  JOIN pragma_index_list(tables.name) AS indexes
  JOIN pragma_index_info(indexes.name) AS keys
  WHERE tables.type = 'table' AND tables.name NOT GLOB 'sqlite_*'
)
GROUP BY tbl, name;

-- Loads them into this connection; others load them when they open the file.
ANALYZE sqlite_schema;
