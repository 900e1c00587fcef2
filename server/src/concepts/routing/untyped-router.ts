import type { CallId, CodeFacts, Parameter } from '#facts/code-facts.ts';
import type { Linker } from '#link/linker.ts';
import type { Meaning } from '#link/meaning.ts';
import { type Declaration, findDeclaration } from '#link/names.ts';
import type { Catalog } from '../catalog.ts';

/**
 * What is called, normalised. Where a parameter without a type has a name that a framework's users give to their routers,
 * and what is called of it is a registration of that framework, it is taken for one: `module.exports = (app) => { app.get(…) }`.
 */
export function meaningOfCall(
  context: { readonly linker: Linker; readonly catalog: Catalog },
  facts: CodeFacts,
  id: CallId,
): Meaning {
  const { linker, catalog } = context;
  const meaning = catalog.normalise(linker.callee(facts.path, id));
  // A parameter of a function that is passed to a package is as little known: `fp(async (app) => { app.get(…) })`.
  const isOpen =
    meaning.kind === 'unknown' || (meaning.kind === 'external' && meaning.chain.some((it) => it.startsWith('(') && it !== '()'));
  if (!isOpen || facts.language === 'go') return meaning;
  if (meaning.kind === 'external' && catalog.callsOf(meaning, facts.language).length > 0) return meaning;
  const names: string[] = [];
  let at = facts.calls[id];
  let isFirst = true;
  while (at) {
    names.unshift(...at.callee.path, ...(isFirst ? [] : ['()']));
    isFirst = false;
    if (at.callee.receiver === undefined) break;
    at = facts.calls[at.callee.receiver];
  }
  const [head, ...rest] = names;
  if (!at || at.callee.opaque || head === undefined || rest.length === 0 || !catalog.routerNames.has(head)) return meaning;
  const table = linker.names(facts.path)?.table;
  const declaration = table ? findDeclaration(facts, table, at.scope, head) : undefined;
  if (!isUntypedParameter(facts, declaration)) return meaning;
  for (const { module, type, isAmong } of catalog.routerNames.get(head) ?? []) {
    if (!isAmong(facts)) continue;
    const assumed = catalog.normalise({ kind: 'external', module, chain: [type, '*', ...rest] });
    if (catalog.callsOf(assumed, facts.language).length > 0) return assumed;
  }
  return meaning;
}

/** `(app) => …` and `({ app }) => …`. */
function isUntypedParameter({ scopes }: CodeFacts, declaration: Declaration | undefined): boolean {
  if (declaration?.kind === 'parameter') return !isTyped(declaration.parameter);
  if (declaration?.kind !== 'binding') return false;
  const { scope, origin } = declaration.binding;
  const [head, index] = origin.kind === 'part' && origin.value.kind === 'reference' ? origin.value.path : [];
  const parameter = head === 'arguments' ? scopes[scope]?.fn?.parameters[Number(index)] : undefined;
  return parameter?.name === '' && !isTyped(parameter);
}

function isTyped({ type }: Parameter): boolean {
  return type !== undefined && type.path.length > 0 && !/^(any|unknown|Any)$/.test(type.path.join('.'));
}
