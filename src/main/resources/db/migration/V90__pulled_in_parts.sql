-- A window that is read in parts, and which schedule came first where several replicas have one.
alter table pull add column claimed_at timestamptz, add column part_from timestamptz;
