import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Value } from '#facts/value.ts';
import { routeEvidence } from '../backend/routes.ts';
import { entriesOf, literalsOf } from '../literals.ts';
import type { Look } from '../look.ts';
import { placedConcepts, usesPackage } from '../look.ts';
import { perFile } from '../per-file.ts';
import { count, done, type Evidence, evidence, missing, notApplicable, partly, unknown, type Verdict } from '../verdict.ts';

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
  const calls = code.facts.calls.flatMap((call) => {
    const own = /^(HttpCode|status|WriteHeader|code|sendStatus)$/.test(call.callee.path.at(-1) ?? '') ? call.args[0] : undefined;
    const named = call.args.filter((it) => statusNamed(it) !== undefined);
    return [...(own ? [own] : []), ...named].map((value) => ({ value, span: call.span }));
  });
  return [...entries, ...fields, ...given, ...keywords, ...calls].flatMap(({ value, span }) => {
    const status = statusOf(value);
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

const problemsIn = perFile(
  (workspace, code: LiftedCode): { readonly typed: readonly Evidence[]; readonly named: readonly Evidence[] } => {
    const { facts, path } = code;
    const names = [
      ...facts.classes.map((it) => ({ name: it.name, span: it.nameSpan })),
      ...facts.scopes.flatMap(({ fn }) => (fn?.name === undefined ? [] : [{ name: fn.name, span: fn.nameSpan }])),
    ];
    return {
      typed: literalsOf(workspace, code).flatMap((it) =>
        /application\/problem\+json/i.test(it.text) ? [evidence(path, it.span, 'Errors are told as problem details')] : [],
      ),
      named: names
        .filter((it) => /problem_?(detail|json|response)/i.test(it.name))
        .map((it) => evidence(path, it.span, `\`${it.name}\``)),
    };
  },
);

/** Errors are told as RFC 9457 says. */
export function problemDetails(look: Look): Verdict {
  const read = look.serverCode.map((it) => problemsIn(look.workspace, it));
  const found = read.flatMap((it) => it.typed);
  if (found.length > 0) return done('Errors are told as problem details', found);
  if (usesPackage(look, /problem[-_]?(details|json)|rfc-?(7807|9457)|fastapi[-_]problem|^@fastify\/problem/i))
    return done('A package tells errors as problem details');
  const byName = read.flatMap((it) => it.named);
  if (byName.length > 0) return partly('Errors are told like problem details, without their media type', byName);
  return look.served
    ? missing('No answer has the media type `application/problem+json`', [
        { ...look.served.place, sentence: 'The server is made here' },
      ])
    : unknown('No routes are known');
}

const PAGE = /^(limit|page|cursor|offset|skip|per_?page|page_?size)$/i;

/** Names by which a file shows that lists come in pages. */
const pagesIn = perFile((_workspace, { facts, path }: LiftedCode): Evidence[] => {
  const say = (name: string, span: Span) => evidence(path, span, `\`${name}\` says how much is given`);
  return [
    ...facts.classes.filter((it) => /pagina|PageQuery|ListQuery|Pageable/i.test(it.name)).map((it) => say(it.name, it.nameSpan)),
    ...facts.scopes.flatMap(({ fn }) => [
      ...(fn?.name !== undefined && /pagina|page_?query/i.test(fn.name) ? [say(fn.name, fn.nameSpan)] : []),
      ...(fn?.parameters ?? []).filter((it) => PAGE.test(it.name)).map((it) => say(it.name, it.span)),
    ]),
    ...facts.bindings
      .filter((it) => it.scope === 0 && /DEFAULT_PAGINATION_CLASS/.test(JSON.stringify(it.origin)))
      .map((it) => evidence(path, it.span, 'Lists come in pages by default')),
  ];
});

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
  const limits = [
    ...reads.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.key}\` is read from the query`)),
    ...look.serverCode.flatMap((it) => pagesIn(look.workspace, it)),
  ];
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
