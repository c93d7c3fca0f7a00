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

alter table "kept_problem" add constraint "kept_problem_created_by_fkey" foreign key ("created_by") references "person" (id) deferrable initially deferred;

alter table "kept_problem" add constraint "kept_problem_created_unit_fkey" foreign key ("created_unit") references "unit" (id) deferrable initially deferred;

alter table "kept_problem" add constraint "kept_problem_updated_by_fkey" foreign key ("updated_by") references "person" (id) deferrable initially deferred;
