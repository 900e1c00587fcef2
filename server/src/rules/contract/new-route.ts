import type { Route } from '#concepts/kinds/routing.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { freeName } from '#fixes/free-name.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { ClientSegment } from '#workspace/client-calls.ts';
import type { ContractLink } from '#workspace/contract.ts';
import { fitSegments } from '#workspace/match-segments.ts';
import type { ComposedRoute, RouteSegment } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { addBeside, neighbourAt } from '../route-beside.ts';

/** A route for a call that none serves, and where it goes. */
export interface NewRoute {
  /** `POST /orders/:id/refunds`, below what its router is hung in at. */
  readonly title: string;
  readonly edit: FileEdit;
}

/**
 * A route with the method and the path that the client calls, right behind the nearest route of the same feature and registered like it. It
 * answers 501 until somebody writes it. Undefined where that neighbour is registered in a way that cannot be continued.
 */
export function newRoute(workspace: Workspace, link: ContractLink, near: readonly ComposedRoute[]): NewRoute | undefined {
  for (const it of near) {
    const made = beside(workspace, link, it);
    if (made) return made;
  }
  return undefined;
}

function beside(workspace: Workspace, { asked, call }: ContractLink, near: ComposedRoute): NewRoute | undefined {
  const neighbour = neighbourAt(workspace, near.path, near.concept);
  const form = neighbour && FORMS[neighbour.route.framework];
  const below = neighbour && belowRouter(asked, near, neighbour.route);
  if (!form || !neighbour || !below || !call.method) return undefined;
  const { facts } = neighbour.code;
  const names = parameterNames(below, near.segments?.slice(asked.length - below.length) ?? [], form.isNamed);
  const named = below.some((it) => it.kind === 'literal') ? below : asked;
  const name = form.isNamed ? freeName(facts, 0, [handlerName(call.method, named)]) : '';
  if (!names || name === undefined) return undefined;
  const path = pathOf(below, names, form.parameter, neighbour.route.path ?? '');
  const code = form.code({ router: neighbour.router, method: call.method, path, name, names });
  const note = `Register ${call.method} ${path}`;
  const edit = addBeside(workspace, neighbour, { code: () => code, packages: form.imports(neighbour.code), note });
  return edit && { title: `${note} in ${near.path}`, edit };
}

/** The segments below what the neighbour's router is hung in at; undefined where the call is not below that. */
function belowRouter(
  asked: readonly ClientSegment[],
  near: ComposedRoute,
  { path }: Route,
): readonly ClientSegment[] | undefined {
  const written = path?.split('/').filter((it) => it !== '');
  if (!written || !near.segments || written.length > near.segments.length) return undefined;
  const prefix = near.segments.slice(0, near.segments.length - written.length);
  return asked.length > prefix.length && (prefix.length === 0 || fitSegments(asked.slice(0, prefix.length), prefix) !== undefined)
    ? asked.slice(prefix.length)
    : undefined;
}

/** What the parameters are called, as in the neighbour where it has them too; undefined where one has no name of its own. */
function parameterNames(
  segments: readonly ClientSegment[],
  near: readonly RouteSegment[],
  isPython: boolean,
): readonly string[] | undefined {
  const names = segments.flatMap((it, index) => {
    const like = near[index];
    const own = it.kind === 'any' ? (it.name ?? '') : '';
    if (it.kind !== 'any') return [];
    return [like?.kind === 'parameter' ? like.name : isPython ? own.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase() : own];
  });
  const isClear = names.every((it) => /^[A-Za-z]\w*$/.test(it)) && new Set(names).size === names.length;
  return isClear && !segments.some((it) => it.kind === 'mixed') ? names : undefined;
}

function pathOf(
  segments: readonly ClientSegment[],
  names: readonly string[],
  parameter: (name: string) => string,
  like: string,
): string {
  const left = [...names];
  const path = segments.map((it) => (it.kind === 'literal' ? it.text : parameter(left.shift() ?? ''))).join('/');
  return `/${path}${like.length > 1 && like.endsWith('/') ? '/' : ''}`;
}

/** `create_refunds` for `POST /:id/refunds`. */
function handlerName(method: string, segments: readonly ClientSegment[]): string {
  const words = segments.flatMap((it) =>
    it.kind === 'literal' && !/^(?:api|v\d+)$/i.test(it.text) ? [it.text.replace(/\W+/g, '_').toLowerCase()] : [],
  );
  const verb = { GET: 'get', POST: 'create', PUT: 'replace', PATCH: 'update', DELETE: 'delete' }[method] ?? method.toLowerCase();
  return [verb, ...words.slice(-2)].join('_');
}

interface Added {
  readonly router: string;
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly names: readonly string[];
}

interface RouteForm {
  readonly parameter: (name: string) => string;
  readonly code: (added: Added) => string;
  readonly imports: (code: LiftedCode) => readonly NeededImport[];
  /** Python: the handler is a function with a name. */
  readonly isNamed: boolean;
}

const colon = (name: string): string => `:${name}`;
const braces = (name: string): string => `{${name}}`;
const none = (): readonly NeededImport[] => [];
const http = (): readonly NeededImport[] => [{ module: 'net/http' }];

function script(handler: string): RouteForm {
  const code = ({ router, method, path }: Added): string => `${router}.${method.toLowerCase()}('${path}', ${handler});`;
  return { parameter: colon, code, imports: none, isNamed: false };
}

function go(parameter: RouteForm['parameter'], isCapital: boolean, handler: string): RouteForm {
  const verb = (method: string): string => (isCapital ? method : method.charAt(0) + method.slice(1).toLowerCase());
  const code = ({ router, method, path }: Added): string => `${router}.${verb(method)}("${path}", ${handler})`;
  return { parameter, code, imports: http, isNamed: false };
}

const FORMS: Readonly<Record<string, RouteForm>> = {
  express: script("(_req, res) => {\n\tres.status(501).json({ message: 'Not Implemented' });\n}"),
  fastify: script("async (_request, reply) => reply.code(501).send({ message: 'Not Implemented' })"),
  hono: script("(c) => c.json({ message: 'Not Implemented' }, 501)"),
  gin: go(colon, true, 'func(c *gin.Context) {\n\tc.JSON(http.StatusNotImplemented, gin.H{"message": "Not Implemented"})\n}'),
  echo: go(
    colon,
    true,
    'func(c echo.Context) error {\n\treturn c.JSON(http.StatusNotImplemented, map[string]string{"message": "Not Implemented"})\n}',
  ),
  chi: go(
    braces,
    false,
    'func(w http.ResponseWriter, _ *http.Request) {\n\thttp.Error(w, "Not Implemented", http.StatusNotImplemented)\n}',
  ),
  fastapi: {
    parameter: braces,
    code: ({ router, method, path, name, names }) =>
      [
        `@${router}.${method.toLowerCase()}('${path}')`,
        `async def ${name}(${names.map((it) => `${it}: str`).join(', ')}):`,
        "\traise HTTPException(status_code=501, detail='Not Implemented')",
      ].join('\n'),
    imports: () => [{ module: 'fastapi', names: ['HTTPException'] }],
    isNamed: true,
  },
  flask: {
    parameter: (name) => `<${name}>`,
    code: ({ router, method, path, name, names }) =>
      [
        `@${router}.route('${path}', methods=['${method}'])`,
        `def ${name}(${names.join(', ')}):`,
        "\treturn {'message': 'Not Implemented'}, 501",
      ].join('\n'),
    imports: none,
    isNamed: true,
  },
};
