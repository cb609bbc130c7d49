import type * as Sdk from '@aws-sdk/client-s3';
import { type AttachmentStore, StoreAway } from './store';

export interface S3Place {
  readonly bucket: string;
  readonly region: string;
  /** of any store that speaks S3; absent: Amazon’s own for the region */
  readonly endpoint?: string | undefined;
}

/** Longest that one call may take, repeats by the SDK included; machine time, milliseconds. */
const timeoutMs = 30_000;

interface Loaded {
  readonly sdk: typeof Sdk;
  readonly client: Sdk.S3Client;
}

interface Sent extends Loaded {
  /** the SDK itself waits for ever */
  readonly options: { readonly abortSignal: AbortSignal };
}

/**
 * Contents as objects of a bucket. Credentials come as the SDK finds them (`AWS_ACCESS_KEY_ID`, a role …). The library
 * is big, so it is loaded with the first attachment.
 */
export class S3Store implements AttachmentStore {
  private loaded: Promise<Loaded> | undefined;

  constructor(
    private readonly place: S3Place,
    private readonly patienceMs = timeoutMs,
  ) {}

  async put(id: string, content: Buffer): Promise<void> {
    await this.send(({ sdk, client, options }) =>
      client.send(new sdk.PutObjectCommand({ ...this.at(id), Body: content }), options),
    );
  }

  async get(id: string): Promise<Buffer | undefined> {
    return this.send(async ({ sdk, client, options }) => {
      try {
        const { Body } = await client.send(new sdk.GetObjectCommand(this.at(id)), options);
        return Body && Buffer.from(await Body.transformToByteArray());
      } catch (error) {
        if (error instanceof sdk.NoSuchKey) return undefined;
        throw error;
      }
    });
  }

  async remove(id: string): Promise<void> {
    await this.send(({ sdk, client, options }) =>
      client.send(new sdk.DeleteObjectCommand(this.at(id)), options),
    );
  }

  private readonly at = (id: string) => ({ Bucket: this.place.bucket, Key: id });

  private async send<T>(work: (sent: Sent) => Promise<T>): Promise<T> {
    try {
      const loaded = await (this.loaded ??= this.load());
      return await work({ ...loaded, options: { abortSignal: AbortSignal.timeout(this.patienceMs) } });
    } catch (error) {
      throw new StoreAway('the bucket of attachments cannot be used', { cause: error });
    }
  }

  private async load(): Promise<Loaded> {
    const sdk = await import('@aws-sdk/client-s3');
    const { region, endpoint } = this.place;
    // Stores of one's own rarely have a name for each bucket.
    const own = endpoint === undefined ? {} : { endpoint, forcePathStyle: true };
    return { sdk, client: new sdk.S3Client({ region, maxAttempts: 3, ...own }) };
  }
}
