import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration } from '#facts/code-facts.ts';
import type { SqlFacts, SqlStatement } from '#facts/manifest-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Place, placeOf } from './place.ts';

/** Something that is stored. */
export interface Entity {
  readonly name: string;
  /** model: a class of an object mapper or of a schema language · table: what a migration creates. */
  readonly form: 'model' | 'table';
  /** The names of its fields, where they stand with it. */
  readonly fields: readonly string[];
  readonly place: Place;
}

/**
 * The models of object mappers, structs with their tags or given to them among them, the models of Prisma and the tables that migrations create, by name; a table that a later migration drops is
 * left out, and so are tests. `columns`: those of tables, by name.
 */
export function dataModelOf(workspace: Workspace, columns: ReadonlyMap<string, readonly string[]>): readonly Entity[] {
  const found: Entity[] = [];
  // Migrations are numbered, so that the order of their paths is that in which they run.
  for (const file of [...workspace.files.values()].sort((a, b) => compare(a.path, b.path))) {
    const { facts, path } = file;
    if (isTest(workspace, path)) continue;
    if (facts.kind === 'prisma-schema') {
      for (const { name, span } of facts.models)
        found.push({ name, form: 'model', fields: [], place: placeOf(workspace, path, span.start) });
    }
    if (facts.kind === 'sql' && !isWayBack(path)) {
      for (const { kind, table, span } of wayForth(facts)) {
        if (table === undefined) continue;
        if (kind === 'create-table') found.push(tableAt(workspace, table, path, span.start));
        if (kind === 'drop-table') removeTable(found, table);
      }
    }
    if (isCode(file)) {
      found.push(...modelsIn(workspace, file), ...registeredTypes(workspace, file));
      for (const { change, table, span } of conceptsOf(file, 'schema-change'))
        if (change === 'create-table' && table !== undefined) found.push(tableAt(workspace, table, path, span.start));
    }
  }
  const seen = new Set<string>();
  return found
    .filter((it) => !seen.has(`${it.form} ${it.name}`) && seen.add(`${it.form} ${it.name}`))
    .map((it) => (it.fields.length > 0 ? it : { ...it, fields: columns.get(it.name) ?? [] }))
    .sort((a, b) => (a.form === b.form ? compare(a.name, b.name) : compare(a.form, b.form)));
}

function modelsIn(workspace: Workspace, file: LiftedCode): Entity[] {
  return file.facts.classes.filter((it) => isModel(workspace, file, it)).map((it) => modelAt(workspace, file.path, it));
}

/** The types that the calls of a file give to an object mapper: `db.AutoMigrate(&Book{})`. */
function registeredTypes(workspace: Workspace, { path, facts }: LiftedCode): Entity[] {
  const { linker, catalog } = workspace;
  return facts.calls.flatMap(({ args, scope }, id) => {
    if (args.length === 0 || !catalog.takesStoredTypes(linker.callee(path, id))) return [];
    return args.flatMap((value) => {
      const named = linker.classOf(linker.value(path, scope, value));
      return named ? [modelAt(workspace, named.path, named.declaration)] : [];
    });
  });
}

function modelAt(workspace: Workspace, path: string, { name, fields, nameSpan }: ClassDeclaration): Entity {
  const own = fields.map((it) => it.name).filter((it) => !/^(?:__|Meta$|objects$)/.test(it));
  return { name, form: 'model', fields: own, place: placeOf(workspace, path, nameSpan.start) };
}

function isModel({ linker, catalog }: Workspace, { path }: LiftedCode, declared: ClassDeclaration): boolean {
  const { bases, decorators, fields } = declared;
  return (
    fields.some(({ tag = '' }) => [...tag.matchAll(/(\w+):"/g)].some(([, key = '']) => catalog.isStoredTag(key))) ||
    bases.some((it) => it.path.length > 0 && catalog.baseRole(linker.reference(path, 0, it.path)) === 'model') ||
    decorators.some((it) => catalog.decoratorRole(linker.reference(path, 0, it.path)) === 'model')
  );
}

function tableAt(workspace: Workspace, name: string, path: string, offset: number): Entity {
  return { name, form: 'table', fields: [], place: placeOf(workspace, path, offset) };
}

function removeTable(found: Entity[], name: string): void {
  const kept = found.filter((it) => it.form === 'model' || it.name !== name);
  found.splice(0, found.length, ...kept);
}

/** The statements before the mark where the way back begins: goose, sql-migrate and dbmate keep both in one file. */
function wayForth({ statements, markers }: SqlFacts): readonly SqlStatement[] {
  const back = markers.find((it) => /\bdown\b/i.test(it.text))?.span.start ?? Number.POSITIVE_INFINITY;
  return statements.filter((it) => it.span.start < back);
}

/** The file of a migration that takes it back: what it drops is there. */
function isWayBack(path: string): boolean {
  return /(?:^|[._/-])down\b|rollback/i.test(path);
}

function isTest(workspace: Workspace, path: string): boolean {
  const role = workspace.roleOf(path);
  return role === 'test' || role === 'generated';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
