-- Of what a registration sends, what a subscriber wants: an SQL/JSON path.
alter table subscriptions
    add column filter text,
    add column filter_is_predicate boolean not null default false, -- that gives true or false, not items
    add column filter_errors bigint not null default 0,
    add column filter_rests_until timestamptz;                     -- it took too long; it counts as erring until then
create index subscriptions_with_filter on subscriptions (registration_id) where filter is not null;

-- Fan-outs for which filters are to be asked wait in a line of their own, as filters may take long.
alter table fan_outs add column filtered boolean not null default false;
drop index fan_outs_in_turn;
create index fan_outs_in_turn on fan_outs (filtered, account_id, as_of);

-- Null for what a jsonb cannot hold: U+0000, half of a surrogate pair, NaN, numbers and nesting beyond its limits.
create function message_json(body bytea) returns jsonb language plpgsql stable as $$
begin
    return convert_from(body, 'UTF8')::jsonb;
exception when others then
    return null;
end $$;

-- Null when it errs; a timeout is no such error. Times without a zone are in UTC, whatever the session's is.
create function filter_matches(message jsonb, filter text, is_predicate boolean) returns boolean
    language plpgsql stable set timezone to 'UTC' as $$
begin
    return case when is_predicate then jsonb_path_match_tz(message, filter::jsonpath, '{}', true)
                else jsonb_path_exists_tz(message, filter::jsonpath, '{}', true) end;
exception when others then
    return null;
end $$;
