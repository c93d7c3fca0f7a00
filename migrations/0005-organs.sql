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

create table "delegation" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "delegation_status_check" check ("status" in ('active', 'revoked')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "person" uuid not null,
  "deputy" uuid not null,
  "since" date not null,
  "until" date not null,
  "reason" text not null
);

create index "delegation_created_at_idx" on "delegation" ("created_at", "id");

create index "delegation_status_created_at_idx" on "delegation" ("status", "created_at", "id");

create index "delegation_created_by_created_at_idx" on "delegation" ("created_by", "created_at", "id");

create index "delegation_person_created_at_idx" on "delegation" ("person", "created_at", "id");

create index "delegation_deputy_created_at_idx" on "delegation" ("deputy", "created_at", "id");

alter table "delegation" enable row level security;

alter table "delegation" force row level security;

create policy reads on "delegation" for select to jingwei_reader using (("delegation"."person" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("delegation"."deputy" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ('organiser' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}')::text[])::text[])) or ("delegation".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'delegation')) or ("delegation".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "delegation" to jingwei_writer using (true) with check (true);

grant select on "delegation" to jingwei_reader;

grant select, insert, update on "delegation" to jingwei_writer;

alter table "committee" add constraint "committee_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "committee" add constraint "committee_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "committee" add constraint "committee_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "committee_member" add constraint "committee_member_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "committee_member" add constraint "committee_member_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "committee_member" add constraint "committee_member_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "committee_member" add constraint "committee_member_committee_fkey" foreign key ("committee") references "committee" (id) deferrable initially deferred;

alter table "committee_member" add constraint "committee_member_person_fkey" foreign key ("person") references "person" (id) deferrable initially deferred;

alter table "delegation" add constraint "delegation_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "delegation" add constraint "delegation_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "delegation" add constraint "delegation_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "delegation" add constraint "delegation_person_fkey" foreign key ("person") references "person" (id) deferrable initially deferred;

alter table "delegation" add constraint "delegation_deputy_fkey" foreign key ("deputy") references "person" (id) deferrable initially deferred;

drop policy "reads" on "policy_import";

drop policy "reads" on "project";

create policy "reads" on "policy_import" for select to jingwei_reader using (((created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR ('policy_writer'::text = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text))::text[] AS "coalesce")::text[])) OR (id IN ( SELECT s.record_id
   FROM share s
  WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'policy_import'::text)))) OR (id = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.waiting'::text, true), ''::text), '{}'::text))::uuid[] AS "coalesce")::uuid[]))));

create policy "reads" on "project" for select to jingwei_reader using (((created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (unit = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.units'::text, true), ''::text), '{}'::text))::uuid[] AS "coalesce")::uuid[])) OR (unit = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.heads'::text, true), ''::text), '{}'::text))::uuid[] AS "coalesce")::uuid[])) OR (unit = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.oversees'::text, true), ''::text), '{}'::text))::uuid[] AS "coalesce")::uuid[])) OR ('operations'::text = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text))::text[] AS "coalesce")::text[])) OR ('management'::text = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text))::text[] AS "coalesce")::text[])) OR (id IN ( SELECT s.record_id
   FROM share s
  WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'project'::text)))) OR (id = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.waiting'::text, true), ''::text), '{}'::text))::uuid[] AS "coalesce")::uuid[]))));
