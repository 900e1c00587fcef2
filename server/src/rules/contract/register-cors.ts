import type { Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { listedInExample } from '#fixes/configuration/env-example.ts';
import type { Setting } from '#fixes/configuration/setting.ts';
import { entryFor } from '#fixes/configuration/use-setting.ts';
import { addDependency } from '#fixes/dependency.ts';
import { type FileEdit, type Fix, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { freeName } from '#fixes/free-name.ts';
import { beforeStatement } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type PluginRanges, pluginRange } from '../fastify-plugin.ts';
import { isTooEarly, listedOrigins } from '../prod/cors-origins-fix.ts';
import { aroundHandler, givenHandler } from '../prod/given-handler.ts';
import { belowServer, serverStatement } from '../prod/server-statement.ts';
import type { Anchor } from '../rule.ts';
import { corsInDjango } from './django-cors.ts';

const NAME = 'CORS_ORIGINS';

/** Registers the policy of a server that has none, with the origins of a setting whose example is the front end's. */
export function registerCors(workspace: Workspace, path: Path, at: Anchor, origin: string): readonly Fix[] {
  const setting: Setting = { name: NAME, type: 'text', isOptional: false, example: origin };
  const own = corsInDjango(workspace, path, at, setting) ?? inServer(workspace, path, at, setting);
  const example = own && listedInExample(workspace, path, [setting]);
  const edits = own && joinEdits([...own, ...(example ? [example] : [])]);
  return edits ? [{ id: 'register-cors', kind: 'multi', title: worded`Let in the origins of ${NAME}`, edits }] : [];
}

function inServer(workspace: Workspace, path: Path, at: Anchor, setting: Setting): FileEdit[] | undefined {
  const place = placeFor(workspace, path, at);
  if (!place) return undefined;
  const { code, library, style } = place;
  const { language } = code.facts;
  const unit = workspace.unitOf(path);
  const isThere = library.package === undefined || unit.dependencies.has(library.package);
  const range = typeof library.range === 'object' ? pluginRange(workspace, path, library.range) : library.range;
  const manifest =
    library.package === undefined || isThere || range === undefined
      ? undefined
      : addDependency(workspace, unit.folder, language, library.package, range);
  if (!isThere && !manifest) return undefined;
  const entry = entryFor(workspace, path, place.scope, setting);
  const packages = library.imports(code);
  if (!entry || !packages || place.changes('x').length === 0 || isTooEarly(workspace, code, entry.edits)) return undefined;
  const { from, name, usage, importedFrom, isDefault } = entry;
  const isGo = language === 'go';
  const use = editCode(workspace, path, {
    own: importedFrom === undefined ? [{ from, name, ...(isDefault && { isDefault }) }] : [],
    packages: [
      ...packages,
      ...(importedFrom === undefined || importedFrom === '' ? [] : [{ module: importedFrom, names: [name] }]),
      ...(isGo ? [{ module: 'strings' }] : []),
    ],
    changes: (known) => place.changes(listedOrigins(known(name) + usage, entry, language, style)),
    note: worded`Let in the origins of ${NAME}`,
  });
  return use && [...entry.edits, use, ...(manifest ? [manifest] : [])];
}

interface Place {
  readonly code: LiftedCode;
  readonly style: TextStyle;
  readonly scope: ScopeId;
  readonly library: Library;
  /** Empty where there is no place for it. */
  readonly changes: (origins: string) => readonly TextChange[];
}

/** Below the statement that makes the server; around the handler where the server takes nothing else. */
function placeFor(workspace: Workspace, path: Path, at: Anchor): Place | undefined {
  const server = serverStatement(workspace, path, at);
  const library = server && LIBRARIES[server.framework];
  if (library)
    return { ...server, library, changes: (it) => [belowServer(server, library.code(server.name, it), 0) ?? []].flat() };
  const given = givenHandler(workspace, path, at);
  const name = given && freeName(given.code.facts, given.scope, ['policy', 'corsPolicy']);
  if (!given || name === undefined) return undefined;
  const { text, statement, style } = given;
  const wrapped = aroundHandler(given, `${name}.Handler(\0)`);
  const changes = (it: string): readonly TextChange[] => {
    const before = beforeStatement(text, statement, `${name} := ${NET_HTTP.code('', it)}`, style);
    return before ? [before, wrapped] : [];
  };
  return { ...given, library: NET_HTTP, changes };
}

interface Library {
  /** Undefined where the framework brings it. */
  readonly package?: string;
  readonly range?: string | PluginRanges;
  readonly code: (app: string, origins: string) => string;
  readonly imports: (code: LiftedCode) => readonly NeededImport[] | undefined;
}

const GO_OPTIONS = (origins: string, prefix: string): string =>
  `{\n\t${prefix}Origins: ${origins},\n\t${prefix}Methods: []string{"GET", "POST", "PUT", "PATCH", "DELETE"},\n\t${prefix}Headers: []string{"Content-Type", "Authorization"},\n}`;

const NET_HTTP: Library = {
  package: 'github.com/rs/cors',
  range: 'v1.11.1',
  code: (_, origins) => `cors.New(cors.Options${GO_OPTIONS(origins, 'Allowed')})`,
  imports: () => [{ module: 'github.com/rs/cors' }],
};

const LIBRARIES: Readonly<Record<string, Library>> = {
  express: {
    package: 'cors',
    range: '^2.8.5',
    code: (app, origins) => `${app}.use(cors({ origin: ${origins} }));`,
    imports: () => [{ module: 'cors', default: 'cors' }],
  },
  fastify: {
    package: '@fastify/cors',
    range: { 4: '^9.0.1', 5: '^11.1.0' },
    code: (app, origins) => `${app}.register(cors, { origin: ${origins} });`,
    imports: () => [{ module: '@fastify/cors', default: 'cors' }],
  },
  koa: {
    package: '@koa/cors',
    range: '^5.0.0',
    // It takes one origin, or a function that chooses it.
    code: (app, origins) => `${app}.use(cors({ origin: (ctx) => ${origins}.find((it) => it === ctx.get('Origin')) ?? '' }));`,
    imports: () => [{ module: '@koa/cors', default: 'cors' }],
  },
  nestjs: { code: (app, origins) => `${app}.enableCors({ origin: ${origins} });`, imports: () => [] },
  hono: {
    code: (app, origins) => `${app}.use(cors({ origin: ${origins} }));`,
    imports: () => [{ module: 'hono/cors', names: ['cors'] }],
  },
  fastapi: {
    code: (app, origins) =>
      `${app}.add_middleware(\n\tCORSMiddleware,\n\tallow_origins=${origins},\n\tallow_methods=['*'],\n\tallow_headers=['*'],\n)`,
    imports: () => [{ module: 'fastapi.middleware.cors', names: ['CORSMiddleware'] }],
  },
  flask: {
    package: 'flask-cors',
    range: '>=6.0',
    code: (app, origins) => `CORS(${app}, origins=${origins})`,
    imports: () => [{ module: 'flask_cors', names: ['CORS'] }],
  },
  gin: {
    package: 'github.com/gin-contrib/cors',
    range: 'v1.7.6',
    code: (app, origins) => `${app}.Use(cors.New(cors.Config${GO_OPTIONS(origins, 'Allow')}))`,
    imports: () => [{ module: 'github.com/gin-contrib/cors' }],
  },
  chi: {
    package: 'github.com/go-chi/cors',
    range: 'v1.2.2',
    code: (app, origins) => `${app}.Use(cors.Handler(cors.Options${GO_OPTIONS(origins, 'Allowed')}))`,
    imports: () => [{ module: 'github.com/go-chi/cors' }],
  },
  echo: {
    code: (app, origins) => `${app}.Use(middleware.CORSWithConfig(middleware.CORSConfig{AllowOrigins: ${origins}}))`,
    imports: ({ facts }) => {
      const core = facts.imports.find((it) => /\/echo(?:\/v\d+)?$/.test(it.module))?.module;
      const known = facts.imports.find((it) => it.local === 'middleware');
      return core === undefined || (known && known.module !== `${core}/middleware`)
        ? undefined
        : [{ module: `${core}/middleware` }];
    },
  },
};
