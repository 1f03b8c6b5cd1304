-- Accounts that came from PyWebhooks and have not used their key since: asked for whenever a key is wrong.
create index accounts_with_imported_keys on accounts (id) where api_key_hash like 'pbkdf2:%';
