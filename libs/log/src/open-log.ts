import { type Pool } from 'pg';
import { KafkaLog, type KafkaLogOptions } from './kafka-log';
import { MemoryLog } from './memory-log';
import { type Log } from './port';
import { PostgresLog } from './postgres-log';

export type LogChoice =
  | { readonly kind: 'memory' }
  | { readonly kind: 'postgres'; readonly pool: Pool }
  | ({ readonly kind: 'kafka' } & KafkaLogOptions);

/** The log that an installation has chosen. Connects to nothing yet. */
export function openLog(choice: LogChoice): Log {
  switch (choice.kind) {
    case 'memory':
      return new MemoryLog();
    case 'postgres':
      return new PostgresLog({ pool: choice.pool });
    case 'kafka':
      return new KafkaLog(choice);
  }
}
