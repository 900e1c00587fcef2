import type { Span } from '#base/span.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts, ScopeId, SyntaxEnvRead } from '#facts/code-facts.ts';
import { holderOf } from './fallbacks.ts';

/** The variables of a file that it can do without, each once and sorted: it has a default for them or asks whether they are there. */
export function optionalNames(file: LiftedCode): readonly string[] {
  const { facts } = file;
  const names = new Set<string>();
  for (const { read } of conceptsOf(file, 'env-read'))
    if (read.name !== undefined && isOptional(facts, read)) names.add(read.name);
  return [...names].sort();
}

/** The variables of a file that only stand in for something else: `process.env.REDIS_URL ?? process.env.KV_URL`. */
export function stoodInFor(file: LiftedCode): readonly string[] {
  const { envReads } = file.facts;
  const schemas = conceptsOf(file, 'env-schema');
  const names = new Set<string>();
  for (const { name, isFallback, span } of envReads) {
    const isBehind = envReads.some(({ defaultValue }) => defaultValue !== undefined && isWithin(span, defaultValue.span));
    // What a schema of the environment falls back to stands in for the variable that it declares.
    const isOfSchema = isFallback === true && schemas.some((it) => isWithin(span, it.span));
    if (name !== undefined && (isBehind || isOfSchema)) names.add(name);
  }
  return [...names].sort();
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function isOptional(facts: CodeFacts, read: SyntaxEnvRead): boolean {
  if (read.form === 'default' || read.api === 'os.LookupEnv') return true;
  const holder = holderOf(facts, read)?.at(-1);
  if (isDemanded(facts, read, holder)) return false;
  // A switch is off without it.
  if (read.isTested || read.cast === 'boolean') return true;
  // `os.environ.get` gives None for what is absent, which `os.environ[…]` does not.
  if (facts.language === 'python') return read.form === 'plain';
  if (read.form === 'asserted') return false;
  return isPassedWithDefault(facts, read) || (holder !== undefined && facts.scopes.some((it) => speaksOf(it.branch, holder)));
}

/** `if (!process.env.X) throw …`, also over the constant that holds it. */
function isDemanded(facts: CodeFacts, read: SyntaxEnvRead, holder: string | undefined): boolean {
  return facts.scopes.some(
    ({ branch, body }, scope) =>
      branch?.form === 'then' &&
      (body.last === 'throw' || endsProcess(facts, scope)) &&
      (speaksOf(branch, read.name ?? '') || (holder !== undefined && speaksOf(branch, holder))),
  );
}

function endsProcess({ calls }: CodeFacts, scope: ScopeId): boolean {
  return calls.some((it) => it.scope === scope && /^(exit|fatal\w*|panic\w*)$/i.test(it.callee.path.at(-1) ?? ''));
}

function speaksOf(branch: { readonly condition: readonly (readonly string[])[] } | undefined, name: string): boolean {
  return branch?.condition.some((it) => it.at(-1) === name) === true;
}

/** `parseNumber(process.env.X, 200)`: a helper of the project that takes what holds without it. */
function isPassedWithDefault({ calls }: CodeFacts, { span }: SyntaxEnvRead): boolean {
  return calls.some(({ args }) => {
    const [first, second] = args;
    return first && second && second.kind !== 'object' && first.span.start === span.start && first.span.end === span.end;
  });
}
