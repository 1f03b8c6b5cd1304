-- Notices get ids of a kind of their own, by which lists of what was fired leave them out. They are found by an index, as
-- nobody fired them. One with a delivery that an instance may be at stays as it is: lists see by its row what it is.
with notice as materialized (
    select t.id, ('ffffffff-ffff-8' || substr(gen_random_uuid()::text, 16))::uuid as marked
    from triggered_webhooks t
    where t.account_id is null and t.registration_id = '00000000-0000-0000-0000-000000000000'
      and t.event like 'jwebhooks.%' and t.id < 'ffffffff-ffff-8000-0000-000000000000'
      and not exists (select from deliveries d where d.triggered_id = t.id and d.next_attempt_at is not null)
), moved as (
    update deliveries d set triggered_id = n.marked from notice n where d.triggered_id = n.id
)
update triggered_webhooks t set id = n.marked from notice n where t.id = n.id;
