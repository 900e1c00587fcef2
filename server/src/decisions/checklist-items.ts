// The checklists as data: what is asked, why, and what would bring it. What a project has of it is read elsewhere.

/** The lists, in the order in which they are shown. */
export type ChecklistListId = 'backend' | 'integration' | 'api' | 'schema' | 'tests' | 'release';

export interface ChecklistItem {
  /** Unique over all lists; it never changes. */
  readonly id: string;
  readonly list: ChecklistListId;
  readonly title: string;
  /** One sentence: why the item is on the list. */
  readonly why: string;
  /** One sentence: what is looked for. */
  readonly detection: string;
  /** Rules that speak of the same; a snippet that replaces what one of them reports brings the item. */
  readonly rules?: readonly string[];
  /** The section snippet that brings it, where no rule tells. */
  readonly pattern?: string;
  /** The gate of a release that it belongs to, from 1. */
  readonly gate?: number;
  /** True where only a person can answer. */
  readonly isQuestion?: boolean;
}

export interface ChecklistList {
  readonly id: ChecklistListId;
  readonly title: string;
  /** What has a list of its own: each server, each front end, or the project as a whole. */
  readonly per: 'server' | 'frontend' | 'project';
}

export const CHECKLISTS: readonly ChecklistList[] = [
  { id: 'backend', title: 'Back end', per: 'server' },
  { id: 'integration', title: 'Front end and back end', per: 'frontend' },
  { id: 'api', title: 'API design', per: 'server' },
  { id: 'schema', title: 'Database schema', per: 'server' },
  { id: 'tests', title: 'Tests', per: 'server' },
  { id: 'release', title: 'Release', per: 'project' },
];

/** The gates of a release, in order; gate 1 is the first. */
export const RELEASE_GATES: readonly string[] = [
  'Functional',
  'Non-functional',
  'Security',
  'Deployment readiness',
  'Release execution',
  'After the release',
];

const backend: readonly ChecklistItem[] = [
  {
    id: 'feature-first',
    list: 'backend',
    title: 'Feature-first structure',
    why: 'A change to one feature touches one folder.',
    detection: 'Files of two layers or more that share a folder of their own, for most of the layered files',
    rules: ['structure/layer-import-violation'],
  },
  {
    id: 'config-validated',
    list: 'backend',
    title: 'Configuration validated at start',
    why: 'A missing variable stops the start, not the first request.',
    detection: 'One place reads the environment, and a schema, a helper or a default answers for each variable',
    rules: ['config/unvalidated-env', 'config/env-read-outside-config'],
    pattern: 'config',
  },
  {
    id: 'typed-errors',
    list: 'backend',
    title: 'Typed error hierarchy',
    why: 'A handler can map a class to a status, not a sentence.',
    detection: 'Two error classes or more of the project or its framework, raised where requests are served',
    rules: ['errors/generic-error-thrown'],
    pattern: 'error-hierarchy',
  },
  {
    id: 'global-error-handler',
    list: 'backend',
    title: 'Global error handler',
    why: 'One place gives every error the same shape and leaks nothing.',
    detection: 'An error handler registered for all routes, or a framework that answers errors by itself',
    rules: ['errors/missing-global-handler'],
    pattern: 'error-handler',
  },
  {
    id: 'structured-logs',
    list: 'backend',
    title: 'JSON logs with request id',
    why: 'All lines of one request can be found and counted.',
    detection: 'A logger that writes JSON, and an id that each request carries',
    rules: ['logging/missing-request-id', 'logging/unstructured-print'],
    pattern: 'logger',
  },
  {
    id: 'migrations',
    list: 'backend',
    title: 'Migrations and pooling',
    why: 'The schema has a history with a way back, and connections have a limit.',
    detection: 'Files of migrations, and a pool of connections with a limit',
    rules: ['db/missing-migrations', 'db/pool-not-configured'],
  },
  {
    id: 'validation',
    list: 'backend',
    title: 'Validation on every endpoint',
    why: 'What stands behind the handler may trust its input.',
    detection: 'Handlers that take a body, and how many of them have its shape checked',
    rules: ['api/unvalidated-input'],
    pattern: 'validate-input',
  },
  {
    id: 'authentication',
    list: 'backend',
    title: 'Authentication middleware',
    why: 'Who is calling is settled before the handler runs.',
    detection: 'Routes that change something, and how many of them have a guard before the handler',
    rules: ['auth/unprotected-route', 'auth/wrong-middleware-order'],
  },
  {
    id: 'health',
    list: 'backend',
    title: 'Health endpoints',
    why: 'An orchestrator restarts and drains only what it can probe.',
    detection: 'A route that says that the process lives, and one that says that it can work',
    rules: ['prod/missing-health-check'],
    pattern: 'health',
  },
  {
    id: 'graceful-shutdown',
    list: 'backend',
    title: 'Graceful shutdown',
    why: 'A release cuts no request that is running.',
    detection: 'SIGTERM leads to the end of the server, by hand or by what runs it',
    rules: ['prod/missing-graceful-shutdown'],
    pattern: 'shutdown',
  },
  {
    id: 'cors',
    list: 'backend',
    title: 'CORS with explicit origins',
    why: 'Only known sites may call the API from a visitor’s browser.',
    detection: 'A policy that names its origins or takes them from the configuration',
    rules: ['prod/wildcard-cors'],
    pattern: 'cors',
  },
  {
    id: 'security-headers',
    list: 'backend',
    title: 'Security headers',
    why: 'Browsers need them to refuse framing, sniffing and downgrade.',
    detection: 'A middleware that sets them, or two of the headers by name, in the code or in a gateway',
    rules: ['prod/missing-security-headers'],
    pattern: 'security-headers',
  },
  {
    id: 'env-example',
    list: 'backend',
    title: '.env.example without secrets',
    why: 'It is the one list of settings that a newcomer reads.',
    detection: 'An example file with the variables that the code reads, and no env file with a secret in the repository',
    rules: ['config/env-example-drift', 'config/env-file-exposed'],
    pattern: 'env-example',
  },
];

const integration: readonly ChecklistItem[] = [
  {
    id: 'api-client',
    list: 'integration',
    title: 'API client',
    why: 'Address, token, errors and time limits are handled in one place.',
    detection: 'Requests that go through one client or one module rather than from components',
    rules: ['client/fetch-in-component'],
  },
  {
    id: 'base-url',
    list: 'integration',
    title: 'Base URL from the environment',
    why: 'The same build step serves every environment.',
    detection: 'Addresses that begin with a variable of the environment, or requests to the page’s own origin',
    rules: ['client/hardcoded-api-url'],
    pattern: 'frontend-env',
  },
  {
    id: 'token-attached',
    list: 'integration',
    title: 'Token attached automatically',
    why: 'No call can forget it.',
    detection: 'A client that adds the token or sends the cookie with every request',
  },
  {
    id: 'errors-mapped',
    list: 'integration',
    title: 'API errors mapped to messages',
    why: 'People read what they can do, beside the input where it applies.',
    detection: 'A place that turns answers with an error status into texts for people',
    rules: ['boundary/raw-error-shown'],
  },
  {
    id: 'loading-states',
    list: 'integration',
    title: 'Loading states',
    why: 'A blank page looks broken.',
    detection: 'Components that load data, and how many of them tell that they are loading',
    rules: ['boundary/unhandled-query-state'],
  },
  {
    id: 'shared-types',
    list: 'integration',
    title: 'Types shared or generated',
    why: 'A change of the API shows in the front end when it compiles.',
    detection: 'Types that are generated from the API, or that both sides import',
    rules: ['contract/dto-drift', 'contract/openapi-drift'],
  },
  {
    id: 'cors-for-frontend',
    list: 'integration',
    title: 'CORS for this front end',
    why: 'Its origin is allowed, with credentials, and no other is.',
    detection: 'The origin of the front end among those that the server allows, or one origin for both',
    rules: ['contract/cors-origin-missing'],
    pattern: 'cors',
  },
  {
    id: 'token-refresh',
    list: 'integration',
    title: 'Refresh on 401 with httpOnly cookie',
    why: 'Sessions last without a token that scripts can read.',
    detection: 'A client that asks for a new token after a 401, or a session kept in a cookie',
    rules: ['auth/missing-token-refresh', 'auth/token-in-web-storage'],
  },
];

const api: readonly ChecklistItem[] = [
  {
    id: 'plural-nouns',
    list: 'api',
    title: 'Plural nouns in paths',
    why: 'Whoever knows one resource can guess the next.',
    detection: 'Paths whose collections are plural, and that name things rather than actions',
  },
  {
    id: 'path-case',
    list: 'api',
    title: 'Kebab-case paths, one case in bodies',
    why: 'Nobody has to look up how a name is spelt.',
    detection: 'Path segments of several words, and how they are joined',
  },
  {
    id: 'methods',
    list: 'api',
    title: 'Right methods',
    why: 'Caches, browsers and retries rely on what a method means.',
    detection: 'Routes whose path says that they change something, and the method that they answer',
    rules: ['contract/method-mismatch'],
  },
  {
    id: 'status-codes',
    list: 'api',
    title: 'Right status codes',
    why: 'Clients decide by the status before they read a body.',
    detection: 'Answers to creations and failures, and the statuses that they carry',
  },
  {
    id: 'problem-details',
    list: 'api',
    title: 'Errors as problem details (RFC 9457)',
    why: 'One format for errors is read by one piece of code.',
    detection: 'The media type application/problem+json in the code of the server',
    rules: ['errors/inconsistent-error-shape'],
    pattern: 'problem-details',
  },
  {
    id: 'pagination',
    list: 'api',
    title: 'Pagination with a limit',
    why: 'A list that grows must not take the server with it.',
    detection: 'Routes that give lists, and those of them without a page size or a limit',
    rules: ['api/missing-pagination'],
  },
  {
    id: 'bearer-auth',
    list: 'api',
    title: 'Bearer token or cookie, never in the query',
    why: 'Addresses end up in logs and histories.',
    detection: 'Tokens that are read from the query',
  },
  {
    id: 'request-id-header',
    list: 'api',
    title: 'X-Request-Id in answers',
    why: 'A caller can name the request that failed.',
    detection: 'The header by its name, or a middleware that sends it',
    rules: ['logging/missing-request-id'],
    pattern: 'request-id',
  },
  {
    id: 'rate-limit',
    list: 'api',
    title: 'Rate limits with headers',
    why: 'One caller must not use up what all share.',
    detection: 'A middleware that limits requests',
    pattern: 'rate-limit',
  },
  {
    id: 'openapi',
    list: 'api',
    title: 'OpenAPI description',
    why: 'Documentation and clients come from one source.',
    detection: 'A description that the framework or a package serves, or one that is kept in the repository',
    rules: ['contract/openapi-drift'],
  },
];

const schema: readonly ChecklistItem[] = [
  {
    id: 'entities',
    list: 'schema',
    title: 'Entities have tables of their own',
    why: 'What has an identity can be asked for, changed and referred to.',
    detection: 'Tables in migrations, schemas or models',
  },
  {
    id: 'keys',
    list: 'schema',
    title: 'Primary keys that cannot be guessed',
    why: 'Numbers that count up tell how much there is and invite trying the next.',
    detection: 'A primary key in each table, and whether it is a UUID or counts up',
  },
  {
    id: 'foreign-keys',
    list: 'schema',
    title: 'Foreign keys with ON DELETE',
    why: 'What happens to dependent rows is decided once, by the schema.',
    detection: 'References, and how many of them say what happens when the other row goes',
  },
  {
    id: 'not-null',
    list: 'schema',
    title: 'NOT NULL by default',
    why: 'Each column that may be empty is a case in every program that reads it.',
    detection: 'Columns that must have a value, against those that may be empty',
  },
  {
    id: 'timestamps',
    list: 'schema',
    title: 'Timestamps',
    why: 'When a row was made and changed is asked for after every incident.',
    detection: 'Columns such as created_at and updated_at',
  },
  {
    id: 'indexes',
    list: 'schema',
    title: 'Indexes for foreign keys and filters',
    why: 'Joins and deletes read the whole table without them.',
    detection: 'References, and how many of them are covered by an index',
  },
  {
    id: 'normalised',
    list: 'schema',
    title: 'No premature denormalisation',
    why: 'A fact that stands twice will differ one day.',
    detection: 'Columns that hold lists as text, and numbered columns such as phone1 and phone2',
  },
  {
    id: 'naming',
    list: 'schema',
    title: 'One way to name tables and columns',
    why: 'Queries can be written without looking names up.',
    detection: 'The case of the names of tables and columns',
  },
];

const tests: readonly ChecklistItem[] = [
  {
    id: 'test-runner',
    list: 'tests',
    title: 'Test runner',
    why: 'A test that takes one command is run.',
    detection: 'Test files, and the runner that they are written for',
  },
  {
    id: 'test-database',
    list: 'tests',
    title: 'Tests against a real database',
    why: 'Queries and constraints fail only where they run.',
    detection: 'Tests that start or reach the database that the server uses',
  },
  {
    id: 'test-isolation',
    list: 'tests',
    title: 'Isolated tests',
    why: 'A test that depends on another one fails for no reason of its own.',
    detection: 'A transaction that is rolled back, or tables that are emptied, around each test',
  },
  {
    id: 'test-factories',
    list: 'tests',
    title: 'Factories for data',
    why: 'A test says what matters to it and nothing else.',
    detection: 'Functions, classes or fixtures that make records for tests',
  },
  {
    id: 'test-sign-in',
    list: 'tests',
    title: 'Helper that signs in',
    why: 'Protected routes get tested when that is as short as for open ones.',
    detection: 'A function or a fixture of the tests that gives a token, a session or a client that is signed in',
  },
  {
    id: 'test-ci',
    list: 'tests',
    title: 'Tests in CI with a real database',
    why: 'What is not run with each change is broken unnoticed.',
    detection: 'A workflow that runs the tests, with a database beside them',
  },
  {
    id: 'test-coverage',
    list: 'tests',
    title: 'Coverage of 80 % or more',
    why: 'A limit shows when new code comes without tests.',
    detection: 'A threshold in the settings of the test runner',
  },
];

function gate(gate: number, item: Omit<ChecklistItem, 'list' | 'gate'>): ChecklistItem {
  return { ...item, list: 'release', gate };
}

/** A question that is answered by a person, with yes, no or not applicable. */
function question(number: number, id: string, title: string, why: string): ChecklistItem {
  return gate(number, { id, title, why, detection: 'A person answers; the answer is kept in tiebeam.json', isQuestion: true });
}

const release: readonly ChecklistItem[] = [
  gate(1, {
    id: 'release-tests',
    title: 'The tests run in CI',
    why: 'The state that is released is the state that was tested.',
    detection: 'A workflow that runs the tests',
  }),
  question(1, 'release-acceptance', 'Accepted by those who asked for it', 'Code can be right and still not be what was wanted.'),
  question(2, 'release-load', 'Holds under the expected load', 'Limits are found before customers find them.'),
  gate(2, {
    id: 'release-ready',
    title: 'Ready to be probed',
    why: 'Traffic goes only to what can serve it.',
    detection: 'A readiness route in every server',
    rules: ['prod/missing-health-check'],
    pattern: 'health',
  }),
  gate(3, {
    id: 'release-secrets',
    title: 'No secret in the repository',
    why: 'What was published once has to be replaced.',
    detection: 'Env files in the repository, and keys in the code',
    rules: ['config/env-file-exposed', 'config/hardcoded-secret'],
  }),
  gate(3, {
    id: 'release-dependencies',
    title: 'Dependencies locked',
    why: 'The build of tomorrow must get what was tested today.',
    detection: 'A lock file beside each manifest',
  }),
  gate(4, {
    id: 'release-migrations',
    title: 'Migrations can be taken back',
    why: 'A release that fails has to leave the way it came.',
    detection: 'A way down beside each migration',
  }),
  gate(4, {
    id: 'release-environment',
    title: 'Variables listed',
    why: 'A variable that nobody set is found by the start, in the middle of the release.',
    detection: '.env.example in step with what the code reads',
    rules: ['config/env-example-drift'],
    pattern: 'env-example',
  }),
  question(5, 'release-rollback', 'Way back rehearsed', 'It is needed when nobody has time to think of one.'),
  question(5, 'release-steps', 'Steps written down, with names', 'Everybody knows who does what, and who decides to stop.'),
  question(6, 'release-watch', 'Errors and delays are watched', 'The first hour shows what tests did not.'),
  question(6, 'release-review', 'Review of the release planned', 'The next one is better by what this one taught.'),
];

/** All items of all lists, in their order. */
export const CHECKLIST_ITEMS: readonly ChecklistItem[] = [...backend, ...integration, ...api, ...schema, ...tests, ...release];

/** Everything of a project that an item needs to be found by its id; undefined for unknown ids. */
export function checklistItem(id: string): ChecklistItem | undefined {
  return BY_ID.get(id);
}

const BY_ID: ReadonlyMap<string, ChecklistItem> = new Map(CHECKLIST_ITEMS.map((it) => [it.id, it]));
