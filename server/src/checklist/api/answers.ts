import type { LiftedCode } from '#concepts/lifted-file.ts';
import { REQUEST_ID_HEADERS } from '#concepts/safeguards/header-names.ts';
import type { Value } from '#facts/value.ts';
import { guardsIn } from '../backend/authentication.ts';
import { requestIds } from '../backend/logs.ts';
import { changing, routeEvidence, routeName } from '../backend/routes.ts';
import { entriesOf, literalsOf } from '../literals.ts';
import type { Look } from '../look.ts';
import { placedConcepts, usesPackage } from '../look.ts';
import { perFile } from '../per-file.ts';
import {
  count,
  done,
  type Evidence,
  evidence,
  fileEvidence,
  missing,
  notApplicable,
  partly,
  unknown,
  type Verdict,
} from '../verdict.ts';

/** Statuses of their own for what was made, for what is wrong with a request, and for what is not there. */
export function statusCodes(look: Look): Verdict {
  const { served } = look;
  if (!served) return unknown('No routes are known');
  const answers = placedConcepts(look.serverCode, 'response');
  const statuses = new Map<number, Evidence>();
  for (const it of answers)
    if (it.concept.status !== undefined && !statuses.has(it.concept.status))
      statuses.set(it.concept.status, evidence(it.path, it.concept.span, `An answer with ${it.concept.status}`));
  for (const code of look.serverCode)
    for (const call of code.facts.calls) {
      const given =
        call.keywords.find((it) => it.name === 'status_code')?.value ??
        (/^(HttpCode|status|WriteHeader|code|sendStatus)$/.test(call.callee.path.at(-1) ?? '') ? call.args[0] : undefined);
      const status = statusOf(given) ?? call.args.map(statusNamed).find((it) => it !== undefined);
      if (status !== undefined && !statuses.has(status))
        statuses.set(status, evidence(code.path, call.span, `An answer with ${status}`));
    }
  for (const code of look.serverCode)
    for (const it of statusEntries(look.workspace, code)) if (!statuses.has(it.status)) statuses.set(it.status, it.place);
  const refusals = [...statuses.keys()].filter((it) => it >= 400 && it < 500);
  const makes = served.routes.some((it) => it.method === 'POST');
  const made =
    [...statuses.keys()].some((it) => it === 201 || it === 202 || it === 204) ||
    /^(nestjs|django-rest-framework)$/.test(served.framework) ||
    served.routes.some((it) => it.framework === 'django-rest-framework');
  const places = [...statuses].sort(([a], [b]) => a - b).map(([, it]) => it);
  if (statuses.size === 0) return unknown('Which statuses answers carry is not seen');
  const isVaried = new Set(refusals).size >= 2;
  if (isVaried && (made || !makes))
    return done(`Answers tell ${[...statuses.keys()].sort((a, b) => a - b).join(', ')} apart`, places);
  return partly(
    isVaried ? 'Refusals have statuses of their own; nothing answers 201 or 204' : 'Few statuses are told apart',
    places,
  );
}

const STATUS_NAMES: Readonly<Record<string, number>> = {
  CREATED: 201,
  ACCEPTED: 202,
  NO_CONTENT: 204,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  UNPROCESSABLE_ENTITY: 422,
};

/** `httpStatus.NOT_FOUND`, `http.StatusConflict` among the arguments of a call. */
function statusNamed(value: Value): number | undefined {
  return value.kind === 'reference' &&
    value.path.length > 1 &&
    /^(http_?status\w*|status\w*|http|constants)$/i.test(value.path[0] ?? '')
    ? statusOf(value)
    : undefined;
}

/** Statuses that errors and answers have as a field, and those given to a constructor above. */
const statusEntries = perFile((workspace, code: LiftedCode): readonly { readonly status: number; readonly place: Evidence }[] => {
  const entries = entriesOf(workspace, code).flatMap((it) =>
    /status/i.test(it.key) ? [{ value: it.value, span: it.span }] : [],
  );
  const fields = code.facts.classes.flatMap((it) =>
    it.fields.flatMap((field) => (/status/i.test(field.name) && field.value ? [{ value: field.value, span: field.span }] : [])),
  );
  const given = code.facts.calls.flatMap((it) =>
    /^(super|\w*Error|\w*Exception|New|newError|WriteJSON|WriteProblem|problem)$/.test(it.callee.path.at(-1) ?? '')
      ? it.args.map((value) => ({ value, span: it.span }))
      : [],
  );
  const keywords = code.facts.calls.flatMap((it) =>
    it.keywords.filter((one) => /status/.test(one.name)).map((one) => ({ value: one.value, span: one.span })),
  );
  return [...entries, ...fields, ...given, ...keywords].flatMap(({ value, span }) => {
    const status = value.kind === 'reference' ? statusNamed(value) : statusOf(value);
    return status !== undefined && status >= 200 && status < 600
      ? [{ status, place: evidence(code.path, span, `An answer with ${status}`) }]
      : [];
  });
});

function statusOf(
  value: { readonly kind: string; readonly value?: unknown; readonly path?: readonly string[] } | undefined,
): number | undefined {
  if (value?.kind === 'literal' && typeof value.value === 'number') return value.value;
  const name = value?.kind === 'reference' ? (value.path?.at(-1) ?? '') : '';
  const digits = /(\d{3})/.exec(name)?.[1];
  if (digits !== undefined) return Number(digits);
  const spelled = name
    .replace(/^(HTTP_|Status)/, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase();
  return STATUS_NAMES[spelled];
}

/** Errors are told as RFC 9457 says. */
export function problemDetails(look: Look): Verdict {
  const found = look.serverCode.flatMap((it) =>
    literalsOf(look.workspace, it).flatMap((one) =>
      /application\/problem\+json/i.test(one.text) ? [evidence(it.path, one.span, 'Errors are told as problem details')] : [],
    ),
  );
  if (found.length > 0) return done('Errors are told as problem details', found);
  if (usesPackage(look, /problem[-_]?(details|json)|rfc-?(7807|9457)|fastapi[-_]problem|^@fastify\/problem/i))
    return done('A package tells errors as problem details');
  const byName = look.serverCode.flatMap((it) =>
    [
      ...it.facts.classes.map((one) => ({ name: one.name, span: one.nameSpan })),
      ...it.facts.scopes.flatMap(({ fn }) => (fn?.name === undefined ? [] : [{ name: fn.name, span: fn.nameSpan }])),
    ]
      .filter((one) => /problem_?(detail|json|response)/i.test(one.name))
      .map((one) => evidence(it.path, one.span, `\`${one.name}\``)),
  );
  if (byName.length > 0) return partly('Errors are told like problem details, without their media type', byName);
  return look.served
    ? missing('No answer has the media type `application/problem+json`', [
        { ...look.served.place, sentence: 'The server is made here' },
      ])
    : unknown('No routes are known');
}

const PAGE = /^(limit|page|cursor|offset|skip|per_?page|page_?size)$/i;

/** Lists come in pages with a limit. */
export function pagination(look: Look): Verdict {
  const routes = look.served?.routes ?? [];
  const lists = routes.filter(
    (it) =>
      it.method === 'GET' &&
      it.segments?.at(-1)?.kind === 'literal' &&
      /[a-z]s$/i.test(lastText(it)) &&
      !/^(status|docs|settings|metrics|stats|events?|statistics|progress|address|news|access|ws|sse|tags|categories)$/i.test(
        lastText(it),
      ),
  );
  const unpaged = look.detect('api/missing-pagination');
  const reads = placedConcepts(look.serverCode, 'input-read').filter(
    (it) => it.concept.source === 'query' && PAGE.test(it.concept.key ?? ''),
  );
  const parameters = look.serverCode.flatMap((it) =>
    it.facts.scopes.flatMap(({ fn }) =>
      (fn?.parameters ?? [])
        .filter((one) => PAGE.test(one.name))
        .map((one) => evidence(it.path, one.span, `\`${one.name}\` says how much is given`)),
    ),
  );
  const named = look.serverCode.flatMap((it) => [
    ...it.facts.classes
      .filter((one) => /pagina|PageQuery|ListQuery|Pageable/i.test(one.name))
      .map((one) => evidence(it.path, one.nameSpan, `\`${one.name}\` says how much is given`)),
    ...it.facts.scopes.flatMap(({ fn }) =>
      fn?.name !== undefined && /pagina/i.test(fn.name)
        ? [evidence(it.path, fn.nameSpan, `\`${fn.name}\` says how much is given`)]
        : [],
    ),
  ]);
  const limits = [
    ...reads.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.key}\` is read from the query`)),
    ...named,
    ...parameters,
  ];
  const classes = look.serverCode.flatMap((it) =>
    it.facts.bindings
      .filter((one) => one.scope === 0 && /DEFAULT_PAGINATION_CLASS/.test(JSON.stringify(one.origin)))
      .map((one) => evidence(it.path, one.span, 'Lists come in pages by default')),
  );
  limits.push(...classes);
  const bad: Evidence[] = unpaged.map((it) => ({ path: it.path, at: it.at, sentence: 'A list without a limit' }));
  if (lists.length === 0 && bad.length === 0) return notApplicable('no route gives a list, as far as paths say');
  if (bad.length === 0)
    return limits.length > 0
      ? done('Lists come in pages', limits)
      : unknown(
          'How much a list gives at most is not seen',
          lists.slice(0, 3).map((it) => routeEvidence(it)),
        );
  return limits.length > 0 && bad.length < Math.max(lists.length, 2)
    ? partly(`${count(bad.length, 'list')} without a limit`, bad)
    : missing(`${count(bad.length, 'list')} without a limit`, bad);
}

function lastText(route: {
  readonly segments: readonly { readonly kind: string; readonly text?: string }[] | undefined;
}): string {
  return route.segments?.at(-1)?.text ?? '';
}

/** Who is calling stands in a header or a cookie. */
export function bearerAuth(look: Look): Verdict {
  const inQuery = placedConcepts(look.serverCode, 'input-read').filter(
    (it) =>
      it.concept.source === 'query' && /^(access_?token|auth_?token|jwt|api_?key|apikey|bearer)$/i.test(it.concept.key ?? ''),
  );
  if (inQuery.length > 0)
    return partly(
      'A token is read from the query',
      inQuery.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.key}\` is read from the query`)),
    );
  const guarded = (look.served?.routes ?? []).filter((it) => it.chain.some((link) => link.role === 'auth'));
  if (guarded.length > 0)
    return done(
      'No token is read from the query',
      guarded.slice(0, 2).map((it) => routeEvidence(it, `\`${routeName(it)}\` has a guard`)),
    );
  const inside = look.serverCode.flatMap((it) => guardsIn(look.workspace, it));
  if (inside.length > 0) return done('No token is read from the query', inside.slice(0, 2));
  const changes = (look.served?.routes ?? []).filter(changing);
  return changes.length === 0 ? notApplicable('no route changes anything') : unknown('Where the token is read from is not seen');
}

/** The id of a request goes back to the caller. */
export function requestIdHeader(look: Look): Verdict {
  const set = placedConcepts(look.files, 'header').filter((it) => REQUEST_ID_HEADERS.has(it.concept.name) && it.concept.isSet);
  const registered = placedConcepts(look.files, 'middleware').filter((it) => it.concept.role === 'request-id');
  const packages = placedConcepts(look.files, 'safeguard').filter(
    (it) => it.concept.what === 'request-id' && it.concept.by === 'package',
  );
  const sent = [
    ...set.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.name}\` is sent`)),
    ...[...registered, ...packages].map((it) => evidence(it.path, it.concept.span, `\`${it.concept.name}\` sends it`)),
  ];
  if (sent.length > 0) return done('The id goes back to the caller', sent);
  const written = look.serverCode.flatMap((it) =>
    it.facts.assignments
      .filter((one) => one.target.some((name) => /^x-(request|correlation)-id$/i.test(name)))
      .map((one) => evidence(it.path, one.span, 'The header is sent')),
  );
  if (written.length > 0) return done('The id goes back to the caller', written);
  const any = requestIds(look);
  const sends = any.filter((it) =>
    /[[(]\s*b?["']x-(request|correlation)-id["']\s*\]?\s*[=,]/i.test(look.workspace.textOf(it.path) ?? ''),
  );
  if (sends.length > 0) return done('The id goes back to the caller', sends);
  if (any.length > 0) return partly('Requests have an id; that it goes back to the caller is not seen', any);
  return look.served?.isHosted ? notApplicable('the platform numbers requests') : missing('Requests have no id');
}

const LIMITERS =
  /^(express-rate-limit|express-slow-down|rate-limiter-flexible|@nestjs\/throttler|nestjs-throttler|@fastify\/rate-limit|fastify-rate-limit|koa-ratelimit|hono-rate-limiter|@upstash\/ratelimit|limiter|slowapi|fastapi_limiter|fastapi-limiter|flask_limiter|flask-limiter|django_ratelimit|django-ratelimit|ratelimit|limits|github\.com\/(go-chi\/httprate|ulule\/limiter.*|didip\/tollbooth.*|throttled\/throttled.*|sethvargo\/go-limiter.*|gin-contrib\/ratelimit.*)|golang\.org\/x\/time\/rate)$/;

/** Something limits how often one caller may ask. */
export function rateLimit(look: Look): Verdict {
  const registered = placedConcepts(look.files, 'middleware').filter((it) => it.concept.role === 'rate-limit');
  const inChains = (look.served?.routes ?? []).filter((it) =>
    it.chain.some((link) => link.role === 'rate-limit' || /rate_?limit|throttl/i.test(link.name)),
  );
  const imports = look.serverCode.flatMap((it) =>
    it.facts.imports
      .filter((one) => LIMITERS.test(it.facts.language === 'python' ? (one.module.split('.')[0] ?? '') : one.module))
      .map((one) => evidence(it.path, one.moduleSpan, `\`${one.module}\` limits requests`)),
  );
  const own = look.serverCode.flatMap((it) =>
    it.facts.scopes.flatMap(({ fn }) =>
      fn?.name !== undefined && /rate_?limit|throttle/i.test(fn.name)
        ? [evidence(it.path, fn.nameSpan, `\`${fn.name}\` limits requests`)]
        : [],
    ),
  );
  const classes = look.serverCode.flatMap((it) =>
    it.facts.classes
      .filter((one) => /RateLimit|Throttle/.test(one.name))
      .map((one) => evidence(it.path, one.nameSpan, `\`${one.name}\` limits requests`)),
  );
  const settings = look.serverCode.flatMap((it) =>
    it.facts.bindings
      .filter((one) => one.scope === 0 && /DEFAULT_THROTTLE/.test(JSON.stringify(one.origin)))
      .map((one) => evidence(it.path, one.span, 'Requests are throttled')),
  );
  const found = [
    ...registered.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.name}\` limits requests`)),
    ...imports,
    ...own,
    ...classes,
    ...settings,
    ...inChains.slice(0, 2).map((it) => routeEvidence(it)),
  ];
  if (found.length > 0) return done('Requests are limited', found);
  const gateway = look.served?.gateways[0];
  if (gateway)
    return unknown('What stands before the server may limit requests', [
      fileEvidence(gateway.path, 'It stands before the server'),
    ]);
  return look.served
    ? missing('Nothing limits how often one caller may ask', [{ ...look.served.place, sentence: 'The server is made here' }])
    : unknown('No routes are known');
}

const DESCRIBES =
  /^(@nestjs\/swagger|swagger-ui-express|swagger-jsdoc|express-openapi\S*|@fastify\/swagger\S*|fastify-swagger|fastify-type-provider-zod|@asteasolutions\/zod-to-openapi|zod-openapi|@hono\/zod-openapi|tsoa|next-swagger-doc|drf_spectacular|drf-spectacular|drf_yasg|drf-yasg|flask_smorest|flask-smorest|flask_restx|flask-restx|flask_restplus|flask_apispec|flask-apispec|apispec|flasgger|ninja|django-ninja|connexion|github\.com\/(swaggo\/.*|danielgtaylor\/huma.*|getkin\/kin-openapi.*|go-swagger\/.*|deepmap\/oapi-codegen.*|oapi-codegen\/.*))$/;

/** A description of the API is served or kept. */
export function openapi(look: Look): Verdict {
  const imports = look.serverCode.flatMap((it) =>
    it.facts.imports
      .filter((one) => DESCRIBES.test(it.facts.language === 'python' ? (one.module.split('.')[0] ?? '') : one.module))
      .map((one) => evidence(it.path, one.moduleSpan, `\`${one.module}\` describes the API`)),
  );
  if (imports.length > 0) return done('A package describes the API', imports);
  const files = [...look.surroundings.files].filter((it) => /(^|\/)(openapi|swagger)[\w.-]*\.(ya?ml|json)$/i.test(it));
  if (files.length > 0)
    return done(
      'A description is kept in the repository',
      files.map((it) => ({ ...fileEvidence(it, 'The description') })),
    );
  const routes = (look.served?.routes ?? []).filter((it) => /openapi|swagger|api-?docs/i.test(routeName(it)));
  if (routes.length > 0)
    return done(
      'A route gives the description',
      routes.map((it) => routeEvidence(it)),
    );
  if (look.served?.framework === 'fastapi')
    return done('FastAPI describes its routes by itself', [{ ...look.served.place, sentence: 'The server is made here' }]);
  if ([...look.unit.dependencies].some((it) => DESCRIBES.test(it))) return done('A package describes the API');
  if (usesPackage(look, /^@trpc\/server$/)) return notApplicable('tRPC shares its types instead');
  return look.served
    ? missing('No description of the API is served or kept', [{ ...look.served.place, sentence: 'The server is made here' }])
    : unknown('No routes are known');
}
