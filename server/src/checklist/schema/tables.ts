import type { Path } from '#base/paths.ts';
import { isWithin } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode } from '#concepts/lifted-file.ts';
import { perWorkspace } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Look } from '../look.ts';
import { tablesInCode } from './code-tables.ts';
import { tablesInPrisma } from './prisma-tables.ts';
import { tablesInSql } from './sql-tables.ts';

/** A table as migrations or a schema declare it. */
export interface Table {
  readonly name: string;
  readonly path: Path;
  readonly span: Span;
  readonly columns: readonly Column[];
  /** True where later migrations change it in ways that are not followed. */
  readonly isAltered?: boolean;
}

export interface Column {
  readonly name: string;
  /** As it is written, in small letters; '' where it is not. */
  readonly type: string;
  readonly isPrimary: boolean;
  readonly mayBeNull: boolean;
  /** Set for a reference to another table. */
  readonly reference?: { readonly saysOnDelete: boolean };
  readonly isIndexed: boolean;
}

/** What a text or a file declares: tables, and what is added to tables that others declare. */
export interface Declared {
  readonly tables: readonly Table[];
  /** Indexes and unique constraints by their first column. */
  readonly indexes: readonly { readonly table: string; readonly column: string }[];
  /** Columns that are added later. */
  readonly added: readonly { readonly table: string; readonly column: Column }[];
  /** Tables that are changed in other ways. */
  readonly altered: readonly string[];
  /** Foreign keys that are added later. */
  readonly references: readonly { readonly table: string; readonly column: string; readonly saysOnDelete: boolean }[];
}

/** The names of the columns of every table that migrations or a schema declare, by the name of the table. */
export function columnsByTable(workspace: Workspace): ReadonlyMap<string, readonly string[]> {
  return new Map(allTables(workspace).map((it) => [it.name, it.columns.map((one) => one.name)]));
}

/** The tables of a server; empty where how it declares them is not understood. */
export function tablesOf({ workspace, unit }: Look): readonly Table[] {
  return allTables(workspace).filter((it) => {
    const home = workspace.unitOf(it.path);
    return (
      home === unit ||
      isWithin(unit.folder, it.path) ||
      home.folder === '' ||
      !workspace.units.some((one) => one !== unit && one.kind === 'server' && isWithin(one.folder, it.path))
    );
  });
}

const allTables = perWorkspace((workspace): readonly Table[] => {
  const found = [...workspace.files.values()].flatMap((file): Declared[] => {
    const role = workspace.roleOf(file.path);
    if (role === 'test' || role === 'seed' || role === 'docs' || role === 'vendored') return [];
    if (file.facts.kind === 'prisma-schema') return [tablesInPrisma(file.path, workspace.textOf(file.path) ?? '')];
    if (file.facts.kind === 'sql')
      return /\.down\.sql$/.test(file.path) ? [] : [tablesInSql(file.path, file.facts, workspace.textOf(file.path) ?? '', 0)];
    return isCode(file) ? [tablesInCode(file)] : [];
  });
  return merged(found, workspace);
});

/** Later statements add to tables; of several declarations of a table the fullest counts. */
function merged(found: readonly Declared[], workspace: Workspace): readonly Table[] {
  const hasPrisma = [...workspace.files.values()].some((it) => it.facts.kind === 'prisma-schema');
  const tables = new Map<string, Table>();
  for (const it of found.flatMap((one) => one.tables)) {
    // A schema of Prisma says all that its migrations say.
    if (hasPrisma && /prisma\/.*\.sql$/.test(it.path)) continue;
    const known = tables.get(it.name);
    if (!known || known.columns.length < it.columns.length) tables.set(it.name, it);
  }
  const indexed: ReadonlySet<string> = new Set<string>(
    found.flatMap((it) => it.indexes.map((one) => `${one.table}.${one.column}`.toLowerCase())),
  );
  const references = new Map<string, Declared['references'][number]>(
    found.flatMap((it) => it.references.map((one) => [`${one.table}.${one.column}`.toLowerCase(), one] as const)),
  );
  const altered = new Set(found.flatMap((it) => it.altered.map((one) => one.toLowerCase())));
  const added = found.flatMap((it) => it.added);
  return [...tables.values()].map((table) => ({
    ...table,
    isAltered: altered.has(table.name.toLowerCase()) || altered.has('*'),
    columns: [
      ...table.columns,
      ...added.flatMap((it) =>
        it.table === table.name && !table.columns.some((one) => one.name === it.column.name) ? [it.column] : [],
      ),
    ].map((column): Column => {
      const key = `${table.name}.${column.name}`.toLowerCase();
      const added = references.get(key);
      const reference = column.reference ?? (added && { saysOnDelete: added.saysOnDelete });
      return {
        ...column,
        isIndexed: column.isIndexed || indexed.has(key) || indexed.has(`${table.name}.*`.toLowerCase()),
        ...(reference && { reference }),
      };
    }),
  }));
}
