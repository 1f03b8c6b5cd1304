-- Who wants to be told of what, of its own account or of everyone's.
create table notice_subscriptions (
    account_id uuid    not null references accounts on delete cascade,
    event      text    not null,
    everyone   boolean not null,
    primary key (account_id, event)
);
