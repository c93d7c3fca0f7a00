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

create policy reads on "project_member" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_member"."project" and ("project"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[]) or 'operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'project_finance' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or "project".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project')))) or ("project_member".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_member')));

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

create policy reads on "project_plan" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_plan"."project" and ("project"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[]) or 'operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'project_finance' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or "project".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project')))) or ("project_plan".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_plan')));

create policy writes on "project_plan" to jingwei_writer using (true) with check (true);

grant select on "project_plan" to jingwei_reader;

grant select, insert, update on "project_plan" to jingwei_writer;

create table "project_commitment" (
  "id" uuid primary key,
  "number" text,
  "status" text not null constraint "project_commitment_status_check" check ("status" in ('draft', 'asked', 'committed', 'declined')),
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

create policy reads on "project_commitment" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_commitment"."project" and ("project"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[]) or 'operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'project_finance' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or "project".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project')))) or ("project_commitment"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[])) or ("project_commitment".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_commitment')));

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

create policy reads on "project_check" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_check"."project" and ("project"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[]) or 'operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'project_finance' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or "project".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project')))) or ("project_check".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_check')));

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

create policy reads on "project_report" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_report"."project" and ("project"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[]) or 'operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'project_finance' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or "project".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project')))) or ("project_report".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_report')));

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

create policy reads on "project_change" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_change"."project" and ("project"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[]) or 'operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'project_finance' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or "project".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project')))) or ("project_change".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_change')));

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

create policy reads on "project_acceptance" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_acceptance"."project" and ("project"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[]) or 'operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'project_finance' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or "project".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project')))) or ("project_acceptance".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_acceptance')));

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

create policy reads on "project_score" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_score"."project" and ("project"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[]) or 'operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'project_finance' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or "project".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project')))) or ("project_score".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_score')));

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

create policy reads on "project_rework" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_rework"."project" and ("project"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[]) or 'operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'project_finance' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or "project".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project')))) or ("project_rework".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_rework')));

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

create policy reads on "project_handover" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_handover"."project" and ("project"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[]) or 'operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'project_finance' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or "project".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project')))) or ("project_handover"."receiver" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("project_handover".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_handover')));

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

create policy reads on "project_document" for select to jingwei_reader using ((exists (select from "project" where "project".id = "project_document"."project" and ("project"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[]) or "project"."unit" = any((select coalesce(nullif(current_setting('jw.oversees', true), ''), '{}'))::uuid[]) or 'operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or 'project_finance' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) or "project".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project')))) or ("project_document".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_document')));

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

create policy reads on "project_evaluation" for select to jingwei_reader using (('management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[])) or ("project_evaluation".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_evaluation')));

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

create policy reads on "project_reward" for select to jingwei_reader using (("project_reward"."person" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ('management' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[])) or ("project_reward".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'project_reward')));

create policy writes on "project_reward" to jingwei_writer using (true) with check (true);

grant select on "project_reward" to jingwei_reader;

grant select, insert, update on "project_reward" to jingwei_writer;

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

alter table "project" drop constraint "project_status_check";

drop policy "reads" on "coordination";

drop policy "reads" on "project";

drop policy "reads" on "task";

drop policy "reads" on "task_report";

alter table "project" add constraint "project_ahead_by_fkey" FOREIGN KEY (ahead_by) REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED;

alter table "project" add constraint "project_lamp_check" CHECK ((lamp = ANY (ARRAY['green'::text, 'yellow'::text, 'red'::text])));

alter table "project" add constraint "project_lead_fkey" FOREIGN KEY (lead) REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED;

alter table "project" add constraint "project_result_check" CHECK ((result = ANY (ARRAY['excellent'::text, 'good'::text, 'fair'::text, 'poor'::text])));

alter table "project" add constraint "project_status_check" CHECK ((status = ANY (ARRAY['draft'::text, 'review'::text, 'approved'::text, 'planning'::text, 'active'::text, 'acceptance'::text, 'rework'::text, 'delivery'::text, 'archived'::text, 'refused'::text, 'returned'::text, 'terminated'::text])));

CREATE INDEX project_ahead_by_created_at_idx ON public.project USING btree (ahead_by, created_at, id);

CREATE INDEX project_lead_created_at_idx ON public.project USING btree (lead, created_at, id);

create policy "reads" on "coordination" for select to jingwei_reader using (((created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.heads'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR ('operations'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR (EXISTS ( SELECT
   FROM project
  WHERE ((project.id = coordination.project) AND ((project.created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (project.lead = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (project.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.units'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (project.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.heads'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (project.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.oversees'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR ('operations'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR ('management'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR ('project_finance'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR (project.id IN ( SELECT s.record_id
           FROM share s
          WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'project'::text)))))))) OR (EXISTS ( SELECT
   FROM task
  WHERE ((task.id = coordination.task) AND ((task.owner = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (task.lead = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (task.created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (task.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.units'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (task.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.heads'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (EXISTS ( SELECT
           FROM project
          WHERE ((project.id = task.project) AND ((project.created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (project.lead = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (project.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.units'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (project.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.heads'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (project.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.oversees'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR ('operations'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR ('management'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR ('project_finance'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR (project.id IN ( SELECT s.record_id
                   FROM share s
                  WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'project'::text)))))))) OR (('operations'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) AND (task.scope = 'cross'::text)) OR (task.id IN ( SELECT s.record_id
           FROM share s
          WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'task'::text)))))))) OR (id IN ( SELECT s.record_id
   FROM share s
  WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'coordination'::text))))));

create policy "reads" on "project" for select to jingwei_reader using (((created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (lead = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.units'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.heads'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.oversees'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR ('operations'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR ('management'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR ('project_finance'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR (id IN ( SELECT s.record_id
   FROM share s
  WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'project'::text))))));

create policy "reads" on "task" for select to jingwei_reader using (((owner = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (lead = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.units'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.heads'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (EXISTS ( SELECT
   FROM project
  WHERE ((project.id = task.project) AND ((project.created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (project.lead = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (project.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.units'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (project.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.heads'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (project.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.oversees'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR ('operations'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR ('management'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR ('project_finance'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR (project.id IN ( SELECT s.record_id
           FROM share s
          WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'project'::text)))))))) OR (('operations'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) AND (scope = 'cross'::text)) OR (id IN ( SELECT s.record_id
   FROM share s
  WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'task'::text))))));

create policy "reads" on "task_report" for select to jingwei_reader using (((EXISTS ( SELECT
   FROM task
  WHERE ((task.id = task_report.task) AND ((task.owner = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (task.lead = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (task.created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (task.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.units'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (task.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.heads'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (EXISTS ( SELECT
           FROM project
          WHERE ((project.id = task.project) AND ((project.created_by = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (project.lead = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) OR (project.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.units'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (project.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.heads'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR (project.unit = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.oversees'::text, true), ''::text), '{}'::text) AS "coalesce"))::uuid[])) OR ('operations'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR ('management'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR ('project_finance'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) OR (project.id IN ( SELECT s.record_id
                   FROM share s
                  WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'project'::text)))))))) OR (('operations'::text = ANY ((( SELECT COALESCE(NULLIF(current_setting('jw.roles'::text, true), ''::text), '{}'::text) AS "coalesce"))::text[])) AND (task.scope = 'cross'::text)) OR (task.id IN ( SELECT s.record_id
           FROM share s
          WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'task'::text)))))))) OR (id IN ( SELECT s.record_id
   FROM share s
  WHERE ((s.person = ( SELECT (NULLIF(current_setting('jw.person'::text, true), ''::text))::uuid AS "nullif")) AND (s.record = 'task_report'::text))))));
