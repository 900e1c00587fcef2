import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Value } from '#facts/value.ts';
import { freeName } from '#fixes/free-name.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { GoLookUp } from './go-look-up.ts';

/** A statement for the row of one key: its columns, table, alias, column of the key and placeholder. */
export const ONE_BY_KEY =
  /^\s*SELECT\s+([\s\S]+?)\s+FROM\s+([\w."`]+)(?:\s+(?:AS\s+)?(?!WHERE\b)(\w+))?\s+WHERE\s+((?:\w+\.)?(?:id|uuid))\s*=\s*(\$1|\?)\s*;?\s*$/i;

/** How the keys of many rows get into a statement that asks for one. */
export interface ManyKeys {
  /** The text of the statement and its arguments, as code. */
  readonly call: string;
  /** Lines before it. */
  readonly before: readonly string[];
  /** Whether an empty list gives a statement that no database takes. */
  readonly needsKeys: boolean;
  readonly packages: readonly NeededImport[];
}

/**
 * The statement with a list of keys. PostgreSQL takes a list as one value: pgx as it is, also behind `database/sql`, the older driver wrapped. Where
 * placeholders are question marks there is one for each key. Undefined where the driver is not known.
 * @param sql the statement as the file writes it, in its quotes
 */
export function manyKeys(
  workspace: Workspace,
  code: LiftedCode,
  lookUp: GoLookUp,
  {
    framework,
    place,
    sql,
    keys,
  }: { readonly framework: string; readonly place: string; readonly sql: string; readonly keys: string },
): ManyKeys | undefined {
  if (place === '?') return framework === 'pgx' ? undefined : questionMarks(workspace, code, lookUp, sql, keys);
  const listed = asList(workspace, code, framework, keys);
  if (!listed) return undefined;
  const text = sql.replace(/=\s*\$1(?=\s*;?\s*["`]$)/, () => '= ANY($1)');
  return { call: `${text}, ${listed.value}`, before: [], needsKeys: false, packages: listed.packages };
}

/** A list of keys as one value; undefined where the driver takes none. */
export function asList(
  workspace: Workspace,
  code: LiftedCode,
  framework: string,
  keys: string,
): { readonly value: string; readonly packages: readonly NeededImport[] } | undefined {
  const { dependencies } = workspace.unitOf(code.path);
  if (framework === 'pgx') return pgxModule(code) === '' ? undefined : { value: keys, packages: [] };
  if (dependencies.has('github.com/lib/pq')) return { value: `pq.Array(${keys})`, packages: [{ module: 'github.com/lib/pq' }] };
  return dependencies.has('github.com/jackc/pgx/v5') ? { value: keys, packages: [] } : undefined;
}

export function pgxModule({ facts }: LiftedCode): string {
  return facts.imports.find((it) => /^github\.com\/jackc\/pgx\/v\d$/.test(it.module))?.module ?? '';
}

/** The variable of `&name`; undefined for another form of an argument. */
export function filledName(text: string, { span }: Value): string | undefined {
  return /^&(\w+)$/.exec(text.slice(span.start - 1, span.end))?.[1];
}

function questionMarks(
  workspace: Workspace,
  code: LiftedCode,
  { outer }: GoLookUp,
  sql: string,
  keys: string,
): ManyKeys | undefined {
  const marks = freeName(code.facts, outer, ['marks', 'placeholders']);
  const args = freeName(code.facts, outer, ['args', 'values']);
  const index = freeName(code.facts, outer, ['i', 'at']);
  const quote = sql.charAt(0);
  if (marks === undefined || args === undefined || index === undefined) return undefined;
  const text = sql.replace(/\s*=\s*\?\s*;?\s*["`]$/, () => ` IN (${quote}+${marks}+")"`);
  return {
    call: `${text}, ${args}...`,
    before: [
      `${marks} := "?" + strings.Repeat(", ?", len(${keys})-1)`,
      `${args} := make([]${anyType(workspace, code)}, len(${keys}))`,
      `for ${index}, it := range ${keys} {`,
      `\t${args}[${index}] = it`,
      '}',
    ],
    needsKeys: true,
    packages: [{ module: 'strings' }],
  };
}

/** Go has the short name since its version 1.18. */
function anyType(workspace: Workspace, { path }: LiftedCode): string {
  const { manifest } = workspace.unitOf(path);
  const facts = manifest === undefined ? undefined : workspace.files.get(manifest)?.facts;
  const [major = 0, minor = 0] = (facts?.kind === 'go-module' ? (facts.goVersion ?? '') : '').split('.').map(Number);
  return major > 1 || minor >= 18 ? 'any' : 'interface{}';
}
