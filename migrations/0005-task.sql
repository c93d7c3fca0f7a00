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

create policy reads on "task" for select to jingwei_reader using (("task"."owner" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("task"."lead" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("task"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("task"."unit" = any((select coalesce(nullif(current_setting('jw.units', true), ''), '{}'))::uuid[])) or ("task"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[])) or (exists (select from "project" where "project".id = "task"."project")) or ('operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[]) and "task"."scope" = 'cross') or ("task".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'task')));

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

create policy reads on "task_report" for select to jingwei_reader using ((exists (select from "task" where "task".id = "task_report"."task")) or ("task_report".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'task_report')));

create policy writes on "task_report" to jingwei_writer using (true) with check (true);

grant select on "task_report" to jingwei_reader;

grant select, insert, update on "task_report" to jingwei_writer;

create table "coordination" (
  "id" uuid primary key,
  "number" text not null unique,
  "status" text not null constraint "coordination_status_check" check ("status" in ('draft', 'open', 'answered', 'settled')),
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

create policy reads on "coordination" for select to jingwei_reader using (("coordination"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ("coordination"."unit" = any((select coalesce(nullif(current_setting('jw.heads', true), ''), '{}'))::uuid[])) or ('operations' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[])) or (exists (select from "project" where "project".id = "coordination"."project")) or (exists (select from "task" where "task".id = "coordination"."task")) or ("coordination".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'coordination')));

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

create policy reads on "article" for select to jingwei_reader using (((select nullif(current_setting('jw.person', true), '')::uuid) is not null and "article"."status" = 'published') or ((select nullif(current_setting('jw.person', true), '')::uuid) is not null and "article"."status" = 'retired') or ("article"."created_by" = (select nullif(current_setting('jw.person', true), '')::uuid)) or ('knowledge_keeper' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[])) or ("article".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'article')));

create policy writes on "article" to jingwei_writer using (true) with check (true);

grant select on "article" to jingwei_reader;

grant select, insert, update on "article" to jingwei_writer;

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
