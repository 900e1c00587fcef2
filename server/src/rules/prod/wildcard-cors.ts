import { z } from 'zod';
import type { CorsPolicy } from '#concepts/kinds/safeguards.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { defineRule } from '../rule.ts';
import { ORIGINS_OFFER, useConfiguredOrigins } from './cors-origins-fix.ts';

interface Data {
  readonly variable?: string;
}

const Options = z
  .strictObject({
    publicApi: z.boolean().default(false).describe('True where every website is meant to call this API'),
    routeLevel: z.enum(['off', 'info']).default('off').describe('Severity of single routes that everybody may call'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'prod/wildcard-cors',
  section: 13,
  tier: 1,
  severity: 'error',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  speaksOf: ['cors'],
  fix: 'multi',
  options: Options,
  messages: {
    wildcard: () => 'Every website may call this API from a visitor’s browser; name the origins that are meant to',
    wildcardWithCredentials: () =>
      'Every website is let in together with cookies; browsers refuse that, and the origins are not limited',
    reflected: () => 'Whatever origin a browser names is allowed, so that every website may call this API',
    reflectedWithCredentials: () =>
      'Whatever origin a browser names is allowed with its cookies, so that every website may act for its visitors',
    wildcardDefault: ({ variable = '' }) => `Where \`${variable}\` is not set, every website may call this API`,
  },
  *check({ workspace, file, options }) {
    if (options.publicApi) return;
    const code = applicationCode(workspace, file, ['tool-configuration']);
    if (!code || DEVELOPMENT_FILE.test(code.path)) return;
    for (const it of conceptsOf(code, 'cors')) {
      const messageId = judge(it);
      if (
        !messageId ||
        isSetElsewhere(workspace, code, it) ||
        isForDevelopment(it) ||
        isForSomePaths(code, it) ||
        (!it.isAppWide && options.routeLevel === 'off')
      )
        continue;
      const severity = it.isAppWide ? severityOf(messageId, workspace, workspace.unitOf(code.path)) : 'info';
      yield {
        messageId,
        data: it.origins.kind === 'variable' ? { variable: it.origins.name || 'the setting' } : {},
        path: code.path,
        at: { kind: 'span', span: it.entry?.span ?? it.span },
        severity,
        offers: messageId === 'wildcardDefault' ? [] : [ORIGINS_OFFER],
      };
    }
  },
  repair({ workspace }, { path, at, offers = [] }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file, ['tool-configuration']);
    const policy =
      code && at.kind === 'span'
        ? conceptsOf(code, 'cors').find((it) => {
            const span = it.entry?.span ?? it.span;
            return span.start === at.span.start && span.end === at.span.end;
          })
        : undefined;
    const edits = code && policy && offers.length > 0 ? useConfiguredOrigins(workspace, code, policy) : undefined;
    return edits ? [{ ...ORIGINS_OFFER, edits }] : [];
  },
});

/** Settings of a development machine, and a server to try something out with. */
const DEVELOPMENT_FILE =
  /(^|\/)(settings\/(dev|development|local|test|testing|ci)|(dev|local|development)_settings|settings_(dev|local|test))\.py$|(^|\/)test[-_]?server\.[cm]?[jt]s$/i;

/** Flask-CORS: `cors.init_app(app)` takes `CORS_ORIGINS` out of the settings. */
function isSetElsewhere(workspace: Workspace, { facts, path }: LiftedCode, { origins, call: id }: CorsPolicy): boolean {
  if (facts.language !== 'python' || origins.kind !== 'wildcard') return false;
  const call = id === undefined ? undefined : facts.calls[id];
  if (!call || call.keywords.some((it) => /^(origins|resources)$/.test(it.name))) return false;
  return workspace.unitOf(path).files.some((it) => {
    const own = workspace.files.get(it)?.facts;
    return (
      own?.kind === 'code' &&
      own.bindings.some((one) => one.name === 'CORS_ORIGINS' && one.origin.kind === 'value' && one.origin.value.kind === 'array')
    );
  });
}

function isForDevelopment({ condition }: CorsPolicy): boolean {
  return condition !== undefined && /prod|dev|debug|local|env|stag|test/i.test(condition);
}

/**
 * `app.use('/.well-known/…', handler)` and `app.use('/feed', handler)`: what stands there is for everyone. `if (!isPublic(path)) return next()`
 * comes first in a middleware that picks its paths.
 */
function isForSomePaths({ facts }: LiftedCode, { scope, span, framework }: CorsPolicy): boolean {
  if (framework !== 'language') return false;
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const given = facts.scopes[at]?.fn?.argumentOf;
    const [path] = (given && facts.calls[given.call]?.args) ?? [];
    if (
      path?.kind === 'literal' &&
      typeof path.value === 'string' &&
      !/^\/?(?:(?:api|rest|v\d+|\*|\(\.\*\))\/?)*$/.test(path.value)
    )
      return true;
  }
  const fn = enclosingFunction(facts, scope)?.id;
  return facts.scopes.some(
    ({ branch, parent, span: own }, id) =>
      branch?.form === 'then' &&
      parent === fn &&
      own.end <= span.start &&
      /path|url|route/i.test(branch.text) &&
      facts.returns.some((it) => it.scope === id),
  );
}

function judge({ origins, credentials }: CorsPolicy): string | undefined {
  const withCookies = credentials === 'yes';
  switch (origins.kind) {
    case 'wildcard':
      return withCookies ? 'wildcardWithCredentials' : 'wildcard';
    case 'reflected':
      return withCookies ? 'reflectedWithCredentials' : 'reflected';
    case 'variable':
      return origins.fallback?.includes('*') ? 'wildcardDefault' : undefined;
    default:
      return undefined;
  }
}

/** An API without users has nothing that another website could misuse. */
function severityOf(messageId: string, workspace: Workspace, unit: Unit): Severity {
  if (messageId.endsWith('WithCredentials')) return 'error';
  if (!knowsUsers(workspace, unit)) return 'info';
  return messageId === 'reflected' ? 'error' : 'warning';
}

const KNOWN = new WeakMap<Workspace, Map<Unit, boolean>>();

function knowsUsers(workspace: Workspace, unit: Unit): boolean {
  const known = KNOWN.get(workspace) ?? new Map<Unit, boolean>();
  KNOWN.set(workspace, known);
  let answer = known.get(unit);
  if (answer === undefined) {
    answer =
      [...unit.dependencies].some((it) => USER_PACKAGES.test(it)) ||
      unit.files.some((path) => {
        const file = workspace.files.get(path);
        return (
          file !== undefined &&
          isCode(file) &&
          (file.facts.imports.some((it) => USER_PACKAGES.test(it.module)) ||
            file.visible.some((it) => it.kind === 'middleware' && (it.role === 'auth' || it.role === 'session')))
        );
      });
    known.set(unit, answer);
  }
  return answer;
}

const USER_PACKAGES =
  /jwt|jsonwebtoken|jose|passport|session|cookie|bcrypt|argon2|next-auth|@auth\/|@clerk|better-auth|lucia|firebase-admin|supertokens|keycloak|oauth|openid|authlib|fastapi[-_]users|flask[-_]login|flask_login|django\.contrib\.auth|simplejwt|djoser|allauth|passlib|gorilla\/sessions|scs\b/i;
