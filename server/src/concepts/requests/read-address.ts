import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { TemplateValue, Value } from '#facts/value.ts';
import { type Declaration, findDeclaration, type NameTable } from '#link/names.ts';
import type { Address, AddressPart } from '../kinds/addresses.ts';

/** The code around an address. */
export interface AddressPlace {
  readonly facts: CodeFacts;
  readonly table: NameTable;
}

/** Variables of variables are followed so far; real code stays below 4. */
const MAX_DEPTH = 5;

/** An expression as an address, as far as its own file says. Never empty. */
export function readAddress(place: AddressPlace, scope: ScopeId, value: Value, depth = 0): Address {
  switch (value.kind) {
    case 'literal':
      return [{ kind: 'text', text: value.value === null ? '' : String(value.value) }];
    case 'template':
      return readTemplate(place, scope, value, depth);
    case 'reference':
      return readReference(place, scope, value.path, depth);
    case 'call':
      return value.path.length > 0 ? [{ kind: 'unknown' }] : readCall(place, scope, value.call, depth);
    default:
      return [{ kind: 'unknown' }];
  }
}

/** The same, with each value that a variable is given in branches as an address of its own. */
export function readAlternatives(place: AddressPlace, scope: ScopeId, value: Value): readonly Address[] {
  if (value.kind !== 'reference' || value.path.length !== 1) return [readAddress(place, scope, value)];
  const [name = ''] = value.path;
  const declaration = findDeclaration(place.facts, place.table, scope, name);
  const isUnset =
    declaration?.kind === 'binding' &&
    (declaration.binding.origin.kind === 'none' ||
      (declaration.binding.origin.kind === 'value' &&
        declaration.binding.origin.value.kind === 'literal' &&
        (declaration.binding.origin.value.value === '' || declaration.binding.origin.value.value === null)));
  if (!isUnset) return [readAddress(place, scope, value)];
  const given = place.facts.assignments.filter(
    (it) =>
      it.operator === '=' &&
      it.target.length === 1 &&
      it.target[0] === name &&
      findDeclaration(place.facts, place.table, it.scope, name) === declaration,
  );
  if (given.length === 0 || given.length > 4) return [[{ kind: 'unknown', name }]];
  return given.map((it) => readAddress(place, it.scope, it.value, 1));
}

function readTemplate(place: AddressPlace, scope: ScopeId, { text, parts }: TemplateValue, depth: number): Address {
  const pieces = text.split('\uFFFC');
  const address: AddressPart[] = [];
  pieces.forEach((piece, index) => {
    if (piece !== '') address.push({ kind: 'text', text: piece });
    if (index === pieces.length - 1) return;
    const part = parts[index];
    if (part && depth < MAX_DEPTH) address.push(...readAddress(place, scope, part, depth + 1));
    else address.push({ kind: 'unknown' });
  });
  return address.length > 0 ? address : [{ kind: 'text', text: '' }];
}

function readReference(place: AddressPlace, scope: ScopeId, path: readonly string[], depth: number): Address {
  const [head = '', ...rest] = path;
  const name = path.at(-1) ?? head;
  if (head === 'this') return [{ kind: 'name', path, scope }];
  const declaration = findDeclaration(place.facts, place.table, scope, head);
  if (declaration?.kind === 'parameter') return [parameterPart(declaration, rest, name)];
  if (declaration?.kind !== 'binding' || declaration.binding.scope === 0) return [{ kind: 'name', path, scope }];
  const { origin } = declaration.binding;
  if (origin.kind === 'value' && rest.length === 0 && depth < MAX_DEPTH) {
    const address = readAddress(place, declaration.binding.scope, origin.value, depth + 1);
    return address.every((it) => it.kind === 'unknown') ? [{ kind: 'unknown', name }] : address;
  }
  if (origin.kind === 'part' && origin.value.kind === 'reference' && depth < MAX_DEPTH) {
    const [from, index, ...others] = [...origin.value.path, ...origin.path];
    if (from === 'arguments' && /^\d+$/.test(index ?? '')) {
      const fn = functionAround(place.facts, declaration.binding.scope);
      const parameter = fn === undefined ? undefined : place.facts.scopes[fn]?.fn?.parameters[Number(index)];
      if (fn !== undefined && parameter)
        return [parameterPart({ kind: 'parameter', parameter, scope: fn, index: Number(index) }, [...others, ...rest], name)];
    }
    return readReference(place, declaration.binding.scope, [...origin.value.path, ...origin.path, ...rest], depth + 1);
  }
  return [{ kind: 'unknown', name }];
}

function readCall(place: AddressPlace, scope: ScopeId, id: number, depth: number): Address {
  const call = place.facts.calls[id];
  const path = call?.callee.path ?? [];
  const last = path.at(-1) ?? '';
  if (!call || call.callee.opaque || depth >= MAX_DEPTH) return [{ kind: 'unknown' }];
  const [first] = call.args;
  if (last === 'URL' && call.form === 'new' && first) return readAddress(place, scope, first, depth + 1);
  if (UNCHANGED.has(last) && call.callee.receiver === undefined && path.length > 1)
    return readReference(place, call.scope, path.slice(0, -1), depth + 1);
  if (UNCHANGED.has(last) && call.callee.receiver !== undefined) return readCall(place, scope, call.callee.receiver, depth + 1);
  if (call.callee.receiver !== undefined || ENCODERS.has(last))
    return [{ kind: 'unknown', ...(first?.kind === 'reference' && { name: first.path.at(-1) ?? '' }) }];
  return [
    {
      kind: 'made',
      callee: path,
      call: id,
      arguments: call.args.slice(0, 4).map((it) => readAddress(place, scope, it, depth + 1)),
    },
  ];
}

/** What leaves an address as it is, but for the holes that it fills. */
const UNCHANGED = new Set(['replace', 'replaceAll', 'toString', 'trim', 'valueOf']);
const ENCODERS = new Set(['encodeURIComponent', 'encodeURI', 'String', 'Number', 'parseInt', 'stringify', 'btoa']);

function parameterPart(
  { parameter, scope, index }: Extract<Declaration, { kind: 'parameter' }>,
  rest: readonly string[],
  name: string,
): AddressPart {
  const member = rest[0];
  if (rest.length > 1) return { kind: 'unknown', name };
  return { kind: 'parameter', scope, index, name: member ?? parameter.name, ...(member !== undefined && { member }) };
}

function functionAround(facts: CodeFacts, scope: ScopeId): ScopeId | undefined {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) if (facts.scopes[at]?.fn) return at;
  return undefined;
}
