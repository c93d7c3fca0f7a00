-- Grows with every edition of a process or decision that becomes effective while nodes run: they take it up at once.
alter table install add column documents bigint not null default 1;
