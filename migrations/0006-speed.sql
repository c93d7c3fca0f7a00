-- Todos of a case are found by its record; a flush asks only for what is open there, and long cases have much that is done.
drop index todo_case_idx;
drop index todo_record_idx;
create index todo_record_idx on todo (record_id, state);

-- Keys are swept by age, in the order in which they came.
drop index command_at_idx;
create index command_at_idx on command using brin (at) with (autosummarize = on);

-- Nodes that were entered and left in the same instant have one row (kind 5). What was left, cancelled or failed names the
-- instants at which a case moved (kind 0 where nothing was); the rest of its rows lie at those instants, which the narrow
-- ranges of the index by time find.
drop index step_log_case_idx;
create index step_log_moved_idx on step_log (case_id, at) where kind in (0, 2, 3, 4);
drop index step_log_at_idx;
create index step_log_at_idx on step_log using brin (at) with (pages_per_range = 16, autosummarize = on);

-- COPY does not go through row-level security, so flushes append to the partition of the month itself.
do $$ declare t regclass; begin
  for t in select inhrelid::regclass from pg_inherits where inhparent = 'step_log'::regclass loop
    execute format('grant insert on %s to jingwei_writer', t);
  end loop;
end $$;

-- A case is updated at every step until it ends, never in an indexed column: with room on its page it stays in place (HOT).
alter table process_case set (fillfactor = 50);
-- A todo is closed on the page on which it was opened: of the new version only what changed goes into the log.
alter table todo set (fillfactor = 50);
