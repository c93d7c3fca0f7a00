create table "process_owner" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "process_owner_status_check" check ("status" in ('active', 'closed')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "process" text not null unique,
  "label" text not null,
  "unit" uuid not null,
  "note" text
);

create index "process_owner_created_at_idx" on "process_owner" ("created_at", "id");

create index "process_owner_status_created_at_idx" on "process_owner" ("status", "created_at", "id");

create index "process_owner_created_by_created_at_idx" on "process_owner" ("created_by", "created_at", "id");

create index "process_owner_unit_created_at_idx" on "process_owner" ("unit", "created_at", "id");

alter table "process_owner" enable row level security;

alter table "process_owner" force row level security;

create policy reads on "process_owner" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null));

create policy writes on "process_owner" to jingwei_writer using (true) with check (true);

grant select on "process_owner" to jingwei_reader;

grant select, insert, update on "process_owner" to jingwei_writer;

alter table "process_owner" add constraint "process_owner_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "process_owner" add constraint "process_owner_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "process_owner" add constraint "process_owner_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "process_owner" add constraint "process_owner_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "clause" add column "asks" text;

alter table "clause" add column "asks_why" text;

alter table "clause" add constraint "clause_asks_check" CHECK ((asks = ANY (ARRAY['yes'::text, 'no'::text])));
