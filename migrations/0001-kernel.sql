-- The kernel's own tables. Records come in the migrations after this one, drafted from their definitions.
do $$ begin
  if not exists (select from pg_roles where rolname = 'jingwei_writer') then create role jingwei_writer nologin; end if;
  if not exists (select from pg_roles where rolname = 'jingwei_reader') then create role jingwei_reader nologin; end if;
end $$;
grant jingwei_writer, jingwei_reader to current_user;
grant usage on schema public to jingwei_writer, jingwei_reader;

-- What this database is. A demo's database is marked, so that the real thing refuses it and the demo refuses any other.
create table install (
  one boolean primary key default true check (one),
  mode text not null check (mode in ('demo', 'real')),
  company text,
  setup_digest bytea,
  -- Grows with every change of units, positions, people and appointments: nodes reread the organisation when it did.
  directory bigint not null default 1,
  -- When a demo was loaded whole; a load that was interrupted goes on at the next start.
  loaded_at timestamptz,
  created_at timestamptz not null default now()
);
grant select, insert, update on install to jingwei_writer;

create table file (
  id uuid primary key,
  name text not null,
  type text not null,
  size integer not null,
  sha256 bytea not null,
  content bytea not null,
  person uuid not null,
  at timestamptz not null
);
alter table file alter column content set storage external;
grant select, insert on file to jingwei_writer;

create table credential (
  person uuid primary key,
  login text not null unique,
  hash text not null,
  changed_at timestamptz not null
);
grant select, insert, update on credential to jingwei_writer;

-- A session is known by the digest of its token, so that a copy of the table opens nothing.
create table session (
  digest bytea primary key,
  person uuid not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz,
  origin text not null
);
create index session_person_idx on session (person) where ended_at is null;
grant select, insert, update on session to jingwei_writer;

-- One-time links by which people get a password: known by digest like sessions; a newer one of the person ends it early.
create table invitation (
  digest bytea primary key,
  person uuid not null,
  kind text not null check (kind in ('join', 'reset')),
  created_by uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitation_person_idx on invitation (person) where used_at is null;
grant select, insert, update on invitation to jingwei_writer;

-- Failed sign-ins by account and by address; one counter for every way in.
create table attempt (
  id bigint generated always as identity primary key,
  key text not null,
  at timestamptz not null
);
create index attempt_key_at_idx on attempt (key, at);
grant select, insert, delete on attempt to jingwei_writer;

-- Rights that come from todos, copies, teams and sharing.
create table share (
  record text not null,
  record_id uuid not null,
  person uuid not null,
  why text not null,
  at timestamptz not null,
  primary key (record_id, person, why)
);
create index share_person_idx on share (person, record, record_id);
alter table share enable row level security;
alter table share force row level security;
create policy reads on share for select to jingwei_reader using (person = (select nullif(current_setting('jw.person', true), '')::uuid));
create policy writes on share to jingwei_writer using (true) with check (true);
grant select on share to jingwei_reader;
grant select, insert on share to jingwei_writer;

-- Audit trail, activity feed, source of messages: one row a change, never updated, never deleted.
create table event (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  kind text not null,
  record text not null,
  record_id uuid,
  action text not null,
  person uuid,
  acting text,
  before jsonb,
  after jsonb,
  opinion text,
  origin text not null,
  -- People whose pages have something new: they are told over their open connection.
  concerns uuid[] not null default '{}',
  digest bytea not null
);
create index event_record_idx on event (record_id, id);
create index event_position_idx on event (xid, id);
alter table event enable row level security;
alter table event force row level security;
-- A timeline is read after its record was read under the record's own rule; the server then says which one it looks at.
create policy reads on event for select to jingwei_reader using (record_id = (select nullif(current_setting('jw.looking', true), '')::uuid));
create policy writes on event to jingwei_writer using (true) with check (true);
grant select on event to jingwei_reader;
grant select, insert on event to jingwei_writer;

create table seal (
  id bigint primary key,
  last_xid xid8 not null,
  last_id bigint not null,
  count integer not null,
  -- 48 bytes an event (xid, id, digest), so that the verifier can name the row that was touched.
  entries bytea not null,
  root bytea not null,
  previous bytea not null,
  digest bytea not null,
  at timestamptz not null
);
grant select, insert on seal to jingwei_writer;

-- Answers of unsafe requests by their key, kept 48 hours, so that a repeat gets the same answer.
create table command (
  key uuid primary key,
  person uuid not null,
  answer jsonb not null,
  at timestamptz not null
);
create index command_at_idx on command (at);
grant select, insert, delete on command to jingwei_writer;

create table counter (
  name text primary key,
  value integer not null
);
grant select, insert, update on counter to jingwei_writer;

-- Editions of processes, decisions and policy texts; cases are pinned to theirs.
create table document (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('bpmn', 'dmn', 'policy')),
  name text not null,
  number integer not null,
  source text not null,
  sha256 bytea not null,
  origin text not null check (origin in ('pack', 'company')),
  state text not null check (state in ('effective', 'proposed', 'superseded')),
  effective_from timestamptz,
  created_at timestamptz not null,
  unique (kind, name, number)
);
create unique index document_effective_idx on document (kind, name) where state = 'effective';
grant select, insert, update on document to jingwei_writer;

create table process_case (
  id uuid primary key,
  document integer not null references document (id),
  process text not null,
  record text not null,
  record_id uuid not null,
  state jsonb not null,
  status text not null check (status in ('running', 'ended', 'incident', 'cancelled')),
  started_by uuid,
  started_at timestamptz not null,
  ended_at timestamptz
) with (fillfactor = 80);
create index process_case_record_idx on process_case (record_id, started_at);
create unique index process_case_one_running_idx on process_case (record_id, process) where status in ('running', 'incident');
create index process_case_started_idx on process_case (started_by, started_at, id);
grant select, insert, update on process_case to jingwei_writer;

create table todo (
  id uuid primary key,
  case_id uuid not null references process_case (id),
  record text not null,
  record_id uuid not null,
  token integer not null,
  node smallint not null,
  step text not null,
  kind text not null check (kind in ('todo', 'read')),
  person uuid not null,
  arrived_at timestamptz not null,
  due_at timestamptz,
  state text not null check (state in ('open', 'done', 'withdrawn')),
  done_at timestamptz,
  done_by uuid,
  outcome text,
  opinion text
) with (fillfactor = 80);
create index todo_open_idx on todo (person, kind, coalesce(due_at, 'infinity'::timestamptz), id) where state = 'open';
create index todo_done_idx on todo (done_by, done_at, id) where state = 'done';
create index todo_case_idx on todo (case_id);
create index todo_record_idx on todo (record_id);
alter table todo enable row level security;
alter table todo force row level security;
create policy reads on todo for select to jingwei_reader using (
  person = (select nullif(current_setting('jw.person', true), '')::uuid)
  or done_by = (select nullif(current_setting('jw.person', true), '')::uuid)
  or record_id = (select nullif(current_setting('jw.looking', true), '')::uuid)
  or record_id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid))
);
create policy writes on todo to jingwei_writer using (true) with check (true);
grant select on todo to jingwei_reader;
grant select, insert, update on todo to jingwei_writer;
alter table process_case enable row level security;
alter table process_case force row level security;
create policy reads on process_case for select to jingwei_reader using (
  started_by = (select nullif(current_setting('jw.person', true), '')::uuid)
  or record_id = (select nullif(current_setting('jw.looking', true), '')::uuid)
  or record_id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid))
);
create policy writes on process_case to jingwei_writer using (true) with check (true);
grant select on process_case to jingwei_reader;
grant select on document to jingwei_reader;

-- What the engine did: narrow, append-only, monthly partitions; the log that mining and every duration read.
create table step_log (
  case_id uuid not null,
  document integer not null,
  node smallint not null,
  -- 1 enter, 2 leave, 3 cancel, 4 error
  kind smallint not null,
  person integer,
  at timestamptz not null,
  ms integer
) partition by range (at);
create table step_log_default partition of step_log default;
create index step_log_at_idx on step_log using brin (at);
create index step_log_case_idx on step_log (case_id);
grant select, insert on step_log to jingwei_writer;
grant select on step_log to jingwei_reader;

-- Due work of all kinds: timers of cases, outbox, cadences.
create table job (
  id bigint generated always as identity primary key,
  kind text not null,
  key text not null,
  at timestamptz not null,
  payload jsonb not null,
  attempts integer not null default 0,
  -- Grows with every claim and every new order: a worker that was paused finishes only the claim that is still its own.
  claim integer not null default 0,
  failed text,
  unique (kind, key)
);
create index job_due_idx on job (at, id) where failed is null;
grant select, insert, update, delete on job to jingwei_writer;

create table message (
  id uuid primary key,
  person uuid not null,
  at timestamptz not null,
  title text not null,
  body text not null,
  link text,
  read_at timestamptz
);
create index message_person_idx on message (person, at desc);
create index message_unread_idx on message (person) where read_at is null;
alter table message enable row level security;
alter table message force row level security;
create policy reads on message for select to jingwei_reader using (person = (select nullif(current_setting('jw.person', true), '')::uuid));
create policy writes on message to jingwei_writer using (true) with check (true);
grant select on message to jingwei_reader;
grant select, insert, update on message to jingwei_writer;

-- Days that differ from the week's pattern: official holidays and working weekends (调休), and the company's own.
create table calendar_day (
  day date primary key,
  works boolean not null,
  name text not null,
  origin text not null check (origin in ('official', 'company'))
);
grant select, insert, update on calendar_day to jingwei_writer;
grant select on calendar_day to jingwei_reader;

-- The second wall stands on every table that readers may read: without a person in the session there are no rows.
do $$ declare t text; begin
  foreach t in array array['document', 'step_log', 'calendar_day'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy reads on %I for select to jingwei_reader using ((select nullif(current_setting(''jw.person'', true), '''')) is not null)', t);
    execute format('create policy writes on %I to jingwei_writer using (true) with check (true)', t);
  end loop;
end $$;
