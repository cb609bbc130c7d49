import { KeptTables1790000000001 } from './1790000000001-kept-tables';
import { Intake1790000000002 } from './1790000000002-intake';
import { Router1790000000003 } from './1790000000003-router';
import { Notices1790000000004 } from './1790000000004-notices';
import { Sweep1790000000005 } from './1790000000005-sweep';
import { Feeds1790000000006 } from './1790000000006-feeds';
import { Partners1790000000007 } from './1790000000007-partners';
import { People1790000000008 } from './1790000000008-people';
import { Channels1790000000009 } from './1790000000009-channels';
import { Messages1790000000010 } from './1790000000010-messages';
import { Files1790000000011 } from './1790000000011-files';

/** In the order in which they run. One that has been released is never edited; a later one changes what it made. */
export const migrations = [
  KeptTables1790000000001,
  Intake1790000000002,
  Router1790000000003,
  Notices1790000000004,
  Sweep1790000000005,
  Feeds1790000000006,
  Partners1790000000007,
  People1790000000008,
  Channels1790000000009,
  Messages1790000000010,
  Files1790000000011,
];
