import type { LiftedCode } from '#concepts/lifted-file.ts';
import { camelCase } from '#decisions/names.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { freeName } from '#fixes/free-name.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { ContractLink } from '#workspace/contract.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { addBeside, type Neighbour, neighbourAt, neighbourMethodAt } from '../route-beside.ts';
import { belowGuards } from '../route-guard.ts';
import { newDjangoRoute } from './new-django-route.ts';
import { newNextRoute } from './new-next-route.ts';
import { belowRouter, besides, handlerName, parameterNames, pathOf } from './new-route-path.ts';
import { pathText } from './understood-links.ts';
import { newAction } from './view-set-action.ts';

/** A route for a call that none serves, and where it goes. */
export interface NewRoute {
  /** `POST /orders/:id/refunds`, below what its router is hung in at. */
  readonly title: Wording;
  readonly edits: readonly FileEdit[];
}

/**
 * A route with the method and the path that the client calls, right behind the nearest route of the same feature and registered like it. It
 * answers 501 until somebody writes it. Undefined where that neighbour is registered in a way that cannot be continued.
 */
export function newRoute(workspace: Workspace, link: ContractLink, near: readonly ComposedRoute[]): NewRoute | undefined {
  for (const it of near) {
    const made =
      beside(workspace, link, it) ??
      inClass(workspace, link, it) ??
      asFile(workspace, link, it) ??
      newDjangoRoute(workspace, link, it) ??
      newAction(workspace, link, it);
    if (made) return made;
  }
  return undefined;
}

function beside(workspace: Workspace, { asked, call }: ContractLink, near: ComposedRoute): NewRoute | undefined {
  const nearest = neighbourAt(workspace, near.path, near.concept);
  const neighbour = nearest && belowGuards(nearest);
  const form = neighbour && FORMS[neighbour.route.framework];
  const below = neighbour && belowRouter(asked, near, neighbour.route);
  if (!form || !neighbour || !below || !call.method || form.fits?.(neighbour) === false) return undefined;
  const { facts } = neighbour.code;
  const names = parameterNames(below, besides(near, asked, below), form.isNamed);
  const name = form.isNamed ? freeName(facts, 0, [handlerName(call.method, asked, below)]) : '';
  if (!names || name === undefined) return undefined;
  const path = pathOf(below, names, form.parameter, neighbour.route.path ?? '');
  const code = form.code({ router: neighbour.router, method: call.method, path, name, names });
  const edit = addBeside(workspace, neighbour, {
    code: () => code,
    packages: form.imports(neighbour.code),
    note: worded`Register ${call.method} ${path}`,
  });
  return edit && { title: worded`Register ${call.method} ${path} in ${near.path}`, edits: [edit] };
}

/** Where files are routes by their place. */
function asFile(workspace: Workspace, link: ContractLink, near: ComposedRoute): NewRoute | undefined {
  const { method } = link.call;
  if (method === undefined) return undefined;
  const edit = newNextRoute(workspace, link, near);
  return edit && { title: worded`Answer ${method} ${pathText(link.asked)} in ${edit.path}`, edits: [edit] };
}

/** A controller of NestJS gets a method. */
function inClass(workspace: Workspace, { asked, call }: ContractLink, near: ComposedRoute): NewRoute | undefined {
  const neighbour = near.framework === 'nestjs' ? neighbourMethodAt(workspace, near.path, near.concept) : undefined;
  const below = neighbour && belowRouter(asked, near, neighbour.route);
  const names = below && parameterNames(below, besides(near, asked, below), false);
  if (!neighbour || !below || !names || !VERBS.has(call.method ?? '')) return undefined;
  const { owner, route, code } = neighbour;
  const { method = '' } = call;
  const name = camelCase(handlerName(method, asked, below));
  const { scopes, classes } = code.facts;
  if (scopes.some(({ fn }) => fn?.owner === owner && fn.name === name)) return undefined;
  if (classes.some((it) => it.name === owner && it.fields.some((field) => field.name === name))) return undefined;
  const path = pathOf(below, names, colon, route.path ?? '');
  const written = route.path?.startsWith('/') ? path : path.replace(/^\//, '');
  const decorator = method.charAt(0) + method.slice(1).toLowerCase();
  const argument = written === '' ? '' : `'${written}'`;
  const edit = addBeside(workspace, neighbour, {
    code: (known) => `@${known(decorator)}(${argument})\n${name}() {\n\tthrow new ${known('NotImplementedException')}();\n}`,
    packages: [{ module: '@nestjs/common', names: [decorator, 'NotImplementedException'] }],
    note: worded`Register ${method} ${path}`,
  });
  return edit && { title: worded`Register ${method} ${path} in ${near.path}`, edits: [edit] };
}

const VERBS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

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
  /** False beside a route that is registered in an older form; every route has this one where it is undefined. */
  readonly fits?: (beside: Neighbour) => boolean;
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

function handleFunc(pattern: (added: Added) => string, behind: (added: Added) => string = () => ''): RouteForm {
  const code = (added: Added): string => `${added.router}.HandleFunc(${pattern(added)}, ${PLAIN_HANDLER})${behind(added)}`;
  return { parameter: braces, code, imports: http, isNamed: false };
}

const PLAIN_HANDLER =
  'func(w http.ResponseWriter, _ *http.Request) {\n\thttp.Error(w, "Not Implemented", http.StatusNotImplemented)\n}';

const FORMS: Readonly<Record<string, RouteForm>> = {
  express: script("(_req, res) => {\n\tres.status(501).json({ message: 'Not Implemented' });\n}"),
  fastify: script("async (_request, reply) => reply.code(501).send({ message: 'Not Implemented' })"),
  'koa-router': script("(ctx) => {\n\tctx.status = 501;\n\tctx.body = { message: 'Not Implemented' };\n}"),
  hono: script("(c) => c.json({ message: 'Not Implemented' }, 501)"),
  gin: go(colon, true, 'func(c *gin.Context) {\n\tc.JSON(http.StatusNotImplemented, gin.H{"message": "Not Implemented"})\n}'),
  echo: go(
    colon,
    true,
    'func(c echo.Context) error {\n\treturn c.JSON(http.StatusNotImplemented, map[string]string{"message": "Not Implemented"})\n}',
  ),
  chi: go(braces, false, PLAIN_HANDLER),
  fiber: {
    ...go(
      colon,
      false,
      'func(c *fiber.Ctx) error {\n\treturn c.Status(fiber.StatusNotImplemented).JSON(fiber.Map{"message": "Not Implemented"})\n}',
    ),
    imports: none,
  },
  'net-http': {
    ...handleFunc(({ method, path }) => `"${method} ${path}"`),
    // Before Go 1.22 a pattern is a path, and the handler asks for the method.
    fits: ({ route }) => route.method !== 'ANY',
  },
  'gorilla-mux': handleFunc(
    ({ path }) => `"${path}"`,
    ({ method }) => `.Methods("${method}")`,
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
  // Django Ninja; what else the framework registers is no decorator of a router.
  'django-rest-framework': {
    parameter: braces,
    code: ({ router, method, path, name, names }) =>
      [
        `@${router}.${method.toLowerCase()}('${path}')`,
        `def ${name}(${['request', ...names.map((it) => `${it}: str`)].join(', ')}):`,
        "\traise HttpError(501, 'Not Implemented')",
      ].join('\n'),
    imports: () => [{ module: 'ninja.errors', names: ['HttpError'] }],
    isNamed: true,
    fits: ({ registered }) => VERBS.has(registered.callee.path.at(-1)?.toUpperCase() ?? ''),
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
