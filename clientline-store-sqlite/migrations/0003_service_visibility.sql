-- Who may book a service online. What was there before is shown to everybody, as it was.
ALTER TABLE service ADD COLUMN visibility TEXT NOT NULL DEFAULT 'public'
  CHECK (visibility IN ('public', 'by_link', 'desk'));
