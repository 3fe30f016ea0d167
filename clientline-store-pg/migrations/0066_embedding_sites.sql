-- The sites that may show the page on which guests book in a frame: at most ten origins over TLS,
-- which become a part of a header as they are.
ALTER TABLE organization ADD COLUMN embedding_sites text COLLATE "C" NOT NULL DEFAULT '[]'
  CHECK (char_length(embedding_sites) <= 4096 AND embedding_sites::json IS NOT NULL)
  CHECK (embedding_sites ~ '^\[("https://[a-z0-9.:-]+"(,"https://[a-z0-9.:-]+"){0,9})?\]$');
