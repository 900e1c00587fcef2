import { type ExternalMeaning, type LocalMeaning, type Meaning, UNKNOWN } from './meaning.ts';
import { instanceOf, push } from './meaning-steps.ts';
import type { Trail } from './trail.ts';

/** What a chain of members stands for, read from something that is known. */
export function memberChain(trail: Trail, of: Meaning, names: readonly string[]): Meaning {
  let meaning = of;
  for (const name of names) meaning = memberMeaning(trail, meaning, name);
  return meaning;
}

function memberMeaning(trail: Trail, of: Meaning, name: string): Meaning {
  if (of.kind === 'unknown') return of;
  if (of.kind === 'global') return { kind: 'global', chain: [...of.chain, name] };
  if (of.kind === 'local' && of.name === '*' && of.chain.length === 0) return trail.exported(of.file, name);
  const isInstance = of.chain.at(-1) === '*';
  if (isInstance || of.chain.length === 0 || (of.kind === 'external' && of.through)) {
    const own = ownMember(trail, of, name, isInstance, 0);
    if (own) return own;
  }
  if (of.kind === 'local' && of.chain.length === 0) {
    const entry = objectEntry(trail, of, name);
    if (entry) return entry;
  }
  return push(of, name);
}

/** A member that a class of the workspace declares, or that one of its bases in the workspace does. */
function ownMember(
  trail: Trail,
  of: ExternalMeaning | LocalMeaning,
  name: string,
  isInstance: boolean,
  depth: number,
): Meaning | undefined {
  const found = trail.classOf(of);
  const state = found ? trail.state(found.path) : undefined;
  if (!found || !state || depth > 5) return undefined;
  const { declaration } = found;
  for (const around of trail.around(found.path)) {
    if (around.table.methods.has(`${declaration.name}.${name}`)) {
      return { kind: 'local', file: around.facts.path, name: declaration.name, chain: isInstance ? ['*', name] : [name] };
    }
  }
  const field = declaration.fields.find((it) => it.name === name);
  if (field) {
    const known = state.fields?.get(field);
    if (known) return known;
    const scope = state.facts.scopes.findIndex(
      (it) => it.fn?.owner === declaration.name && (it.fn.form === 'constructor' || it.fn.name === '__init__'),
    );
    const find = () => {
      const typed = field.type && field.type.path.length > 0 ? trail.typed(state, declaration.scope, field.type) : UNKNOWN;
      if (typed.kind !== 'unknown') return typed;
      const value = field.value ? trail.value(state, scope < 0 ? declaration.scope : scope, field.value) : UNKNOWN;
      return value.kind === 'external' || value.kind === 'local' ? value : UNKNOWN;
    };
    return trail.remembered(field, find, (meaning) => {
      state.fields ??= new Map();
      state.fields.set(field, meaning);
    });
  }
  if (state.facts.language === 'go') {
    // An embedded type is a field of its own name too.
    const embedded = declaration.bases.find((it) => it.path.at(-1) === name);
    const named = embedded ? trail.reference(state, 0, embedded.path) : UNKNOWN;
    if (named.kind === 'external' || named.kind === 'local') return instanceOf(named);
  }
  for (const base of declaration.bases) {
    const parent = base.path.length > 0 ? trail.reference(state, 0, base.path) : UNKNOWN;
    if (parent.kind === 'unknown' || parent.kind === 'global') continue;
    const own = ownMember(trail, parent, name, isInstance, depth + 1);
    if (own) return own;
    if (parent.kind === 'external' && of.kind === 'local') return push(isInstance ? push(parent, '*') : parent, name);
  }
  return undefined;
}

function objectEntry(trail: Trail, of: LocalMeaning, name: string): Meaning | undefined {
  const state = trail.state(of.file);
  const declaration = state?.table.scopes.get(0)?.get(of.name);
  const origin = declaration?.kind === 'binding' ? declaration.binding.origin : undefined;
  const value = origin?.kind === 'value' ? origin.value : state?.facts.exports.find((it) => it.name === of.name)?.value;
  if (!state || value?.kind !== 'object') return undefined;
  const entry = value.entries.find((it) => it.key === name);
  if (!entry || entry.value.kind === 'function') return undefined;
  const meaning = trail.guarded(entry, () => trail.value(state, 0, entry.value));
  return meaning.kind === 'unknown' ? undefined : meaning;
}
