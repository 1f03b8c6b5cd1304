-- What its accounts can look up of a delivery later. None of the new columns rewrites a table.
alter table deliveries
    add column leased boolean not null default false,        -- whether a job has it, until next_attempt_at
    add column schedule_from smallint not null default 0,    -- attempts made before it was resent, which count no more
    add column started_at timestamptz,                       -- these four: the attempt that succeeded. It ends its
    add column took_ms integer,                              -- delivery, so a row of its own would say nothing more
    add column status smallint,                              -- and cost as much again as the delivery's.
    add column answer bytea;
alter table attempts add column answer bytea; -- headers, an empty line, and the beginning of the body

create view attempts_made as
select delivery_id, number, started_at, took_ms, status, error, answer from attempts
union all
select id, attempts, started_at, took_ms, status, null, answer from deliveries where took_ms is not null;

-- Who fired it, to find what was fired by an account. Of what was fired before, its registration tells.
alter table triggered_webhooks add column account_id uuid;
update triggered_webhooks t set account_id = r.account_id from registrations r where r.id = t.registration_id;
create index triggered_by_account on triggered_webhooks (account_id, epoch, id);

create index deliveries_of_account on deliveries (account_id, id);
create index deliveries_of_trigger on deliveries (triggered_id, account_id);

-- What is being sent again of an account's deliveries, and how far each recovery has come.
create table recoveries (
    id              uuid primary key,
    account_id      uuid        not null,
    epoch           timestamptz not null,
    statuses        text[]      not null,
    registration_id uuid,                 -- null for all
    since           timestamptz not null,
    until           timestamptz not null,
    after_delivery  uuid        not null, -- the last one that was looked at; deliveries are in the order of their ids
    before_delivery uuid        not null,
    state           text        not null default 'running' check (state in ('running', 'finished', 'stopped')),
    next_step_at    timestamptz not null,
    looked_at       bigint      not null default 0,
    resent          bigint      not null default 0
);
create unique index recovery_running on recoveries (account_id) where state = 'running';
create index recoveries_by_step on recoveries (next_step_at) where state = 'running';

-- Registrations are found by their event's name, or the beginning of it.
create index registrations_by_event on registrations (event collate "C", epoch, id);
