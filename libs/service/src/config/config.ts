import 'reflect-metadata';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';

const url = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };
const instant = /^(real|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z)$/;

/** Everything that a service can be told from outside, each with its environment variable. */
export class Config {
  /** PORT; 0 takes a free one */
  @IsInt() @Min(0) @Max(65535) port = 3000;
  /** HOST to listen on */
  @IsString() @IsNotEmpty() host = '0.0.0.0';
  /** DATABASE_URL with the service's own role */
  @Matches(/^postgres(ql)?:\/\//, { message: 'databaseUrl must begin with postgres://' }) databaseUrl = '';
  /** DATABASE_POOL: most connections for queries */
  @IsInt() @Min(1) @Max(200) databasePool = 8;
  /** LOG: which event log */
  @IsIn(['postgres', 'kafka', 'memory']) log: 'postgres' | 'kafka' | 'memory' = 'postgres';
  /** KAFKA_BROKERS, comma-separated */
  @ValidateIf(({ log }: Config) => log === 'kafka')
  @Matches(/^[^\s,:]+:\d+$/, { each: true, message: 'kafkaBrokers must be host:port, separated by commas' })
  kafkaBrokers: string[] = [];
  /** KAFKA_REPLICATION of topics that are made here */
  @IsInt() @Min(1) @Max(9) kafkaReplication = 1;
  /** MASTER_KEY_FILE, or the same text in MASTER_KEY */
  @IsOptional() @IsString() masterKeyFile?: string;
  @IsOptional() @IsString() masterKey?: string;
  /** RECEIPT_KEY_FILE: what intake signs receipts with */
  @IsOptional() @IsString() receiptKeyFile?: string;
  /** CHANNELS_FILE: who operates each gateway of messages, and the secrets that it signs with; empty: no gateway */
  @IsString() channelsFile = '';
  /** JWT_ISSUER, JWT_AUDIENCE, JWKS_URL: whose tokens are believed */
  @IsString() @IsNotEmpty() jwtIssuer = '';
  @IsOptional() @IsString() jwtAudience?: string;
  @IsUrl(url) jwksUrl = '';
  /** PUBLIC_URL: the one address that callers know */
  @IsUrl(url) publicUrl = 'http://localhost:3000';
  /** CLOCK: `real`, or the instant at which a virtual clock begins */
  @Matches(instant, { message: 'clock must be `real` or an instant such as 2026-03-17T02:00:00.000Z' })
  clock = 'real';
  /** CLOCK_SKEW_MS: how far apart the clocks of two machines may be */
  @IsInt() @Min(0) @Max(60_000) clockSkewMs = 2000;
  /** FIRING_BATCH: how many due timers sla-monitor takes up at a time */
  @IsInt() @Min(1) @Max(10_000) firingBatch = 500;
  /** TRAIN_AT: when the router learns each night, `01:30` in Jakarta; empty: only when it is told to */
  @Matches(/^(([01]\d|2[0-3]):[0-5]\d)?$/, { message: 'trainAt must be a time such as 01:30, or empty' })
  trainAt = '';
  /** MODEL_EXAMPLES: fewest decided cases that a model may be made of; until then rules decide alone */
  @IsInt() @Min(10) modelExamples = 500;
  /** SMTP_URL: the mail server for notices, `smtps://user:password@mail.example.go.id`; empty: no e-mail */
  @Matches(/^(smtps?:\/\/\S+)?$/, { message: 'smtpUrl must begin with smtp:// or smtps://, or be empty' })
  smtpUrl = '';
  /** NOTICE_FROM: whose address stands on notices; needed where SMTP_URL is set */
  @IsString() noticeFrom = '';
  /** NOTICE_EVERY_MINUTES: least time between two summaries to one addressee, in domain time */
  @IsInt() @Min(1) @Max(10_080) noticeEveryMinutes = 60;
  /** NOTICE_ITEMS: how many entries a summary names, oldest first; the others are counted */
  @IsInt() @Min(1) @Max(1_000) noticeItems = 50;
  /** NOTICE_EMERGENCIES_AT_ONCE: notices of cases with danger to life do not wait for working hours */
  @IsBoolean() noticeEmergenciesAtOnce = true;
  /** NOTICE_ATTEMPTS: after so many a notice is given up; by default after some five days (RFC 5321, 4.5.4.1) */
  @IsInt() @Min(1) @Max(1_000) noticeAttempts = 40;
  /** NOTICE_BACKOFF_MS: wait after the first attempt; doubles to at most four hours. Machine time */
  @IsInt() @Min(10) @Max(14_400_000) noticeBackoffMs = 30_000;
  /** NOTICE_TIMEOUT_MS: longest that one attempt may take. Machine time */
  @IsInt() @Min(100) @Max(120_000) noticeTimeoutMs = 20_000;
  /** ATTACHMENT_STORE: where contents of attachments lie */
  @IsIn(['postgres', 'folder', 's3']) attachmentStore: 'postgres' | 'folder' | 's3' = 'postgres';
  /** ATTACHMENT_FOLDER that all processes of intake share; needed where the store is `folder` */
  @IsString() attachmentFolder = '';
  /** S3_BUCKET, S3_REGION, and S3_ENDPOINT of any store that speaks S3; credentials as the AWS SDK finds them */
  @IsString() s3Bucket = '';
  @IsString() @IsNotEmpty() s3Region = 'us-east-1';
  @Matches(/^(https?:\/\/\S+)?$/, { message: 's3Endpoint must begin with http:// or https://, or be empty' })
  s3Endpoint = '';
  /** CLAMD_URL: ClamAV's daemon, which looks into every attachment, `tcp://clamd:3310`; empty: none */
  @Matches(/^(tcp:\/\/\S+)?$/, { message: 'clamdUrl must begin with tcp://, or be empty' })
  clamdUrl = '';
  /** SCAN_TIMEOUT_MS: longest that looking into one attachment may take. Machine time */
  @IsInt() @Min(100) @Max(120_000) scanTimeoutMs = 20_000;
  /** FEED_ATTEMPTS: after so many a body's webhook is given up, with a fact; by default after some five days */
  @IsInt() @Min(1) @Max(1_000) feedAttempts = 40;
  /** FEED_BACKOFF_MS: wait after the first attempt; doubles to at most four hours. Machine time */
  @IsInt() @Min(10) @Max(14_400_000) feedBackoffMs = 30_000;
  /** FEED_TIMEOUT_MS: longest that one attempt may take. Machine time */
  @IsInt() @Min(100) @Max(120_000) feedTimeoutMs = 20_000;
  /** MESSAGE_ATTEMPTS: after so many a message to a reporter is given up, and the page is left; some two days */
  @IsInt() @Min(1) @Max(1_000) messageAttempts = 20;
  /** MESSAGE_BACKOFF_MS: wait after the first attempt; doubles to at most four hours. Machine time */
  @IsInt() @Min(10) @Max(14_400_000) messageBackoffMs = 15_000;
  /** MESSAGE_TIMEOUT_MS: longest that one attempt may take. Machine time */
  @IsInt() @Min(100) @Max(120_000) messageTimeoutMs = 20_000;
  /** MESSAGE_REPORT_MS: how long a gateway that reports deliveries is waited for; three days. Machine time */
  @IsInt() @Min(100) @Max(2_592_000_000) messageReportMs = 259_200_000;
  /** WEBHOOK_PRIVATE: webhooks may go to private addresses, in a network of the government's own */
  @IsBoolean() webhookPrivate = false;
  /** LOG_LEVEL of the service's own output */
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']) logLevel = 'info';
  /** NODE_ENV */
  @IsIn(['development', 'production', 'test']) nodeEnv = 'development';
  /** DEVELOPMENT_ISSUER: anybody can get a token; impossible in production */
  @IsBoolean() developmentIssuer = false;
  /** RATE_LIMIT: calls per minute and caller; 0 for none */
  @IsInt() @Min(0) rateLimit = 600;
  /** TRUST_PROXY: there is one proxy before us; believe its entry of X-Forwarded-For, the last one */
  @IsBoolean() trustProxy = false;

  get virtual(): boolean {
    return this.clock !== 'real';
  }
}
