import type { LiftedCode } from '#concepts/lifted-file.ts';
import { REQUEST_ID_HEADERS } from '#concepts/safeguards/header-names.ts';
import { guardsIn } from '../backend/authentication.ts';
import { requestIds } from '../backend/logs.ts';
import { changing, routeEvidence, routeName } from '../backend/routes.ts';
import type { Look } from '../look.ts';
import { placedConcepts, usesPackage } from '../look.ts';
import { perFile } from '../per-file.ts';
import {
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

/** The header is given a value, in whatever form the language has for it. */
const sendsIn = perFile((workspace, { facts, path }: LiftedCode): Evidence[] => {
  const assigned = facts.assignments.filter((it) => it.target.some((name) => /^x-(request|correlation)-id$/i.test(name)));
  if (assigned.length > 0) return assigned.map((it) => evidence(path, it.span, 'The header is sent'));
  // Python's mappings of headers, and pairs of bytes.
  if (facts.language !== 'python' || !facts.classes.some((it) => /Middleware/.test(it.name))) return [];
  const found = /[[(]\s*b?["']x-(request|correlation)-id["']\s*\]?\s*[=,]/i.exec(workspace.textOf(path) ?? '');
  return found ? [evidence(path, { start: found.index, end: found.index + found[0].length }, 'The header is sent')] : [];
});

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
  const written = look.serverCode.flatMap((it) => sendsIn(look.workspace, it));
  if (written.length > 0) return done('The id goes back to the caller', written);
  const any = requestIds(look);
  if (any.length > 0) return partly('Requests have an id; that it goes back to the caller is not seen', any);
  return look.served?.isHosted ? notApplicable('the platform numbers requests') : missing('Requests have no id');
}

const LIMITERS =
  /^(express-rate-limit|express-slow-down|rate-limiter-flexible|@nestjs\/throttler|nestjs-throttler|@fastify\/rate-limit|fastify-rate-limit|koa-ratelimit|hono-rate-limiter|@upstash\/ratelimit|limiter|slowapi|fastapi_limiter|fastapi-limiter|flask_limiter|flask-limiter|django_ratelimit|django-ratelimit|ratelimit|limits|github\.com\/(go-chi\/httprate|ulule\/limiter.*|didip\/tollbooth.*|throttled\/throttled.*|sethvargo\/go-limiter.*|gin-contrib\/ratelimit.*)|golang\.org\/x\/time\/rate)$/;

/** Packages, functions, classes and settings that limit requests. */
const limitersIn = perFile((_workspace, { facts, path }: LiftedCode): Evidence[] => [
  ...facts.imports
    .filter((it) => LIMITERS.test(facts.language === 'python' ? (it.module.split('.')[0] ?? '') : it.module))
    .map((it) => evidence(path, it.moduleSpan, `\`${it.module}\` limits requests`)),
  ...facts.scopes.flatMap(({ fn }) =>
    fn?.name !== undefined && /rate_?limit|throttle/i.test(fn.name)
      ? [evidence(path, fn.nameSpan, `\`${fn.name}\` limits requests`)]
      : [],
  ),
  ...facts.classes
    .filter((it) => /RateLimit|Throttle/.test(it.name))
    .map((it) => evidence(path, it.nameSpan, `\`${it.name}\` limits requests`)),
  ...facts.bindings
    .filter((it) => it.scope === 0 && /DEFAULT_THROTTLE/.test(JSON.stringify(it.origin)))
    .map((it) => evidence(path, it.span, 'Requests are throttled')),
]);

/** Something limits how often one caller may ask. */
export function rateLimit(look: Look): Verdict {
  const registered = placedConcepts(look.files, 'middleware').filter((it) => it.concept.role === 'rate-limit');
  const inChains = (look.served?.routes ?? []).filter((it) =>
    it.chain.some((link) => link.role === 'rate-limit' || /rate_?limit|throttl/i.test(link.name)),
  );
  const own = look.serverCode.flatMap((it) => limitersIn(look.workspace, it));
  const found = [
    ...registered.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.name}\` limits requests`)),
    ...own,
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

const describersIn = perFile((_workspace, { facts, path }: LiftedCode): Evidence[] =>
  facts.imports
    .filter((it) => DESCRIBES.test(facts.language === 'python' ? (it.module.split('.')[0] ?? '') : it.module))
    .map((it) => evidence(path, it.moduleSpan, `\`${it.module}\` describes the API`)),
);

/** A description of the API is served or kept. */
export function openapi(look: Look): Verdict {
  const imports = look.serverCode.flatMap((it) => describersIn(look.workspace, it));
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
