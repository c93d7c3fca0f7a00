create table "committee" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "committee_status_check" check ("status" in ('active', 'closed')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "name" text not null unique,
  "kind" text not null constraint "committee_kind_check" check ("kind" in ('office', 'committee', 'leading', 'team')),
  "quorum" text not null,
  "term" text,
  "powers" text,
  "since" date,
  "until" date
);

create index "committee_created_at_idx" on "committee" ("created_at", "id");

create index "committee_status_created_at_idx" on "committee" ("status", "created_at", "id");

create index "committee_created_by_created_at_idx" on "committee" ("created_by", "created_at", "id");

alter table "committee" enable row level security;

alter table "committee" force row level security;

create policy reads on "committee" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null));

create policy writes on "committee" to jingwei_writer using (true) with check (true);

grant select on "committee" to jingwei_reader;

grant select, insert, update on "committee" to jingwei_writer;

create table "committee_member" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "committee_member_status_check" check ("status" in ('active', 'closed')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "committee" uuid not null,
  "person" uuid not null,
  "post" text not null constraint "committee_member_post_check" check ("post" in ('convener', 'member', 'secretary')),
  "since" date not null,
  "until" date
);

create index "committee_member_created_at_idx" on "committee_member" ("created_at", "id");

create index "committee_member_status_created_at_idx" on "committee_member" ("status", "created_at", "id");

create index "committee_member_created_by_created_at_idx" on "committee_member" ("created_by", "created_at", "id");

create index "committee_member_committee_created_at_idx" on "committee_member" ("committee", "created_at", "id");

create index "committee_member_person_created_at_idx" on "committee_member" ("person", "created_at", "id");

alter table "committee_member" enable row level security;

alter table "committee_member" force row level security;

create policy reads on "committee_member" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null));

create policy writes on "committee_member" to jingwei_writer using (true) with check (true);

grant select on "committee_member" to jingwei_reader;

grant select, insert, update on "committee_member" to jingwei_writer;

alter table "committee" add constraint "committee_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "committee" add constraint "committee_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "committee" add constraint "committee_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "committee_member" add constraint "committee_member_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "committee_member" add constraint "committee_member_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "committee_member" add constraint "committee_member_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "committee_member" add constraint "committee_member_committee_fkey" foreign key ("committee") references "committee" (id) deferrable initially deferred;

alter table "committee_member" add constraint "committee_member_person_fkey" foreign key ("person") references "person" (id) deferrable initially deferred;
