import * as z from 'zod';
import { checklistItem } from './checklist-items.ts';
import { Choices } from './decisions.ts';
import { Resource } from './resource.ts';

// What `tiebeam.json` may hold. Descriptions reach the user through the JSON schema, as hovers and completions.

const Globs = z.array(z.string().min(1)).readonly();
const Argv = z.array(z.string().min(1)).min(1).readonly();
const Names = z.array(z.string().min(1)).readonly();
const Folder = z.string().refine(isInside, 'a folder is relative to tiebeam.json and does not lead out of its folder');

/** A severity that a person may give a rule. */
export const RuleLevel = z.enum(['off', 'hint', 'info', 'warning', 'error']);
export type RuleLevel = z.infer<typeof RuleLevel>;

const Unit = z.strictObject({
  kind: z
    .enum(['server', 'frontend', 'fullstack', 'worker', 'library', 'tool'])
    .optional()
    .describe('What the package is, where its code does not say'),
  internal: z.boolean().optional().describe('Only called from inside the own network'),
  publicApi: z.boolean().optional().describe('Has callers outside this repository'),
  released: z.boolean().optional().describe('Runs in production: its data and its API must stay compatible'),
});

const BackendRun = z.strictObject({
  path: Folder.describe('Folder in which the commands run'),
  install: Argv.optional().describe('Installs the dependencies'),
  check: z.array(Argv).readonly().optional().describe('Formatter, linter, type checker, one command each'),
  build: Argv.optional().describe('Builds what is started'),
  test: Argv.optional().describe('Runs the tests'),
  start: Argv.optional().describe('Starts the built server'),
  migrateUp: Argv.optional().describe('Brings the database up to date'),
  migrateDown: Argv.optional().describe('Takes back the last migration'),
  grantRole: Argv.optional().describe('Gives a user a role; an email address and the role are appended'),
  requiredVariables: Names.optional().describe('Environment variables without which the server must not start'),
  secretVariables: Names.optional().describe('Environment variables whose values must never be printed'),
});

const FrontendRun = z.strictObject({
  path: Folder.describe('Folder in which the commands run'),
  install: Argv.optional().describe('Installs the dependencies'),
  check: z.array(Argv).readonly().optional().describe('Formatter, linter, type checker, one command each'),
  build: Argv.optional().describe('Builds what is served'),
  test: Argv.optional().describe('Runs the tests'),
  preview: Argv.optional().describe('Serves the built front end; host and port are appended'),
  apiUrlVariable: z
    .string()
    .min(1)
    .optional()
    .describe('Environment variable that holds the address of the API when the front end is built'),
});

const ClientWrapper = z.strictObject({
  callee: z.string().min(1).describe('The function as it is called, such as api.get'),
  method: z.string().optional().describe('The HTTP method, where the function has only one'),
  urlArg: z.int().min(0).describe('0-based index of the argument that holds the path'),
  prefix: z.string().optional().describe('What the function puts before the path'),
});

const Layers = z.strictObject({
  controller: Globs.optional(),
  service: Globs.optional(),
  repository: Globs.optional(),
  model: Globs.optional(),
  dto: Globs.optional(),
  config: Globs.optional(),
  middleware: Globs.optional(),
  job: Globs.optional(),
  client: Globs.optional(),
  component: Globs.optional(),
});

const ItemKey = z
  .string()
  .refine((it) => checklistItem(it.slice(it.indexOf('#') + 1)) !== undefined, 'an item is named by its id, or as folder#id');
const Question = z
  .string()
  .refine((it) => checklistItem(it)?.isQuestion === true, 'only questions of the release checklist have answers');

/** Everything but the rules, whose keys and options depend on which rules there are. */
export const generalSections = {
  $schema: z.string().optional(),
  name: z.string().optional().describe('The name that the project was created with; its packages and images are called so'),
  decisions: Choices.optional().describe('What the project has decided; the decision sheet writes it'),
  resources: z.array(Resource).readonly().optional().describe('The resources that Tiebeam made, in their order'),
  run: z
    .strictObject({ backend: BackendRun.optional(), frontend: FrontendRun.optional() })
    .optional()
    .describe('How to install, check, build and start the project; commands are lists of words, no shell is involved'),
  verify: z
    .strictObject({
      path: Folder.optional().describe('Folder in which the commands run'),
      install: z.array(Argv).readonly().optional().describe('Installs the dependencies, one command each'),
      build: z.array(Argv).readonly().optional().describe('Builds what is started, one command each'),
      migrate: z.array(Argv).readonly().optional().describe('Brings an empty database up to date, one command each'),
      start: Argv.optional().describe('Starts the server; {port} stands for the port that it is to listen on'),
      port: z
        .int()
        .min(1)
        .max(65_535)
        .optional()
        .describe('The port that the server listens on, where it cannot be told another'),
      health: z
        .string()
        .regex(/^\/\S*$/, 'a path begins with /')
        .optional()
        .describe('Path that answers 2xx while the server is well'),
      variables: z
        .record(z.string().regex(/^[A-Za-z_]\w*$/, 'a variable is named in letters, digits and _'), z.string())
        .optional()
        .describe(
          'Environment of a start. {port}, {secret}, {database}, {databaseHost}, {databasePort}, {databaseUser}, {databasePassword} and {databaseName} are filled in; {env.NAME} is taken from the environment of the verification',
        ),
      ownServices: z
        .boolean()
        .optional()
        .describe('True where the verification may use the databases and services that the project itself is configured for'),
    })
    .optional()
    .describe(
      'How to verify a project without "run", where its files do not say it; commands are lists of words, no shell is involved',
    ),
  preset: z
    .enum(['tier1', 'recommended', 'strict', 'security', 'off'])
    .default('recommended')
    .describe(
      'The rules to start from: tier1 the most certain ones, recommended all that are on by default, strict all, security only errors',
    ),
  units: z.record(Folder, Unit).default({}).describe('Packages of the repository by their folder; "." is the root'),
  layers: Layers.prefault({}).describe('Globs of the files that belong to a layer, where their names do not say'),
  roles: z
    .strictObject({ test: Globs.optional(), script: Globs.optional(), generated: Globs.optional() })
    .prefault({})
    .describe('Globs of files that are no application code'),
  hints: z
    .record(
      z
        .string()
        .regex(/^[^#]+#[\p{L}_$][\p{L}\p{N}_$.]*$/u, 'a hint names an export as path#export, such as src/lib/store.ts#db'),
      z.enum(['database', 'cache', 'logger']),
    )
    .default({})
    .describe('What an export is, where the code does not say: "src/lib/store.ts#db": "database"'),
  wrappers: z
    .strictObject({
      logger: Names.optional(),
      db: Names.optional(),
      httpClient: z.array(ClientWrapper).readonly().optional(),
      asyncHandler: Names.optional().describe(
        'Functions that hand on what an async handler rejects with; any function around a handler counts as one',
      ),
      validator: Names.optional(),
      auth: Names.optional(),
      cache: z
        .array(z.strictObject({ callee: z.string().min(1), ttlArg: z.int().min(0) }))
        .readonly()
        .optional(),
    })
    .prefault({})
    .describe('Own functions that do what a known library does'),
  migrations: z
    .strictObject({
      since: z
        .string()
        .min(1)
        .default('new')
        .describe('"new", "all", or a date, a file or a revision from which on migrations are checked'),
      dialect: z.enum(['postgres', 'mysql', 'sqlite']).optional().describe('The database that the SQL is for'),
      smallTables: Names.default([]).describe('Tables that are small enough to lock'),
    })
    .prefault({})
    .describe('Which migrations are checked'),
  contract: z
    .strictObject({
      frontends: Names.optional().describe('Folders of the packages whose calls are matched; all front ends without it'),
      backends: Names.optional().describe('Folders of the packages whose routes are matched; all servers without it'),
      prefixes: z
        .record(z.string(), z.string())
        .default({})
        .describe(
          'What a proxy puts before or takes away: the prefix that the front end calls, and the one that the back end serves',
        ),
      external: Names.default([]).describe('Path prefixes that another system serves'),
      minMatchRate: z
        .number()
        .min(0)
        .max(1)
        .default(0.7)
        .describe('The share of calls of a client, from 0 to 1, that must match before the others are reported'),
    })
    .prefault({})
    .describe('Which front end calls which back end'),
  suppress: z
    .strictObject({
      requireReason: z
        .union([z.boolean(), Names])
        .default(false)
        .describe('Whether a suppression comment must give its reason; a list names the rules for which it must'),
      foreign: z.boolean().default(true).describe('Honour comments of other linters that say the same'),
    })
    .prefault({})
    .describe('Comments that switch findings off'),
  baseline: z
    .strictObject({
      mode: z
        .enum(['off', 'hide', 'dim', 'new-lines'])
        .default('off')
        .describe(
          'hide or dim what the baseline holds; new-lines shows only what stands on lines that the default branch does not have',
        ),
      file: z
        .string()
        .min(1)
        .default('.tiebeam/baseline.json')
        .describe('Where the baseline is, from the folder of tiebeam.json'),
      autoPrune: z.boolean().default(true).describe('Take findings that are gone out of the baseline when a file is saved'),
      never: Names.default(['config/hardcoded-secret', 'env/secret-with-public-prefix']).describe(
        'Rules whose findings are always shown',
      ),
    })
    .prefault({})
    .describe('Findings that were there before and are not reported'),
  checklist: z
    .record(
      ItemKey,
      z.strictObject({
        state: z.enum(['done', 'n/a']).describe('What the person says'),
        reason: z.string().min(3).describe('Why'),
      }),
    )
    .default({})
    .describe(
      'Checklist items that a person has decided, each with the reason: "health", or "apps/api#health" for one package of several',
    ),
  answers: z
    .record(
      Question,
      z.strictObject({
        answer: z.enum(['yes', 'no', 'n/a']).describe('What the person says'),
        date: z
          .string()
          .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date is written as 2027-01-31')
          .describe('When it was answered'),
        by: z.string().min(1).describe('Who or what the answer comes from'),
        note: z.string().optional().describe('What is worth knowing about it'),
      }),
    )
    .default({})
    .describe('Answers to the questions of the release checklist, by their ids, such as "release-rollback"'),
};

export const General = z.strictObject(generalSections);

/** What stands beside a rule's own options in the object form. */
export const RulePlaces = z.strictObject({
  severity: RuleLevel.optional(),
  files: Globs.optional(),
  exclude: Globs.optional(),
});

function isInside(path: string): boolean {
  return path === '.' || (!/^([/\\]|[A-Za-z]:)/.test(path) && !path.split(/[/\\]/).includes('..'));
}
