-- The sites that may show the page on which guests book in a frame: at most ten origins over TLS,
-- which become a part of a header as they are.
ALTER TABLE organization ADD COLUMN embedding_sites TEXT NOT NULL DEFAULT '[]'
  CHECK (length(embedding_sites) <= 4096 AND json_valid(embedding_sites))
  CHECK (json_type(embedding_sites) = 'array' AND json_array_length(embedding_sites) <= 10)
  CHECK (embedding_sites NOT GLOB '*[^][",:/.a-z0-9-]*')
  CHECK (length(embedding_sites) - length(replace(embedding_sites, '"https://', ''))
    = 9 * json_array_length(embedding_sites));
