import { fileName, type Path } from '#base/paths.ts';
import type { FileFacts } from '#facts/file-facts.ts';

/** Why a file is not application code. Rules leave such files alone unless they say otherwise. */
export type Role =
  | 'test'
  | 'generated'
  | 'vendored'
  | 'build-output'
  | 'docs'
  | 'script'
  | 'seed'
  | 'migration'
  | 'tool-configuration'
  | 'instrumentation';

/** Globs that a user adds for the roles that a name cannot always tell. */
export interface RoleOverrides {
  readonly test: (path: Path) => boolean;
  readonly script: (path: Path) => boolean;
  readonly generated: (path: Path) => boolean;
}

/** A role with what speaks for it, in words for people. */
export interface RoleEvidence {
  readonly role: Role;
  readonly evidence: string;
}

/** The role of a file by its facts and its path; undefined for application code. The tables are those of the rule catalogue, section 1.4. */
export function roleOf(facts: FileFacts, overrides: RoleOverrides): RoleEvidence | undefined {
  const { path } = facts;
  const configured = 'tiebeam.json says so';
  if (overrides.generated(path)) return { role: 'generated', evidence: configured };
  if (facts.kind === 'code' && facts.isGenerated)
    return { role: 'generated', evidence: 'its header says that a program wrote it' };
  if (overrides.test(path)) return { role: 'test', evidence: configured };
  if (overrides.script(path)) return { role: 'script', evidence: configured };
  // Alembic's own folders have any name; its files do not.
  if (facts.kind === 'code' && facts.bindings.some((it) => it.scope === 0 && it.name === 'down_revision'))
    return { role: 'migration', evidence: 'it declares `down_revision`, as revisions of Alembic do' };
  const slashed = `/${path}`;
  const name = fileName(path);
  // Celery's tasks are work; those of Invoke are a makefile.
  if (/\/tasks(\.py$|\/)/.test(slashed) && facts.kind === 'code' && facts.imports.some((it) => it.module === 'invoke'))
    return { role: 'tool-configuration', evidence: 'its tasks are those of Invoke' };
  if (facts.kind === 'code' && facts.language === 'go' && facts.imports.some((it) => it.module === 'testing'))
    return { role: 'test', evidence: 'it imports `testing`' };
  const mocks = facts.kind === 'code' ? facts.imports.find((it) => GO_MOCKS.test(it.module)) : undefined;
  if (mocks) return { role: 'test', evidence: `it imports \`${mocks.module}\`, which stands in for others in tests` };
  if (/^telemetry\./.test(name) && facts.kind === 'code' && facts.imports.some((it) => TELEMETRY.test(it.module)))
    return { role: 'instrumentation', evidence: 'it sets OpenTelemetry up' };
  const named = ROLES.find((it) => it.file?.test(name) || it.folder?.test(slashed));
  if (named) return { role: named.role, evidence: named.file?.test(name) ? 'its name says so' : 'its folder says so' };
  const invented =
    facts.kind === 'code' && !facts.imports.some((it) => SERVES.test(it.module))
      ? facts.imports.find((it) => INVENTED.test(it.module))
      : undefined;
  return invented && { role: 'seed', evidence: `it imports \`${invented.module}\`, which invents data` };
}

/**
 * Tells by its path whether a file may be a migration. Alembic keeps its revisions in `versions/`; one that it was told to keep elsewhere is
 * told by what is in it alone.
 */
export function mayBeMigration(path: Path): boolean {
  const slashed = `/${path}`;
  return ROLES.some(
    (it) =>
      it.role === 'migration' &&
      (it.file?.test(fileName(path)) || it.folder?.test(slashed) || /\/versions\/[^/]+\.py$/.test(slashed)),
  );
}

/** Packages that invent data; application code has no use for them. */
const INVENTED =
  /^(@faker-js\/faker|faker|github\.com\/(brianvoe\/gofakeit(\/v\d+)?|go-faker\/faker(\/v\d+)?|bxcodec\/faker(\/v\d+)?))$/;

/** What answers requests is an application, even if it fills its own tables at the start. */
const SERVES =
  /^(flask|fastapi|express|koa|fastify|hono|github\.com\/(gin-gonic\/gin|labstack\/echo(\/v\d+)?|gofiber\/fiber(\/v\d+)?|go-chi\/chi(\/v\d+)?))$/;

const GO_MOCKS = /^(github\.com\/(golang\/mock\/gomock|stretchr\/testify\/mock)|go\.uber\.org\/mock\/gomock)$/;

const TELEMETRY = /^(opentelemetry\.sdk\b|@opentelemetry\/sdk-|go\.opentelemetry\.io\/otel\/sdk\b)/;

const ROLES: readonly { readonly role: Role; readonly file?: RegExp; readonly folder?: RegExp }[] = [
  {
    role: 'generated',
    file: /(\.gen\.\w+|\.generated\.\w+|\.pb\.go|\.pb\.gw\.go|_pb2(_grpc)?\.pyi?|_pb\.[jt]s|_connect\.[jt]s|\.connect\.go|_string\.go|bindata\.go|wire_gen\.go)$|^(next-env\.d\.ts)$/,
    folder: /\/(__generated__|generated\/(prisma|client|graphql|openapi))\//,
  },
  {
    role: 'vendored',
    file: /\.min\.(js|css)$/,
    folder:
      /\/(node_modules|vendor|vendors|third_party|third-party|bower_components)\/|\/(public|static([-_][\w-]+)?|assets)\/((?!src\/)[^/]+\/)*[^/]+\.(js|mjs)$/,
  },
  { role: 'build-output', folder: /\/(dist|build|out|\.next|\.nuxt|\.output|coverage|htmlcov|target|staticfiles)\// },
  {
    role: 'test',
    file: /(\.(test|spec|e2e|e2e-spec|cy|mock|mocks|stub)\.[cm]?[jt]sx?|_test\.go|_mock\.go|_test\.py|-test\.[jt]s)$|^(mock_\w+\.go|e2e_?test\w*\.go|tests?\.[cm]?[jt]s|test_.*\.py|(run|quick)_?tests?\.py|conftest\.py|locustfile\.py|tests\.py|(setupTests|test-(setup|utils?|helpers?))\.[jt]sx?)$/,
    folder:
      /\/(tests?|__tests__|__mocks__|e2e|cypress|playwright|integration-tests?|testing|testdata|test[-_]?utils?|test[-_]?helpers?|mocks?|spec|(load|stress|performance)[-_]?tests?|(e2e|integration|acceptance|functional|unit)[-_]?tests?|tests?[-_](e2e|integration|acceptance|functional|unit))\/|^\/integration\/.*\.go$/,
  },
  {
    role: 'seed',
    file: /^(seed\w*|.*[-_.]seed(er|s)?)\.([cm]?ts|[cm]?js|py|go|sql)$/i,
    folder: /\/(seeds?|seeders?|fixtures|factories)\//,
  },
  {
    role: 'migration',
    folder: /\/(migrations?|alembic|versions_sql|db\/migrate)\/.*\.(py|ts|js|mjs|sql|go)$/,
    file: /\.(up|down)\.sql$/,
  },
  {
    role: 'docs',
    folder: /\/(docs?|documentation|examples?|samples?|playgrounds?|([\w-]+[-_])?storybook|stories|\.storybook|www)\//,
    file: /\.(stories|story)\.\w+$/,
  },
  {
    role: 'tool-configuration',
    // `database.config.ts` among the sources is the application's own.
    folder: /^(?!.*\/(src|app|lib|libs|server)\/).*\.config\.[cm]?[jt]s$/,
    file: /^(next|nuxt|vite|vitest|jest|webpack|rollup|rspack|rsbuild|babel|eslint|prettier|tailwind|postcss|svelte|astro|remix|react-router|playwright|cypress|drizzle|prisma|mikro-orm|tsup|metro|graphql|codegen|commitlint|stylelint|lint-staged|knip|ecosystem|craco|vue|gatsby|quasar|wdio|karma|orval|contentlayer|next-sitemap|next-i18next)\.config\.[cm]?[jt]s$|rc\.[cm]?js$|^(karma|wdio|protractor|nightwatch|jsdoc)\.conf\.[cm]?[jt]s$|^(knexfile|gulpfile|gruntfile|webpack.*|noxfile|setup|fabfile|ecosystem\.config)\.(ts|js|cjs|mjs|py)$/i,
  },
  { role: 'tool-configuration', folder: /\/\.(?!well-known\/)[\w-]+\// },
  {
    role: 'instrumentation',
    file: /^((instrument(ation)?|otel|opentelemetry|tracing|newrelic)([-_.]\w+)?|sentry\.\w+\.config)\.([cm]?[jt]s|py|go)$/,
  },
  {
    role: 'script',
    file: /^(cli|manage|migrate|makemigrations)\.(py|ts|js)$|^magefile\.go$|^(dev[-_.]server|server[-_.]dev)\.[cm]?[jt]s$/,
    folder:
      /^\/dev\/|^\/(packages\/)?benchmarks?\/|\/(magefiles|scripts?|[\w-]+-scripts|bin|tools?|hack|management\/commands|\.github|ci)\/|\/docker\/[^/]*\.py$/,
  },
];
