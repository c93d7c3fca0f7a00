alter table "clause" add column "asks" text;

alter table "clause" add column "asks_why" text;

alter table "clause" add constraint "clause_asks_check" CHECK ((asks = ANY (ARRAY['yes'::text, 'no'::text])));
