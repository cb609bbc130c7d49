/**
 * The vault's only table: wrapped keys, one per complaint, part and generation. A destroyed key is a missing row.
 * Safe to run again. Who may do what with it is granted by role: intake writes, the others read.
 */
export const vaultSql = `
create schema if not exists vault;
create table if not exists vault.key (
  complaint_id uuid not null,
  part text not null check (part in ('identity', 'narrative')),
  generation integer not null check (generation > 0),
  master_key text not null,
  wrapped bytea not null,
  primary key (complaint_id, part, generation)
);
`;
