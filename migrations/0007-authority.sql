create table "authority_table" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "authority_table_status_check" check ("status" in ('draft', 'effective', 'superseded')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "edition" text not null,
  "reason" text not null,
  "effective_on" date,
  "rows" jsonb not null,
  "places" jsonb not null
);

create index "authority_table_created_at_idx" on "authority_table" ("created_at", "id");

create index "authority_table_status_created_at_idx" on "authority_table" ("status", "created_at", "id");

create index "authority_table_created_by_created_at_idx" on "authority_table" ("created_by", "created_at", "id");

alter table "authority_table" enable row level security;

alter table "authority_table" force row level security;

create policy reads on "authority_table" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null));

create policy writes on "authority_table" to jingwei_writer using (true) with check (true);

grant select on "authority_table" to jingwei_reader;

grant select, insert, update on "authority_table" to jingwei_writer;

create table "leave" (
  "id" uuid primary key,
  "number" text not null unique,
  "status" text not null constraint "leave_status_check" check ("status" in ('draft', 'review', 'approved', 'refused', 'returned', 'withdrawn', 'done', 'void')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "unit" uuid not null,
  "type" text not null constraint "leave_type_check" check ("type" in ('annual', 'personal', 'sick', 'marriage', 'maternity', 'paternity', 'bereavement')),
  "since" date not null,
  "since_half" text constraint "leave_since_half_check" check ("since_half" in ('morning', 'afternoon')),
  "until" date not null,
  "until_half" text constraint "leave_until_half_check" check ("until_half" in ('morning', 'afternoon')),
  "days" double precision,
  "reason" text not null,
  "stand_in" uuid not null
);

create index "leave_created_at_idx" on "leave" ("created_at", "id");

create index "leave_status_created_at_idx" on "leave" ("status", "created_at", "id");

create index "leave_created_by_created_at_idx" on "leave" ("created_by", "created_at", "id");

create index "leave_unit_created_at_idx" on "leave" ("unit", "created_at", "id");

create index "leave_stand_in_created_at_idx" on "leave" ("stand_in", "created_at", "id");

alter table "leave" enable row level security;

alter table "leave" force row level security;

create policy reads on "leave" for select to jingwei_reader using (("leave"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("leave"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[])) or ("leave"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[])) or ("leave".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'leave')) or ("leave".id in (select d.record_id from todo d where d.person = any((select coalesce(nullif(current_setting('jw.stands_for', true), ''), '{}'))::uuid[]) and d.state = 'open' and d.record = 'leave')));

create policy writes on "leave" to jingwei_writer using (true) with check (true);

grant select on "leave" to jingwei_reader;

grant select, insert, update on "leave" to jingwei_writer;

create table "purchase" (
  "id" uuid primary key,
  "number" text not null unique,
  "status" text not null constraint "purchase_status_check" check ("status" in ('draft', 'review', 'approved', 'refused', 'returned', 'withdrawn', 'done', 'void')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "unit" uuid not null,
  "purpose" text not null,
  "items" jsonb not null,
  "amount" numeric(18,2),
  "budgeted" boolean not null,
  "subject" text
);

create index "purchase_created_at_idx" on "purchase" ("created_at", "id");

create index "purchase_status_created_at_idx" on "purchase" ("status", "created_at", "id");

create index "purchase_created_by_created_at_idx" on "purchase" ("created_by", "created_at", "id");

create index "purchase_unit_created_at_idx" on "purchase" ("unit", "created_at", "id");

alter table "purchase" enable row level security;

alter table "purchase" force row level security;

create policy reads on "purchase" for select to jingwei_reader using (("purchase"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("purchase"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[])) or ("purchase"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[])) or ("purchase".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'purchase')) or ("purchase".id in (select d.record_id from todo d where d.person = any((select coalesce(nullif(current_setting('jw.stands_for', true), ''), '{}'))::uuid[]) and d.state = 'open' and d.record = 'purchase')));

create policy writes on "purchase" to jingwei_writer using (true) with check (true);

grant select on "purchase" to jingwei_reader;

grant select, insert, update on "purchase" to jingwei_writer;

create table "expense" (
  "id" uuid primary key,
  "number" text not null unique,
  "status" text not null constraint "expense_status_check" check ("status" in ('draft', 'review', 'approved', 'refused', 'returned', 'withdrawn', 'done', 'void')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "unit" uuid not null,
  "reason" text not null,
  "items" jsonb not null,
  "amount" numeric(18,2)
);

create index "expense_created_at_idx" on "expense" ("created_at", "id");

create index "expense_status_created_at_idx" on "expense" ("status", "created_at", "id");

create index "expense_created_by_created_at_idx" on "expense" ("created_by", "created_at", "id");

create index "expense_unit_created_at_idx" on "expense" ("unit", "created_at", "id");

alter table "expense" enable row level security;

alter table "expense" force row level security;

create policy reads on "expense" for select to jingwei_reader using (("expense"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("expense"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[])) or ("expense"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[])) or ("expense".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'expense')) or ("expense".id in (select d.record_id from todo d where d.person = any((select coalesce(nullif(current_setting('jw.stands_for', true), ''), '{}'))::uuid[]) and d.state = 'open' and d.record = 'expense')));

create policy writes on "expense" to jingwei_writer using (true) with check (true);

grant select on "expense" to jingwei_reader;

grant select, insert, update on "expense" to jingwei_writer;

create table "invoice" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "invoice_status_check" check ("status" in ('used', 'free')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "code" text not null unique,
  "expense" uuid not null
);

create index "invoice_created_at_idx" on "invoice" ("created_at", "id");

create index "invoice_status_created_at_idx" on "invoice" ("status", "created_at", "id");

create index "invoice_created_by_created_at_idx" on "invoice" ("created_by", "created_at", "id");

create index "invoice_expense_created_at_idx" on "invoice" ("expense", "created_at", "id");

alter table "invoice" enable row level security;

alter table "invoice" force row level security;

create policy reads on "invoice" for select to jingwei_reader using (('finance_checker' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[])) or ("invoice".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'invoice')) or ("invoice".id in (select d.record_id from todo d where d.person = any((select coalesce(nullif(current_setting('jw.stands_for', true), ''), '{}'))::uuid[]) and d.state = 'open' and d.record = 'invoice')));

create policy writes on "invoice" to jingwei_writer using (true) with check (true);

grant select on "invoice" to jingwei_reader;

grant select, insert, update on "invoice" to jingwei_writer;

create table "seal_request" (
  "id" uuid primary key,
  "number" text not null unique,
  "status" text not null constraint "seal_request_status_check" check ("status" in ('draft', 'review', 'approved', 'refused', 'returned', 'withdrawn', 'done', 'void')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "unit" uuid not null,
  "stamp" uuid not null,
  "document" text not null,
  "copies" bigint not null,
  "contract" boolean not null,
  "outside" boolean not null,
  "kind" text
);

create index "seal_request_created_at_idx" on "seal_request" ("created_at", "id");

create index "seal_request_status_created_at_idx" on "seal_request" ("status", "created_at", "id");

create index "seal_request_created_by_created_at_idx" on "seal_request" ("created_by", "created_at", "id");

create index "seal_request_unit_created_at_idx" on "seal_request" ("unit", "created_at", "id");

create index "seal_request_stamp_created_at_idx" on "seal_request" ("stamp", "created_at", "id");

alter table "seal_request" enable row level security;

alter table "seal_request" force row level security;

create policy reads on "seal_request" for select to jingwei_reader using (("seal_request"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("seal_request"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[])) or ("seal_request"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[])) or ("seal_request".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'seal_request')) or ("seal_request".id in (select d.record_id from todo d where d.person = any((select coalesce(nullif(current_setting('jw.stands_for', true), ''), '{}'))::uuid[]) and d.state = 'open' and d.record = 'seal_request')));

create policy writes on "seal_request" to jingwei_writer using (true) with check (true);

grant select on "seal_request" to jingwei_reader;

grant select, insert, update on "seal_request" to jingwei_writer;

create table "stamp" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "stamp_status_check" check ("status" in ('active', 'closed')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "name" text not null unique,
  "keeper" uuid not null,
  "place" text
);

create index "stamp_created_at_idx" on "stamp" ("created_at", "id");

create index "stamp_status_created_at_idx" on "stamp" ("status", "created_at", "id");

create index "stamp_created_by_created_at_idx" on "stamp" ("created_by", "created_at", "id");

create index "stamp_keeper_created_at_idx" on "stamp" ("keeper", "created_at", "id");

alter table "stamp" enable row level security;

alter table "stamp" force row level security;

create policy reads on "stamp" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null));

create policy writes on "stamp" to jingwei_writer using (true) with check (true);

grant select on "stamp" to jingwei_reader;

grant select, insert, update on "stamp" to jingwei_writer;

alter table "authority_table" add constraint "authority_table_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "authority_table" add constraint "authority_table_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "authority_table" add constraint "authority_table_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "leave" add constraint "leave_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "leave" add constraint "leave_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "leave" add constraint "leave_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "leave" add constraint "leave_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "leave" add constraint "leave_stand_in_fkey" foreign key ("stand_in") references "person" (id) deferrable initially deferred;

alter table "purchase" add constraint "purchase_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "purchase" add constraint "purchase_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "purchase" add constraint "purchase_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "purchase" add constraint "purchase_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "expense" add constraint "expense_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "expense" add constraint "expense_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "expense" add constraint "expense_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "expense" add constraint "expense_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "invoice" add constraint "invoice_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "invoice" add constraint "invoice_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "invoice" add constraint "invoice_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "invoice" add constraint "invoice_expense_fkey" foreign key ("expense") references "expense" (id) deferrable initially deferred;

alter table "seal_request" add constraint "seal_request_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "seal_request" add constraint "seal_request_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "seal_request" add constraint "seal_request_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "seal_request" add constraint "seal_request_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "seal_request" add constraint "seal_request_stamp_fkey" foreign key ("stamp") references "stamp" (id) deferrable initially deferred;

alter table "stamp" add constraint "stamp_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "stamp" add constraint "stamp_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "stamp" add constraint "stamp_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "stamp" add constraint "stamp_keeper_fkey" foreign key ("keeper") references "person" (id) deferrable initially deferred;
