alter table "authority_table" drop constraint "authority_table_status_check";

alter table "authority_table" add constraint "authority_table_status_check" CHECK ((status = ANY (ARRAY['draft'::text, 'scheduled'::text, 'effective'::text, 'superseded'::text])));
