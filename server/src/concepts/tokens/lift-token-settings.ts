import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Catalog } from '../catalog.ts';
import type { Concept } from '../concept.ts';

/**
 * Settings that say how long tokens are good for, by their names: `JWT_ACCESS_TOKEN_EXPIRES = False`,
 * `app.config["JWT_ACCESS_TOKEN_EXPIRES"] = …`, `SIMPLE_JWT = {"ACCESS_TOKEN_LIFETIME": …}`.
 */
export function liftTokenSettings(facts: CodeFacts, catalog: Catalog): Concept[] {
  if (facts.language !== 'python') return [];
  const found: Concept[] = [];
  for (const { framework, name } of catalog.tokenSettings) {
    const [head = '', key] = name.split('.');
    const put = (scope: ScopeId, value: Value) => {
      const isOff = value.kind === 'literal' && (value.value === false || value.value === null);
      const { span } = value;
      found.push({
        kind: 'token-defaults',
        framework,
        scope,
        span,
        of: framework,
        expires: isOff ? 'no' : 'yes',
        expiry: span,
        setting: key ?? head,
      });
    };
    for (const { name: bound, scope, origin } of facts.bindings) {
      if (bound !== head || origin.kind !== 'value') continue;
      if (key === undefined) put(scope, origin.value);
      else if (origin.value.kind === 'object') for (const it of origin.value.entries) if (it.key === key) put(scope, it.value);
    }
    if (key !== undefined) continue;
    for (const it of facts.assignments) if (it.target.at(-1) === head) put(it.scope, it.value);
    for (const it of facts.classes)
      for (const field of it.fields) if (field.name === head && field.value) put(it.scope, field.value);
  }
  return found;
}
