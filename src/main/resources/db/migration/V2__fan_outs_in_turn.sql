-- Fan-outs that wait are continued in turn of those who fired them. Instances of the version before leave the new
-- columns out; their fan-outs share one turn and take in whoever subscribes meanwhile.
alter table fan_outs
    add column account_id uuid not null default '00000000-0000-0000-0000-000000000000',
    add column last_subscription bigint not null default 9223372036854775807;
create index fan_outs_in_turn on fan_outs (account_id, as_of);

-- Who had subscribed when a webhook fired: by an order that no clock of any instance can turn around.
alter table subscriptions add column ordinal bigint generated always as identity;
create index subscribers_in_order on subscriptions (registration_id, account_id, ordinal);
drop index subscribers_of_registration;

-- Each row is written two or more times within seconds and then never again: dead versions are cleared early, or
-- looking for what is due would walk over them.
alter table deliveries set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1);
