import { type Config, type Deps } from '@satupintu/service';
import { type Pool } from 'pg';
import { Attachments } from './attachments';
import { Clamd } from './clamd';
import { FolderStore } from './folder-store';
import { PostgresStore } from './postgres-store';
import { S3Store } from './s3-store';
import { noScanner, type Scanner } from './scanner';
import { type AttachmentStore } from './store';

/** The store that the configuration names. */
export function storeOf(config: Config, pool: Pool): AttachmentStore {
  switch (config.attachmentStore) {
    case 'postgres':
      return new PostgresStore(pool);
    case 'folder':
      return new FolderStore(config.attachmentFolder);
    case 's3': {
      const { s3Bucket: bucket, s3Region: region, s3Endpoint } = config;
      return new S3Store({ bucket, region, ...(s3Endpoint !== '' && { endpoint: s3Endpoint }) });
    }
  }
}

const scannerOf = ({ clamdUrl, scanTimeoutMs }: Config): Scanner =>
  clamdUrl === '' ? noScanner : new Clamd(clamdUrl, scanTimeoutMs);

/** The attachments of a running service. */
export const attachmentsOf = ({
  config,
  pool,
  master,
  vault,
}: Pick<Deps, 'config' | 'pool' | 'master' | 'vault'>): Attachments =>
  new Attachments({ pool, master, vault, store: storeOf(config, pool), scanner: scannerOf(config) });
