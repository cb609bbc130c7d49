import { validateSync, type ValidationError } from 'class-validator';
import { Config } from './config';

type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration has faults; the message lists every one of them, with the variable that carries it. */
export class ConfigFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
}

/** `databaseUrl` → `DATABASE_URL` */
const variableOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  number: (text) => (text.trim() === '' ? NaN : Number(text)),
  boolean: (text) => ({ true: true, 1: true, false: false, 0: false })[text.toLowerCase()] ?? text,
  object: (text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
};
const optional = ['masterKeyFile', 'masterKey', 'receiptKeyFile', 'jwtAudience'];

/** Reads and checks the environment, once, at start. @throws ConfigFault with all faults */
export function loadConfig(environment: Environment = process.env): Config {
  const config = new Config();
  for (const name of [...Object.keys(config), ...optional]) {
    const text = environment[variableOf(name)];
    if (text === undefined || text === '') continue;
    const read = readers[typeof config[name as keyof Config]];
    Object.assign(config, { [name]: read ? read(text) : text });
  }
  if (config.virtual && environment['CLOCK_SKEW_MS'] === undefined) config.clockSkewMs = 0;
  if (config.developmentIssuer && environment['RATE_LIMIT'] === undefined) config.rateLimit = 0;
  return checkConfig(config);
}

/** @throws ConfigFault */
export function checkConfig(config: Config): Config {
  const faults = [...validateSync(config).flatMap(textsOf), ...combinations(config)];
  if (faults.length > 0) throw new ConfigFault(faults);
  return config;
}

const textsOf = ({ property, constraints }: ValidationError): string[] =>
  Object.values(constraints ?? {}).map((text) => `${variableOf(property)}: ${text}`);

/** What no single value shows. */
function combinations(config: Config): string[] {
  const faults: string[] = [];
  if (config.nodeEnv === 'production' && config.developmentIssuer) {
    faults.push('DEVELOPMENT_ISSUER: impossible where NODE_ENV is production');
  }
  if (config.nodeEnv === 'production' && config.virtual)
    faults.push('CLOCK: must be real where NODE_ENV is production');
  if (config.log === 'kafka' && config.kafkaBrokers.length === 0)
    faults.push('KAFKA_BROKERS: needed where LOG is kafka');
  if (config.smtpUrl !== '' && !config.noticeFrom.includes('@'))
    faults.push('NOTICE_FROM: an address is needed where SMTP_URL is set');
  if (config.attachmentStore === 'folder' && config.attachmentFolder === '')
    faults.push('ATTACHMENT_FOLDER: needed where ATTACHMENT_STORE is folder');
  if (config.attachmentStore === 's3' && config.s3Bucket === '')
    faults.push('S3_BUCKET: needed where ATTACHMENT_STORE is s3');
  if (config.masterKey === undefined && config.masterKeyFile === undefined) {
    faults.push('MASTER_KEY_FILE: needed (or MASTER_KEY)');
  }
  return faults;
}
