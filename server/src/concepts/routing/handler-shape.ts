import type { CallId, CodeFacts, Parameter, ScopeId } from '#facts/code-facts.ts';
import type { Meaning } from '#link/meaning.ts';
import type { Catalog } from '../catalog.ts';

/**
 * What a call on a parameter means where no type and no registration says so, but the parameters of the function are
 * named as the framework's guides name them: `(req, res)`, `(request, reply)`. Undefined for all other calls.
 */
export function createShapes(facts: CodeFacts, catalog: Catalog): ((call: CallId) => Meaning | undefined) | undefined {
  if (facts.language !== 'typescript' && facts.language !== 'javascript') return undefined;
  const shapes = new Map<ScopeId, ReadonlyMap<string, Meaning>>();
  facts.scopes.forEach(({ fn }, id) => {
    const parameters = fn ? behindModel(fn.parameters) : [];
    if (parameters.length === 0 || parameters.length > 4) return;
    const shape = catalog.handlerShapes.find((it) => isShaped(parameters, it.parameters));
    if (!shape) return;
    const { module, types } = shape;
    const meanings = types.flatMap((type, index): [string, Meaning][] => {
      const name = parameters[index]?.name;
      return name === undefined || type === '' ? [] : [[name, { kind: 'external', module, chain: [type, '*'] }]];
    });
    shapes.set(id, new Map(meanings));
  });
  if (shapes.size === 0) return undefined;
  return (call) => meaningOf(facts, shapes, call, 0);
}

/** The parameters of a handler that several models share: `(Model, req, res)` without the first. */
export function behindModel<T extends { readonly name: string }>(parameters: readonly T[]): readonly T[] {
  return parameters.length > 2 && MODEL_NAME.test(parameters[0]?.name ?? '') ? parameters.slice(1) : parameters;
}

/** What takes a model is called `Model`, or after what is in it: `UserModel`. */
const MODEL_NAME = /^(?:[A-Z]\w*)?Model$|^[a-z]\w*Model$|^model$/;

function meaningOf(
  facts: CodeFacts,
  shapes: ReadonlyMap<ScopeId, ReadonlyMap<string, Meaning>>,
  id: CallId,
  depth: number,
): Meaning | undefined {
  const call = facts.calls[id];
  if (!call || call.callee.opaque || depth > 8) return undefined;
  const { receiver, path } = call.callee;
  if (receiver !== undefined) {
    const inner = meaningOf(facts, shapes, receiver, depth + 1);
    return inner?.kind === 'external' ? { ...inner, chain: [...inner.chain, '()', ...path] } : undefined;
  }
  const [head = '', ...rest] = path;
  for (let at: ScopeId | undefined = call.scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const found = shapes.get(at)?.get(head);
    if (found?.kind === 'external') return { ...found, chain: [...found.chain, ...rest] };
    if (facts.scopes[at]?.fn?.parameters.some((it) => it.name === head)) return undefined;
  }
  return undefined;
}

function isShaped(actual: readonly Parameter[], expected: readonly RegExp[]): boolean {
  if (actual.length > expected.length + 1 || actual.length < expected.length) return false;
  for (let index = 0; index < expected.length; index += 1) {
    const parameter = actual[index];
    if (!parameter || parameter.isProperty || expected[index]?.test(parameter.name) !== true) return false;
  }
  return true;
}
