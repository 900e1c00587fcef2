import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { camelCase, pluralOf } from '#decisions/names.ts';
import type { Call, CallId } from '#facts/code-facts.ts';
import { changeOf, type Fix, type FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName, isFree } from '#fixes/free-name.ts';
import { beforeStatement, indentAt, withoutStatement } from '#fixes/statements.ts';
import { layOut } from '#fixes/text-style.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type FilledVariable, fieldType, filledVariable, type GoLookUp, goLookUp, plainType } from './go-look-up.ts';

/** A query for the rows of a list of keys, and how a row is taken out of what it gave. */
interface GoBatch {
  readonly lookUp: GoLookUp;
  readonly variable: FilledVariable;
  /** The map of rows by key. */
  readonly map: string;
  /** The lines that fill it, given the list of keys; a tab for each level. */
  readonly fill: (keys: string) => readonly string[];
  readonly packages: readonly NeededImport[];
}

/** Asks for all rows of a loop of Go with one query before it, and looks them up in a map; empty where the form of the loop is not certain. */
export function goBatch(workspace: Workspace, code: LiftedCode, framework: string, id: CallId, offer: FixOffer): readonly Fix[] {
  const text = workspace.textOf(code.path) ?? '';
  const batch =
    framework === 'gorm'
      ? ofGorm(workspace, code, id, text)
      : framework === 'database-sql' || framework === 'pgx'
        ? ofSql(workspace, code, framework, id, text)
        : undefined;
  if (!batch) return [];
  const { lookUp, variable, map, packages } = batch;
  const { facts } = code;
  const style = styleIn(workspace, code.path);
  const found = freeName(facts, lookUp.outer, ['ok', 'found', 'isFound']);
  const isList = lookUp.key === lookUp.variable;
  const keys = isList ? lookUp.list : freeName(facts, lookUp.outer, ['ids', 'keys', 'wantedIDs']);
  if (found === undefined || keys === undefined || !isFree(facts, lookUp.outer, map)) return [];
  const collect = isList
    ? []
    : [
        `${keys} := make([]${lookUp.keyType}, 0, len(${lookUp.list}))`,
        `for _, ${lookUp.variable} := range ${lookUp.list} {`,
        `\t${keys} = append(${keys}, ${lookUp.key})`,
        '}',
      ];
  const first = beforeStatement(text, lookUp.loop.span, [...collect, ...batch.fill(keys)].join('\n'), style);
  if (!first) return [];
  const indent = indentAt(text, lookUp.statements.start);
  const named = packages.flatMap(({ module }) => withItsName(text, module));
  const taken = [`${variable.name}, ${found} := ${map}[${lookUp.key}]`, `if !${found} {`, ...deeper(lookUp.ifMissing), '}'];
  const edit = editCode(workspace, code.path, {
    packages: named.length > 0 ? packages.filter((it) => withItsName(text, it.module).length === 0) : packages,
    changes: () => [
      ...named,
      first,
      withoutStatement(text, variable.statement),
      { span: lookUp.statements, text: layOut(taken.join('\n'), style, indent) },
    ],
    note: 'Ask once, and look up in what it gave',
  });
  return edit?.kind === 'change' ? [{ ...offer, edits: [changeOf(edit.path, edit.changes, edit.note)] }] : [];
}

/** `db.First(&c, o.CustomerID)`, `db.Where("id = ?", o.CustomerID).First(&c)`. */
function ofGorm(workspace: Workspace, code: LiftedCode, id: CallId, text: string): GoBatch | undefined {
  const { facts } = code;
  const last = facts.calls[id];
  const local = facts.imports.find((it) => it.module === 'gorm.io/gorm')?.local;
  if (!last || local === undefined || !/^(?:First|Take)$/.test(last.callee.path.at(-1) ?? '')) return undefined;
  const chain = chainOf(code, id);
  if (chain.some((it) => !/^(?:WithContext|Where|Preload|Unscoped|Session|First|Take|Debug)$/.test(it.callee.path.at(-1) ?? '')))
    return undefined;
  const wheres = chain.filter((it) => it.callee.path.at(-1) === 'Where');
  const [where] = wheres;
  const [, ...inline] = last.args;
  const written = (span: Span | undefined): string => (span ? text.slice(span.start, span.end) : '');
  const condition = where ? where.args : inline;
  const isBare = !where && condition.length === 1;
  const column = isBare ? 'id' : /^"((?:\w+\.)?id) = \?"$/i.exec(written(condition[0]?.span))?.[1];
  const key = condition.at(-1)?.span;
  if (wheres.length > 1 || (where && inline.length > 0) || condition.length > 2 || column === undefined || !key) return undefined;
  const lookUp = goLookUp(workspace, code, { last: id, key, noRows: `${local}.ErrRecordNotFound`, text });
  const name = /^&(\w+)$/.exec(
    text
      .slice(last.nameSpan.end)
      .replace(/^\(\s*/, '')
      .split(/[,)]/)[0] ?? '',
  )?.[1];
  const variable = lookUp && name !== undefined ? filledVariable(code, lookUp, name, text) : undefined;
  // A text as the only condition is SQL to gorm.
  if (!lookUp || !variable || (isBare && !/int/.test(lookUp.keyType)) || variable.type.text !== variable.type.path.join('.'))
    return undefined;
  const model = workspace.linker.classOf(workspace.linker.typed(code.path, 0, variable.type));
  if (!model) return undefined;
  const own = fieldType(model.declaration, 'ID');
  const idType = own ? plainType(code, own) : model.declaration.bases.some((it) => it.text === 'gorm.Model') ? 'uint' : undefined;
  const isNumber = (it: string): boolean => /int/.test(it);
  if (idType === undefined || (idType !== lookUp.keyType && !(isNumber(idType) && isNumber(lookUp.keyType)))) return undefined;
  const list = camelCase(pluralOf(variable.type.path.at(-1) ?? ''));
  const map = `${list}ByID`;
  const rows = freeName(facts, lookUp.outer, [list, `found${list.charAt(0).toUpperCase()}${list.slice(1)}`]);
  if (rows === undefined) return undefined;
  const asked = where ?? last;
  const head = text.slice(lookUp.query.start, asked.nameSpan.start);
  const between = where ? text.slice(where.span.end, last.nameSpan.start) : '.';
  if (head.includes('\n') || between.includes('\n') || mentions(head + between, lookUp)) return undefined;
  const rowKey = idType === lookUp.keyType ? 'it.ID' : `${lookUp.keyType}(it.ID)`;
  return {
    lookUp,
    variable,
    map,
    packages: [],
    fill: (keys) => [
      `var ${rows} []${variable.type.text}`,
      `if ${lookUp.error} := ${head}Where("${column} IN ?", ${keys})${between}Find(&${rows}).Error; ${lookUp.error} != nil {`,
      ...deeper(lookUp.ifFailed),
      '}',
      `${map} := make(map[${lookUp.keyType}]${variable.type.text}, len(${rows}))`,
      `for _, it := range ${rows} {`,
      `\t${map}[${rowKey}] = it`,
      '}',
    ],
  };
}

const SELECTS =
  /^\s*SELECT\s+([\s\S]+?)\s+FROM\s+([\w."`]+)(?:\s+(?:AS\s+)?(?!WHERE\b)(\w+))?\s+WHERE\s+((?:\w+\.)?(?:id|uuid))\s*=\s*(\$1|\?)\s*;?\s*$/i;

/** `db.QueryRowContext(ctx, "SELECT name FROM customers WHERE id = $1", o.CustomerID).Scan(&name)`. */
function ofSql(
  workspace: Workspace,
  code: LiftedCode,
  framework: 'database-sql' | 'pgx',
  id: CallId,
  text: string,
): GoBatch | undefined {
  const { facts } = code;
  const call = facts.calls[id];
  const method = call?.callee.path.at(-1) ?? '';
  const scan = facts.calls.findIndex((it) => it.callee.receiver === id && it.callee.path.join('.') === 'Scan');
  const hasContext = framework === 'pgx' || method === 'QueryRowContext';
  if (!call || scan < 0 || !/^QueryRow(?:Context)?$/.test(method) || call.args.length !== (hasContext ? 3 : 2)) return undefined;
  const sql = call.args[hasContext ? 1 : 0];
  const key = call.args.at(-1)?.span;
  const select = sql?.kind === 'literal' && typeof sql.value === 'string' ? SELECTS.exec(sql.value) : undefined;
  const [, columns, , , column, place] = select ?? [];
  const noRows =
    facts.imports.find((it) => it.module === (framework === 'pgx' ? pgxModule(code) : 'database/sql'))?.local ??
    (framework === 'pgx' ? 'pgx' : 'sql');
  if (!sql || !key || columns === undefined || column === undefined || place === undefined) return undefined;
  if (/\*|\b(?:distinct|count|sum|min|max|avg|array_agg|string_agg|json\w*_agg)\b/i.test(columns)) return undefined;
  const lookUp = goLookUp(workspace, code, { last: scan, key, noRows: `${noRows}.ErrNoRows`, text });
  const targets = lookUp && targetsOf(text, facts.calls[scan]);
  const [target] = targets ?? [];
  const name = target?.split('.')[0];
  const variable = lookUp && name !== undefined ? filledVariable(code, lookUp, name, text) : undefined;
  if (!lookUp || !targets || target === undefined || name === undefined || !variable) return undefined;
  // Several plain variables would need a type of their own.
  const isStruct = targets.every((it) => it.startsWith(`${name}.`));
  if (!isStruct && targets.length > 1) return undefined;
  const keysAs = keysArgument(workspace, code, framework, place);
  const root = text.slice(lookUp.query.start, call.nameSpan.start);
  const rows = freeName(facts, lookUp.outer, ['rows', `${name}Rows`]);
  if (!keysAs || rows === undefined || root.includes('\n') || mentions(root, lookUp)) return undefined;
  const sqlText = text.slice(sql.span.start, sql.span.end);
  const first = columns.split(',')[0]?.trim();
  const hasKey = first?.toLowerCase() === column.toLowerCase() && isStruct;
  const batched = sqlText
    .replace(/(SELECT\s+)/i, hasKey ? '$1' : `$1${column}, `)
    .replace(/=\s*\$1(?=\s*;?\s*["`]$)/, () => '= ANY($1)');
  const context = hasContext && call.args[0] ? `${text.slice(call.args[0].span.start, call.args[0].span.end)}, ` : '';
  const query = `${root}${hasContext && framework !== 'pgx' ? 'QueryContext' : 'Query'}`;
  const map = `${camelCase(pluralOf(isStruct ? (variable.type.path.at(-1) ?? name) : name))}ByID`;
  const scanned = (isStruct ? targets.map((it) => `it.${it.split('.').slice(1).join('.')}`) : ['it']).map((it) => `&${it}`);
  const keyName = hasKey ? scanned[0]?.slice(1) : 'id';
  const check = (error: string): readonly string[] => [`if ${error} != nil {`, ...deeper(lookUp.ifFailed), '}'];
  return {
    lookUp,
    variable,
    map,
    packages: [...keysAs.packages, ...(framework === 'pgx' ? [] : [{ module: 'database/sql' }])],
    fill: (keys) => [
      `${rows}, ${lookUp.error} := ${query}(${context}${batched}, ${keysAs.written(keys)})`,
      ...check(lookUp.error),
      `defer ${rows}.Close()`,
      `${map} := make(map[${lookUp.keyType}]${variable.type.text}, len(${keys}))`,
      `for ${rows}.Next() {`,
      ...(hasKey ? [] : [`\tvar id ${lookUp.keyType}`]),
      `\tvar it ${variable.type.text}`,
      ...[
        `if ${lookUp.error} := ${rows}.Scan(${[...(hasKey ? [] : ['&id']), ...scanned].join(', ')}); ${lookUp.error} != nil {`,
        ...deeper(lookUp.ifFailed),
        '}',
      ].map((it) => `\t${it}`),
      `\t${map}[${keyName}] = it`,
      '}',
      `if ${lookUp.error} := ${rows}.Err(); ${lookUp.error} != nil {`,
      ...deeper(lookUp.ifFailed),
      '}',
    ],
  };
}

/** A package that is imported for its effect alone gets its name. */
function withItsName(text: string, module: string): readonly TextChange[] {
  const blank = text.indexOf(`_ "${module}"`);
  return blank < 0 ? [] : [{ span: { start: blank, end: blank + 2 }, text: '' }];
}

function pgxModule({ facts }: LiftedCode): string {
  return facts.imports.find((it) => /^github\.com\/jackc\/pgx\/v\d$/.test(it.module))?.module ?? '';
}

/** How a list goes to the database: pgx takes it as it is, also behind `database/sql`; the older driver for PostgreSQL wants it wrapped. */
function keysArgument(
  workspace: Workspace,
  code: LiftedCode,
  framework: string,
  place: string,
): { readonly written: (keys: string) => string; readonly packages: readonly NeededImport[] } | undefined {
  if (place !== '$1') return undefined;
  const { dependencies } = workspace.unitOf(code.path);
  if (framework === 'pgx') return pgxModule(code) === '' ? undefined : { written: (keys) => keys, packages: [] };
  if (dependencies.has('github.com/lib/pq'))
    return { written: (keys) => `pq.Array(${keys})`, packages: [{ module: 'github.com/lib/pq' }] };
  return [...dependencies.keys()].some((it) => /^github\.com\/jackc\/pgx\/v5$/.test(it))
    ? { written: (keys) => keys, packages: [] }
    : undefined;
}

/** `name` of `&name`; undefined where another form is among them. */
function targetsOf(text: string, scan: Call | undefined): readonly string[] | undefined {
  if (!scan) return undefined;
  const inner = text.slice(scan.nameSpan.end, scan.span.end).replace(/^\(\s*|,?\s*\)$/g, '');
  const names = inner.split(',').map((it) => /^&(\w+(?:\.\w+)*)$/.exec(it.trim())?.[1] ?? '');
  return names.includes('') ? undefined : names;
}

function chainOf({ facts }: LiftedCode, last: CallId): Call[] {
  const chain: Call[] = [];
  for (let at: CallId | undefined = last; at !== undefined; at = facts.calls[at]?.callee.receiver) {
    const call = facts.calls[at];
    if (call) chain.unshift(call);
  }
  return chain;
}

function mentions(written: string, { loop }: GoLookUp): boolean {
  return loop.loop?.variables.some((it) => new RegExp(`\\b${it}\\b`).test(written)) ?? false;
}

function deeper(lines: string): readonly string[] {
  return lines.split('\n').map((it) => `\t${it}`);
}
