import type { LiftedCode } from '#concepts/lifted-file.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { Node, SyntaxKind } from '#fixes/script-tree.ts';
import { afterStatement, atBodyStart, wholeLines } from '#fixes/statements.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { neighbourAt } from '../route-beside.ts';
import { sentRequest } from './request-credentials.ts';
import type { ServerPiece } from './server-piece.ts';
import type { CookieForm } from './session-cookie-module.ts';
import { functionOf, needsSignOut } from './sign-out-place.ts';
import type { StoragePlace, StoredPlaces } from './stored-token-places.ts';
import { cookiePlace, type Handler } from './token-answer.ts';

/** The last segment of the routes and addresses that end a session. */
export const SIGN_OUT = /^(?:log|sign)[-_]?out$/i;

const ADDED_NOTE = worded`Add a route that takes the cookie back`;
const NOTE = worded`Take the cookie back when somebody signs out`;

/** Has the handler of a route for signing out take the cookie back, before anything else. Undefined where there is no place for that. */
export function signsOut(workspace: Workspace, handler: Handler, form: CookieForm): ServerPiece | undefined {
  const { code, scope, framework } = handler;
  const text = workspace.textOf(code.path);
  // Django sets cookies on the answer, which may be made anywhere in the view.
  if (text === undefined || framework.startsWith('django')) return undefined;
  const style = styleIn(workspace, code.path);
  const place = cookiePlace(handler, text, style);
  const laid = place && atBodyStart(text, code.facts, scope, '\u0000', style);
  if (!place || !laid) return undefined;
  const call = (written: string): string => `${written}(${place.arguments.join(', ')})${style.semicolons ? ';' : ''}`;
  const changes = place.changes.filter((it) => it.text !== 'async ');
  return {
    path: code.path,
    own: [form.clear],
    packages: place.packages,
    changes: (written) => [...changes, { ...laid, text: laid.text.replace('\u0000', () => call(written(form.clear))) }],
    note: NOTE,
  };
}

/** A route for signing out right behind the one for signing in, registered like it; undefined where that form cannot be continued. */
export function newSignOut(workspace: Workspace, signIn: ComposedRoute, form: CookieForm): ServerPiece | undefined {
  const code = workspace.files.get(signIn.path);
  const route = signIn.concept === undefined ? undefined : code?.visible[signIn.concept];
  const path = route?.kind === 'route' ? route.path : undefined;
  const text = workspace.textOf(signIn.path);
  if (path === undefined || text === undefined) return undefined;
  const wanted = path.replace(/[^/]+\/?$/, (it) => (it.endsWith('/') ? 'logout/' : 'logout'));
  if (!/^\/?(?:[\w-]+\/)*logout\/?$/.test(wanted)) return undefined;
  if (signIn.framework === 'nestjs') return inController(workspace, signIn, wanted, form);
  if (signIn.framework.startsWith('django')) return inUrls(workspace, signIn, wanted, form);
  const neighbour = neighbourAt(workspace, signIn.path, signIn.concept);
  if (!neighbour) return undefined;
  const style = styleIn(workspace, signIn.path);
  const isPython = style.language === 'python';
  const added = ADDED[signIn.framework];
  const handler = ['log_out', 'sign_out'].find((it) => isFree(neighbour.code.facts, 0, it)) ?? 'log_out_browser';
  const verb = text.slice(neighbour.registered.nameSpan.start, neighbour.registered.nameSpan.end);
  if (!added || (!isPython && !/^(?:post|Post|POST|HandleFunc)$/.test(verb))) return undefined;
  const { start, end } = neighbour.place;
  const isSpaced = !isPython && (/\n/.test(text.slice(start, end)) || /^[^\n]*\r?\n[ \t]*\r?\n/.test(text.slice(end)));
  const lay = (body: string) =>
    afterStatement(text, neighbour.place, isPython ? `\n\n${body}` : body, style, { emptyLine: isSpaced });
  if (!lay('')) return undefined;
  if (form.ends !== undefined) {
    const line = `${neighbour.router}.POST("${wanted}", ${form.ends})`;
    return { path: signIn.path, own: [], packages: [], changes: () => [lay(line) ?? []].flat(), note: ADDED_NOTE };
  }
  const packages = signIn.framework === 'fastapi' ? [{ module: 'fastapi', names: ['Response'] }] : [];
  return {
    path: signIn.path,
    own: [form.clear],
    packages: style.language === 'go' ? [{ module: 'net/http' }] : packages,
    changes: (written) => {
      const body = added({ router: neighbour.router, path: wanted, handler, clear: written(form.clear), code: neighbour.code });
      return [lay(body) ?? []].flat();
    },
    note: ADDED_NOTE,
  };
}

/** Django: one more entry in the list of paths, for a view of the module that keeps the cookie. */
function inUrls(workspace: Workspace, signIn: ComposedRoute, path: string, form: CookieForm): ServerPiece | undefined {
  const code = workspace.files.get(signIn.path);
  const route = signIn.concept === undefined ? undefined : code?.visible[signIn.concept];
  const text = workspace.textOf(signIn.path);
  if (code?.facts.kind !== 'code' || route?.kind !== 'route' || route.call === undefined || text === undefined) return undefined;
  const call = code.facts.calls[route.call];
  if (call?.callee.path.join('.') !== 'path' || !isFree(code.facts, 0, SIGN_OUT_VIEW)) return undefined;
  const { start, end } = call.span;
  const style = styleIn(workspace, signIn.path);
  const indent = /^[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))?.[0];
  const gap = indent === undefined ? ' ' : `${style.lineEnd}${indent}`;
  const named = call.keywords.some((it) => it.name === 'name') ? `, name=${quoted(SIGN_OUT_VIEW, style)}` : '';
  return {
    path: signIn.path,
    own: [SIGN_OUT_VIEW],
    uses: [form.clear],
    packages: [],
    changes: (written) => [
      { span: { start: end, end }, text: `,${gap}path(${quoted(path, style)}, ${written(SIGN_OUT_VIEW)}${named})` },
    ],
    note: ADDED_NOTE,
  };
}

const SIGN_OUT_VIEW = 'sign_out';

interface Added {
  readonly router: string;
  readonly path: string;
  readonly handler: string;
  readonly clear: string;
  readonly code: LiftedCode;
}

function ginType({ facts }: LiftedCode): string {
  return facts.imports.find((it) => it.module === 'github.com/gin-gonic/gin')?.local ?? 'gin';
}

const netHttp = ({ router, path, clear }: Added): string =>
  `${router}.HandleFunc("POST ${path}", func(w http.ResponseWriter, _ *http.Request) {\n\t${clear}(w)\n\tw.WriteHeader(http.StatusNoContent)\n})`;

const ADDED: Readonly<Record<string, (added: Added) => string>> = {
  express: ({ router, path, clear }) =>
    `${router}.post('${path}', (_req, res) => {\n\t${clear}(res);\n\tres.status(204).end();\n});`,
  fastify: ({ router, path, clear }) =>
    `${router}.post('${path}', async (_request, reply) => {\n\t${clear}(reply);\n\treturn reply.code(204).send();\n});`,
  koa: ({ router, path, clear }) => `${router}.post('${path}', (ctx) => {\n\t${clear}(ctx);\n\tctx.status = 204;\n});`,
  'koa-router': ({ router, path, clear }) => `${router}.post('${path}', (ctx) => {\n\t${clear}(ctx);\n\tctx.status = 204;\n});`,
  fastapi: ({ router, path, handler, clear }) =>
    `@${router}.post('${path}', status_code=204)\nasync def ${handler}(response: Response) -> None:\n\t${clear}(response)`,
  flask: ({ router, path, handler, clear }) => `@${router}.post('${path}')\ndef ${handler}():\n\t${clear}()\n\treturn '', 204`,
  gin: ({ router, path, clear, code }) =>
    `${router}.POST("${path}", func(c *${ginType(code)}.Context) {\n\t${clear}(c.Writer)\n\tc.Status(http.StatusNoContent)\n})`,
  echo: ({ router, path, clear, code }) => {
    const pointer = code.facts.imports.some((it) => /\/echo\/v[5-9]$/.test(it.module)) ? '*' : '';
    return `${router}.POST("${path}", func(c ${pointer}echo.Context) error {\n\t${clear}(c.Response())\n\treturn c.NoContent(http.StatusNoContent)\n})`;
  },
  chi: ({ router, path, clear }) =>
    `${router}.Post("${path}", func(w http.ResponseWriter, _ *http.Request) {\n\t${clear}(w)\n\tw.WriteHeader(http.StatusNoContent)\n})`,
  'net-http': netHttp,
};

/** Nest: a method of the same controller. */
function inController(workspace: Workspace, signIn: ComposedRoute, path: string, form: CookieForm): ServerPiece | undefined {
  const code = workspace.files.get(signIn.path);
  const route = signIn.concept === undefined ? undefined : code?.visible[signIn.concept];
  const text = workspace.textOf(signIn.path);
  const facts = code?.facts.kind === 'code' ? code.facts : undefined;
  const method = route?.kind === 'route' && route.handler !== undefined ? facts?.scopes[route.handler] : undefined;
  if (!facts || !method?.fn || text === undefined || facts.scopes.some((it) => it.fn?.name === 'logout')) return undefined;
  const style = styleIn(workspace, signIn.path);
  const body = (clear: string): string =>
    `@Post('${path.replace(/^\//, '')}')\n@HttpCode(204)\nlogout(@Res({ passthrough: true }) response: Response): void {\n\t${clear}(response);\n}`;
  if (!afterStatement(text, method.span, '', style)) return undefined;
  return {
    path: signIn.path,
    own: [form.clear],
    packages: [
      { module: '@nestjs/common', names: ['HttpCode', 'Post', 'Res'] },
      { module: 'express', names: [{ name: 'Response', type: true }] },
    ],
    changes: (written) => [afterStatement(text, method.span, body(written(form.clear)), style, { emptyLine: true }) ?? []].flat(),
    note: ADDED_NOTE,
  };
}

/**
 * Has a file of the front end sign out at the server where it took the token away. An obstacle where it cannot say how.
 * @param keptOf what stays in the place of a removal; '' for nothing
 * @param request what asks the server to end the session, without `await`; undefined where the file has no way to it
 */
export function withoutRemovals(
  { code: { path }, text, removals }: StoredPlaces,
  keptOf: (removal: StoragePlace) => string,
  request: string | undefined,
  style: TextStyle,
): readonly TextChange[] | FixObstacle {
  const changes: TextChange[] = [];
  const end = style.semicolons ? ';' : '';
  for (const removal of removals) {
    const { call } = removal;
    const statement = call.getParent();
    const around = functionOf(call);
    const refuse = (): FixObstacle => obstacle(path, { start: call.getStart(), end: call.getEnd() }, NO_WAY_OUT);
    if (!Node.isExpressionStatement(statement) || !around) return refuse();
    const span = { start: statement.getStart(), end: statement.getEnd() };
    const block = statement.getParent();
    const isOnly = Node.isBlock(block) && block.getStatements().length === 1;
    const kept = keptOf(removal);
    if (kept === statement.getText() && !needsSignOut(removal)) continue;
    if (!needsSignOut(removal)) {
      const lines = wholeLines(text, span);
      if (kept !== '') changes.push({ span, text: kept });
      else if (lines && !isOnly) changes.push({ span: lines, text: '' });
      else return refuse();
      continue;
    }
    if (request === undefined) return refuse();
    const isAsync = 'isAsync' in around && typeof around.isAsync === 'function' && around.isAsync() === true;
    // A page that is left at once takes its requests along, but for those that are to outlive it.
    const isLeft = /\blocation\b/.test(around.getText());
    const turned = isLeft && !isAsync ? madeAsync(around) : undefined;
    changes.push(...(turned ?? []));
    const isSynchronous = isLeft && !isAsync && !turned;
    const outlives = isSynchronous ? request.replace(/ \}\)$/, ', keepalive: true })') : request;
    if (isSynchronous && outlives === request) return refuse();
    const asked = `${isAsync || turned ? 'await' : 'void'} ${outlives}${end}`;
    const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', span.start) + 1))?.[0] ?? '';
    changes.push({ span, text: kept !== '' ? `${asked}${style.lineEnd}${indent}${kept}` : asked });
  }
  return changes;
}

/** A function whose result nobody has, because it gives none back, as one that can be waited in. Undefined for another. */
function madeAsync(around: Node): TextChange[] | undefined {
  if (!Node.isArrowFunction(around) && !Node.isFunctionExpression(around) && !Node.isFunctionDeclaration(around))
    return undefined;
  const type = around.getReturnTypeNode();
  const returns = around.getDescendantsOfKind(SyntaxKind.ReturnStatement);
  if (!Node.isBlock(around.getBody()) || returns.some((it) => it.getExpression()) || (type && type.getText() !== 'void'))
    return undefined;
  const start = (around.getFirstChildByKind(SyntaxKind.FunctionKeyword) ?? around).getStart();
  return [
    { span: { start, end: start }, text: 'async ' },
    ...(type ? [{ span: { start: type.getStart(), end: type.getEnd() }, text: 'Promise<void>' }] : []),
  ];
}

const NO_WAY_OUT = worded`Signing out has to tell the server, which alone can take the cookie back, and it is not certain how this file sends a request. Call a route that clears the cookie here, then look for the quick-fix again.`;

/**
 * What asks the server to end the session, made like the call that begins it. Undefined where its address is not written in it.
 * @param last the last segment of the address
 */
export function signOutRequest(call: Node, names: ReadonlySet<string>, last: string, style: TextStyle): string | undefined {
  const sent = sentRequest(call, names);
  if (!sent || !Node.isCallExpression(call)) return undefined;
  const [address] = call.getArguments();
  const written = address?.getText() ?? '';
  const there = /^(['"`])(.*\/)[\w-]+(\/?)\1$/.exec(written);
  if (!there) return undefined;
  const url = `${there[1]}${there[2]}${last}${there[3]}${there[1]}`;
  const callee = call.getExpression().getText();
  return sent.client === 'fetch'
    ? `${callee}(${url}, { method: ${quoted('POST', style)}, credentials: ${quoted('include', style)} })`
    : /\.post$/.test(callee)
      ? `${callee}(${url}, undefined, { withCredentials: true })`
      : undefined;
}
