import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import { styleIn } from '#fixes/file-style.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { indentAt } from '#fixes/statements.ts';
import type { ModelRelation, QuerySite, RelationLoader } from './relation-loader.ts';

/**
 * Mongoose: relations are the fields of schemas with a `ref`, whose rows take the place of their keys. In JavaScript only: a type would say that the key
 * is there.
 */
export const MONGOOSE: RelationLoader = {
  word: 'populate',
  relatedBy({ code, call }) {
    const [value, ...others] = call.args;
    const { path, receiver } = call.callee;
    const [model = '', method] = path;
    if (code.facts.language !== 'javascript' || receiver !== undefined || path.length !== 2 || others.length > 0)
      return undefined;
    return value && method === 'findById' && /^[A-Z]/.test(model)
      ? { model, by: { key: '_id', value }, isList: false }
      : undefined;
  },
  modelOfRows(site) {
    const [first, ...rest] = chainOf(site);
    const [model = '', method] = first?.callee.path ?? [];
    const isPlain = rest.every((it) => /^(?:sort|limit|skip|exec|where|equals|gt|gte|lt|lte|in)$/.test(it.callee.path.join('.')));
    return first && method === 'find' && first.callee.path.length === 2 && first.args.length < 2 && isPlain ? model : undefined;
  },
  relations({ workspace, code }) {
    const files = applicationFiles(workspace, workspace.unitOf(code.path), 'javascript');
    const models = files.flatMap((file) => file.facts.calls.flatMap((call) => modelAt(file, call) ?? []));
    return models.filter((it) => models.filter((one) => one.model === it.model).length === 1).flatMap(relationsIn);
  },
  load(site, relation) {
    const { workspace, code, text } = site;
    const last = chainOf(site).findLast((it) => it.callee.path.at(-1) !== 'exec');
    if (!last) return undefined;
    const style = styleIn(workspace, code.path);
    // A query over lines gets a line more, where its last step began one.
    const before = text.slice(text.lastIndexOf('\n', last.nameSpan.start) + 1, last.nameSpan.start);
    const gap = /^[ \t]*\.$/.test(before) ? style.lineEnd + indentAt(text, last.nameSpan.start) : '';
    const at = last.span.end;
    return [{ span: { start: at, end: at }, text: `${gap}.populate(${style.quote}${relation}${style.quote})` }];
  },
  showsAll: /\.(?:toJSON|toObject|get|save|populate|_doc)\b/,
  replacesKey: true,
};

/** The calls of a query, the first one first. */
function chainOf({ code, call }: QuerySite): readonly Call[] {
  const chain = [call];
  for (let at: CallId | undefined = call.callee.receiver; at !== undefined; at = code.facts.calls[at]?.callee.receiver) {
    const before = code.facts.calls[at];
    if (before) chain.unshift(before);
  }
  return chain;
}

/** `mongoose.model('Order', orderSchema)` with what its schema says. */
function modelAt({ facts }: LiftedCode, call: Call): { readonly model: string; readonly schema: ObjectValue } | undefined {
  const [name, given] = call.args;
  if (call.callee.path.at(-1) !== 'model' || name?.kind !== 'literal' || typeof name.value !== 'string') return undefined;
  const bound =
    given?.kind === 'reference' ? facts.bindings.find((it) => it.scope === 0 && it.name === given.path[0]) : undefined;
  const value = bound?.origin.kind === 'value' ? bound.origin.value : given;
  const made = value?.kind === 'call' ? facts.calls[value.call] : undefined;
  const schema = made?.callee.path.at(-1) === 'Schema' ? made.args[0] : undefined;
  return schema?.kind === 'object' ? { model: name.value, schema } : undefined;
}

function relationsIn({ model, schema }: { readonly model: string; readonly schema: ObjectValue }): readonly ModelRelation[] {
  return schema.entries.flatMap(({ key, value }): ModelRelation[] => {
    const to = refOf(value);
    return to === undefined ? [] : [{ model, name: key, to, key: { field: key, references: '_id' }, isList: false }];
  });
}

function refOf(value: Value): string | undefined {
  const ref = value.kind === 'object' ? value.entries.find((it) => it.key === 'ref')?.value : undefined;
  return ref?.kind === 'literal' && typeof ref.value === 'string' ? ref.value : undefined;
}
