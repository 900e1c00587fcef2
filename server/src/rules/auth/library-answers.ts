import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import { worded } from '#fixes/wording.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { ServerPiece } from './server-piece.ts';
import { type CookieForm, cookieForm } from './session-cookie-module.ts';
import type { Handler } from './token-answer.ts';

/** What becomes of a route that a library answers with the token. */
export interface LibraryAnswer {
  readonly handler: Handler;
  readonly form: CookieForm;
  readonly piece: ServerPiece;
}

/** A route that is answered by a library, and not by a function of the project; undefined for others. */
export function libraryAnswer(workspace: Workspace, route: ComposedRoute, field: string): LibraryAnswer | undefined {
  const place = placeOf(workspace, route);
  const form = cookieForm(route.framework, route.unit);
  if (!place || !form) return undefined;
  const { code, text, span } = place;
  const handler = { code, scope: 0, framework: route.framework };
  const written = text.slice(span.start, span.end);
  if (route.framework === 'gin') {
    const middleware = /\b(\w+(?:\.\w+)*)\.LoginHandler\b/.exec(written)?.[1];
    // Its cookie is set up where its checks are.
    const piece = { path: code.path, own: [], packages: [], changes: () => [], note: worded`` };
    return middleware === undefined ? undefined : { handler, form: { ...form, ends: `${middleware}.LogoutHandler` }, piece };
  }
  if (!route.framework.startsWith('django') || field !== 'access') return undefined;
  const piece = ofView(workspace, place);
  return piece && { handler, form, piece };
}

/** Whether a route for signing out is answered by a library that takes its own cookie back. */
export function libraryEnds(workspace: Workspace, route: ComposedRoute, { ends }: CookieForm): boolean {
  const place = placeOf(workspace, route);
  return ends !== undefined && place?.text.slice(place.span.start, place.span.end).includes(ends) === true;
}

interface RoutePlace {
  readonly code: LiftedCode;
  readonly text: string;
  readonly span: Span;
}

function placeOf(workspace: Workspace, { path, concept }: ComposedRoute): RoutePlace | undefined {
  const code = workspace.files.get(path);
  const route = concept === undefined ? undefined : code?.visible[concept];
  const text = workspace.textOf(path);
  if (!code || !isCode(code) || route?.kind !== 'route' || route.call === undefined || text === undefined) return undefined;
  const call = code.facts.calls[route.call];
  return call && { code, text, span: call.span };
}

const COOKIE_TOO = 'with_session_cookie';

/** A view of Simple JWT in a list of paths, or a class of the project that is one: what it answers with goes into the cookie too. */
function ofView(workspace: Workspace, { code, text, span }: RoutePlace): ServerPiece | undefined {
  const named = /(?<![\w.])(?:\w+\.)*(\w+)\.as_view\([^()]*\)/.exec(text.slice(span.start, span.end));
  const [whole = '', name = ''] = named ?? [];
  const classes = workspace.unitOf(code.path).files.flatMap((path) => {
    const facts = workspace.files.get(path)?.facts;
    return facts?.kind === 'code' ? facts.classes.filter((it) => it.name === name).map((own) => ({ facts, own })) : [];
  });
  const [only, other] = classes;
  const base = only && !other ? only.own.bases[0]?.path.at(-1) : undefined;
  const isLibrary = only ? base !== undefined && isTokenView(only.facts, base) : isTokenView(code.facts, name);
  if (!named || !isLibrary) return undefined;
  const start = span.start + named.index;
  return {
    path: code.path,
    own: [COOKIE_TOO],
    uses: ['set_session_cookie'],
    packages: [],
    changes: (written) => [{ span: { start, end: start + whole.length }, text: `${written(COOKIE_TOO)}(${whole})` }],
    note: worded`Keep the token in a cookie`,
  };
}

function isTokenView({ imports }: CodeFacts, name: string): boolean {
  return imports.some(
    (it) =>
      it.local === name &&
      it.module.startsWith('rest_framework_simplejwt') &&
      /^Token(?:ObtainPair|Refresh)View$/.test(it.imported),
  );
}
