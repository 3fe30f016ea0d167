-- Who may book a service online. What was there before is shown to everybody, as it was.
ALTER TABLE service ADD COLUMN visibility text COLLATE "C" NOT NULL DEFAULT 'public'
  CHECK (visibility IN ('public', 'by_link', 'desk'));
