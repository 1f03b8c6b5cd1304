-- What an account's deliveries are signed with after the Standard Webhooks. The default gives a secret of its own to
-- each account that exists, and to those that instances of the version before make meanwhile: 32 bytes from two random
-- UUIDs, which come from the server's strong generator and have 122 random bits each. The specification asks for 192.
alter table accounts
    add column signing_secret text not null default
        'whsec_' || encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'base64'),
    add column pywebhooks_signature boolean not null default true,
    add column ed25519_key text,
    add column retiring_keys text[],         -- that sign too for a while, the newest first
    add column retiring_until timestamptz[], -- until when, each
    add check (cardinality(retiring_keys) is not distinct from cardinality(retiring_until));
