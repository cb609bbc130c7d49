import { type View } from '@satupintu/log';

/**
 * What twins are found by: hashes of a complaint’s words, where and when. Gone when the reporter has everything erased.
 * The hashes follow from the program alone; whoever changes how they are made renames the view, so that it is made
 * again. Without a list of pending entries the index answers as quickly while much is filed.
 */
export const likenessView: View = {
  name: 'likeness',
  key: ['complaint_id'],
  columns: {
    complaint_id: 'uuid',
    filed_at: 'timestamptz',
    region: 'text',
    category: 'text',
    /** degrees, to three digits */
    lat: 'double precision',
    lon: 'double precision',
    marks: 'text[]',
    problem: 'text',
    rare: 'text',
    way: 'text',
    area: 'text',
    site: 'text',
    whole: 'text',
  },
  indexes: ['using gin (marks) with (fastupdate = off)'],
};
