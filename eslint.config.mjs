import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** The direction of dependencies (docs/architecture.md): app → service, vault, log, domain, events. */
const may = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });
const services = ['intake', 'router', 'casework', 'sla-monitor', 'oversight'];
const libraries = ['lib:attachments', 'lib:service', 'lib:vault', 'lib:log', 'lib:domain', 'lib:events'];

const starters = ['app:replay', 'app:bench', 'app:standalone', 'e2e', 'tools'];

/** `more`: what tests may use besides, such as a real Postgres of their own. */
const boundariesWith = (...more) => [
  may('lib:events'),
  may('lib:domain', 'lib:events'),
  // Shares nothing with the domain, so that one can prove the other.
  may('lib:proof', 'lib:events'),
  may('lib:log', 'lib:events', ...more),
  may('lib:vault', 'lib:events', 'lib:log', ...more),
  may('lib:service', 'lib:events', 'lib:domain', 'lib:log', 'lib:vault', ...more),
  may('lib:attachments', 'lib:events', 'lib:log', 'lib:vault', 'lib:service', ...more),
  may('lib:embedded'),
  ...services.map((name) => may(`app:${name}`, ...libraries, ...more)),
  ...starters.map((tag) => may(tag, ...libraries, 'lib:embedded', 'lib:proof')),
];
const boundaries = (...more) => ['error', { depConstraints: boundariesWith(...more), allow: [] }];

export default [
  { ignores: ['dist', 'node_modules', '.nx', '.cache', '.satupintu', 'e2e/boundary-violation'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(),
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      // `const { missedAt: _annulled, ...rest }` says which member goes, and why.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
      'no-console': 'error',
    },
  },
  {
    // Nest reads constructor parameter types at run time, so its classes import values, not types.
    files: ['**/*.controller.ts', '**/*.module.ts', '**/*.guard.ts', '**/*.filter.ts', '**/*.provider.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['libs/events/src/**/*.ts', 'libs/domain/src/**/*.ts', 'libs/proof/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*'], message: 'Pure: no I/O here.' }] },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'Buffer',
        'setTimeout',
        'setInterval',
        'fetch',
        'performance',
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time is an argument.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time is an argument.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Randomness is an argument.',
        },
      ],
    },
  },
  {
    files: ['libs/domain/src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.fixture.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.|@satupintu/events$)',
              message: 'The domain knows the vocabulary and nothing else.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/replay/**/*.ts', 'apps/bench/**/*.ts', 'apps/standalone/**/*.ts', 'tools/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/*.int.test.ts', '**/*.contract.ts', '**/*.fixture.ts', 'e2e/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries('lib:embedded'),
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
];
