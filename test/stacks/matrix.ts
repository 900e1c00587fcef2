import { buildableDecisions } from '#decisions/buildable.ts';
import { brokenConstraints } from '#decisions/constraints.ts';
import { type DecisionField, type Decisions, decisionFields } from '#decisions/decisions.ts';
import { scaffoldedValues } from '#decisions/options.ts';

// Which stacks are built to prove all of them: every pair of values that may stand together stands in at least one row.

/** Two values that may stand together, as `backend=go & database=sqlite`; the fields in the order of the schema. */
export type Pair = string;

/** Every stack that can be built from what is offered; thousands. */
export function allowedStacks(): readonly Decisions[] {
  const start: readonly Partial<Record<DecisionField, unknown>>[] = [{}];
  const all = decisionFields.reduce(
    (partial, field) => partial.flatMap((it) => scaffoldedValues(field).map((value) => ({ ...it, [field]: value }))),
    start,
  );
  return (all as readonly Decisions[]).filter((it) => brokenConstraints(it).every(({ severity }) => severity !== 'block'));
}

/** What a person gets who chooses a back end and nothing else, one for each back end. */
export function defaultStacks(): readonly Decisions[] {
  return scaffoldedValues('backend').map((backend) => buildableDecisions({ backend, realtime: 'sse' }));
}

/**
 * The rows of the matrix, the default stacks first. Greedy: each further row is the stack with the most pairs that no row has yet, the first of
 * them where there are several, so the same offer always gives the same rows.
 */
export function pairwiseMatrix(allowed = allowedStacks(), first = defaultStacks()): readonly Decisions[] {
  const rows = [...first];
  const candidates = allowed.map((decisions) => ({ decisions, pairs: pairsOf(decisions) }));
  const open = new Set(candidates.flatMap(({ pairs }) => pairs));
  for (const row of rows) for (const pair of pairsOf(row)) open.delete(pair);
  while (open.size > 0) {
    let best = candidates[0];
    let most = 0;
    for (const candidate of candidates) {
      const count = candidate.pairs.reduce((sum, pair) => sum + (open.has(pair) ? 1 : 0), 0);
      if (count > most) [best, most] = [candidate, count];
    }
    if (best === undefined || most === 0) break;
    rows.push(best.decisions);
    for (const pair of best.pairs) open.delete(pair);
  }
  return rows;
}

/** The fields that have something to choose from. */
export function variedFields(): readonly DecisionField[] {
  return decisionFields.filter((field) => scaffoldedValues(field).length > 1);
}

export function pairsOf(decisions: Decisions): readonly Pair[] {
  const fields = variedFields();
  return fields.flatMap((one, index) =>
    fields.slice(index + 1).map((other) => `${one}=${String(decisions[one])} & ${other}=${String(decisions[other])}`),
  );
}
