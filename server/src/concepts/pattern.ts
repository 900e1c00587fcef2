/**
 * Patterns over chains of names. `a.b` are members, `#` stands for "an instance of", `()` for the result of a call,
 * `(i:j)` for parameter j of the function given as argument i (`*` for any i), `[]` for an element, `*` for any one
 * member, `**` for any steps, `{a,b}` for either name.
 *
 * `Kysely#selectFrom().**.{execute,executeTakeFirst}` · `PrismaClient#*.findMany` · `Router#get(*:0)`
 */
export interface Pattern {
  readonly steps: readonly PatternStep[];
}

type PatternStep =
  | { readonly kind: 'one-of'; readonly names: readonly string[] }
  | { readonly kind: 'any' }
  | { readonly kind: 'rest' }
  | { readonly kind: 'parameter'; readonly argument: string; readonly index: string };

/** Compiles a pattern. A pattern that cannot be read throws: it is a mistake in a framework model. */
export function compilePattern(source: string): Pattern {
  const steps: PatternStep[] = [];
  const token = /\s*(?:(#)|(\(\))|\((\d+|\*):(\d+)\)|(\[\])|(\*\*)|(\*)|\{([\w$,/]+)\}|([\w$/-]+)|(\.))/y;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    if (!match) throw new Error(`pattern "${source}" cannot be read at ${at}`);
    const [, instance, result, argument, index, element, rest, any, names, name] = match;
    if (instance) steps.push({ kind: 'one-of', names: ['*'] });
    else if (result) steps.push({ kind: 'one-of', names: ['()'] });
    else if (argument !== undefined && index !== undefined) steps.push({ kind: 'parameter', argument, index });
    else if (element) steps.push({ kind: 'one-of', names: ['[]'] });
    else if (rest) steps.push({ kind: 'rest' });
    else if (any) steps.push({ kind: 'any' });
    else if (names !== undefined) steps.push({ kind: 'one-of', names: names.split(',') });
    else if (name !== undefined) steps.push({ kind: 'one-of', names: [name] });
  }
  return { steps };
}

/** Tells whether a pattern matches a whole chain. */
export function matchesChain(pattern: Pattern, chain: readonly string[]): boolean {
  return matchFrom(pattern.steps, 0, chain, 0);
}

/** The names that the last step can be; undefined where it can be anything. For indexing patterns. */
export function lastNames(pattern: Pattern): readonly string[] | undefined {
  const last = pattern.steps.at(-1);
  return last?.kind === 'one-of' ? last.names : undefined;
}

function matchFrom(steps: readonly PatternStep[], stepIndex: number, chain: readonly string[], chainIndex: number): boolean {
  const step = steps[stepIndex];
  if (!step) return chainIndex === chain.length;
  if (step.kind === 'rest') {
    for (let next = chainIndex; next <= chain.length; next += 1) {
      if (matchFrom(steps, stepIndex + 1, chain, next)) return true;
    }
    return false;
  }
  const name = chain[chainIndex];
  return name !== undefined && matchesStep(step, name) && matchFrom(steps, stepIndex + 1, chain, chainIndex + 1);
}

function matchesStep(step: PatternStep, name: string): boolean {
  switch (step.kind) {
    case 'one-of':
      return step.names.includes(name);
    case 'any':
      return /^[\w$]/.test(name);
    case 'parameter': {
      const found = /^\((\d+):(\d+)\)$/.exec(name);
      return found !== null && (step.argument === '*' || step.argument === found[1]) && step.index === found[2];
    }
    case 'rest':
      return true;
  }
}
