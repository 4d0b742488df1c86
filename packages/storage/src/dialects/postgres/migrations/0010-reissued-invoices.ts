import type { Migration } from '../../migration.js';

// An invoice in the place of one that is void is of the same month: only those in force are one a month.
const sql = `
drop index invoices_period;
create unique index invoices_in_force on invoices (org_id, period_from_ms) where status <> 'void';
create index invoices_period on invoices (org_id, period_from_ms, number);
`;

/** More than one invoice of a month, of which one isn't void. */
export const reissuedInvoices: Migration = { number: 10, name: 'reissued_invoices', sql };
