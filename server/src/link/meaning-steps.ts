import type { TypeReference } from '#facts/code-facts.ts';
import { type ExternalMeaning, type LocalMeaning, type Meaning, UNKNOWN } from './meaning.ts';

/** One step further along a chain. */
export function push<M extends ExternalMeaning | LocalMeaning>(meaning: M, step: string): M {
  return { ...meaning, chain: [...meaning.chain, step] };
}

/** What a package exports; `*` is all of it. */
export function external(module: string, imported: string): ExternalMeaning {
  return { kind: 'external', module: module.replace(/^node:/, ''), chain: imported === '*' ? [] : [imported] };
}

/** `import a.b` binds `a`, `import a.b as c` binds the module, `from a.b import c` binds a name in it. */
export function pythonExternal(module: string, imported: string, local: string): ExternalMeaning {
  const [top = module, ...rest] = module.split('.');
  if (imported !== '*') return { kind: 'external', module: top, chain: [...rest, imported] };
  return { kind: 'external', module: top, chain: local === top ? [] : rest };
}

/** The names of type arguments, where there are any. */
export function typeArgs(type: TypeReference): { readonly typeArgs?: readonly string[] } {
  const names = type.args.map((it) => it.path.at(-1) ?? '').filter(Boolean);
  return names.length > 0 ? { typeArgs: names } : {};
}

/** An instance of a class. */
export function instanceOf(of: Meaning): Meaning {
  if (of.kind === 'external') return push(of, '*');
  if (of.kind === 'local' && of.chain.length === 0) return { ...of, chain: ['*'] };
  return of.kind === 'global' ? { kind: 'global', chain: [...of.chain, '*'] } : UNKNOWN;
}
