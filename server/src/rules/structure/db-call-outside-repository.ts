import { z } from 'zod';
import type { Path } from '#base/paths.ts';
import type { Query } from '#concepts/kinds/data.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, ScopeId } from '#facts/code-facts.ts';
import type { Unit } from '#workspace/units.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, isInside, oneLevelDown, symbolAround } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { type Detection, defineRule } from '../rule.ts';
import { extractionOffer, extractQuery } from './db-call-outside-repository-fix.ts';
import { handlerAround, isController } from './handlers.ts';

interface Data {
  readonly call: string;
  readonly handler: string;
  readonly isWrite?: boolean;
}

const Options = z
  .strictObject({
    services: z
      .enum(['off', 'info', 'warning'])
      .default('info')
      .describe('Report queries in services where the unit has repositories'),
    nextRouteHandlers: z
      .enum(['off', 'info', 'warning'])
      .default('info')
      .describe('How loudly route handlers of Next.js are reported in units without repositories'),
    allowReads: z.boolean().default(false).describe('Leave reads in handlers alone'),
    minHandlers: z.number().int().nonnegative().default(8).describe('In units with fewer handlers findings are information only'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'structure/db-call-outside-repository',
  section: 1,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'multi',
  options: Options,
  strict: { services: 'warning', nextRouteHandlers: 'warning', minHandlers: 0 },
  messages: {
    inController: ({ call, handler, isWrite }) =>
      `The handler${handler === '' ? '' : ` \`${handler}\``} ${isWrite ? 'writes to' : 'queries'} the database itself with \`${call}\``,
    rawInController: ({ call, handler }) =>
      `The handler${handler === '' ? '' : ` \`${handler}\``} runs SQL itself with \`${call}\``,
    inService: ({ call, handler }) =>
      `The service${handler === '' ? '' : ` function \`${handler}\``} queries the database past its repositories with \`${call}\``,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || /(^|\/)admin\.py$/.test(file.path)) return;
    const queries = conceptsOf(code, 'query').filter((it) => !it.isProbe && !(options.allowReads && it.operation === 'read'));
    yield* injected(workspace, code);
    if (queries.length === 0) return;
    const layering = workspace.layerOf(file.path);
    if (layering?.layer === 'repository' || layering?.layer === 'middleware') return;
    const isSmall = (handlersByUnit(workspace).get(workspace.unitOf(code.path)) ?? 0) < options.minHandlers;
    const told = new Set<ScopeId>();
    for (const query of queries) {
      const handler = handlerAround(workspace, code, query.scope);
      const isService =
        !handler &&
        layering?.layer === 'service' &&
        options.services !== 'off' &&
        // Django's managers hang on the models, and services ask them.
        query.framework !== 'django' &&
        repositories(workspace, code) >= 2 &&
        !isPartOfRepository(workspace, code.path);
      if (!handler && !isService) continue;
      if (handler && /health|ready|live(ness)?|ping|status/i.test(handler.name)) continue;
      if (isOfOwnRepository(workspace, code, query)) continue;
      const call = query.call === undefined ? undefined : code.facts.calls[query.call];
      const isRaw = query.sql !== undefined;
      const level =
        isService && options.services !== 'off'
          ? options.services
          : severity(workspace, code, query, {
              isRaw,
              isSmall,
              isWeak: handler?.isWeak ?? false,
              isOnlyWrite: handler !== undefined && !writesMore(code, query, handler.scope),
              next: options.nextRouteHandlers,
            });
      if (level === undefined) continue;
      // What is told once goes when nothing is left of it.
      const isOnce = level === 'info' && handler !== undefined && !isRaw;
      const toldWith = (scope: ScopeId) => (isOnce ? queries.filter((it) => isInside(code, it.scope, scope)) : []);
      // Information is given once for each handler.
      if (isOnce) {
        if (told.has(handler.scope)) continue;
        told.add(handler.scope);
      }
      yield {
        messageId: isService ? 'inService' : isRaw ? 'rawInController' : 'inController',
        data: {
          call: call === undefined ? '' : spelling(code, call),
          handler: handler?.name ?? symbolAround(code, query.scope),
          ...(query.operation === 'write' && { isWrite: true }),
        },
        path: code.path,
        at: { kind: 'span', span: query.span },
        symbol: symbolAround(code, query.scope),
        severity: level,
        offers: extractionOffer(
          workspace,
          code,
          query,
          handler?.name ?? symbolAround(code, query.scope),
          handler ? toldWith(handler.scope) : [],
        ),
      };
    }
  },
  repair({ workspace }, { path, at, data }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    const query =
      code &&
      conceptsOf(code, 'query').find(
        (it) => at.kind === 'span' && it.span.start === at.span.start && it.span.end === at.span.end,
      );
    return code && query ? extractQuery(workspace, code, query, data.handler) : [];
  },
});

/** A call by the names that are written: `db.add`, or `db.query(…).first` at the end of a chain. */
function spelling(code: LiftedCode, { callee }: Call): string {
  let head = callee;
  while (head.receiver !== undefined) {
    const next = code.facts.calls[head.receiver];
    if (!next) break;
    head = next.callee;
  }
  const end = callee.path.join('.');
  return head === callee || head.path.length === 0 ? end : `${head.path.join('.')}(…).${end}`;
}

/** A table handed to a controller's constructor: `@InjectRepository(Order) orders`. */
function* injected(workspace: Workspace, code: LiftedCode): Generator<Detection<Data>> {
  for (const { fn, parent = 0 } of code.facts.scopes) {
    if (fn?.form !== 'constructor' || !fn.parameters.some((it) => it.decorators.length > 0) || !isController(workspace, code, fn))
      continue;
    for (const parameter of fn.parameters) {
      const decorator = parameter.decorators.find((it) =>
        /^Inject(Repository|Model|EntityManager|DataSource)$/.test(it.path.at(-1) ?? ''),
      );
      const meaning = decorator && workspace.linker.reference(code.path, parent, decorator.path);
      if (!decorator || meaning?.kind !== 'external') continue;
      yield {
        messageId: 'inController',
        data: { call: decorator.path.join('.'), handler: fn.owner ?? '' },
        path: code.path,
        at: { kind: 'span', span: parameter.span },
        symbol: fn.owner ?? '',
      };
    }
  }
}

/** `this.orders.find()` where `orders` is a class of the project that extends the mapper's own repository. */
function isOfOwnRepository(workspace: Workspace, code: LiftedCode, { call }: Query): boolean {
  const meaning = call === undefined ? undefined : workspace.linker.callee(code.path, call);
  if (meaning?.kind !== 'external' || !meaning.through || meaning.through.file === code.path) return false;
  return workspace.layerOf(meaning.through.file)?.layer === 'repository';
}

/** Whether the handler writes at another place too. */
function writesMore(code: LiftedCode, query: Query, handler: ScopeId): boolean {
  return conceptsOf(code, 'query').some((it) => it !== query && it.operation === 'write' && isInside(code, it.scope, handler));
}

/** Undefined where the user switched it off. */
function severity(
  workspace: Workspace,
  code: LiftedCode,
  query: Query,
  is: { isRaw: boolean; isSmall: boolean; isWeak: boolean; isOnlyWrite: boolean; next: 'off' | 'info' | 'warning' },
): Severity | undefined {
  // Next.js handlers are often all there is.
  const isNext = workspace.unitOf(code.path).dependencies.has('next') && repositories(workspace, code) < 2;
  if (isNext && is.next === 'off') return undefined;
  // Reading, and saving one row, in a Django view is the framework's own habit.
  const isMild =
    (query.framework === 'django' && (query.operation === 'read' || is.isOnlyWrite)) || (isNext && is.next === 'info');
  const base: Severity = is.isRaw ? 'warning' : isMild || is.isSmall ? 'info' : 'warning';
  return is.isWeak ? oneLevelDown(base) : base;
}

/** Routes and handler functions of each unit; a handful makes a small application, where layers cost more than they give. */
const handlersByUnit = perVisibleState((workspace) => {
  const counts = new Map<Unit, number>();
  for (const [path, file] of workspace.files) {
    if (file.facts.kind !== 'code' || workspace.roleOf(path) !== undefined) continue;
    const routes = file.visible.filter((it) => it.kind === 'route').length;
    const own =
      routes > 0
        ? routes
        : workspace.layerOf(path)?.layer === 'controller'
          ? file.facts.scopes.filter((it) => it.fn?.isExported).length
          : 0;
    const unit = workspace.unitOf(path);
    counts.set(unit, (counts.get(unit) ?? 0) + own);
  }
  return counts;
});

/** The score of a file that is called a repository itself. */
const NAMED = 70;

/** Files of repositories; those that only their folder speaks for have to ask a database: `storage` may as well keep pictures. */
const repositoriesByUnit = perVisibleState((workspace) => {
  const counts = new Map<Unit, number>();
  for (const [path, file] of workspace.files) {
    const layering = workspace.layerOf(path);
    if (layering?.layer !== 'repository' || workspace.roleOf(path) !== undefined) continue;
    if (layering.score < NAMED && ![...file.effects.values()].some((it) => it.reads || it.writes)) continue;
    const unit = workspace.unitOf(path);
    counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  return counts;
});

/** Functions that nothing but repositories load are theirs, in a file of their own. */
function isPartOfRepository(workspace: Workspace, path: Path): boolean {
  const users = usersOf(workspace).get(path) ?? [];
  return !path.endsWith('.go') && users.length > 0 && users.every((it) => workspace.layerOf(it)?.layer === 'repository');
}

const usersOf = perVisibleState((workspace) => {
  const users = new Map<Path, Path[]>();
  for (const { from, to } of workspace.edges) {
    if (workspace.roleOf(from) !== undefined) continue;
    const known = users.get(to);
    if (known) known.push(from);
    else users.set(to, [from]);
  }
  return users;
});

function repositories(workspace: Workspace, code: LiftedCode): number {
  return repositoriesByUnit(workspace).get(workspace.unitOf(code.path)) ?? 0;
}
