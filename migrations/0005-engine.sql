-- The life of a case: called cases, business keys, what cases wait for from outside, what went wrong in them.
alter table process_case
  add column begun text not null default 'action' check (begun in ('action', 'call', 'message', 'signal', 'timer')),
  -- The case and token that called this one; how many cases called each other down to it.
  add column parent_case uuid references process_case (id),
  add column parent_token integer,
  add column depth smallint not null default 0,
  -- What messages of the case are correlated by where its model names nothing else: the number of its record.
  add column key text;
alter table process_case drop constraint process_case_status_check;
alter table process_case add constraint process_case_status_check
  check (status in ('running', 'ended', 'incident', 'cancelled', 'suspended'));

-- One open case for a record and process where people start it; calls, messages, signals and clocks start as many as come.
drop index process_case_one_running_idx;
create unique index process_case_one_running_idx on process_case (record_id, process)
  where status in ('running', 'incident', 'suspended') and begun = 'action';
create index process_case_parent_idx on process_case (parent_case, parent_token) where parent_case is not null;
-- 流程运行: by state, newest first; open ones by their edition.
create index process_case_status_idx on process_case (status, started_at, id);
create index process_case_document_idx on process_case (document, id) where status in ('running', 'incident', 'suspended');

-- Who runs a process (运行管理) sees its cases; the server says which processes these are.
drop policy reads on process_case;
create policy reads on process_case for select to jingwei_reader using (
  started_by = (select nullif(current_setting('jw.person', true), '')::uuid)
  or record_id = (select nullif(current_setting('jw.looking', true), '')::uuid)
  or record_id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid))
  or record_id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])
  or process = any((select coalesce(nullif(current_setting('jw.operates', true), ''), '{}')::text[])::text[])
);

-- What tokens wait for from outside: messages by name and correlation key, signals by name, changes of the record.
create table subscription (
  case_id uuid not null references process_case (id),
  token integer not null,
  node smallint not null,
  kind text not null check (kind in ('message', 'signal', 'condition')),
  name text not null,
  key text not null,
  record_id uuid not null,
  at timestamptz not null,
  primary key (case_id, token)
);
create index subscription_name_idx on subscription (kind, name, key, at);
create index subscription_record_idx on subscription (record_id) where kind = 'condition';
grant select, insert, delete on subscription to jingwei_writer;

-- Where cases are stuck: since when, how often it was tried, when it is tried again by itself. Gone when it is mended.
create table incident (
  case_id uuid not null references process_case (id),
  token integer not null,
  node smallint not null,
  message text not null,
  attempts smallint not null,
  since timestamptz not null,
  at timestamptz not null,
  retry_at timestamptz,
  primary key (case_id, token)
);
alter table incident enable row level security;
alter table incident force row level security;
create policy reads on incident for select to jingwei_reader using (exists (select from process_case c where c.id = case_id));
create policy writes on incident to jingwei_writer using (true) with check (true);
grant select on incident to jingwei_reader;
grant select, insert, delete on incident to jingwei_writer;

-- How urgent: 0 to 100. What is more urgent than usual stands above the rest, whatever its time.
alter table todo add column priority smallint not null default 50 check (priority between 0 and 100);
drop index todo_open_idx;
create index todo_open_idx on todo (person, kind, (100 - priority), coalesce(due_at, 'infinity'::timestamptz), id) where state = 'open';
