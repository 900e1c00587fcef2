import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ObjectEntry, Value } from '#facts/value.ts';
import type { Look } from '../look.ts';
import { placedConcepts } from '../look.ts';
import { perFile } from '../per-file.ts';
import { count, done, type Evidence, evidence, missing, notApplicable, partly, unknown, type Verdict } from '../verdict.ts';
import { usesAuthKit } from './api-client.ts';
import { requestsOf, siteEvidence } from './requests.ts';

/** More requests by hand than this stand beside the client. */
const STRAGGLERS = 2;

/** The client says by itself who is calling. */
export function tokenAttached(look: Look): Verdict {
  const sites = requestsOf(look);
  const found = look.browserCode.map((it) => tokensIn(look.workspace, it));
  const automatic = found.flatMap((it) => it.automatic);
  const inClients = look.browserCode.flatMap((it, index) => (isClient(look, it) ? (found[index]?.byHand ?? []) : []));
  const byHand = look.browserCode.flatMap((it, index) => (isClient(look, it) ? [] : (found[index]?.byHand ?? [])));
  if (!signsIn(look)) return notApplicable('nobody signs in, as far as the code says');
  const shared = [...automatic, ...inClients];
  if (shared.length > 0)
    return byHand.length > STRAGGLERS
      ? partly(`The client adds it, and ${count(byHand.length, 'place')} do so by hand`, byHand)
      : done('The client adds it to every request', shared);
  if (usesAuthKit(look)) return done('A package for signing in adds it', []);
  if (sites.length > 0 && sites.every((it) => it.call.origin === 'same') && (hasCookieSession(look) || httpOnly(look).length > 0))
    return done(
      'The cookie of the session goes with requests to the own origin',
      sites.slice(0, 2).map((it) => siteEvidence(it)),
    );
  if (byHand.length > STRAGGLERS) return missing(`${count(byHand.length, 'place')} add it by hand`, byHand);
  if (byHand.length > 0) return partly('It is added by hand', byHand);
  return unknown('How requests say who is calling is not seen');
}

/** Tells whether a front end or the servers beside it know users. */
export function signsIn(look: Look): boolean {
  if (usesAuthKit(look)) return true;
  const { workspace } = look;
  const sites = requestsOf(look);
  if (sites.some((it) => /(log|sign)-?_?(in|out|up)|\/(auth|sessions?|token|me|register)\b/i.test(it.call.written))) return true;
  if (look.unit.files.some((it) => /(^|[/(_-])(log-?in|sign-?in)/i.test(it) && workspace.roleOf(it) === undefined)) return true;
  if (look.browserCode.some((it) => tokensIn(workspace, it).byHand.length > 0)) return true;
  return workspace.units.some((unit) =>
    workspace.routesOf(unit).routes.some((route) => route.chain.some((it) => it.role === 'auth')),
  );
}

/** Tells whether the servers of the workspace keep sessions in cookies. */
export function hasCookieSession({ workspace }: Look): boolean {
  return workspace.units.some(
    (unit) =>
      [...unit.dependencies].some((it) => SESSIONS.test(it)) ||
      unit.files.some((path) => {
        const file = workspace.files.get(path);
        return (
          file !== undefined &&
          workspace.roleOf(path) === undefined &&
          placedConcepts([file], 'middleware').some((it) => it.concept.role === 'session')
        );
      }),
  );
}

const SESSIONS =
  /^(express-session|cookie-session|@fastify\/(session|secure-session|cookie)|koa-session|iron-session|next-auth|better-auth|lucia|flask[-_]login|flask[-_]session|github\.com\/(gorilla\/sessions|alexedwards\/scs.*|gin-contrib\/sessions|gorilla\/securecookie))$/i;

function isClient({ workspace }: Look, { path }: LiftedCode): boolean {
  const layer = workspace.layerOf(path)?.layer;
  return (
    layer === 'client' ||
    /(^|\/)(api|http|client|axios|request|fetcher|fetch|apiClient|api-client|interceptors?)\.[cm]?[jt]sx?$/i.test(path) ||
    /(^|\/)(api|http|client)\/(index|base|core|config|instance|request)\w*\.[cm]?[jt]s$/i.test(path)
  );
}

interface Tokens {
  readonly automatic: readonly Evidence[];
  /** Headers that name the token at a place of their own. */
  readonly byHand: readonly Evidence[];
}

const tokensIn = perFile((_workspace, { facts, path }: LiftedCode): Tokens => {
  const automatic: Evidence[] = [];
  const byHand: Evidence[] = [];
  let isConfigured = false;
  const take = ({ key, value, span }: ObjectEntry): void => {
    if (/^authorization$/i.test(key) || /^x-(access|auth)-token$/i.test(key))
      byHand.push(evidence(path, span, 'The token is put into a header here'));
    const isCookie =
      (key === 'withCredentials' && value.kind === 'literal' && value.value === true) ||
      (key === 'credentials' && value.kind === 'literal' && (value.value === 'include' || value.value === 'same-origin'));
    if (isCookie) automatic.push(evidence(path, span, 'Cookies go with requests'));
    if (/^(prepareHeaders|authLink|beforeRequest|TOKEN)$/.test(key) || (key === 'auth' && isConfigured))
      automatic.push(evidence(path, span, 'Every request gets its headers here'));
    walk(value, take);
  };
  for (const call of facts.calls) {
    const name = call.callee.path.join('.');
    if (/interceptors\.request\.use$/.test(name)) automatic.push(evidence(path, call.span, 'Every request passes here'));
    if (/^(setContext|withInterceptors|authExchange|createAuthLink)$/.test(call.callee.path.at(-1) ?? ''))
      automatic.push(evidence(path, call.span, `\`${name}\` adds it to every request`));
    if (
      /(^|\.)(set|append)$/.test(name) &&
      call.args[0]?.kind === 'literal' &&
      /^authorization$/i.test(String(call.args[0].value))
    )
      byHand.push(evidence(path, call.span, 'The token is put into a header here'));
    isConfigured = /^(setConfig|createClient|createConfig)$/.test(call.callee.path.at(-1) ?? '');
    for (const it of call.args) walk(it, take);
  }
  isConfigured = false;
  for (const it of facts.bindings) if (it.origin.kind === 'value' || it.origin.kind === 'part') walk(it.origin.value, take);
  for (const it of facts.returns) for (const value of it.values) walk(value, take);
  for (const it of facts.assignments) {
    const target = it.target.join('.');
    if (
      /defaults\.headers\.(common|[a-z]+)\.?.*(authorization|x-auth-token|x-access-token)/i.test(target) ||
      /(^|\.)OpenAPI\.TOKEN$/.test(target) ||
      /defaults\.withCredentials$/.test(target)
    )
      automatic.push(evidence(path, it.span, 'It is set for every request'));
    else if (/headers\.(authorization|x-(auth|access)-token)$/i.test(target))
      byHand.push(evidence(path, it.span, 'The token is put into a header here'));
    walk(it.value, take);
  }
  for (const it of facts.classes)
    if (
      it.bases.some((base) => base.path.at(-1) === 'HttpInterceptor') ||
      /HttpInterceptor|TokenInterceptor|AuthInterceptor/.test(it.name)
    )
      automatic.push(evidence(path, it.nameSpan, 'Every request passes here'));
  return { automatic: distinct(automatic), byHand: distinct(byHand) };
});

function distinct(found: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return found.filter((it) => {
    const key = JSON.stringify(it.at);
    return !seen.has(key) && seen.add(key);
  });
}

function walk(value: Value, take: (entry: ObjectEntry) => void): void {
  if (value.kind === 'object') for (const it of value.entries) take(it);
  else if (value.kind === 'opaque') for (const it of value.choices ?? []) walk(it, take);
}

const REFRESHES = /refresh|renew/i;

/** A 401 leads to a new token, or the session is a cookie. */
export function tokenRefresh(look: Look): Verdict {
  if (!signsIn(look)) return notApplicable('nobody signs in, as far as the code says');
  const stored = look.detect('auth/token-in-web-storage');
  const kept: Evidence[] = stored.map((it) => ({
    path: it.path,
    at: it.at,
    sentence: 'The token is kept where scripts can read it',
  }));
  const found = look.browserCode.map((it) => refreshIn(look.workspace, it));
  const refreshes = [
    ...found.flatMap((it) => it.refreshes),
    ...requestsOf(look).flatMap((it) =>
      REFRESHES.test(it.call.written) ? [siteEvidence(it, 'A new token is asked for here')] : [],
    ),
  ];
  const denied = found.flatMap((it) => it.denied);
  if (refreshes.length > 0) {
    const places = [...refreshes, ...denied];
    if (kept.length > 0)
      return partly('A new token is asked for, and tokens are kept where scripts can read them', [...kept, ...places]);
    const cookies = httpOnly(look);
    if (denied.length === 0) return partly('A new token is asked for, and no answer with 401 leads there', places);
    return cookies.length > 0
      ? done('A 401 leads to a new token; the cookie is hidden from scripts', [...places, ...cookies])
      : partly('A 401 leads to a new token; where the token for that is kept is not seen', places);
  }
  if (usesAuthKit(look) && kept.length === 0) return done('A package for signing in renews sessions', []);
  if (hasCookieSession(look) && kept.length === 0) return done('The session is a cookie, which lasts by itself', []);
  const hidden = kept.length === 0 ? httpOnly(look) : [];
  if (hidden.length > 0) return done('The session is a cookie that scripts cannot read', hidden);
  if (denied.length > 0) return partly('A 401 ends the session; no new token is asked for', [...denied, ...kept]);
  if (kept.length > 0) return missing('Tokens are kept where scripts can read them, and none is renewed', kept);
  return unknown('How a session lasts is not seen');
}

const refreshIn = perFile(
  (
    _workspace,
    { facts, path }: LiftedCode,
  ): { readonly refreshes: readonly Evidence[]; readonly denied: readonly Evidence[] } => {
    const at = (span: Span, sentence: string) => evidence(path, span, sentence);
    const refreshes = facts.calls.flatMap((it) =>
      /refresh_?(token|session|access|auth)|renew_?(token|session)|^refresh$|silentRefresh|^tryRefresh/i.test(
        it.callee.path.at(-1) ?? '',
      ) && !/router|query|data|list|page|table/i.test(it.callee.path.slice(0, -1).join('.'))
        ? [at(it.span, 'A new token is asked for here')]
        : [],
    );
    const denied = facts.scopes.flatMap(({ branch }) =>
      branch && /\b401\b|Unauthorized|UNAUTHORIZED/.test(branch.text)
        ? [at(branch.conditionSpan, 'An answer with 401 is noticed here')]
        : [],
    );
    return { refreshes, denied };
  },
);

/** Where the servers of the workspace hide a cookie from scripts. */
function httpOnly({ workspace }: Look): Evidence[] {
  return [...workspace.files.values()].flatMap((file) => {
    if (!isCode(file) || workspace.roleOf(file.path) !== undefined) return [];
    return hiddenCookies(workspace, file);
  });
}

const hiddenCookies = perFile((_workspace, { facts, path }: LiftedCode): Evidence[] => {
  const found: Evidence[] = [];
  const take = (it: ObjectEntry): void => {
    if (/^http_?only$/i.test(it.key) && !(it.value.kind === 'literal' && it.value.value === false))
      found.push(evidence(path, it.span, 'The cookie is hidden from scripts'));
    walk(it.value, take);
  };
  for (const call of facts.calls) {
    for (const it of call.args) walk(it, take);
    const keyword = call.keywords.find((it) => /^http_?only$/i.test(it.name));
    if (keyword && !(keyword.value.kind === 'literal' && keyword.value.value === false))
      found.push(evidence(path, keyword.span, 'The cookie is hidden from scripts'));
  }
  for (const it of facts.bindings) if (it.origin.kind === 'value') walk(it.origin.value, take);
  for (const it of facts.returns) for (const value of it.values) walk(value, take);
  return found;
});
