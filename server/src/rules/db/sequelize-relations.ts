import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { ObjectValue } from '#facts/value.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isOptionalField, type ModelRelation, type QuerySite, type RelationLoader } from './relation-loader.ts';
import { onlyEntry } from './script-look-up.ts';

/** Sequelize: relations are the associations that the unit declares with a name and a key. */
export const SEQUELIZE: RelationLoader = {
  word: 'include',
  relatedBy({ call }) {
    const method = call.callee.path.at(-1);
    const [argument, ...others] = call.args;
    const model = modelOf(call);
    if (model === undefined || !argument || others.length > 0) return undefined;
    if (method === 'findByPk') return { model, by: { key: 'id', value: argument }, isList: false };
    const by = onlyEntry(onlyEntry(argument, 'where')?.value);
    return by && (method === 'findOne' || method === 'findAll') ? { model, by, isList: method === 'findAll' } : undefined;
  },
  modelOfRows: ({ call }) => (call.callee.path.at(-1) === 'findAll' && call.args.length < 2 ? modelOf(call) : undefined),
  relations: associationsOf,
  load({ workspace, code, text, call }, relation) {
    const style = styleIn(workspace, code.path);
    const [options] = call.args;
    const entry = `include: [${style.quote}${relation}${style.quote}]`;
    if (options === undefined) return addArgument(text, call, `{ ${entry} }`, style);
    const isPlain =
      options.kind === 'object' &&
      !options.isOpen &&
      options.entries.every((it) => /^(?:where|order|limit|offset|transaction|logging)$/.test(it.key));
    // Names in a text of SQL's own would stand for both tables.
    return isPlain && !/\bliteral\(/.test(text.slice(options.span.start, options.span.end))
      ? addEntry(text, options, entry, style)
      : undefined;
  },
  showsAll: /\.(?:toJSON|get|dataValues|save|update|reload)\b/,
};

/** `Order.findAll`, `models.Order.findAll`, `this.models.Order.findAll`. */
function modelOf({ callee: { path, receiver } }: Call): string | undefined {
  const name = path.at(-2) ?? '';
  return receiver === undefined && /^[A-Z]\w*$/.test(name) ? name : undefined;
}

function associationsOf({ workspace, code }: QuerySite): readonly ModelRelation[] {
  const unit = workspace.unitOf(code.path);
  const files = applicationFiles(workspace, unit, code.facts.language);
  // A scope that holds for queries of a model need not hold where it is included.
  if (files.some((it) => /\b(?:defaultScope|DefaultScope)\b/.test(workspace.textOf(it.path) ?? ''))) return [];
  return files.flatMap((file) => file.facts.calls.flatMap((call) => associationAt(workspace, code, file, call) ?? []));
}

/** `Order.belongsTo(Customer, { as: 'customer', foreignKey: 'customerId' })` */
function associationAt(workspace: Workspace, near: LiftedCode, file: LiftedCode, call: Call): ModelRelation | undefined {
  const [owner, method] = call.callee.path.slice(-2);
  const [target, options, ...others] = call.args;
  if (!/^(?:belongsTo|hasMany|hasOne)$/.test(method ?? '') || target?.kind !== 'reference' || others.length > 0) return undefined;
  if (
    options?.kind !== 'object' ||
    options.isOpen ||
    options.entries.some((it) => !/^(?:as|foreignKey|onDelete|onUpdate|constraints)$/.test(it.key))
  )
    return undefined;
  const model = owner === 'this' ? enclosingFunction(file.facts, call.scope)?.fn.owner : owner;
  const [name, key] = [wordOf(options, 'as'), wordOf(options, 'foreignKey')];
  const to = target.path.at(-1) ?? '';
  if (model === undefined || name === undefined || key === undefined || method === 'hasOne') return undefined;
  const isTyped = near.facts.language === 'typescript';
  const declared = isTyped ? declaredAs(workspace, near, model, name) : undefined;
  if (isTyped && !declared) return undefined;
  const shared = { model, name, to, isOptional: declared?.isOptional === true };
  return method === 'belongsTo'
    ? { ...shared, key: { field: key, references: 'id' }, isList: false }
    : { ...shared, isList: true, listKey: key };
}

/** TypeScript: the field of that name in the only class of the model. */
function declaredAs(
  workspace: Workspace,
  near: LiftedCode,
  model: string,
  name: string,
): { readonly isOptional: boolean } | undefined {
  const files = applicationFiles(workspace, workspace.unitOf(near.path), 'typescript');
  const [only, other] = files.flatMap(({ path, facts }) =>
    facts.classes.filter((it) => it.name === model).map((declared) => ({ path, declared })),
  );
  const field = only?.declared.fields.find((it) => it.name === name);
  return !only || other || !field ? undefined : { isOptional: isOptionalField(workspace.textOf(only.path) ?? '', field) };
}

/** A name that is written, alone or as the name of a column's description. */
function wordOf(object: ObjectValue, key: string): string | undefined {
  const value = object.entries.find((it) => it.key === key)?.value;
  const named = value?.kind === 'object' ? onlyEntry(value, 'name')?.value : value;
  return named?.kind === 'literal' && typeof named.value === 'string' ? named.value : undefined;
}
