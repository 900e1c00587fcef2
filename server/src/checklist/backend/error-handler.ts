import type { MiddlewareUse } from '#concepts/kinds/routing.ts';
import type { Safeguard } from '#concepts/kinds/safeguards.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts, FunctionDetails, ScopeId } from '#facts/code-facts.ts';
import type { Look, Placed } from '../look.ts';
import { placedConcepts } from '../look.ts';
import { perFile } from '../per-file.ts';
import { done, type Evidence, evidence, missing, notApplicable, partly, unknown, type Verdict } from '../verdict.ts';

/** One place answers every error. */
export function globalErrorHandler(look: Look): Verdict {
  const { served } = look;
  if (!served) return unknown('No routes are known, so that nothing can be said of their errors');
  const signs = placedConcepts(look.files, 'safeguard').filter((it) => it.concept.what === 'error-handler');
  const registered = placedConcepts(look.files, 'middleware').filter(
    (it) => it.concept.role === 'error' || it.concept.role === 'recover',
  );
  const handlers = signs.filter((it) => !isRecovery(it.concept));
  const answering = registered.filter((it) => it.concept.role === 'error');
  const wrappers = look.serverCode.flatMap((it) => wrappersIn(look.workspace, it));
  const found = [...handlers.map(signEvidence), ...answering.map(useEvidence), ...wrappers];
  if (found.length > 0) return done('Errors are answered in one place', found);
  const recoveries = [...signs.map(signEvidence), ...registered.map(useEvidence)];
  const own = OWN_ANSWERS[served.framework];
  if (own !== undefined) {
    const unanswered = look.detect('errors/missing-global-handler');
    if (unanswered.length === 0) return done(own, [{ ...served.place, sentence: 'The framework answers errors of this app' }]);
  }
  if (served.framework === 'nextjs') return notApplicable('each route of Next.js answers its own errors');
  if (recoveries.length > 0) return partly('Panics are caught, and each handler answers its errors in its own way', recoveries);
  if (placedConcepts(look.files, 'safeguard').some((it) => it.concept.what === 'unknown'))
    return unknown(
      'Something that cannot be looked into is given the server and may answer its errors',
      [served.place].map((it) => ({ ...it, sentence: 'The server is made here' })),
    );
  return missing(`Nothing answers the errors of all routes of \`${served.name}\``, [
    { ...served.place, sentence: 'The server is made here' },
  ]);
}

/** A function around handlers that takes what they fail with: Go's `func Handle(next func(w, r) error) http.HandlerFunc`, and a `try` around the handler. */
const wrappersIn = perFile((_workspace, { facts, path }: LiftedCode): Evidence[] =>
  facts.calls.flatMap((call) => {
    const [name] = call.callee.path;
    if (name === undefined || call.callee.path.length !== 1 || call.callee.receiver !== undefined) return [];
    const holders = functionsAround(facts, call.scope).filter((it) => it.parameters.some((one) => one.name === name));
    const [holder] = holders;
    if (!holder) return [];
    const isGo = facts.language === 'go';
    const takesError = isGo
      ? call.targets.some((it) => /^err$/i.test(it)) && call.args.length === 2
      : call.isAwaited && call.args.length > 0 && isAnsweredTry(facts, call.scope);
    return takesError && (isGo || /^(handler|handle|route|action|callback|controller|endpoint)$/i.test(name))
      ? [evidence(path, call.span, `\`${holder.name ?? 'A wrapper'}\` answers the errors of the handlers that it is given`)]
      : [];
  }),
);

function functionsAround(facts: CodeFacts, scope: ScopeId): FunctionDetails[] {
  const found: FunctionDetails[] = [];
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const fn = facts.scopes[at]?.fn;
    if (fn) found.push(fn);
  }
  return found;
}

/** A `try` whose `catch` answers, rather than handing the error on to `next`. */
function isAnsweredTry(facts: CodeFacts, scope: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    if (facts.scopes[at]?.kind === 'try') {
      const caught = facts.scopes.findIndex((it) => it.handler?.tryScope === at);
      return caught >= 0 && !facts.calls.some((it) => it.scope === caught && it.callee.path.join('.') === 'next');
    }
    if (facts.scopes[at]?.fn) return false;
  }
  return false;
}

const OWN_ANSWERS: Readonly<Record<string, string>> = {
  fastify: 'Fastify answers every error as JSON by itself',
  nestjs: 'NestJS answers every exception by itself',
  fastapi: 'FastAPI answers exceptions and invalid input by itself',
  'django-rest-framework': 'Django REST framework answers exceptions by itself',
  django: 'Django answers exceptions by itself',
  echo: 'Echo answers the errors of its handlers by itself',
  hono: 'Hono answers HTTP exceptions by itself',
  trpc: 'tRPC answers errors in its own format',
};

/** It answers panics, and errors that handlers return are none. */
function isRecovery({ name, framework }: Safeguard): boolean {
  return /recover/i.test(name) || (framework === 'gin' && /default$/i.test(name)) || /(^|\.)gin\.Default$/.test(name);
}

function signEvidence({ path, concept }: Placed<Safeguard>): Evidence {
  return evidence(path, concept.span, `\`${concept.name}\` sees the errors of all routes`);
}

function useEvidence({ path, concept }: Placed<MiddlewareUse>): Evidence {
  return evidence(path, concept.span, `\`${concept.name}\` is registered for all routes`);
}
