-- Before partitions are dropped, what is still needed of them is copied into a new one that takes their place. It is copied a
-- part at a time, while all of it is in use: what changes meanwhile is noted by triggers, and copied again.
create table keepings (
    source    text primary key, -- the table whose partitions are dropped
    bound     uuid not null,    -- what is before it is copied, as all of it is in these partitions
    copied_to uuid              -- so far; null once that is all
);
create table keeping_changes (
    source text not null,
    key    uuid not null
);

-- Whoever makes the change, by hand for one, may look for tables elsewhere. Which attempts are needed goes by their delivery.
create function note_changed_delivery() returns trigger language plpgsql as $$
begin
    execute format('insert into %1$I.keeping_changes select source, $1 from %1$I.keepings', tg_table_schema)
        using case when tg_op = 'DELETE' then old.id else new.id end;
    return null;
end $$;
create function note_changed_attempt() returns trigger language plpgsql as $$
begin
    execute format('insert into %I.keeping_changes values (''attempts'', $1)', tg_table_schema)
        using case when tg_op = 'DELETE' then old.delivery_id else new.delivery_id end;
    return null;
end $$;
