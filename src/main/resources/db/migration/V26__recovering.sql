-- That its endpoint was disabled or held, and then resumed or replaced: the next success is its recovery. What said so
-- before, when it was disabled and for how long held, is cleared by that.
alter table accounts add column recovering boolean not null default false;
