import type { Call, CallId, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Meaning } from '#link/meaning.ts';
import type { Catalog } from '../catalog.ts';

/**
 * What a call on a parameter means that is named as one that takes a model: `(Model, req, res) => Model.findById(…)`. What callers give cannot be
 * followed from here, so the methods that the file calls on such parameters tell the library; undefined where they do not.
 */
export function createGivenModels(facts: CodeFacts, catalog: Catalog): ((call: CallId) => Meaning | undefined) | undefined {
  if (facts.language !== 'typescript' && facts.language !== 'javascript') return undefined;
  if (!facts.scopes.some((it) => it.fn?.parameters.some(isModel) === true)) return undefined;
  const called = new Set(
    facts.calls.flatMap((_, id) => {
      const chain = chainOf(facts, id, 0);
      if (!chain) return [];
      const [first = '', second = ''] = chain;
      return [first === '*' ? `.${second}` : first];
    }),
  );
  const shown = catalog.givenModels.filter(({ shownBy }) => shownBy.some((it) => called.has(it)));
  const [library] = shown;
  if (!library || shown.length > 1) return undefined;
  const start = [library.type.replace(/#$/, ''), ...(library.type.endsWith('#') ? ['*'] : [])];
  return (call) => {
    const chain = chainOf(facts, call, 0);
    return chain && { kind: 'external', module: library.module, chain: [...start, ...chain] };
  };
}

/** The steps from the parameter to what is called; undefined where the call starts at no such parameter. */
function chainOf(facts: CodeFacts, id: CallId, depth: number): readonly string[] | undefined {
  const call = facts.calls[id];
  if (!call || call.callee.opaque || depth > 8) return undefined;
  const { receiver, path } = call.callee;
  if (receiver !== undefined) {
    const inner = chainOf(facts, receiver, depth + 1);
    return inner && [...inner, ...resultOf(facts.calls[receiver]), ...path];
  }
  const [head = '', ...rest] = path;
  for (let at: ScopeId | undefined = call.scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const scope = at;
    const held = facts.bindings.findLast((it) => it.scope === scope && it.name === head);
    if (held) {
      if (held.origin.kind !== 'value' || held.origin.value.kind !== 'call' || held.origin.value.path.length > 0)
        return undefined;
      const made = held.origin.value.call;
      const inner = made < id ? chainOf(facts, made, depth + 1) : undefined;
      return inner && [...inner, ...resultOf(facts.calls[made]), ...rest];
    }
    const parameter = facts.scopes[at]?.fn?.parameters.find((it) => it.name === head);
    if (parameter) return isModel(parameter) ? rest : undefined;
  }
  return undefined;
}

function resultOf(call: Call | undefined): readonly string[] {
  return call?.form === 'new' ? ['*'] : ['()'];
}

function isModel({ name, type }: { readonly name: string; readonly type?: { readonly text: string } }): boolean {
  return /^(?:[A-Z]\w*)?Model$/.test(name) && (type === undefined || type.text === 'any');
}
