-- Who may use the operations API. A row is never deleted and its name never used again, as the operation log names keys by it.
create table api_key (
  id text primary key,
  name text not null unique,
  secret_sha256 bytea not null,
  old_sha256 bytea,
  old_until timestamptz,
  scopes text[] not null,
  shops text[],
  created_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz,
  last_used_at timestamptz,
  rotated_at timestamptz,
  revoked_at timestamptz,
  revoked_by text
);
