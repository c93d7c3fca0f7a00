-- Why work came to somebody else than its rule names: a vacant place, or the starter's own. Kept, since both may change.
alter table todo add column instead text;
