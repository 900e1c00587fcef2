import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Meaning } from '#link/meaning.ts';
import type { Catalog } from '../catalog.ts';
import { behindModel } from '../routing/handler-shape.ts';

/**
 * What a member chain on a request means where no type says so, but the parameters of the function around it are named as
 * the framework's guides name them: `(req, res)`, `request` in a view, `self.request`. Undefined for all other chains.
 */
export function untypedRequest(facts: CodeFacts, catalog: Catalog, scope: ScopeId, path: readonly string[]): Meaning | undefined {
  if (facts.language === 'python') return pythonRequest(facts, catalog, scope, path);
  const [head = '', ...rest] = path;
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const fn = facts.scopes[at]?.fn;
    if (!fn) continue;
    const parameters = behindModel(fn.parameters).map((it) => it.name);
    if (parameters.length > 4 || (head !== 'arguments' && !parameters.includes(head))) continue;
    for (const { module, parameters: expected, types } of catalog.handlerShapes) {
      const index =
        head === 'arguments' ? Number(rest[0]) - (fn.parameters.length - parameters.length) : parameters.indexOf(head);
      const isShaped =
        parameters.length <= expected.length + 1 &&
        expected.every((it, place) => (head === 'arguments' && place === index) || it.test(parameters[place] ?? ''));
      const type = types[index] ?? '';
      if (isShaped && type !== '')
        return { kind: 'external', module, chain: [type, '*', ...(head === 'arguments' ? rest.slice(1) : rest)] };
    }
    return undefined;
  }
  return undefined;
}

function pythonRequest(facts: CodeFacts, catalog: Catalog, scope: ScopeId, path: readonly string[]): Meaning | undefined {
  const rest = path[0] === 'this' && path[1] === 'request' ? path.slice(2) : path[0] === 'request' ? path.slice(1) : undefined;
  if (!rest) return undefined;
  if (path[0] === 'request') {
    let at: ScopeId | undefined = scope;
    while (at !== undefined && !facts.scopes[at]?.fn?.parameters.some((it) => it.name === 'request'))
      at = facts.scopes[at]?.parent;
    if (at === undefined) return undefined;
  }
  for (const { module, type } of catalog.requestTypes) {
    if (!facts.imports.some((it) => it.module === module || it.module.startsWith(`${module}.`))) continue;
    const meaning: Meaning = { kind: 'external', module, chain: [...type.split('.'), '*', ...rest] };
    if (catalog.inputOf(meaning)) return meaning;
  }
  return undefined;
}
