-- A notice was said to be fired by the account it is about, which so could see whom else it went to. It has no registration.
update triggered_webhooks set account_id = null
where registration_id = '00000000-0000-0000-0000-000000000000' and event like 'jwebhooks.%' and account_id is not null;
