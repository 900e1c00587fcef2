import { z } from 'zod';
import { Decisions } from '#decisions/decisions.ts';

// What `part.json` and the stack files may say. A part is one choice of one decision for one stack: its files, and its entries in
// the slots from which the shared files are put together.

/** Values per decision; a part applies when each decision named has one of its values. */
export const Condition = z
  .strictObject(
    Object.fromEntries(Object.entries(Decisions.shape).map(([field, schema]) => [field, z.array(schema).min(1).readonly()])) as {
      readonly [Field in keyof typeof Decisions.shape]: z.ZodReadonly<z.ZodArray<(typeof Decisions.shape)[Field]>>;
    },
  )
  .partial()
  .readonly();
export type Condition = z.infer<typeof Condition>;

/** Where an entry belongs. `root` is the project folder itself. */
export const AppName = z.enum(['root', 'backend', 'frontend']);
export type AppName = z.infer<typeof AppName>;

/** Inline text, or the file of the part that holds it; a list is joined by line breaks. */
const Text = z.union([z.string(), z.array(z.string()).readonly(), z.strictObject({ from: z.string() }).readonly()]);
export type Text = z.infer<typeof Text>;

/** What a piece of code needs from elsewhere. `from` is a package, or a path from the source folder of the app. */
export const Import = z
  .strictObject({
    from: z.string().min(1),
    default: z.string().optional(),
    names: z.array(z.string()).readonly().default([]),
    types: z.array(z.string()).readonly().default([]),
  })
  .readonly();
export type Import = z.infer<typeof Import>;
const Imports = z.array(Import).readonly().default([]);

/** The order in which a request passes the back end. `health` answers before the limits, since probes must not be limited. */
export const MiddlewarePlace = z.enum(['request-id', 'logging', 'security-headers', 'cors', 'health', 'rate-limit', 'body']);
export type MiddlewarePlace = z.infer<typeof MiddlewarePlace>;

/**
 * Places in `README.md` and `AGENTS.md`. `start` leads from a fresh copy to a running back end, `environment` is the command that makes
 * `backend/.env`, `commands` the sentence above the table of the scripts, `api` rows of the table of calls; `layers`, `rules` and `checks`
 * are for `AGENTS.md`.
 */
export const ReadmeSection = z.enum([
  'features',
  'start',
  'environment',
  'commands',
  'structure',
  'operation',
  'api',
  'layers',
  'rules',
  'checks',
  'records',
]);
export type ReadmeSection = z.infer<typeof ReadmeSection>;

const EnvironmentKey = z
  .strictObject({
    app: AppName,
    key: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
    type: z.enum(['string', 'integer', 'enum', 'origins']),
    description: z.string().min(1),
    /** What the code takes when the variable is not set. */
    default: z.union([z.string(), z.number()]).optional(),
    /** What `.env.example` shows; the default where it is left out. */
    example: z.string().optional(),
    secret: z.boolean().default(false),
    /** `always`: the program does not start without it. */
    required: z.enum(['never', 'production', 'always']).default('never'),
    values: z.array(z.string()).readonly().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    minLength: z.int().optional(),
    /** What tests set. */
    test: z.string().optional(),
    pattern: z.strictObject({ regex: z.string(), message: z.string() }).readonly().optional(),
  })
  .readonly();

/** Entries for the closed set of slots. Strings are rendered; `forEach` repeats an entry for each resource. */
export const Contributions = z
  .strictObject({
    dependencies: list(z.strictObject({ app: AppName, name: z.string(), development: z.boolean().default(false) })),
    environment: z.array(EnvironmentKey).readonly().default([]),
    /** Names that a shared file needs whoever contributes to it. */
    imports: list(z.strictObject({ app: AppName, target: z.string(), imports: Imports })),
    middleware: list(z.strictObject({ app: AppName, place: MiddlewarePlace, imports: Imports, code: Text })),
    routes: list(
      z.strictObject({ app: AppName, path: z.string(), imports: Imports, code: Text, forEach: z.literal('resource').optional() }),
    ),
    /** Values that are made once, in this order: `const name = code`. Routes and middleware may use them by name. */
    startup: list(
      z.strictObject({ app: AppName, name: z.string(), type: z.string(), imports: Imports, typeImports: Imports, code: Text }),
    ),
    /** Code that gets `app` and `server` when both are made, before the server listens. */
    listeners: list(z.strictObject({ app: AppName, imports: Imports, code: Text })),
    /** `connections` runs when no new connections are accepted, `resources` after the last request. */
    shutdown: list(z.strictObject({ app: AppName, phase: z.enum(['connections', 'resources']), code: Text })),
    healthChecks: list(z.strictObject({ app: AppName, name: z.string(), imports: Imports, code: Text })),
    tables: list(
      z.strictObject({
        app: AppName,
        name: z.string(),
        type: z.string(),
        from: z.string(),
        forEach: z.literal('resource').optional(),
      }),
    ),
    /** What a feature tells the API description. */
    operations: list(
      z.strictObject({
        app: AppName,
        imports: Imports,
        operations: z.string(),
        schemas: z.array(z.string()).readonly().default([]),
        forEach: z.literal('resource').optional(),
      }),
    ),
    composeServices: list(z.strictObject({ name: z.string(), text: Text, volumes: z.array(z.string()).readonly().default([]) })),
    scripts: list(z.strictObject({ app: AppName, name: z.string(), command: z.string(), about: z.string().optional() })),
    ciJobs: list(z.strictObject({ name: z.string(), text: Text })),
    readme: list(z.strictObject({ section: ReadmeSection, text: Text })),
  })
  .readonly();
export type Contributions = z.infer<typeof Contributions>;

/**
 * A file of the part. A string is a path below `files/` that is kept, less a trailing `.hbs`, which marks a template. `forEach` renders
 * the template once per resource or decision record. `merge` joins the JSON of several parts in one file. `derive` makes the file from
 * another rendered one.
 */
export const PartFile = z.union([
  z.string(),
  z
    .strictObject({
      from: z.string(),
      to: z.string(),
      forEach: z.enum(['resource', 'decisionRecord']).optional(),
      merge: z.literal('json').optional(),
    })
    .readonly(),
  z.strictObject({ derive: z.literal('openapi-types'), source: z.string(), to: z.string() }).readonly(),
]);
export type PartFile = z.infer<typeof PartFile>;

/** A file that stands elsewhere in the project than the templates have it; without `to` the project does not have it. */
const Move = z.strictObject({ from: z.string(), to: z.string().optional() }).readonly();
export type Move = z.infer<typeof Move>;

export const PartManifest = z
  .strictObject({
    title: z.string().min(1),
    appliesWhen: Condition.default({}),
    /** A second condition: the part applies when one of the two holds. */
    orWhen: Condition.optional(),
    files: z.array(PartFile).readonly().default([]),
    /** Another layout for the files of all parts; of several moves that fit a path, the first counts. */
    moves: z.array(Move).readonly().default([]),
    contributes: Contributions.prefault({}),
    /** Which files of the part fulfil which checklist item; paths as they stand in the project, placeholders allowed. */
    fulfils: z.record(z.string(), z.array(z.string()).readonly()).readonly().default({}),
  })
  .readonly();
export type PartManifest = z.infer<typeof PartManifest>;

/** How an app is run; the keys that only `tiebeam.json` needs are passed on as they are. */
const AppRun = z
  .looseObject({
    path: z.string(),
    install: z.array(z.string()).min(1).readonly(),
    /** Words are filled in, such as the name of the first resource. */
    migrateDown: z.array(z.string()).readonly().optional(),
  })
  .readonly();

/** A stack: which parts, in which order, and how its apps are run. */
export const StackManifest = z
  .strictObject({
    title: z.string().min(1),
    appliesWhen: Condition,
    registry: z.enum(['npm', 'pypi', 'go']),
    parts: z.array(z.string()).min(1).readonly(),
    /** `run` of `tiebeam.json`, by app. */
    run: z.strictObject({ backend: AppRun, frontend: AppRun.optional() }),
    /** Where the files of an app are put. Two apps in one folder are one program: the files of both parts lie side by side. */
    folders: z
      .strictObject({ backend: z.string().default('backend'), frontend: z.string().default('frontend') })
      .readonly()
      .prefault({}),
    /** The command that formats an app. Line lengths depend on the names of a project, so it is run once after the first install. */
    format: z.partialRecord(z.enum(['backend', 'frontend']), z.array(z.string()).readonly()).default({}),
  })
  .readonly();
export type StackManifest = z.infer<typeof StackManifest>;

/** `versions.json`: by registry or kind, then by name. */
export const Versions = z.record(z.string(), z.record(z.string(), z.string()).readonly()).readonly();
export type Versions = z.infer<typeof Versions>;

/** `field-types.json`: by mapping, then by field type. */
export const FieldTypeMappings = z.record(z.string(), z.record(z.string(), z.string()).readonly()).readonly();
export type FieldTypeMappings = z.infer<typeof FieldTypeMappings>;

function list<Entry extends z.ZodType>(entry: Entry) {
  return z.array(entry).readonly().default([]);
}
