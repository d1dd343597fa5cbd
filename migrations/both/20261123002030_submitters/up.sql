-- Comments that a program hands in for an organization of the register, with a key; and who is signed in while handing one
-- in, which is told to nobody: it only keeps people from deciding on their own comments.
ALTER TABLE comments ADD COLUMN on_behalf_of TEXT; -- the organization's id
ALTER TABLE comments ADD COLUMN submitted_by TEXT; -- the account's id
