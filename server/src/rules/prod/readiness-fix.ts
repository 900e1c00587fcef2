import type { FileEdit, FixOffer } from '#fixes/edit.ts';
import { freeName } from '#fixes/free-name.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { addBeside, neighbourAt } from '../route-beside.ts';
import { type DatabaseCheck, databaseCheck } from './database-check.ts';
import { methodWritten } from './health-beside.ts';

/** A route that asks the database, beside the one that only says that the process is alive. */
export interface Readiness {
  readonly offer: FixOffer;
  readonly edit: FileEdit;
}

/** Undefined where the database cannot be reached from the file for certain, or the framework has no form of ours. */
export function addReadiness(workspace: Workspace, probe: Pick<ComposedRoute, 'path' | 'concept'>): Readiness | undefined {
  const neighbour = neighbourAt(workspace, probe.path, probe.concept);
  const form = neighbour && FORMS[neighbour.route.framework];
  const check = neighbour && databaseCheck(workspace, neighbour.code, neighbour.registered.scope);
  const written = neighbour?.route.path;
  if (!neighbour || !form || !check || written === undefined) return undefined;
  const path = written
    .replace(/[\w-]*(\/?)$/, (_, slash: string) => `ready${written === '/' ? '' : slash}`)
    .replace(/^(?!\/)/, '/');
  const name = form.isNamed ? freeName(neighbour.code.facts, 0, ['ready', 'readiness', 'is_ready']) : '';
  if (name === undefined) return undefined;
  const title = worded`Answer GET ${path} when the database answers`;
  const edit = addBeside(workspace, neighbour, {
    code: (own) =>
      form.code({
        router: neighbour.router,
        path: methodWritten(workspace, neighbour) + path,
        name,
        check,
        database: own(check.own ? check.name : '') || check.name,
      }),
    packages: [...check.packages, ...form.imports],
    ...(check.own && { own: [check.own] }),
    note: title,
  });
  return edit && { offer: { id: 'add-readiness', kind: 'suggest', title }, edit };
}

interface Ready {
  readonly router: string;
  readonly path: string;
  readonly name: string;
  readonly check: DatabaseCheck;
  /** What the file calls the client. */
  readonly database: string;
}

interface ReadyForm {
  readonly code: (ready: Ready) => string;
  readonly imports: readonly NeededImport[];
  readonly isNamed: boolean;
}

function script(head: string, ready: string, unavailable: string): ReadyForm {
  const code = ({ router, path, check, database }: Ready): string =>
    [
      `${router}.get('${path}', async ${head} => {`,
      '\ttry {',
      `\t\t${check.code(database)}`,
      `\t\t${ready}`,
      '\t} catch {',
      `\t\t${unavailable}`,
      '\t}',
      '});',
    ].join('\n');
  return { code, imports: [], isNamed: false };
}

function go(head: string, context: string, verb: string, unavailable: readonly string[], ready: string, end = ''): ReadyForm {
  const code = ({ router, path, check, database }: Ready): string =>
    [
      `${router}.${verb}("${path}", ${head} {`,
      `\tif err := ${check.code(database).replace('CONTEXT', context)}; err != nil {`,
      ...unavailable.map((it) => `\t\t${it}`),
      '\t}',
      `\t${ready}`,
      `})${end}`,
    ].join('\n');
  return { code, imports: [{ module: 'net/http' }], isNamed: false };
}

function indented(code: string): string {
  return code.replace(/^/gm, '\t');
}

const FORMS: Readonly<Record<string, ReadyForm>> = {
  express: script('(_req, res)', "res.json({ status: 'ready' });", "res.status(503).json({ status: 'unavailable' });"),
  fastify: script('(_request, reply)', "return { status: 'ready' };", "return reply.code(503).send({ status: 'unavailable' });"),
  hono: script('(c)', "return c.json({ status: 'ready' });", "return c.json({ status: 'unavailable' }, 503);"),
  gin: go(
    'func(c *gin.Context)',
    'c.Request.Context()',
    'GET',
    ['c.JSON(http.StatusServiceUnavailable, gin.H{"status": "unavailable"})', 'return'],
    'c.JSON(http.StatusOK, gin.H{"status": "ready"})',
  ),
  echo: go(
    'func(c echo.Context) error',
    'c.Request().Context()',
    'GET',
    ['return c.NoContent(http.StatusServiceUnavailable)'],
    'return c.NoContent(http.StatusOK)',
  ),
  chi: go(
    'func(w http.ResponseWriter, r *http.Request)',
    'r.Context()',
    'Get',
    ['w.WriteHeader(http.StatusServiceUnavailable)', 'return'],
    'w.WriteHeader(http.StatusOK)',
  ),
  'koa-router': script(
    '(ctx)',
    "ctx.body = { status: 'ready' };",
    "ctx.status = 503;\n\t\tctx.body = { status: 'unavailable' };",
  ),
  'net-http': go(
    'func(w http.ResponseWriter, r *http.Request)',
    'r.Context()',
    'HandleFunc',
    ['w.WriteHeader(http.StatusServiceUnavailable)', 'return'],
    'w.WriteHeader(http.StatusOK)',
  ),
  'gorilla-mux': go(
    'func(w http.ResponseWriter, r *http.Request)',
    'r.Context()',
    'HandleFunc',
    ['w.WriteHeader(http.StatusServiceUnavailable)', 'return'],
    'w.WriteHeader(http.StatusOK)',
    '.Methods(http.MethodGet)',
  ),
  fastapi: {
    code: ({ router, path, name, check, database }) =>
      [
        `@${router}.get('${path}')`,
        `${check.isAsync ? 'async ' : ''}def ${name}() -> dict[str, str]:`,
        indented(check.code(database)),
        "\treturn {'status': 'ready'}",
      ].join('\n'),
    imports: [],
    isNamed: true,
  },
  flask: {
    code: ({ router, path, name, check, database }) =>
      [`@${router}.route('${path}')`, `def ${name}():`, indented(check.code(database)), "\treturn {'status': 'ready'}"].join(
        '\n',
      ),
    imports: [],
    isNamed: true,
  },
};
