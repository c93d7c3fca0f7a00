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

create policy reads on "reorganisation" for select to jingwei_reader using (('organiser' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[])) or ('leadership' = any((select coalesce(nullif(current_setting('jw.roles', true), ''), '{}'))::text[])) or ("reorganisation".id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid) and s.record = 'reorganisation')));

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

alter table "carrier" drop constraint "carrier_kind_check";

alter table "carrier" drop constraint "carrier_status_check";

alter table "clause" drop constraint "clause_status_check";

alter table "policy" drop constraint "policy_status_check";

alter table "clause" add column "after" uuid;

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

alter table "carrier" add constraint "carrier_kind_check" CHECK ((kind = ANY (ARRAY['duty'::text, 'process'::text, 'step'::text, 'form'::text, 'action'::text, 'indicator'::text, 'check'::text, 'cadence'::text])));

alter table "carrier" add constraint "carrier_status_check" CHECK ((status = ANY (ARRAY['active'::text, 'named'::text, 'closed'::text])));

alter table "clause" add constraint "clause_after_fkey" FOREIGN KEY (after) REFERENCES clause(id) DEFERRABLE INITIALLY DEFERRED;

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

CREATE INDEX clause_after_created_at_idx ON public.clause USING btree (after, created_at, id);

CREATE INDEX policy_approver_created_at_idx ON public.policy USING btree (approver, created_at, id);

CREATE INDEX policy_drafter_created_at_idx ON public.policy USING btree (drafter, created_at, id);

CREATE INDEX policy_first_created_at_idx ON public.policy USING btree (first, created_at, id);

CREATE INDEX policy_interpreter_created_at_idx ON public.policy USING btree (interpreter, created_at, id);

CREATE INDEX policy_reviewer_created_at_idx ON public.policy USING btree (reviewer, created_at, id);

CREATE INDEX policy_reviser_created_at_idx ON public.policy USING btree (reviser, created_at, id);

CREATE INDEX policy_revises_created_at_idx ON public.policy USING btree (revises, created_at, id);
