/**
 * What other linters call the same thing: codes of ruff, Biome, ESLint and its plugins, golangci-lint's linters, gosec, squawk and
 * semgrep's registry. Empty for a rule that none of them knows.
 */
export function foreignCodes(rule: string): readonly string[] {
  return CODES[rule] ?? [];
}

const CODES: Readonly<Record<string, readonly string[]>> = {
  'errors/swallowed-error': [
    'no-empty',
    'S110',
    'S112',
    'BLE001',
    'E722',
    'SIM105',
    'errcheck',
    'nilerr',
    'no-useless-catch',
    'noEmptyBlockStatements',
  ],
  'errors/generic-error-thrown': ['TRY002', 'err113', 'goerr113', 'no-throw-literal', 'only-throw-error'],
  'errors/unhandled-async-handler': ['@typescript-eslint/no-misused-promises', 'no-misused-promises'],
  'config/env-read-outside-config': ['n/no-process-env', 'node/no-process-env', 'no-process-env', 'noProcessEnv', 'forbidigo'],
  'config/hardcoded-secret': ['S105', 'S106', 'S107', 'gosec', 'G101', 'no-secrets/no-secrets'],
  'config/secret-fallback-literal': ['S105', 'S106', 'gosec', 'G101'],
  'structure/circular-dependency': [
    'import/no-cycle',
    'noImportCycles',
    'import-x/no-cycle',
    'cyclic-import',
    'R0401',
    'PLR0401',
  ],
  'structure/layer-import-violation': ['boundaries/element-types', 'boundaries/dependencies', 'depguard'],
  'db/n-plus-one-query': ['no-await-in-loop', 'noAwaitInLoops'],
  'db/string-built-sql': ['S608', 'gosec', 'G201', 'G202'],
  'logging/unstructured-print': ['no-console', 'noConsole', 'T201', 'T203', 'forbidigo'],
  'prod/missing-timeout': ['S113', 'noctx', 'gosec', 'G112', 'G114'],
  'schema/destructive-migration': ['ban-drop-column', 'ban-drop-table', 'renaming-column', 'renaming-table'],
  'schema/non-concurrent-index': ['require-concurrent-index-creation'],
};
