import { nearestSpelling } from '#base/suggestion.ts';
import { RULES } from '#rules/rules.generated.ts';
import { UsageError } from './exit-code.ts';

/** Throws a usage error where one of the ids is no rule; it names the rule that is meant, where one is near. */
export function requireRules(ids: readonly string[]): void {
  for (const id of ids)
    if (!RULES.some((it) => it.id === id))
      throw new UsageError(`there is no rule ${id}${likelyRule(id)}; tiebeam rules lists them`);
}

/** `; did you mean cache/missing-ttl?`, or nothing where no rule is near. A part of an id is near to the rule that alone has it. */
export function likelyRule(id: string): string {
  const ids = RULES.map((it) => it.id);
  const having = ids.filter((it) => it.includes(id.toLowerCase()));
  const near =
    nearestSpelling(id, ids) ??
    nearestSpelling(
      id,
      ids.map(nameOf).filter((it) => it !== ''),
    );
  const likely = having.length === 1 ? having[0] : ids.find((it) => it === near || nameOf(it) === near);
  return likely === undefined ? '' : `; did you mean ${likely}?`;
}

function nameOf(id: string): string {
  return id.split('/').at(-1) ?? '';
}
