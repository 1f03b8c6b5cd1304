-- What grows with time is kept in partitions of time, which are dropped whole. What is there becomes the first of them, as
-- it is: no row moves. Rows of a time that has no partition, by a wrong clock, are in the default one.
drop view attempts_made;

alter table deliveries rename to deliveries_first;
alter index deliveries_pkey rename to deliveries_first_pkey;
alter index deliveries_due rename to deliveries_first_due;
alter index deliveries_of_account rename to deliveries_first_of_account;
alter index deliveries_of_trigger rename to deliveries_first_of_trigger;
alter index deliveries_parked rename to deliveries_first_parked;
create table deliveries (like deliveries_first including defaults including constraints, primary key (id))
    partition by range (id);
create index deliveries_due on deliveries (next_attempt_at) where next_attempt_at is not null;
create index deliveries_of_account on deliveries (account_id, id);
create index deliveries_of_trigger on deliveries (triggered_id, account_id);
create index deliveries_parked on deliveries (account_id, id) where next_attempt_at >= timestamptz '9998-01-01 00:00Z';

alter table attempts rename to attempts_first;
alter index attempts_pkey rename to attempts_first_pkey;
create table attempts (like attempts_first including defaults, primary key (delivery_id, number))
    partition by range (delivery_id);

alter table attempt_counts detach partition attempt_counts_default;
alter table attempt_counts_default rename to attempt_counts_first;
alter index attempt_counts_default_pkey rename to attempt_counts_first_pkey;

do $$
declare
    -- Later ones are made by the service, ahead of their time.
    bound timestamptz := date_trunc('day', now(), 'UTC') + interval '2 days';
    -- The least of the ids that are made then: version 7 begins with milliseconds.
    millis text := lpad(to_hex((extract(epoch from bound) * 1000)::bigint), 12, '0');
    id uuid := (millis || '00000000000000000000')::uuid;
begin
    execute format('alter table deliveries attach partition deliveries_first for values from (minvalue) to (%L)', id);
    execute format('alter table attempts attach partition attempts_first for values from (minvalue) to (%L)', id);
    execute format(
        'alter table attempt_counts attach partition attempt_counts_first for values from (minvalue) to (%L)', bound);
end $$;

create table deliveries_default partition of deliveries default
    with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1);
create table attempts_default partition of attempts default;
create table attempt_counts_default partition of attempt_counts default with (fillfactor = 60);

create view attempts_made as
select delivery_id, number, started_at, took_ms, status, error, answer from attempts
union all
select id, attempts, started_at, took_ms, status, null, answer from deliveries where took_ms is not null;

create index recoveries_ended on recoveries (epoch) where state <> 'running';
