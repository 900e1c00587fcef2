import { fileName, folderOf, type Path } from '#base/paths.ts';
import type { Catalog } from '#concepts/catalog.ts';
import { conceptsOf, type LiftedFile } from '#concepts/lifted-file.ts';
import { passesOn } from '#concepts/passes-on.ts';
import type { CodeFacts, FunctionDetails, TypeReference } from '#facts/code-facts.ts';
import type { Linker } from '#link/linker.ts';
import type { Runtime } from './runtime.ts';
import type { Unit } from './units.ts';

export type Layer =
  | 'controller'
  | 'service'
  | 'repository'
  | 'model'
  | 'dto'
  | 'config'
  | 'middleware'
  | 'job'
  | 'client'
  | 'component'
  | 'entrypoint';

export const LAYERS: readonly Layer[] = [
  'controller',
  'service',
  'repository',
  'model',
  'dto',
  'config',
  'middleware',
  'job',
  'client',
  'component',
  'entrypoint',
];

/** A layer with the strength of what speaks for it: 100 the user says so, 90 registration, 80 type, 70 file name, 60 folder. */
export interface Layering {
  readonly layer: Layer;
  readonly score: number;
  /** What speaks for it, for *Explain This File*. */
  readonly evidence: string;
}

export interface LayerInput {
  readonly file: LiftedFile;
  readonly unit: Unit;
  readonly runtime: Runtime;
  /** True where routes name functions of the file as their handlers. */
  readonly answersRoutes: boolean;
  readonly linker: Linker;
  readonly catalog: Catalog;
  /** What the folders of the file say; see `layersOfFolder`. */
  readonly ofFolder: readonly Layering[];
  /** The user's own globs, by layer. */
  readonly overrides: readonly { readonly layer: Layer; readonly matches: (path: Path) => boolean }[];
}

/** The layer of a file by the best evidence; undefined below 60. Tables of the rule catalogue, section 1.4. */
export function layerOf(input: LayerInput): Layering | undefined {
  const { file, overrides } = input;
  const own = overrides.find((it) => it.matches(file.path));
  if (own) return { layer: own.layer, score: 100, evidence: 'tiebeam.json says so' };
  if (file.facts.kind !== 'code') return undefined;
  const byName = named(input, file.facts);
  const isMiddleware = byName.some((it) => it.layer === 'middleware');
  const candidates = [
    ...registrations(file),
    ...(input.answersRoutes ? [{ layer: 'controller', score: 90, evidence: 'its functions answer routes' } as const] : []),
    ...declared(input, file.facts),
    ...byName,
  ];
  const registersRoutes =
    candidates.some((it) => it.layer === 'controller' && it.score >= 90) || conceptsOf(file, 'listen').length > 0;
  // Everything that a container makes is injectable; it speaks where nothing else does.
  if (candidates.length === 0 && isInjectable(input, file.facts))
    return { layer: 'service', score: 75, evidence: '@Injectable without other evidence' };
  return candidates
    .filter((it) => !(registersRoutes && it.layer === 'service') && !(isMiddleware && it.layer === 'controller' && it.score < 92))
    .sort((a, b) => b.score - a.score)
    .at(0);
}

function isInjectable({ file, linker, catalog }: LayerInput, facts: CodeFacts): boolean {
  return facts.classes.some(
    (it) =>
      !PUTS_INTO_SHAPE.test(it.name) &&
      it.decorators.some((decorator) => catalog.isInjectable(linker.reference(file.path, 0, decorator.path))),
  );
}

/** What makes one form of the data out of another belongs to whoever asks for it. */
const PUTS_INTO_SHAPE = /(?:Mapper|Serializer|Transformer|Converter|Presenter|Factory|Builder)$/;

function registrations(file: LiftedFile): Layering[] {
  const found: Layering[] = [];
  const routes = conceptsOf(file, 'route').filter(
    (it) => !/^\/?(health|healthz|ready|readyz|live|livez|ping|metrics|status|version|)$/.test(it.path ?? '/x'),
  );
  if (conceptsOf(file, 'listen').length > 0) found.push({ layer: 'entrypoint', score: 95, evidence: 'starts the server' });
  if (conceptsOf(file, 'server').length > 0 && conceptsOf(file, 'mount').length > 0)
    found.push({ layer: 'entrypoint', score: 94, evidence: 'puts the server together' });
  if (conceptsOf(file, 'env-schema').length > 0) found.push({ layer: 'config', score: 80, evidence: 'declares the environment' });
  if (routes.length > 0) found.push({ layer: 'controller', score: 92, evidence: 'registers routes' });
  return found;
}

/** Stores keep rows on a server; in a browser they keep what is shown. */
function isStore({ unit, runtime }: LayerInput, { language }: CodeFacts, name: string): boolean {
  if (!/^[A-Z]\w*Store(Impl)?$/.test(name) || language === 'python' || runtime === 'browser') return false;
  return language === 'go' || unit.kind === 'server';
}

function declared(input: LayerInput, facts: CodeFacts): Layering[] {
  const { file, linker, catalog } = input;
  const found: Layering[] = byBaseClass({ file, linker, catalog }, facts);
  for (const it of facts.classes) {
    for (const decorator of it.decorators) {
      const role = catalog.decoratorRole(linker.reference(file.path, 0, decorator.path));
      if (role) found.push({ layer: role, score: 91, evidence: `@${decorator.path.join('.')}` });
    }
    const byName = /^[A-Z]\w*?(Service|UseCase|Interactor|CommandHandler|Repository|Repo|Dao|Controller)(Impl)?$/.exec(
      it.name,
    )?.[1];
    if (byName === undefined && it.form !== 'interface' && isStore(input, facts, it.name))
      found.push({ layer: 'repository', score: 80, evidence: `class ${it.name}` });
    if (byName !== undefined && it.form !== 'interface') {
      const layer: Layer = /Repo|Dao/.test(byName) ? 'repository' : byName === 'Controller' ? 'controller' : 'service';
      found.push({ layer, score: 80, evidence: `class ${it.name}` });
    }
  }
  // Python takes requests in dependencies and helpers too; views and routes have a name or a decorator.
  const handler = facts.scopes.find(
    (scope, id) =>
      facts.language !== 'python' &&
      scope.fn !== undefined &&
      isHandlerShape(scope.fn, (type) => catalog.isHandlerType(linker.typed(file.path, scope.parent ?? 0, type))) &&
      !passesOn(facts, id),
  );
  if (handler?.fn?.name !== undefined && !isMiddlewareShape(facts))
    found.push({ layer: 'controller', score: 80, evidence: `${handler.fn.name} takes a request` });
  if (facts.language === 'go' && isMiddlewareShape(facts))
    found.push({ layer: 'middleware', score: 80, evidence: 'its functions wrap handlers' });
  for (const { fn, parent } of facts.scopes) {
    if (!fn || fn.owner !== undefined || parent !== 0) continue;
    for (const decorator of fn.decorators) {
      const role = catalog.decoratorRole(linker.reference(file.path, 0, decorator.path));
      if (role === 'job') found.push({ layer: role, score: 91, evidence: `@${decorator.path.join('.')}` });
    }
  }
  return found;
}

function byBaseClass({ file, linker, catalog }: Pick<LayerInput, 'file' | 'linker' | 'catalog'>, facts: CodeFacts): Layering[] {
  const bases = facts.classes.flatMap((it) =>
    it.bases.flatMap((base) => {
      const role = base.path.length > 0 ? catalog.baseRole(linker.reference(file.path, 0, base.path)) : undefined;
      return role ? [{ name: it.name, base, role }] : [];
    }),
  );
  const hasFunctions = facts.scopes.some((it) => it.fn?.name !== undefined && it.parent === 0);
  const isOnly = (role: Layer) =>
    !hasFunctions && facts.classes.every((it) => bases.some((one) => one.name === it.name && one.role === role));
  return bases.flatMap(({ name, base, role }) => {
    // A payload beside the code that uses it does not make the file one, nor does a manager beside its model.
    if (role === 'dto' && !isOnly('dto')) return [];
    if (role === 'repository' && bases.some((it) => it.role === 'model')) return [];
    // What views inherit answers nothing itself, and stands among other helpers.
    if (role === 'controller' && /Mixin$/.test(name)) return [];
    return [{ layer: role, score: 80, evidence: `${name} extends ${base.text}` }];
  });
}

/** All that it takes is the request and the answer; helpers that take a request among other things do not count. */
export function isHandlerShape(fn: FunctionDetails, isHandlerType: (type: TypeReference) => boolean): boolean {
  const parameters = fn.parameters.filter((it) => !/^_?next$/.test(it.name));
  // Who takes the request alone reads something out of it; `ServeHTTP` may belong to anything that passes requests on.
  if (fn.name === 'ServeHTTP' || (parameters.length === 1 && /Request$/.test(parameters[0]?.type?.path.at(-1) ?? '')))
    return false;
  return parameters.length > 0 && parameters.every((it) => it.type !== undefined && isHandlerType(it.type));
}

/** Functions that return handlers are middleware, not controllers. */
function isMiddlewareShape(facts: CodeFacts): boolean {
  const named = facts.scopes.filter((it) => it.fn?.name !== undefined && it.parent === 0);
  const factories = named.filter((it) =>
    it.fn?.results.some((type) => /HandlerFunc|MiddlewareFunc|http\.Handler$/.test(type.text)),
  );
  return factories.length > 0 && factories.length * 2 >= named.length;
}

function named({ file, unit, ofFolder, runtime }: LayerInput, facts: CodeFacts): Layering[] {
  const found: Layering[] = [];
  const name = fileName(file.path).toLowerCase();
  const isPython = facts.language === 'python';
  const isBrowser = runtime === 'browser';
  const folder = folderOf(file.path) === unit.folder ? '' : fileName(folderOf(file.path)).toLowerCase();
  for (const entry of NAMES) {
    const { layer, file: byFile } = entry;
    if (!byFile?.test(name) || !isFor(entry, runtime, facts.language)) continue;
    // The models, forms or views of something that is called a service.
    const isEntity = layer === 'service' && isPython && ENTITIES.test(folder);
    const isResource = BARE.test(name) && NAMES.some((it) => it.layer !== layer && it.folder?.test(folder));
    if (!isEntity && !isResource) found.push({ layer, score: 70, evidence: `named ${fileName(file.path)}` });
  }
  found.push(...ofFolder);
  if (isBrowser && facts.hasMarkup && !isPython) found.push({ layer: 'component', score: 75, evidence: 'holds markup' });
  if (isBrowser) return found.filter((it) => it.layer === 'client' || it.layer === 'component' || it.layer === 'config');
  return found;
}

/** What the folders that lead to a file say of its layer. `folders` is the way to it inside its unit, without the file; empty for its top. */
export function layersOfFolder(folders: string, runtime: Runtime, language: CodeFacts['language']): readonly Layering[] {
  const way = folders.toLowerCase();
  const segments = way.split('/');
  return NAMES.filter((it) => isFor(it, runtime, language)).flatMap(({ layer, folder, pairs }) => {
    const index = folder === undefined ? -1 : segments.findLastIndex((it) => folder.test(it));
    const pair = pairs?.exec(way)?.[0];
    return [
      ...(index >= 0 ? [{ layer, score: 60 + index / 100, evidence: `in the folder ${segments[index]}` }] : []),
      ...(pair === undefined ? [] : [{ layer, score: 60 + segments.length / 100, evidence: `in the folder ${pair}` }]),
    ];
  });
}

function isFor(entry: LayerName, runtime: Runtime, language: CodeFacts['language']): boolean {
  if (entry.language !== undefined && entry.language !== language) return false;
  return entry.runtime === undefined || entry.runtime === runtime || (entry.runtime === 'server' && runtime === 'unknown');
}

const ENTITIES = /^(?:models|serializers_?|schemas|forms|tables|views|viewsets|filtersets|routers|entities)$/;

/** Beside the handlers, `repository.go` handles repositories. */
const BARE = /^(?:repository|repositories|repo|store|stores)\.\w+$/;

interface LayerName {
  readonly layer: Layer;
  readonly file?: RegExp;
  readonly folder?: RegExp;
  /** Two folders, one in the other. */
  readonly pairs?: RegExp;
  readonly runtime?: Runtime;
  readonly language?: CodeFacts['language'];
}

const NAMES: readonly LayerName[] = [
  {
    layer: 'controller',
    file: /([.-]|^)(controllers?|handlers?|resolver|routes?|routers?)\.[cm]?[jt]sx?$|^(views|viewsets|routes|router|routers|endpoints)\.py$|_(handler|handlers|controller|routes)\.go$|^(handlers?|routes|router|controllers?)\.go$/,
    folder: /^(controllers?|handlers?|routes?|routers?|endpoints|rest|transport)$/,
    pairs: /(?<![^/])(delivery|ports|adapters\/in|interfaces)\/(https?|rest|web)(?![^/])/,
    runtime: 'server',
  },
  { layer: 'controller', folder: /^views$/, language: 'python' },
  {
    layer: 'service',
    file: /[.-](service|services|usecase|use-case)\.[cm]?[jt]s$|^services?\.(py|[jt]s|go)$|_service\.(go|py)$/,
    folder: /^(services?|usecases?|use-cases?|domain|application|biz)$/,
    pairs: /(?<![^/])(app\/(commands?|query|queries)|internal\/core)(?![^/])/,
    runtime: 'server',
  },
  {
    layer: 'repository',
    file: /[.-](repository|repositories|repo|dao)\.[cm]?[jt]s$|^(selectors|repository|repositories|crud|queries|managers|dao)\.(py|[jt]s)$|_(repository|repo|dao|store)\.(go|py)$|^(repository|repo|store|dao)\.go$/,
    folder: /^(repositories|repository|repos?|dao|dal|persistence|infrastructure|queries|crud)$/,
    runtime: 'server',
  },
  { layer: 'repository', folder: /^(store|storage|stores|sqlc|db)$/, language: 'go' },
  {
    layer: 'model',
    file: /[.-](entity|model)\.[cm]?[jt]s$|^models?\.(py|go)$|_model\.go$/,
    folder: /^(models?|entities|entity)$/,
    runtime: 'server',
  },
  {
    layer: 'dto',
    file: /[.-](dto|schema|schemas)\.[cm]?[jt]s$|^(schemas|serializers)\.py$/,
    folder: /^(dtos?|schemas|serializers)$/,
    runtime: 'server',
  },
  {
    layer: 'config',
    file: /^(config|configs|configuration|env|environment|settings|constants\.env)\.[cm]?[jt]s$|[.-](config|env)\.[cm]?[jt]s$|^(config|configuration|settings\w*|env|conf)\.(py|go)$|^(config_\w+|flags)\.go$/,
    folder: /^(config|configs|settings|conf|configuration)$/,
  },
  {
    layer: 'middleware',
    file: /[.-](middleware|guard|interceptor|pipe|filter)\.[cm]?[jt]s$|^middlewares?\.(py|go|[jt]s)$|^hooks\.server\.[jt]s$|_middleware\.go$/,
    folder: /^(middlewares?|guards|interceptors)$/,
    runtime: 'server',
  },
  {
    layer: 'job',
    file: /[.-](processor|worker|job|cron)\.[cm]?[jt]s$|^(tasks|jobs)\.py$/,
    folder: /^(jobs|workers|queues|tasks|bgtasks|cron)$/,
    runtime: 'server',
  },
  {
    layer: 'client',
    file: /([.-]|^)(api|client|api-client|http)\.[cm]?[jt]s$/,
    folder: /^(api|services|http|requests)$/,
    runtime: 'browser',
  },
  {
    layer: 'component',
    file: /^use[A-Z]\w*\.[jt]sx?$/,
    folder: /^(components|pages|views|hooks|composables)$/,
    runtime: 'browser',
  },
  { layer: 'entrypoint', file: /^(main|server)\.([cm]?[jt]s|py|go)$|^(wsgi|asgi)\.py$/, runtime: 'server' },
];
