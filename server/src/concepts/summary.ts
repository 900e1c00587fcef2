import type { CallId, CodeFacts, Decorator, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Concept } from './concept.ts';
import type { Effects } from './lifted-file.ts';
import { passesOn } from './passes-on.ts';

/**
 * A text of all that other files can see of a file. It holds no positions and nothing of function bodies but what they
 * return and do to a database, so that typing inside a body leaves it as it is.
 */
export function summarise(facts: CodeFacts, visible: readonly Concept[], effects: ReadonlyMap<ScopeId, Effects>): string {
  const shape = (value: Value | undefined) => shapeOf(facts, value, 0);
  if (SETTINGS.test(facts.path)) return JSON.stringify(facts);
  return JSON.stringify([
    facts.language,
    facts.packageName,
    facts.isGenerated,
    facts.hasMarkup,
    facts.prologue,
    facts.imports.map((it) => [it.module, it.imported, it.local, it.isTypeOnly, it.isDeferred]),
    facts.exports.map((it) => [it.name, it.local, it.from, shape(it.value)]),
    facts.bindings
      .filter((it) => it.scope === 0)
      .map((it) => [
        it.name,
        it.declares,
        it.type?.text,
        it.origin.kind,
        it.origin.kind === 'type' ? it.origin.type.text : 'value' in it.origin ? shape(it.origin.value) : '',
        it.origin.kind === 'part' ? it.origin.path : '',
      ]),
    facts.classes.map((it) => [
      it.name,
      it.bases.map((base) => base.text),
      it.fields.map((field) => [field.name, field.type?.text, shape(field.value), field.tag]),
      it.decorators.map((decorator) => decorator.path),
    ]),
    facts.scopes
      .map((scope, id) =>
        scope.fn
          ? [
              scope.fn.name,
              scope.fn.owner,
              scope.fn.isExported,
              scope.fn.parameters.map((it) => [it.name, it.type?.text, shape(it.defaultValue)]),
              scope.fn.results.map((it) => it.text),
              scope.fn.decorators.map((it) => decoratorShape(facts, it)),
              scope.fn.results.length === 0 && scope.fn.name !== undefined ? returnsOf(facts, id).map(shape) : [],
              effects.get(id),
              passesOn(facts, id),
            ]
          : 0,
      )
      .filter((it) => it !== 0),
    visible.map((it) => withoutPlaces(it)),
    facts.directives.map((it) => [it.form, it.rules]),
  ]);
}

function returnsOf(facts: CodeFacts, scope: ScopeId): Value[] {
  return facts.returns.filter((it) => it.scope === scope).flatMap((it) => it.values);
}

function shapeOf(facts: CodeFacts, value: Value | undefined, depth: number): unknown {
  if (!value || depth > 4) return '';
  switch (value.kind) {
    case 'literal':
      return ['l', value.value];
    case 'template':
      return ['t', value.text, value.parts.map((it) => shapeOf(facts, it, depth + 1))];
    case 'reference':
      return ['r', ...value.path];
    case 'call':
      return ['c', calleeShape(facts, value.call, 0), ...value.path];
    case 'object':
      return ['o', value.type, value.entries.map((it) => [it.key, shapeOf(facts, it.value, depth + 1)])];
    case 'array':
      return ['a', value.items.map((it) => shapeOf(facts, it, depth + 1))];
    case 'opaque':
      return value.choices ? ['?', value.choices.map((it) => shapeOf(facts, it, depth + 1))] : value.kind;
    default:
      return value.kind;
  }
}

function calleeShape(facts: CodeFacts, id: CallId, depth: number): unknown {
  const call = facts.calls[id];
  if (!call || depth > 8) return '';
  const { receiver, path } = call.callee;
  return [call.form, receiver === undefined ? '' : calleeShape(facts, receiver, depth + 1), ...path];
}

/** `@api_view(["GET"])`: what it is given says to other files which methods the function takes. */
function decoratorShape(facts: CodeFacts, { path, call: id }: Decorator): unknown {
  const call = id === undefined ? undefined : facts.calls[id];
  if (!call) return path;
  const args = call.args.map((it) => shapeOf(facts, it, 0));
  return [path, args, call.keywords.map((it) => [it.name, shapeOf(facts, it.value, 0)])];
}

/** Settings of tools are read whole, wherever they write what they say. */
const SETTINGS = /(^|\/)([\w-]+\.config|webpack[\w.-]*|setupProxy)\.[cm]?[jt]s$/;

const PLACES = new Set(['span', 'keySpan', 'nameSpan', 'statement', 'outerSpan', 'scope', 'call', 'handler']);

function withoutPlaces(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, it: unknown) => (PLACES.has(key) ? undefined : it)));
}
