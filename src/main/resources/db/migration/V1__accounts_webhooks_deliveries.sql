create table accounts (
    id           uuid primary key,
    username     text        not null unique,
    endpoint     text,
    api_key_hash text        not null,
    secret_key   text        not null,
    is_admin     boolean     not null,
    failed_count integer     not null default 0,
    epoch        timestamptz not null
);
create index accounts_by_age on accounts (epoch, id);

-- How often strangers may ask for a new key: one row an account, shared by all instances.
create table key_reset_windows (
    account_id uuid primary key references accounts on delete cascade,
    started_at timestamptz not null,
    resets     integer     not null
);

create table registrations (
    id          uuid primary key,
    account_id  uuid        not null references accounts on delete cascade,
    event       text        not null,
    description text        not null,
    event_data  text        not null, -- as json.dumps writes it; jsonb would lose digits and the keys' order
    epoch       timestamptz not null
);
create index registrations_by_age on registrations (epoch, id);
create index registrations_of_account on registrations (account_id, epoch, id);

create table subscriptions (
    id              uuid primary key,
    account_id      uuid        not null references accounts on delete cascade,
    registration_id uuid        not null references registrations on delete cascade,
    epoch           timestamptz not null
);
create index subscriptions_by_age on subscriptions (epoch, id);
create index subscriptions_of_account on subscriptions (account_id, epoch, id);
create index subscribers_of_registration on subscriptions (registration_id, account_id, epoch);

-- From here on no foreign keys: what was fired is delivered whatever becomes of its registration, and a key
-- check per row would cost the fan-out more than the row itself.
create table triggered_webhooks (
    id              uuid primary key,
    registration_id uuid        not null,
    epoch           timestamptz not null,
    event           text        not null,
    body            bytea       not null
);
alter table triggered_webhooks alter column body set storage external; -- sent far more often than stored: do not compress
create index triggered_by_age on triggered_webhooks (epoch, id);

-- Fan-outs larger than one transaction, and how far they have come.
create table fan_outs (
    triggered_id    uuid primary key,
    registration_id uuid        not null,
    as_of           timestamptz not null,
    after_account   uuid        not null
);

create table deliveries (
    id              uuid primary key, -- version 7, of the moment it was triggered
    triggered_id    uuid        not null,
    account_id      uuid        not null,
    attempts        smallint    not null default 0,
    state           text        not null default 'pending' check (state in ('pending', 'succeeded', 'failed', 'skipped')),
    next_attempt_at timestamptz,      -- while leased to a job: when the lease ends
    reason          text,             -- why it was skipped
    check ((state = 'pending') = (next_attempt_at is not null))
);
create index deliveries_due on deliveries (next_attempt_at) where next_attempt_at is not null;

create table attempts (
    delivery_id uuid        not null,
    number      smallint    not null,
    started_at  timestamptz not null,
    took_ms     integer     not null,
    status      smallint,             -- null when there was no answer
    error       text,
    primary key (delivery_id, number)
);
