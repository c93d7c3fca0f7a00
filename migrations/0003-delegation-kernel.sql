-- A deputy (委托代理) sees what waits for those whose deputy they are today, and the cases that it waits in.
drop policy reads on todo;
create policy reads on todo for select to jingwei_reader using (
  person = (select nullif(current_setting('jw.person', true), '')::uuid)
  or done_by = (select nullif(current_setting('jw.person', true), '')::uuid)
  or record_id = (select nullif(current_setting('jw.looking', true), '')::uuid)
  or record_id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid))
  or (state = 'open' and person = any((select coalesce(nullif(current_setting('jw.stands_for', true), ''), '{}')::uuid[])::uuid[]))
);
drop policy reads on process_case;
create policy reads on process_case for select to jingwei_reader using (
  started_by = (select nullif(current_setting('jw.person', true), '')::uuid)
  or record_id = (select nullif(current_setting('jw.looking', true), '')::uuid)
  or record_id in (select s.record_id from share s where s.person = (select nullif(current_setting('jw.person', true), '')::uuid))
  or record_id = any((select coalesce(nullif(current_setting('jw.waiting', true), ''), '{}')::uuid[])::uuid[])
);
