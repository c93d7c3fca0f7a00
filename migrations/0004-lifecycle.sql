alter table "clause" add column "after" uuid;

alter table "clause" add column "asks" text;

alter table "clause" add column "asks_why" text;

alter table "policy" add column "approver" uuid;

alter table "policy" add column "changes" jsonb;

alter table "policy" add column "code" text;

alter table "policy" add column "compliance" text;

alter table "policy" add column "conflicts" jsonb;

alter table "policy" add column "consult" boolean;

alter table "policy" add column "consulted" jsonb;

alter table "policy" add column "drafter" uuid;

alter table "policy" add column "effect_rule" text;

alter table "policy" add column "first" uuid;

alter table "policy" add column "interpreter" uuid;

alter table "policy" add column "next_review_on" date;

alter table "policy" add column "noticed_on" date;

alter table "policy" add column "published_on" date;

alter table "policy" add column "reviewer" uuid;

alter table "policy" add column "reviser" uuid;

alter table "policy" add column "revises" uuid;

alter table "policy" add column "scope" text;

alter table "policy" add column "scope_positions" jsonb;

alter table "policy" add column "scope_units" jsonb;

alter table "policy" add column "staff" text;

alter table "project" add column "accepted_on" date;

alter table "project" add column "actual" double precision;

alter table "project" add column "advice" text;

alter table "project" add column "ahead_by" uuid;

alter table "project" add column "ahead_reason" text;

alter table "project" add column "archived_on" date;

alter table "project" add column "check_due" date;

alter table "project" add column "crossing" boolean;

alter table "project" add column "end_on" date;

alter table "project" add column "first_budget" numeric(18,2);

alter table "project" add column "first_end" date;

alter table "project" add column "first_goal" text;

alter table "project" add column "first_pass" boolean;

alter table "project" add column "in_time" boolean;

alter table "project" add column "lamp" text;

alter table "project" add column "lead" uuid;

alter table "project" add column "lessons" text;

alter table "project" add column "planned" double precision;

alter table "project" add column "plans_passed" boolean;

alter table "project" add column "result" text;

alter table "project" add column "start_on" date;

alter table "project" add column "started_on" date;

alter table "project" add column "used" numeric(18,2);

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

create table "job_description" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "job_description_status_check" check ("status" in ('draft', 'effective', 'superseded', 'withdrawn')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "title" text not null,
  "position" uuid,
  "edition" text not null,
  "background" text,
  "duties" jsonb,
  "education" text constraint "job_description_education_check" check ("education" in ('any', 'college', 'bachelor', 'master')),
  "major" text,
  "years" bigint,
  "abilities" jsonb,
  "indicators" jsonb,
  "training" text,
  "summary" text,
  "revises" uuid,
  "source" uuid
);

create index "job_description_created_at_idx" on "job_description" ("created_at", "id");

create index "job_description_status_created_at_idx" on "job_description" ("status", "created_at", "id");

create index "job_description_created_by_created_at_idx" on "job_description" ("created_by", "created_at", "id");

create index "job_description_position_created_at_idx" on "job_description" ("position", "created_at", "id");

create index "job_description_revises_created_at_idx" on "job_description" ("revises", "created_at", "id");

create index "job_description_source_created_at_idx" on "job_description" ("source", "created_at", "id");

alter table "job_description" enable row level security;

alter table "job_description" force row level security;

create policy reads on "job_description" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null));

create policy writes on "job_description" to jingwei_writer using (true) with check (true);

grant select on "job_description" to jingwei_reader;

grant select, insert, update on "job_description" to jingwei_writer;

create table "reorganisation" (
  "id" uuid primary key,
  "number" text not null unique,
  "status" text not null constraint "reorganisation_status_check" check ("status" in ('draft', 'review', 'approved', 'applied', 'held', 'returned', 'refused')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "title" text not null,
  "reason" text not null,
  "effective_on" date not null,
  "changes" jsonb not null
);

create index "reorganisation_created_at_idx" on "reorganisation" ("created_at", "id");

create index "reorganisation_status_created_at_idx" on "reorganisation" ("status", "created_at", "id");

create index "reorganisation_created_by_created_at_idx" on "reorganisation" ("created_by", "created_at", "id");

alter table "reorganisation" enable row level security;

alter table "reorganisation" force row level security;

create policy reads on "reorganisation" for select to jingwei_reader using (('organiser' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}')::text[])::text[])) or ('leadership' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}')::text[])::text[])) or ("reorganisation".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'reorganisation')) or ("reorganisation".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "reorganisation" to jingwei_writer using (true) with check (true);

grant select on "reorganisation" to jingwei_reader;

grant select, insert, update on "reorganisation" to jingwei_writer;

create table "organisation_history" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "organisation_history_status_check" check ("status" in ('kept')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "unit" uuid,
  "position" uuid,
  "name" text not null,
  "parent" uuid,
  "until" date not null,
  "by" uuid
);

create index "organisation_history_created_at_idx" on "organisation_history" ("created_at", "id");

create index "organisation_history_status_created_at_idx" on "organisation_history" ("status", "created_at", "id");

create index "organisation_history_created_by_created_at_idx" on "organisation_history" ("created_by", "created_at", "id");

create index "organisation_history_unit_created_at_idx" on "organisation_history" ("unit", "created_at", "id");

create index "organisation_history_position_created_at_idx" on "organisation_history" ("position", "created_at", "id");

create index "organisation_history_parent_created_at_idx" on "organisation_history" ("parent", "created_at", "id");

create index "organisation_history_by_created_at_idx" on "organisation_history" ("by", "created_at", "id");

create index "organisation_history_unit_until_idx" on "organisation_history" ("unit", "until", "id");

create index "organisation_history_position_until_idx" on "organisation_history" ("position", "until", "id");

alter table "organisation_history" enable row level security;

alter table "organisation_history" force row level security;

create policy reads on "organisation_history" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null));

create policy writes on "organisation_history" to jingwei_writer using (true) with check (true);

grant select on "organisation_history" to jingwei_reader;

grant select, insert, update on "organisation_history" to jingwei_writer;

create table "acknowledgement" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "acknowledgement_status_check" check ("status" in ('open', 'signed', 'void')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "policy" uuid not null,
  "edition" text not null,
  "person" uuid not null,
  "part" text not null constraint "acknowledgement_part_check" check ("part" in ('whole', 'changed')),
  "words" text,
  "signed_at" timestamptz
);

create index "acknowledgement_created_at_idx" on "acknowledgement" ("created_at", "id");

create index "acknowledgement_status_created_at_idx" on "acknowledgement" ("status", "created_at", "id");

create index "acknowledgement_created_by_created_at_idx" on "acknowledgement" ("created_by", "created_at", "id");

create index "acknowledgement_policy_created_at_idx" on "acknowledgement" ("policy", "created_at", "id");

create index "acknowledgement_person_created_at_idx" on "acknowledgement" ("person", "created_at", "id");

create index "acknowledgement_policy_status_idx" on "acknowledgement" ("policy", "status", "id");

create index "acknowledgement_person_status_idx" on "acknowledgement" ("person", "status", "id");

alter table "acknowledgement" enable row level security;

alter table "acknowledgement" force row level security;

create policy reads on "acknowledgement" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null));

create policy writes on "acknowledgement" to jingwei_writer using (true) with check (true);

grant select on "acknowledgement" to jingwei_reader;

grant select, insert, update on "acknowledgement" to jingwei_writer;

create table "regulation" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "regulation_status_check" check ("status" in ('valid', 'expired')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "title" text not null,
  "issuer" text not null,
  "code" text,
  "valid_from" date,
  "valid_to" date,
  "words" text
);

create index "regulation_created_at_idx" on "regulation" ("created_at", "id");

create index "regulation_status_created_at_idx" on "regulation" ("status", "created_at", "id");

create index "regulation_created_by_created_at_idx" on "regulation" ("created_by", "created_at", "id");

alter table "regulation" enable row level security;

alter table "regulation" force row level security;

create policy reads on "regulation" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null));

create policy writes on "regulation" to jingwei_writer using (true) with check (true);

grant select on "regulation" to jingwei_reader;

grant select, insert, update on "regulation" to jingwei_writer;

create table "compliance_check" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "compliance_check_status_check" check ("status" in ('done')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "policy" uuid not null,
  "edition" text not null,
  "conclusion" text not null constraint "compliance_check_conclusion_check" check ("conclusion" in ('fit', 'noted')),
  "conflicts" jsonb,
  "checked_by" uuid,
  "checked_on" date not null
);

create index "compliance_check_created_at_idx" on "compliance_check" ("created_at", "id");

create index "compliance_check_status_created_at_idx" on "compliance_check" ("status", "created_at", "id");

create index "compliance_check_created_by_created_at_idx" on "compliance_check" ("created_by", "created_at", "id");

create index "compliance_check_policy_created_at_idx" on "compliance_check" ("policy", "created_at", "id");

create index "compliance_check_checked_by_created_at_idx" on "compliance_check" ("checked_by", "created_at", "id");

alter table "compliance_check" enable row level security;

alter table "compliance_check" force row level security;

create policy reads on "compliance_check" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null));

create policy writes on "compliance_check" to jingwei_writer using (true) with check (true);

grant select on "compliance_check" to jingwei_reader;

grant select, insert, update on "compliance_check" to jingwei_writer;

create table "kept_problem" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "kept_problem_status_check" check ("status" in ('active', 'closed')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "key" text not null,
  "kind" text not null constraint "kept_problem_kind_check" check ("kind" in ('overlap', 'gap', 'ownerless', 'idle-unit', 'idle-post', 'vacant-post', 'uncarried')),
  "topic" text not null,
  "reason" text not null
);

create index "kept_problem_created_at_idx" on "kept_problem" ("created_at", "id");

create index "kept_problem_status_created_at_idx" on "kept_problem" ("status", "created_at", "id");

create index "kept_problem_created_by_created_at_idx" on "kept_problem" ("created_by", "created_at", "id");

alter table "kept_problem" enable row level security;

alter table "kept_problem" force row level security;

create policy reads on "kept_problem" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null));

create policy writes on "kept_problem" to jingwei_writer using (true) with check (true);

grant select on "kept_problem" to jingwei_reader;

grant select, insert, update on "kept_problem" to jingwei_writer;

create table "authority_table" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "authority_table_status_check" check ("status" in ('draft', 'scheduled', 'effective', 'superseded')),
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

create table "project_member" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "project_member_status_check" check ("status" in ('draft', 'active', 'left')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "project" uuid not null,
  "person" uuid not null,
  "part" text not null constraint "project_member_part_check" check ("part" in ('lead', 'member', 'contact')),
  "duties" text not null,
  "since" date,
  "until" date
);

create index "project_member_created_at_idx" on "project_member" ("created_at", "id");

create index "project_member_status_created_at_idx" on "project_member" ("status", "created_at", "id");

create index "project_member_created_by_created_at_idx" on "project_member" ("created_by", "created_at", "id");

create index "project_member_project_created_at_idx" on "project_member" ("project", "created_at", "id");

create index "project_member_person_created_at_idx" on "project_member" ("person", "created_at", "id");

alter table "project_member" enable row level security;

alter table "project_member" force row level security;

create policy reads on "project_member" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_member"."project")) or ("project_member".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_member')) or ("project_member".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_member" to jingwei_writer using (true) with check (true);

grant select on "project_member" to jingwei_reader;

grant select, insert, update on "project_member" to jingwei_writer;

create table "project_plan" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "project_plan_status_check" check ("status" in ('draft', 'ready', 'passed', 'returned')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "project" uuid not null,
  "name" text,
  "kind" text not null constraint "project_plan_kind_check" check ("kind" in ('schedule', 'resources', 'risks')),
  "steps" jsonb,
  "needs" jsonb,
  "risks" jsonb
);

create index "project_plan_created_at_idx" on "project_plan" ("created_at", "id");

create index "project_plan_status_created_at_idx" on "project_plan" ("status", "created_at", "id");

create index "project_plan_created_by_created_at_idx" on "project_plan" ("created_by", "created_at", "id");

create index "project_plan_project_created_at_idx" on "project_plan" ("project", "created_at", "id");

alter table "project_plan" enable row level security;

alter table "project_plan" force row level security;

create policy reads on "project_plan" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_plan"."project")) or ("project_plan".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_plan')) or ("project_plan".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_plan" to jingwei_writer using (true) with check (true);

grant select on "project_plan" to jingwei_reader;

grant select, insert, update on "project_plan" to jingwei_writer;

create table "project_commitment" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "project_commitment_status_check" check ("status" in ('draft', 'asked', 'committed', 'declined', 'dropped')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "project" uuid not null,
  "unit" uuid not null,
  "kind" text not null constraint "project_commitment_kind_check" check ("kind" in ('people', 'goods', 'money')),
  "need" text not null,
  "amount" text,
  "by" date,
  "committed_on" date
);

create index "project_commitment_created_at_idx" on "project_commitment" ("created_at", "id");

create index "project_commitment_status_created_at_idx" on "project_commitment" ("status", "created_at", "id");

create index "project_commitment_created_by_created_at_idx" on "project_commitment" ("created_by", "created_at", "id");

create index "project_commitment_project_created_at_idx" on "project_commitment" ("project", "created_at", "id");

create index "project_commitment_unit_created_at_idx" on "project_commitment" ("unit", "created_at", "id");

alter table "project_commitment" enable row level security;

alter table "project_commitment" force row level security;

create policy reads on "project_commitment" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_commitment"."project")) or ("project_commitment"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}')::uuid[])::uuid[])) or ("project_commitment".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_commitment')) or ("project_commitment".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_commitment" to jingwei_writer using (true) with check (true);

grant select on "project_commitment" to jingwei_reader;

grant select, insert, update on "project_commitment" to jingwei_writer;

create table "project_check" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "project_check_status_check" check ("status" in ('draft', 'kept')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "project" uuid not null,
  "on" date not null,
  "progress" text not null constraint "project_check_progress_check" check ("progress" in ('good', 'risk', 'bad')),
  "quality" text not null constraint "project_check_quality_check" check ("quality" in ('good', 'risk', 'bad')),
  "resources" text not null constraint "project_check_resources_check" check ("resources" in ('good', 'risk', 'bad')),
  "planned" double precision not null,
  "actual" double precision not null,
  "used" numeric(18,2) not null,
  "words" text not null,
  "lamp" text constraint "project_check_lamp_check" check ("lamp" in ('green', 'yellow', 'red'))
);

create index "project_check_created_at_idx" on "project_check" ("created_at", "id");

create index "project_check_status_created_at_idx" on "project_check" ("status", "created_at", "id");

create index "project_check_created_by_created_at_idx" on "project_check" ("created_by", "created_at", "id");

create index "project_check_project_created_at_idx" on "project_check" ("project", "created_at", "id");

alter table "project_check" enable row level security;

alter table "project_check" force row level security;

create policy reads on "project_check" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_check"."project")) or ("project_check".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_check')) or ("project_check".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_check" to jingwei_writer using (true) with check (true);

grant select on "project_check" to jingwei_reader;

grant select, insert, update on "project_check" to jingwei_writer;

create table "project_report" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "project_report_status_check" check ("status" in ('due', 'review', 'management', 'read', 'dropped')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "project" uuid not null,
  "name" text,
  "lead" uuid,
  "since" date,
  "due_on" date,
  "done" text,
  "next" text,
  "problems" text
);

create index "project_report_created_at_idx" on "project_report" ("created_at", "id");

create index "project_report_status_created_at_idx" on "project_report" ("status", "created_at", "id");

create index "project_report_created_by_created_at_idx" on "project_report" ("created_by", "created_at", "id");

create index "project_report_project_created_at_idx" on "project_report" ("project", "created_at", "id");

create index "project_report_lead_created_at_idx" on "project_report" ("lead", "created_at", "id");

create index "project_report_due_on_idx" on "project_report" ("due_on", "id");

alter table "project_report" enable row level security;

alter table "project_report" force row level security;

create policy reads on "project_report" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_report"."project")) or ("project_report".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_report')) or ("project_report".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_report" to jingwei_writer using (true) with check (true);

grant select on "project_report" to jingwei_reader;

grant select, insert, update on "project_report" to jingwei_writer;

create table "project_change" (
  "id" uuid primary key,
  "number" text not null unique,
  "status" text not null constraint "project_change_status_check" check ("status" in ('draft', 'review', 'approved', 'refused', 'returned')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "project" uuid not null,
  "goal" text,
  "amount" numeric(18,2),
  "start_on" date,
  "end_on" date,
  "reason" text not null,
  "old_goal" text,
  "old_amount" numeric(18,2),
  "old_start" date,
  "old_end" date,
  "lead" uuid,
  "unit" uuid,
  "grade" text constraint "project_change_grade_check" check ("grade" in ('A', 'B', 'C')),
  "dates_only" boolean
);

create index "project_change_created_at_idx" on "project_change" ("created_at", "id");

create index "project_change_status_created_at_idx" on "project_change" ("status", "created_at", "id");

create index "project_change_created_by_created_at_idx" on "project_change" ("created_by", "created_at", "id");

create index "project_change_project_created_at_idx" on "project_change" ("project", "created_at", "id");

create index "project_change_lead_created_at_idx" on "project_change" ("lead", "created_at", "id");

create index "project_change_unit_created_at_idx" on "project_change" ("unit", "created_at", "id");

alter table "project_change" enable row level security;

alter table "project_change" force row level security;

create policy reads on "project_change" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_change"."project")) or ("project_change".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_change')) or ("project_change".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_change" to jingwei_writer using (true) with check (true);

grant select on "project_change" to jingwei_reader;

grant select, insert, update on "project_change" to jingwei_writer;

create table "project_acceptance" (
  "id" uuid primary key,
  "number" text not null unique,
  "status" text not null constraint "project_acceptance_status_check" check ("status" in ('draft', 'organising', 'rating', 'concluding', 'passed', 'failed', 'returned')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "project" uuid not null,
  "achieved" text not null,
  "material" uuid,
  "round" bigint,
  "lead" uuid,
  "unit" uuid,
  "grade" text constraint "project_acceptance_grade_check" check ("grade" in ('A', 'B', 'C')),
  "panel" jsonb,
  "reworks" jsonb,
  "report" text
);

create index "project_acceptance_created_at_idx" on "project_acceptance" ("created_at", "id");

create index "project_acceptance_status_created_at_idx" on "project_acceptance" ("status", "created_at", "id");

create index "project_acceptance_created_by_created_at_idx" on "project_acceptance" ("created_by", "created_at", "id");

create index "project_acceptance_project_created_at_idx" on "project_acceptance" ("project", "created_at", "id");

create index "project_acceptance_lead_created_at_idx" on "project_acceptance" ("lead", "created_at", "id");

create index "project_acceptance_unit_created_at_idx" on "project_acceptance" ("unit", "created_at", "id");

alter table "project_acceptance" enable row level security;

alter table "project_acceptance" force row level security;

create policy reads on "project_acceptance" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_acceptance"."project")) or ("project_acceptance".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_acceptance')) or ("project_acceptance".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_acceptance" to jingwei_writer using (true) with check (true);

grant select on "project_acceptance" to jingwei_reader;

grant select, insert, update on "project_acceptance" to jingwei_writer;

create table "project_score" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "project_score_status_check" check ("status" in ('asked', 'rated')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "acceptance" uuid not null,
  "name" text,
  "project" uuid not null,
  "lead" uuid,
  "unit" uuid not null,
  "goal" text constraint "project_score_goal_check" check ("goal" in ('good', 'pass', 'fail')),
  "goal_why" text,
  "quality" text constraint "project_score_quality_check" check ("quality" in ('good', 'pass', 'fail')),
  "quality_why" text,
  "progress" text constraint "project_score_progress_check" check ("progress" in ('good', 'pass', 'fail')),
  "progress_why" text,
  "cost" text constraint "project_score_cost_check" check ("cost" in ('good', 'pass', 'fail')),
  "cost_why" text,
  "evidence" uuid
);

create index "project_score_created_at_idx" on "project_score" ("created_at", "id");

create index "project_score_status_created_at_idx" on "project_score" ("status", "created_at", "id");

create index "project_score_created_by_created_at_idx" on "project_score" ("created_by", "created_at", "id");

create index "project_score_project_created_at_idx" on "project_score" ("project", "created_at", "id");

create index "project_score_acceptance_created_at_idx" on "project_score" ("acceptance", "created_at", "id");

create index "project_score_lead_created_at_idx" on "project_score" ("lead", "created_at", "id");

create index "project_score_unit_created_at_idx" on "project_score" ("unit", "created_at", "id");

alter table "project_score" enable row level security;

alter table "project_score" force row level security;

create policy reads on "project_score" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_score"."project")) or ("project_score".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_score')) or ("project_score".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_score" to jingwei_writer using (true) with check (true);

grant select on "project_score" to jingwei_reader;

grant select, insert, update on "project_score" to jingwei_writer;

create table "project_rework" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "project_rework_status_check" check ("status" in ('open', 'done', 'verified')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "project" uuid not null,
  "acceptance" uuid not null,
  "lead" uuid,
  "item" text not null,
  "due" date not null,
  "how" text,
  "proof" uuid
);

create index "project_rework_created_at_idx" on "project_rework" ("created_at", "id");

create index "project_rework_status_created_at_idx" on "project_rework" ("status", "created_at", "id");

create index "project_rework_created_by_created_at_idx" on "project_rework" ("created_by", "created_at", "id");

create index "project_rework_project_created_at_idx" on "project_rework" ("project", "created_at", "id");

create index "project_rework_acceptance_created_at_idx" on "project_rework" ("acceptance", "created_at", "id");

create index "project_rework_lead_created_at_idx" on "project_rework" ("lead", "created_at", "id");

alter table "project_rework" enable row level security;

alter table "project_rework" force row level security;

create policy reads on "project_rework" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_rework"."project")) or ("project_rework".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_rework')) or ("project_rework".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_rework" to jingwei_writer using (true) with check (true);

grant select on "project_rework" to jingwei_reader;

grant select, insert, update on "project_rework" to jingwei_writer;

create table "project_handover" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "project_handover_status_check" check ("status" in ('draft', 'sent', 'received', 'declined')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "project" uuid not null,
  "what" text not null,
  "unit" uuid not null,
  "receiver" uuid not null,
  "on" date not null,
  "list" uuid,
  "signed_on" date
);

create index "project_handover_created_at_idx" on "project_handover" ("created_at", "id");

create index "project_handover_status_created_at_idx" on "project_handover" ("status", "created_at", "id");

create index "project_handover_created_by_created_at_idx" on "project_handover" ("created_by", "created_at", "id");

create index "project_handover_project_created_at_idx" on "project_handover" ("project", "created_at", "id");

create index "project_handover_receiver_created_at_idx" on "project_handover" ("receiver", "created_at", "id");

create index "project_handover_unit_created_at_idx" on "project_handover" ("unit", "created_at", "id");

alter table "project_handover" enable row level security;

alter table "project_handover" force row level security;

create policy reads on "project_handover" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_handover"."project")) or ("project_handover"."receiver" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("project_handover".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_handover')) or ("project_handover".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_handover" to jingwei_writer using (true) with check (true);

grant select on "project_handover" to jingwei_reader;

grant select, insert, update on "project_handover" to jingwei_writer;

create table "project_document" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "project_document_status_check" check ("status" in ('missing', 'kept', 'waived')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "project" uuid not null,
  "lead" uuid,
  "name" text not null,
  "file" uuid,
  "reason" text
);

create index "project_document_created_at_idx" on "project_document" ("created_at", "id");

create index "project_document_status_created_at_idx" on "project_document" ("status", "created_at", "id");

create index "project_document_created_by_created_at_idx" on "project_document" ("created_by", "created_at", "id");

create index "project_document_project_created_at_idx" on "project_document" ("project", "created_at", "id");

create index "project_document_lead_created_at_idx" on "project_document" ("lead", "created_at", "id");

alter table "project_document" enable row level security;

alter table "project_document" force row level security;

create policy reads on "project_document" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_document"."project")) or ("project_document".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_document')) or ("project_document".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_document" to jingwei_writer using (true) with check (true);

grant select on "project_document" to jingwei_reader;

grant select, insert, update on "project_document" to jingwei_writer;

create table "project_evaluation" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "project_evaluation_status_check" check ("status" in ('open', 'rewarding', 'done')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "project" uuid not null,
  "name" text,
  "lead" uuid,
  "score" double precision,
  "words" text,
  "pool" numeric(18,2),
  "result" text constraint "project_evaluation_result_check" check ("result" in ('excellent', 'good', 'fair', 'poor')),
  "rewards" jsonb
);

create index "project_evaluation_created_at_idx" on "project_evaluation" ("created_at", "id");

create index "project_evaluation_status_created_at_idx" on "project_evaluation" ("status", "created_at", "id");

create index "project_evaluation_created_by_created_at_idx" on "project_evaluation" ("created_by", "created_at", "id");

create index "project_evaluation_project_created_at_idx" on "project_evaluation" ("project", "created_at", "id");

create index "project_evaluation_lead_created_at_idx" on "project_evaluation" ("lead", "created_at", "id");

alter table "project_evaluation" enable row level security;

alter table "project_evaluation" force row level security;

create policy reads on "project_evaluation" for select to jingwei_reader using (('management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}')::text[])::text[])) or ("project_evaluation".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_evaluation')) or ("project_evaluation".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_evaluation" to jingwei_writer using (true) with check (true);

grant select on "project_evaluation" to jingwei_reader;

grant select, insert, update on "project_evaluation" to jingwei_writer;

create table "project_reward" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "project_reward_status_check" check ("status" in ('given')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "project" uuid not null,
  "person" uuid not null,
  "kind" text not null constraint "project_reward_kind_check" check ("kind" in ('reward', 'penalty')),
  "amount" numeric(18,2) not null,
  "reason" text not null
);

create index "project_reward_created_at_idx" on "project_reward" ("created_at", "id");

create index "project_reward_status_created_at_idx" on "project_reward" ("status", "created_at", "id");

create index "project_reward_created_by_created_at_idx" on "project_reward" ("created_by", "created_at", "id");

create index "project_reward_person_created_at_idx" on "project_reward" ("person", "created_at", "id");

create index "project_reward_project_created_at_idx" on "project_reward" ("project", "created_at", "id");

alter table "project_reward" enable row level security;

alter table "project_reward" force row level security;

create policy reads on "project_reward" for select to jingwei_reader using (("project_reward"."person" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ('management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}')::text[])::text[])) or ("project_reward".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_reward')) or ("project_reward".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "project_reward" to jingwei_writer using (true) with check (true);

grant select on "project_reward" to jingwei_reader;

grant select, insert, update on "project_reward" to jingwei_writer;

create table "task" (
  "id" uuid primary key,
  "number" text not null unique,
  "status" text not null constraint "task_status_check" check ("status" in ('draft', 'issued', 'running', 'checking', 'done', 'cancelled')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "title" text not null,
  "project" uuid,
  "owner" uuid not null,
  "due" date not null,
  "quality" text not null,
  "detail" text,
  "priority" text constraint "task_priority_check" check ("priority" in ('normal', 'high', 'urgent')),
  "lead" uuid not null,
  "unit" uuid,
  "scope" text constraint "task_scope_check" check ("scope" in ('own', 'cross')),
  "light" text constraint "task_light_check" check ("light" in ('good', 'warn', 'bad')),
  "progress" bigint,
  "reported_on" date,
  "blockers" text,
  "evidence" text,
  "attachment" uuid,
  "rating" text constraint "task_rating_check" check ("rating" in ('good', 'fair', 'pass'))
);

create index "task_created_at_idx" on "task" ("created_at", "id");

create index "task_status_created_at_idx" on "task" ("status", "created_at", "id");

create index "task_created_by_created_at_idx" on "task" ("created_by", "created_at", "id");

create index "task_owner_created_at_idx" on "task" ("owner", "created_at", "id");

create index "task_lead_created_at_idx" on "task" ("lead", "created_at", "id");

create index "task_unit_created_at_idx" on "task" ("unit", "created_at", "id");

create index "task_project_created_at_idx" on "task" ("project", "created_at", "id");

create index "task_scope_created_at_idx" on "task" ("scope", "created_at", "id");

create index "task_owner_status_due_idx" on "task" ("owner", "status", "due", "id");

alter table "task" enable row level security;

alter table "task" force row level security;

create policy reads on "task" for select to jingwei_reader using (("task"."owner" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("task"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("task"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("task"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}')::uuid[])::uuid[])) or ("task"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}')::uuid[])::uuid[])) or (exists (select from "project" where "project".id = "task"."project")) or ('operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}')::text[])::text[]) and "task"."scope" = 'cross') or ("task".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'task')) or ("task".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "task" to jingwei_writer using (true) with check (true);

grant select on "task" to jingwei_reader;

grant select, insert, update on "task" to jingwei_writer;

create table "task_report" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "task_report_status_check" check ("status" in ('draft', 'filed')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "task" uuid not null,
  "on" date not null,
  "percent" bigint not null,
  "done" text not null,
  "next" text,
  "blockers" text
);

create index "task_report_created_at_idx" on "task_report" ("created_at", "id");

create index "task_report_status_created_at_idx" on "task_report" ("status", "created_at", "id");

create index "task_report_created_by_created_at_idx" on "task_report" ("created_by", "created_at", "id");

create index "task_report_task_created_at_idx" on "task_report" ("task", "created_at", "id");

alter table "task_report" enable row level security;

alter table "task_report" force row level security;

create policy reads on "task_report" for select to jingwei_reader using ((exists (select from "task" where "task".id = "task_report"."task")) or ("task_report".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'task_report')) or ("task_report".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "task_report" to jingwei_writer using (true) with check (true);

grant select on "task_report" to jingwei_reader;

grant select, insert, update on "task_report" to jingwei_writer;

create table "coordination" (
  "id" uuid primary key,
  "number" text not null unique,
  "status" text not null constraint "coordination_status_check" check ("status" in ('draft', 'open', 'answered', 'settled', 'dropped')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "title" text not null,
  "kind" text not null constraint "coordination_kind_check" check ("kind" in ('coordination', 'conflict')),
  "project" uuid,
  "task" uuid,
  "unit" uuid,
  "detail" text not null,
  "resolution" text
);

create index "coordination_created_at_idx" on "coordination" ("created_at", "id");

create index "coordination_status_created_at_idx" on "coordination" ("status", "created_at", "id");

create index "coordination_created_by_created_at_idx" on "coordination" ("created_by", "created_at", "id");

create index "coordination_unit_created_at_idx" on "coordination" ("unit", "created_at", "id");

create index "coordination_project_created_at_idx" on "coordination" ("project", "created_at", "id");

create index "coordination_task_created_at_idx" on "coordination" ("task", "created_at", "id");

alter table "coordination" enable row level security;

alter table "coordination" force row level security;

create policy reads on "coordination" for select to jingwei_reader using (("coordination"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("coordination"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}')::uuid[])::uuid[])) or ('operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}')::text[])::text[])) or (exists (select from "project" where "project".id = "coordination"."project")) or (exists (select from "task" where "task".id = "coordination"."task")) or ("coordination".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'coordination')) or ("coordination".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "coordination" to jingwei_writer using (true) with check (true);

grant select on "coordination" to jingwei_reader;

grant select, insert, update on "coordination" to jingwei_writer;

create table "article" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "article_status_check" check ("status" in ('draft', 'published', 'retired')),
  "version" integer not null default 1,
  "created_by" uuid,
  "created_unit" uuid,
  "created_at" timestamptz not null,
  "updated_by" uuid,
  "updated_at" timestamptz not null,
  "title" text not null,
  "category" text not null constraint "article_category_check" check ("category" in ('lesson', 'advice', 'method', 'question')),
  "body" text not null,
  "tags" text,
  "source" text,
  "source_record" text,
  "source_id" text
);

create index "article_created_at_idx" on "article" ("created_at", "id");

create index "article_status_created_at_idx" on "article" ("status", "created_at", "id");

create index "article_created_by_created_at_idx" on "article" ("created_by", "created_at", "id");

alter table "article" enable row level security;

alter table "article" force row level security;

create policy reads on "article" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null and "article"."status" = 'published') or ((select nullif(current_setting('jw.person', true), '')::uuid) is not null and "article"."status" = 'retired') or ("article"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ('knowledge_keeper' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}')::text[])::text[])) or ("article".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'article')) or ("article".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

create policy writes on "article" to jingwei_writer using (true) with check (true);

grant select on "article" to jingwei_reader;

grant select, insert, update on "article" to jingwei_writer;

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

create policy reads on "leave" for select to jingwei_reader using (("leave"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("leave"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}')::uuid[])::uuid[])) or ("leave"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}')::uuid[])::uuid[])) or ("leave".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'leave')) or ("leave".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

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

create policy reads on "purchase" for select to jingwei_reader using (("purchase"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("purchase"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}')::uuid[])::uuid[])) or ("purchase"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}')::uuid[])::uuid[])) or ("purchase".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'purchase')) or ("purchase".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

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

create policy reads on "expense" for select to jingwei_reader using (("expense"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("expense"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}')::uuid[])::uuid[])) or ("expense"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}')::uuid[])::uuid[])) or ("expense".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'expense')) or ("expense".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

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

create policy reads on "invoice" for select to jingwei_reader using (('finance_checker' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}')::text[])::text[])) or ("invoice".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'invoice')) or ("invoice".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

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

create policy reads on "seal_request" for select to jingwei_reader using (("seal_request"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("seal_request"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}')::uuid[])::uuid[])) or ("seal_request"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}')::uuid[])::uuid[])) or ("seal_request".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'seal_request')) or ("seal_request".id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])));

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

alter table "process_owner" add constraint "process_owner_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "process_owner" add constraint "process_owner_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "process_owner" add constraint "process_owner_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "process_owner" add constraint "process_owner_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "job_description" add constraint "job_description_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "job_description" add constraint "job_description_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "job_description" add constraint "job_description_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "job_description" add constraint "job_description_position_fkey" foreign key ("position") references "position" (id) deferrable initially deferred;

alter table "job_description" add constraint "job_description_revises_fkey" foreign key ("revises") references "job_description" (id) deferrable initially deferred;

alter table "job_description" add constraint "job_description_source_fkey" foreign key ("source") references "policy_import" (id) deferrable initially deferred;

alter table "reorganisation" add constraint "reorganisation_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "reorganisation" add constraint "reorganisation_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "reorganisation" add constraint "reorganisation_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "organisation_history" add constraint "organisation_history_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "organisation_history" add constraint "organisation_history_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "organisation_history" add constraint "organisation_history_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "organisation_history" add constraint "organisation_history_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "organisation_history" add constraint "organisation_history_position_fkey" foreign key ("position") references "position" (id) deferrable initially deferred;

alter table "organisation_history" add constraint "organisation_history_parent_fkey" foreign key ("parent") references "unit" (id) deferrable initially deferred;

alter table "organisation_history" add constraint "organisation_history_by_fkey" foreign key ("by") references "reorganisation" (id) deferrable initially deferred;

alter table "acknowledgement" add constraint "acknowledgement_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "acknowledgement" add constraint "acknowledgement_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "acknowledgement" add constraint "acknowledgement_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "acknowledgement" add constraint "acknowledgement_policy_fkey" foreign key ("policy") references "policy" (id) deferrable initially deferred;

alter table "acknowledgement" add constraint "acknowledgement_person_fkey" foreign key ("person") references "person" (id) deferrable initially deferred;

alter table "regulation" add constraint "regulation_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "regulation" add constraint "regulation_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "regulation" add constraint "regulation_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "compliance_check" add constraint "compliance_check_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "compliance_check" add constraint "compliance_check_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "compliance_check" add constraint "compliance_check_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "compliance_check" add constraint "compliance_check_policy_fkey" foreign key ("policy") references "policy" (id) deferrable initially deferred;

alter table "compliance_check" add constraint "compliance_check_checked_by_fkey" foreign key ("checked_by") references "person" (id) deferrable initially deferred;

alter table "kept_problem" add constraint "kept_problem_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "kept_problem" add constraint "kept_problem_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "kept_problem" add constraint "kept_problem_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "authority_table" add constraint "authority_table_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "authority_table" add constraint "authority_table_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "authority_table" add constraint "authority_table_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_member" add constraint "project_member_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_member" add constraint "project_member_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_member" add constraint "project_member_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_member" add constraint "project_member_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_member" add constraint "project_member_person_fkey" foreign key ("person") references "person" (id) deferrable initially deferred;

alter table "project_plan" add constraint "project_plan_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_plan" add constraint "project_plan_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_plan" add constraint "project_plan_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_plan" add constraint "project_plan_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_commitment" add constraint "project_commitment_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_commitment" add constraint "project_commitment_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_commitment" add constraint "project_commitment_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_commitment" add constraint "project_commitment_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_commitment" add constraint "project_commitment_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "project_check" add constraint "project_check_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_check" add constraint "project_check_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_check" add constraint "project_check_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_check" add constraint "project_check_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_report" add constraint "project_report_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_report" add constraint "project_report_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_report" add constraint "project_report_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_report" add constraint "project_report_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_report" add constraint "project_report_lead_fkey" foreign key ("lead") references "person" (id) deferrable initially deferred;

alter table "project_change" add constraint "project_change_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_change" add constraint "project_change_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_change" add constraint "project_change_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_change" add constraint "project_change_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_change" add constraint "project_change_lead_fkey" foreign key ("lead") references "person" (id) deferrable initially deferred;

alter table "project_change" add constraint "project_change_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "project_acceptance" add constraint "project_acceptance_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_acceptance" add constraint "project_acceptance_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_acceptance" add constraint "project_acceptance_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_acceptance" add constraint "project_acceptance_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_acceptance" add constraint "project_acceptance_material_fkey" foreign key ("material") references "file" (id) deferrable initially deferred;

alter table "project_acceptance" add constraint "project_acceptance_lead_fkey" foreign key ("lead") references "person" (id) deferrable initially deferred;

alter table "project_acceptance" add constraint "project_acceptance_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "project_score" add constraint "project_score_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_score" add constraint "project_score_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_score" add constraint "project_score_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_score" add constraint "project_score_acceptance_fkey" foreign key ("acceptance") references "project_acceptance" (id) deferrable initially deferred;

alter table "project_score" add constraint "project_score_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_score" add constraint "project_score_lead_fkey" foreign key ("lead") references "person" (id) deferrable initially deferred;

alter table "project_score" add constraint "project_score_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "project_score" add constraint "project_score_evidence_fkey" foreign key ("evidence") references "file" (id) deferrable initially deferred;

alter table "project_rework" add constraint "project_rework_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_rework" add constraint "project_rework_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_rework" add constraint "project_rework_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_rework" add constraint "project_rework_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_rework" add constraint "project_rework_acceptance_fkey" foreign key ("acceptance") references "project_acceptance" (id) deferrable initially deferred;

alter table "project_rework" add constraint "project_rework_lead_fkey" foreign key ("lead") references "person" (id) deferrable initially deferred;

alter table "project_rework" add constraint "project_rework_proof_fkey" foreign key ("proof") references "file" (id) deferrable initially deferred;

alter table "project_handover" add constraint "project_handover_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_handover" add constraint "project_handover_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_handover" add constraint "project_handover_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_handover" add constraint "project_handover_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_handover" add constraint "project_handover_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "project_handover" add constraint "project_handover_receiver_fkey" foreign key ("receiver") references "person" (id) deferrable initially deferred;

alter table "project_handover" add constraint "project_handover_list_fkey" foreign key ("list") references "file" (id) deferrable initially deferred;

alter table "project_document" add constraint "project_document_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_document" add constraint "project_document_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_document" add constraint "project_document_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_document" add constraint "project_document_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_document" add constraint "project_document_lead_fkey" foreign key ("lead") references "person" (id) deferrable initially deferred;

alter table "project_document" add constraint "project_document_file_fkey" foreign key ("file") references "file" (id) deferrable initially deferred;

alter table "project_evaluation" add constraint "project_evaluation_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_evaluation" add constraint "project_evaluation_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_evaluation" add constraint "project_evaluation_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_evaluation" add constraint "project_evaluation_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_evaluation" add constraint "project_evaluation_lead_fkey" foreign key ("lead") references "person" (id) deferrable initially deferred;

alter table "project_reward" add constraint "project_reward_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "project_reward" add constraint "project_reward_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "project_reward" add constraint "project_reward_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "project_reward" add constraint "project_reward_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "project_reward" add constraint "project_reward_person_fkey" foreign key ("person") references "person" (id) deferrable initially deferred;

alter table "task" add constraint "task_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "task" add constraint "task_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "task" add constraint "task_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "task" add constraint "task_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "task" add constraint "task_owner_fkey" foreign key ("owner") references "person" (id) deferrable initially deferred;

alter table "task" add constraint "task_lead_fkey" foreign key ("lead") references "person" (id) deferrable initially deferred;

alter table "task" add constraint "task_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "task" add constraint "task_attachment_fkey" foreign key ("attachment") references "file" (id) deferrable initially deferred;

alter table "task_report" add constraint "task_report_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "task_report" add constraint "task_report_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "task_report" add constraint "task_report_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "task_report" add constraint "task_report_task_fkey" foreign key ("task") references "task" (id) deferrable initially deferred;

alter table "coordination" add constraint "coordination_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "coordination" add constraint "coordination_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "coordination" add constraint "coordination_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

alter table "coordination" add constraint "coordination_project_fkey" foreign key ("project") references "project" (id) deferrable initially deferred;

alter table "coordination" add constraint "coordination_task_fkey" foreign key ("task") references "task" (id) deferrable initially deferred;

alter table "coordination" add constraint "coordination_unit_fkey" foreign key ("unit") references "unit" (id) deferrable initially deferred;

alter table "article" add constraint "article_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "article" add constraint "article_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "article" add constraint "article_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;

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

alter table "carrier" drop constraint "carrier_kind_check";

alter table "carrier" drop constraint "carrier_status_check";

alter table "clause" drop constraint "clause_status_check";

alter table "policy" drop constraint "policy_status_check";

alter table "project" drop constraint "project_status_check";

drop policy "reads" on "policy_import";

drop policy "reads" on "project";

alter table "carrier" add constraint "carrier_kind_check" CHECK ((kind = ANY (ARRAY['duty'::text, 'process'::text, 'step'::text, 'form'::text, 'action'::text, 'indicator'::text, 'check'::text, 'cadence'::text])));

alter table "carrier" add constraint "carrier_status_check" CHECK ((status = ANY (ARRAY['active'::text, 'named'::text, 'closed'::text])));

alter table "clause" add constraint "clause_after_fkey" FOREIGN KEY (after) REFERENCES clause(id) DEFERRABLE INITIALLY DEFERRED;

alter table "clause" add constraint "clause_asks_check" CHECK ((asks = ANY (ARRAY['yes'::text, 'no'::text])));

alter table "clause" add constraint "clause_status_check" CHECK ((status = ANY (ARRAY['fresh'::text, 'active'::text, 'removed'::text])));

alter table "policy" add constraint "policy_approver_fkey" FOREIGN KEY (approver) REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED;

alter table "policy" add constraint "policy_compliance_check" CHECK ((compliance = ANY (ARRAY['fit'::text, 'noted'::text, 'conflict'::text])));

alter table "policy" add constraint "policy_drafter_fkey" FOREIGN KEY (drafter) REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED;

alter table "policy" add constraint "policy_effect_rule_check" CHECK ((effect_rule = ANY (ARRAY['day'::text, 'issue'::text])));

alter table "policy" add constraint "policy_first_fkey" FOREIGN KEY (first) REFERENCES policy(id) DEFERRABLE INITIALLY DEFERRED;

alter table "policy" add constraint "policy_interpreter_fkey" FOREIGN KEY (interpreter) REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED;

alter table "policy" add constraint "policy_reviewer_fkey" FOREIGN KEY (reviewer) REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED;

alter table "policy" add constraint "policy_reviser_fkey" FOREIGN KEY (reviser) REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED;

alter table "policy" add constraint "policy_revises_fkey" FOREIGN KEY (revises) REFERENCES policy(id) DEFERRABLE INITIALLY DEFERRED;

alter table "policy" add constraint "policy_scope_check" CHECK ((scope = ANY (ARRAY['company'::text, 'units'::text, 'positions'::text])));

alter table "policy" add constraint "policy_staff_check" CHECK ((staff = ANY (ARRAY['yes'::text, 'no'::text])));

alter table "policy" add constraint "policy_status_check" CHECK ((status = ANY (ARRAY['draft'::text, 'revising'::text, 'consulting'::text, 'review'::text, 'staff'::text, 'deliberation'::text, 'signing'::text, 'published'::text, 'effective'::text, 'superseded'::text, 'repealed'::text, 'dropped'::text])));

alter table "project" add constraint "project_ahead_by_fkey" FOREIGN KEY (ahead_by) REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED;

alter table "project" add constraint "project_lamp_check" CHECK ((lamp = ANY (ARRAY['green'::text, 'yellow'::text, 'red'::text])));

alter table "project" add constraint "project_lead_fkey" FOREIGN KEY (lead) REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED;

alter table "project" add constraint "project_result_check" CHECK ((result = ANY (ARRAY['excellent'::text, 'good'::text, 'fair'::text, 'poor'::text])));

alter table "project" add constraint "project_status_check" CHECK ((status = ANY (ARRAY['draft'::text, 'review'::text, 'approved'::text, 'planning'::text, 'active'::text, 'acceptance'::text, 'rework'::text, 'delivery'::text, 'archived'::text, 'refused'::text, 'returned'::text, 'terminated'::text])));

CREATE INDEX clause_after_created_at_idx ON public.clause USING btree (after, created_at, id);

CREATE INDEX policy_approver_created_at_idx ON public.policy USING btree (approver, created_at, id);

CREATE INDEX policy_drafter_created_at_idx ON public.policy USING btree (drafter, created_at, id);

CREATE INDEX policy_first_created_at_idx ON public.policy USING btree (first, created_at, id);

CREATE INDEX policy_interpreter_created_at_idx ON public.policy USING btree (interpreter, created_at, id);

CREATE INDEX policy_reviewer_created_at_idx ON public.policy USING btree (reviewer, created_at, id);

CREATE INDEX policy_reviser_created_at_idx ON public.policy USING btree (reviser, created_at, id);

CREATE INDEX policy_revises_created_at_idx ON public.policy USING btree (revises, created_at, id);

CREATE INDEX project_ahead_by_created_at_idx ON public.project USING btree (ahead_by, created_at, id);

CREATE INDEX project_lead_created_at_idx ON public.project USING btree (lead, created_at, id);

create policy "reads" on "policy_import" for select to jingwei_reader using (((created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR ('policy_writer'::text = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text))::text[] AS "coalesce")::text[])) OR (id IN ( SELECT s.record_id
   FROM share s
  WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'policy_import'::text)))) OR (id = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.waiting'::text, true), ''::text), '{}'::text))::uuid[] AS "coalesce")::uuid[]))));

create policy "reads" on "project" for select to jingwei_reader using (((created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (lead = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (unit = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.units'::text, true), ''::text), '{}'::text))::uuid[] AS "coalesce")::uuid[])) OR (unit = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.heads'::text, true), ''::text), '{}'::text))::uuid[] AS "coalesce")::uuid[])) OR (unit = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.oversees'::text, true), ''::text), '{}'::text))::uuid[] AS "coalesce")::uuid[])) OR ('operations'::text = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text))::text[] AS "coalesce")::text[])) OR ('management'::text = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text))::text[] AS "coalesce")::text[])) OR ('project_finance'::text = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text))::text[] AS "coalesce")::text[])) OR (id IN ( SELECT s.record_id
   FROM share s
  WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'project'::text)))) OR (id = ANY (( SELECT (COALESCE(NULLIF(current_setting('jw.waiting'::text, true), ''::text), '{}'::text))::uuid[] AS "coalesce")::uuid[]))));
