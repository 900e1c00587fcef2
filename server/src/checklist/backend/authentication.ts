import { scopeOfFunction } from '#concepts/function-place.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Look } from '../look.ts';
import { placedConcepts, usesPackage } from '../look.ts';
import { perFile } from '../per-file.ts';
import { count, done, type Evidence, evidence, missing, notApplicable, partly, unknown, type Verdict } from '../verdict.ts';
import { changing, routeEvidence, routeName } from './routes.ts';

const OPEN_BY_NAME =
  /login|log-in|signin|sign-in|sign-out|signup|sign-up|sign_up|register|registration|refresh|logout|log-out|signout|password|forgot|reset|verify|confirm|activate|oauth|callback|webhook|token|session|health|contact|newsletter|subscribe|metrics|captcha|invite|invitation|setup|install|auth/i;
const PACKAGES =
  /^(passport(-.*)?|@nestjs\/(passport|jwt)|jsonwebtoken|jose|express-jwt|express-session|cookie-session|next-auth|@auth\/.*|@clerk\/.*|better-auth|lucia|@supabase\/.*|firebase-admin|iron-session|flask[-_]login|flask[-_]jwt[-_]extended|flask[-_]jwt|flask[-_]security.*|flask[-_]httpauth|fastapi[-_]users.*|fastapi[-_]jwt.*|python[-_]jose|jose|pyjwt|jwt|authlib|djangorestframework[-_]simplejwt|rest_framework_simplejwt|djoser|django[-_]allauth|github\.com\/(golang-jwt\/jwt.*|dgrijalva\/jwt-go|go-chi\/jwtauth.*|gorilla\/sessions|alexedwards\/scs.*|appleboy\/gin-jwt.*|labstack\/echo-jwt.*|gin-contrib\/sessions|lestrrat-go\/jwx.*|o1egl\/paseto|markbates\/goth.*)|golang\.org\/x\/oauth2.*)$/i;

/** Routes that change something have a guard before the handler. */
export function authentication(look: Look): Verdict {
  const { served } = look;
  if (!served) return unknown('No routes are known, so that nothing can be said of who may call them');
  if (look.workspace.configuration.decisions?.auth === 'none')
    return notApplicable('tiebeam.json has decided that nobody signs in');
  const routes = served.routes.filter((it) => changing(it) || it.method === 'ANY');
  const asked = routes.filter((it) => changing(it) && (isGuarded(it) || !isOpenByNature(it)));
  const guarded = served.routes.filter(isGuarded);
  const inside = look.serverCode.flatMap((it) => guardsIn(look.workspace, it));
  const appWide = placedConcepts(look.files, 'middleware').filter(
    (it) => it.concept.role === 'auth' && it.concept.path === undefined,
  );
  if (routes.length === 0)
    return guarded.length + inside.length > 0
      ? done('Routes have a guard', [...guarded.slice(0, 4).map((it) => routeEvidence(it)), ...inside.slice(0, 4)])
      : notApplicable('no route changes anything');
  const byDefault = look.serverCode.flatMap((it) => defaultsIn(look.workspace, it));
  if (byDefault.length > 0) return done('Every route asks who calls unless it says otherwise', byDefault);
  const covered = asked.filter(isGuarded);
  const open = asked.filter((it) => !isGuarded(it) && !it.isChainOpen && !isGuardedInside(look, it));
  const sentence = `${asked.length - open.length} of ${count(asked.length, 'route')} that change something have a guard`;
  const shown = guarded
    .slice(0, 3)
    .map((it) => routeEvidence(it, `\`${routeName(it)}\` passes \`${it.chain.find(isGuard)?.name || 'a guard'}\``));
  const bare: Evidence[] = open.map((it) => routeEvidence(it, `\`${routeName(it)}\` has no guard that is known`));
  if (open.length > 0 && open.every((it) => it.framework === 'net-http') && wrapsByName(look))
    return unknown('Functions that ask who calls are wrapped around routes, and around which is not seen', bare);
  if (guarded.length > 0 || inside.length > 0) {
    if (open.length === 0) return done(asked.length === 0 ? 'Routes have a guard' : sentence, shown.length > 0 ? shown : inside);
    if (covered.length === 0 && inside.length > 0 && guarded.length === 0)
      return unknown('Who is calling is asked in the code, and for which routes cannot be seen', inside);
    return partly(sentence, bare);
  }
  if (asked.length === 0) return notApplicable('no route changes anything that would need a guard');
  if (appWide.length > 0)
    return done(
      'A guard stands before the whole app',
      appWide.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.name}\` stands before the app`)),
    );
  if (usesPackage(look, PACKAGES)) return unknown('A package for signing in is used, and for which routes cannot be seen', bare);
  return missing(`${count(asked.length, 'route')} that change something, none with a guard`, bare);
}

/** `passport.initialize()` makes ready and refuses nobody. */
const PREPARES = /(^|\.)(initialize|session|configure|init)$/;

function isGuarded({ chain }: ComposedRoute): boolean {
  return chain.some(isGuard);
}

function isGuard({ role, name }: ComposedRoute['chain'][number]): boolean {
  if (PREPARES.test(name)) return false;
  return (
    role === 'auth' ||
    USER_TYPE.test(name.split('.').at(-1) ?? '') ||
    /guard|permission|authenticat|authoriz|current_?user|signed_?in|logged_?in|login_required|protect|jwt(?!sign)/i.test(name)
  );
}

/** Who makes an account has none yet. */
function isOpenByNature(route: ComposedRoute): boolean {
  if (OPEN_BY_NAME.test(routeName(route))) return true;
  if (route.segments === undefined && /(^|\/)[\w-]*(sign[-_]?in|login|register|auth)[\w-]*\.\w+$/i.test(route.path)) return true;
  const last = route.segments?.at(-1);
  return route.method === 'POST' && last?.kind === 'literal' && /^(users?|accounts?|members?|customers?)$/i.test(last.text);
}

/** FastAPI: a parameter that is given only to those who have signed in, by the name of its type. */
const USER_TYPE =
  /^(Current|Page|SignedIn|Authenticated|Authorized|Active|LoggedIn)\w*(User|Account|Admin|Member)\w*$|^\w*(Page|Current)?(Admin|Principal)(Dep)?$/;

/** The handler itself, or a function that it calls, asks who is calling. */
function isGuardedInside(look: Look, { handler }: ComposedRoute): boolean {
  const file = handler && look.workspace.files.get(handler.path);
  if (handler === undefined || file === undefined || !isCode(file)) return false;
  const scope = scopeOfFunction(file.facts, handler.fn);
  const parameters = scope === undefined ? [] : (file.facts.scopes[scope]?.fn?.parameters ?? []);
  return parameters.some((it) => USER_TYPE.test(it.type?.path.at(-1) ?? '')) || guardsIn(look.workspace, file).length > 0;
}

const ASKS =
  /^(getServerSession|auth|currentUser|getAuth|getSession|requireUser|requireUserId|requireAuth|requireSession|requireLogin|getUser|getCurrentUser|validateRequest|login_required|jwt_required|current_user|get_current_user|get_jwt_identity|permission_required|user_passes_test|GetUserID|UserFromContext|CurrentUser|getUserFromRequest|verifyToken|auth_required|token_required|admin_required|staff_member_required|method_decorator|MustGetUser|checkAuth|parseRequest)$/;

/** Functions of the project that are told by their names. */
const ASKS_BY_NAME =
  /^(authenticate(d|User|Request)?|signed_?in_?\w*|require_?(user|auth|session|role|signed_?in|login|admin|permission)\w*|assert_?(auth|can|role|permission)\w*|authorize\w*|ensure_?(auth|user|admin)\w*)$/i;

/** Calls, decorators and bases by which a file asks who is calling. */
export const guardsIn = perFile((_workspace, { facts, path }: LiftedCode): Evidence[] => {
  const calls = facts.calls.filter(
    (it) => (ASKS.test(it.callee.path.at(-1) ?? '') || ASKS_BY_NAME.test(it.callee.path.at(-1) ?? '')) && it.scope !== 0,
  );
  const decorators = facts.scopes
    .flatMap((it) => it.fn?.decorators ?? [])
    .concat(facts.classes.flatMap((it) => it.decorators))
    .filter(
      (it) =>
        ASKS.test(it.path.at(-1) ?? '') ||
        /guard|required|protected|authori[sz]|^auth(ed|enticated)?$/i.test(it.path.at(-1) ?? ''),
    );
  const bases = facts.classes.filter((it) =>
    it.bases.some((base) =>
      /(LoginRequired|PermissionRequired|UserPassesTest|AccessMixin|StaffRequired)\w*/.test(base.path.at(-1) ?? ''),
    ),
  );
  const fields = facts.classes.flatMap((it) =>
    it.fields.filter((field) => /^(permission_classes|authentication_classes)$/.test(field.name)),
  );
  return [
    ...decorators.map((it) => evidence(path, it.span, `\`${it.path.join('.')}\` asks who calls`)),
    ...calls.map((it) => evidence(path, it.span, `\`${it.callee.path.join('.')}\` asks who calls`)),
    ...bases.map((it) => evidence(path, it.nameSpan, `\`${it.name}\` asks who calls`)),
    ...fields.map((it) => evidence(path, it.span, `\`${it.name}\` says who may call`)),
  ];
});

/** Guards for everything: Django REST framework's default permissions, Nest's `APP_GUARD`. */
const defaultsIn = perFile((_workspace, { facts, path }: LiftedCode): Evidence[] => {
  const guards = facts.imports.filter((it) => it.imported === 'APP_GUARD' && facts.calls.length + facts.classes.length > 0);
  const isAuth =
    guards.length > 0 && /auth|jwt|role|permission/i.test(facts.imports.map((it) => `${it.local} ${it.module}`).join(' '));
  const settings = facts.bindings
    .flatMap((it) =>
      it.scope === 0 && it.origin.kind === 'value' && it.origin.value.kind === 'object' ? it.origin.value.entries : [],
    )
    .filter(
      (it) =>
        it.key === 'DEFAULT_PERMISSION_CLASSES' &&
        /IsAuthenticated|DjangoModelPermissions|IsAdminUser/.test(JSON.stringify(it.value)),
    );
  return [
    ...(isAuth ? guards.map((it) => evidence(path, it.moduleSpan, '`APP_GUARD` stands before every route')) : []),
    ...settings.map((it) => evidence(path, it.span, 'The default permissions ask for a user')),
  ];
});

/** Go: a function that takes a handler, gives one and is called after sessions or users. */
function wrapsByName({ serverCode }: Look): boolean {
  return serverCode.some(({ facts }) =>
    facts.scopes.some(
      ({ fn }) =>
        fn?.results.some((it) => /Handler(Func)?$/.test(it.path.at(-1) ?? '')) === true &&
        fn.parameters.length > 0 &&
        /auth|session|login|user|token/i.test(fn.name ?? ''),
    ),
  );
}
