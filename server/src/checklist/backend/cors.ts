import type { CorsPolicy } from '#concepts/kinds/safeguards.ts';
import type { Look, Placed } from '../look.ts';
import { placedConcepts, usesPackage } from '../look.ts';
import { done, type Evidence, evidence, missing, notApplicable, partly, unknown, type Verdict } from '../verdict.ts';

const DEVELOPMENT =
  /(^|\/)(settings\/(dev|development|local|test|testing|ci)|(dev|local|development)_settings|settings_(dev|local|test)|local)\.py$/;

/** The origins that may call from a browser are named. */
export function cors(look: Look): Verdict {
  const policies = placedConcepts(look.files, 'cors').filter((it) => !DEVELOPMENT.test(it.path));
  if (policies.length > 0) {
    const verdict = judge(policies);
    const configured = verdict.state === 'unknown' ? policies.filter((it) => isConfigured(look, it)) : [];
    return configured.length > 0
      ? done(
          'The origins come from the configuration',
          configured.map((it) =>
            evidence(it.path, it.concept.entry?.span ?? it.concept.span, 'The origins come from the configuration'),
          ),
        )
      : verdict;
  }
  const headers = placedConcepts(look.files, 'header').filter((it) => it.concept.name === 'access-control-allow-origin');
  if (headers.length > 0)
    return unknown(
      'The header is set by hand, and which origins it names is not understood',
      headers.map((it) => evidence(it.path, it.concept.span, 'The header is set here')),
    );
  const registered = placedConcepts(look.files, 'middleware').filter((it) => it.concept.role === 'cors');
  if (registered.length > 0)
    return unknown(
      'CORS is registered, and its origins are not understood',
      registered.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.name}\` is registered`)),
    );
  if (usesPackage(look, /cors/i)) return unknown('A package for CORS is there, and what it is told is not understood');
  const crossing = look.detect('contract/cors-origin-missing').filter((it) => it.messageId === 'noCors');
  if (crossing.length > 0)
    return missing(
      'The front end calls from another origin, and none is allowed',
      crossing.map((it) => ({ path: it.path, at: it.at, sentence: 'No origin is allowed here' })),
    );
  return notApplicable('no origin but its own is let in');
}

/** `origin: config.corsOrigins`: the configuration names them, wherever it has them from. */
function isConfigured({ workspace }: Look, { path, concept }: Placed<CorsPolicy>): boolean {
  const span = concept.entry?.span ?? concept.span;
  const text = workspace.textOf(path)?.slice(span.start, span.end) ?? '';
  return (
    !text.includes("'*'") &&
    !text.includes('"*"') &&
    /\b(\w*config\w*|cfg|settings|env|options|conf)\b[\w.()!?[\]'"]*\.?\w*(cors|origin|allowed|frontend|client)/i.test(text)
  );
}

function judge(policies: readonly Placed<CorsPolicy>[]): Verdict {
  const wide = policies.filter((it) => it.concept.isAppWide);
  const judged = wide.length > 0 ? wide : policies;
  const open = judged.filter(isOpen);
  const firm = judged.filter(
    (it) => it.concept.origins.kind === 'list' || (it.concept.origins.kind === 'variable' && !isOpen(it)),
  );
  const places = judged.map(toEvidence);
  if (
    open.length > 0 &&
    open.every((it) => it.concept.condition !== undefined) &&
    (firm.length > 0 || open.length < judged.length)
  )
    return done('Origins are named; everything is let in under a condition only', places);
  if (open.length > 0) {
    const fallback = open.every((it) => it.concept.origins.kind === 'variable');
    if (fallback)
      return partly('Origins come from a variable, and every website is let in where it is not set', open.map(toEvidence));
    return open.every((it) => it.concept.condition !== undefined)
      ? partly('Every website is let in under a condition', open.map(toEvidence))
      : wide.length === 0
        ? partly('Some routes let every website in', open.map(toEvidence))
        : missing('Every website is let in', open.map(toEvidence));
  }
  if (firm.length > 0) return done('The origins are named', firm.map(toEvidence));
  return unknown('CORS is registered, and its origins are not understood', places);
}

function isOpen({ concept: { origins } }: Placed<CorsPolicy>): boolean {
  return (
    origins.kind === 'wildcard' ||
    origins.kind === 'reflected' ||
    (origins.kind === 'variable' && origins.fallback?.includes('*') === true)
  );
}

function toEvidence({ path, concept }: Placed<CorsPolicy>): Evidence {
  return evidence(path, concept.entry?.span ?? concept.span, said(concept));
}

function said({ origins }: CorsPolicy): string {
  switch (origins.kind) {
    case 'list':
      return origins.origins.length === 0 ? 'No origin is let in' : `Lets in ${origins.origins.slice(0, 3).join(', ')}`;
    case 'variable':
      return `The origins come from \`${origins.name || 'the settings'}\``;
    case 'wildcard':
      return 'Every website is let in';
    case 'reflected':
      return 'Whatever origin asks is let in';
    case 'unknown':
      return 'The origins are not understood';
  }
}
