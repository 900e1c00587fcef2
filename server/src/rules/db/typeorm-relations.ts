import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration, Field } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { enclosingFunction } from '#link/names.ts';
import { dependencyVersion } from '../dependency-version.ts';
import { isOptionalField, type ModelRelation, type QuerySite, type RelationLoader } from './relation-loader.ts';
import { onlyEntry } from './script-look-up.ts';

/** TypeORM from 0.3 on: relations are those of the entities, and models the classes that repositories are of. */
export const TYPEORM: RelationLoader = {
  word: 'relations',
  relatedBy(site) {
    const method = site.call.callee.path.at(-1) ?? '';
    const [argument, ...others] = site.call.args;
    const model = entityOf(site);
    const where = /^find(?:One)?By$/.test(method)
      ? argument
      : /^find(?:One)?$/.test(method)
        ? onlyEntry(argument, 'where')?.value
        : undefined;
    const by = onlyEntry(where);
    return model !== undefined && by && others.length === 0 ? { model, by, isList: !method.startsWith('findOne') } : undefined;
  },
  modelOfRows: (site) =>
    /^find(?:By)?$/.test(site.call.callee.path.at(-1) ?? '') && site.call.args.length < 2 ? entityOf(site) : undefined,
  relations({ workspace, code }) {
    const files = applicationFiles(workspace, workspace.unitOf(code.path), 'typescript');
    const entities = files.flatMap((file) => file.facts.classes.filter(isEntity).map((declared) => ({ file, declared })));
    // Of two entities of one name nobody knows which one a repository is of.
    return entities
      .filter(({ declared }) => entities.filter((it) => it.declared.name === declared.name).length === 1)
      .flatMap(({ file, declared }) => relationsIn(file, declared, workspace.textOf(file.path) ?? ''));
  },
  load({ workspace, code, text, call }, relation) {
    const version = dependencyVersion(workspace, code.path, 'typeorm');
    if (!version || (version.major === 0 && version.minor < 3)) return undefined;
    const style = styleIn(workspace, code.path);
    const [options] = call.args;
    const entry = `relations: { ${relation}: true }`;
    if (options === undefined) return addArgument(text, call, `{ ${entry} }`, style);
    if (options.kind !== 'object') return undefined;
    if (call.callee.path.at(-1) === 'findBy')
      return [
        { span: call.nameSpan, text: 'find' },
        { span: { start: options.span.start, end: options.span.start }, text: '{ where: ' },
        { span: { start: options.span.end, end: options.span.end }, text: `, ${entry} }` },
      ];
    const isPlain =
      !options.isOpen && options.entries.every((it) => /^(?:where|order|skip|take|withDeleted|cache)$/.test(it.key));
    return isPlain ? addEntry(text, options, entry, style) : undefined;
  },
};

/** The entity whose rows a call asks for: of the repository in a field or a constant, or the class itself. */
function entityOf({ code, call }: QuerySite): string | undefined {
  const { facts } = code;
  const { path, receiver } = call.callee;
  if (receiver !== undefined) return undefined;
  const [head = '', member = ''] = path;
  if (path.length === 3 && head === 'this') {
    const owner = ownerAt(code, call.scope);
    const type = facts.classes.find((it) => it.name === owner)?.fields.find((it) => it.name === member)?.type;
    return type?.path.at(-1) === 'Repository' ? type.args[0]?.path.at(-1) : undefined;
  }
  if (path.length !== 2) return undefined;
  if (/^[A-Z]/.test(head)) return head;
  const [bound, other] = facts.bindings.filter((it) => it.name === head);
  const made =
    bound?.origin.kind === 'value' && bound.origin.value.kind === 'call' ? facts.calls[bound.origin.value.call] : undefined;
  const [entity] = made?.args ?? [];
  return !other && made?.callee.path.at(-1) === 'getRepository' && entity?.kind === 'reference' ? entity.path.at(-1) : undefined;
}

function ownerAt({ facts }: LiftedCode, scope: number): string | undefined {
  for (let fn = enclosingFunction(facts, scope); fn; fn = enclosingFunction(facts, facts.scopes[fn.id]?.parent ?? 0)) {
    if (fn.fn.owner !== undefined) return fn.fn.owner;
    if (facts.scopes[fn.id]?.parent === undefined) return undefined;
  }
  return undefined;
}

function isEntity({ decorators }: ClassDeclaration): boolean {
  return decorators.some((it) => it.path.at(-1) === 'Entity');
}

function relationsIn(file: LiftedCode, { name: model, fields }: ClassDeclaration, text: string): readonly ModelRelation[] {
  return fields.flatMap((field): ModelRelation[] => {
    const { type, name } = field;
    const isOptional = isOptionalField(text, field);
    // A promise of rows is asked for when it is waited for.
    if (!type || /\bPromise\b/.test(type.text)) return [];
    const target = /^(?:Array|Relation)$/.test(type.path.at(-1) ?? '') ? type.args[0]?.path : type.path;
    const to = target?.at(-1) ?? '';
    if (optionsOf(file, field, /^OneToMany$/)) return [{ model, name, to, isList: true, isOptional }];
    const isOne = optionsOf(file, field, /^(?:ManyToOne|OneToOne)$/);
    const key = isOne && keyOf(file, fields, field);
    return key ? [{ model, name, to, key: { field: key, references: 'id' }, isList: false, isOptional }] : [];
  });
}

/** The field of the column that the relation joins by. */
function keyOf(file: LiftedCode, fields: readonly Field[], relation: Field): string | undefined {
  const joined = optionsOf(file, relation, /^JoinColumn$/)?.object;
  if (joined?.entries.some((it) => it.key !== 'name') || joined?.isOpen) return undefined;
  const written = wordOf(joined, 'name');
  const found = fields.filter((it) => {
    const column = optionsOf(file, it, /^(?:Primary|Version)?Column$/);
    const own = column && wordOf(column.object, 'name');
    if (!column || column.object?.isOpen) return false;
    // What is named by nobody is named by the same strategy on both sides.
    return written === undefined ? own === undefined && it.name === `${relation.name}Id` : (own ?? it.name) === written;
  });
  return found.length === 1 ? found[0]?.name : undefined;
}

/** The options of a field's decorator of some name; undefined where it has none. */
function optionsOf(
  { facts }: LiftedCode,
  { decorators }: Field,
  named: RegExp,
): { readonly object: ObjectValue | undefined } | undefined {
  const found = decorators.find((it) => named.test(it.path.at(-1) ?? ''));
  if (!found) return undefined;
  const args = found.call === undefined ? [] : (facts.calls[found.call]?.args ?? []);
  return { object: args.find((it: Value): it is ObjectValue => it.kind === 'object') };
}

function wordOf(object: ObjectValue | undefined, key: string): string | undefined {
  const value = object?.entries.find((it) => it.key === key)?.value;
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}
