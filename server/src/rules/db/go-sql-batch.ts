import type { LiftedCode } from '#concepts/lifted-file.ts';
import { camelCase, pluralOf } from '#decisions/names.ts';
import type { Call, CallId, CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { freeName } from '#fixes/free-name.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { checked, deeper, failing, type GoBatch, mentionsLoop } from './go-batch.ts';
import { filledName, manyKeys, ONE_BY_KEY, pgxModule } from './go-keys.ts';
import { filledVariable, goLookUp } from './go-look-up.ts';

/** `db.QueryRowContext(ctx, "SELECT name FROM customers WHERE id = $1", o.CustomerID).Scan(&name)`; `db.Get(&name, …)` of sqlx. */
export function sqlBatch(
  workspace: Workspace,
  code: LiftedCode,
  framework: 'database-sql' | 'pgx',
  id: CallId,
  text: string,
): GoBatch | undefined {
  const { facts } = code;
  const asked = rowAsked(facts, framework, id, text);
  const { call, sql, key, context, targets } = asked ?? {};
  const select = sql?.kind === 'literal' && typeof sql.value === 'string' ? ONE_BY_KEY.exec(sql.value) : undefined;
  const [, columns, , , column, place] = select ?? [];
  if (!asked || !call || !sql || !key || columns === undefined || column === undefined || place === undefined) return undefined;
  if (/\*|\b(?:distinct|count|sum|min|max|avg|array_agg|string_agg|json\w*_agg)\b/i.test(columns)) return undefined;
  const [module, usual] = framework === 'pgx' ? [pgxModule(code), 'pgx'] : ['database/sql', 'sql'];
  const noRows = `${facts.imports.find((it) => it.module === module)?.local ?? usual}.ErrNoRows`;
  const lookUp = goLookUp(workspace, code, { last: asked.last, key: key.span, noRows, text });
  const [target] = targets ?? [];
  const name = target?.split('.')[0];
  const variable = lookUp && name !== undefined ? filledVariable(code, lookUp, name, text) : undefined;
  if (!lookUp || !targets || target === undefined || name === undefined || !variable) return undefined;
  // Several plain variables would need a type of their own.
  const isStruct = targets.every((it) => it.startsWith(`${name}.`));
  if (!isStruct && (targets.length > 1 || columns.includes(','))) return undefined;
  const root = text.slice(lookUp.query.start, call.nameSpan.start);
  const rows = freeName(facts, lookUp.outer, ['rows', `${name}Rows`]);
  if (rows === undefined || root.includes('\n') || mentionsLoop(root, lookUp)) return undefined;
  const first = columns.split(',')[0]?.trim();
  const hasKey = first?.toLowerCase() === column.toLowerCase() && isStruct;
  const statement = text
    .slice(sql.span.start, sql.span.end)
    .replaceAll('\r\n', '\n')
    .replace(/(SELECT\s+)/i, (select) => (hasKey ? select : `${select}${column}, `));
  const many = (keys: string) => manyKeys(workspace, code, lookUp, { framework, place, sql: statement, keys });
  const packages = many('')?.packages;
  if (!packages) return undefined;
  const query = `${root}${context !== undefined && framework !== 'pgx' ? 'QueryContext' : 'Query'}`;
  const map = `${camelCase(pluralOf(isStruct ? (variable.type.path.at(-1) ?? name) : name))}ByID`;
  const scanned = (isStruct ? targets.map((it) => `it.${it.split('.').slice(1).join('.')}`) : ['it']).map((it) => `&${it}`);
  const keyName = hasKey ? scanned[0]?.slice(1) : 'id';
  const scan = `${rows}.Scan(${[...(hasKey ? [] : ['&id']), ...scanned].join(', ')})`;
  return {
    lookUp,
    variable,
    map,
    packages: [...packages, ...(framework !== 'pgx' && lookUp.ifMissing.includes(noRows) ? [{ module: 'database/sql' }] : [])],
    fill: (keys) => {
      const { call: withKeys = '', before = [], needsKeys = false } = many(keys) ?? {};
      const made = `${map} := make(map[${lookUp.keyType}]${variable.type.text}, len(${keys}))`;
      const asks = [
        ...before,
        `${rows}, ${lookUp.error} := ${query}(${context === undefined ? '' : `${context}, `}${withKeys})`,
        ...checked(lookUp),
        `defer ${rows}.Close()`,
      ];
      const takes = [
        `for ${rows}.Next() {`,
        ...(hasKey ? [] : [`\tvar id ${lookUp.keyType}`]),
        `\tvar it ${variable.type.text}`,
        ...deeper(failing(lookUp, scan)),
        `\t${map}[${keyName}] = it`,
        '}',
        ...failing(lookUp, `${rows}.Err()`),
      ];
      return needsKeys ? [made, `if len(${keys}) > 0 {`, ...deeper([...asks, ...takes]), '}'] : [...asks, made, ...takes];
    },
  };
}

interface RowAsked {
  readonly call: Call;
  /** The call that gives the error. */
  readonly last: CallId;
  readonly sql: Value | undefined;
  readonly key: Value | undefined;
  readonly context: string | undefined;
  readonly targets: readonly string[] | undefined;
}

function rowAsked(facts: CodeFacts, framework: string, id: CallId, text: string): RowAsked | undefined {
  const call = facts.calls[id];
  const method = call?.callee.path.at(-1) ?? '';
  if (!call || call.isOpen) return undefined;
  const hasContext = framework === 'pgx' || method.endsWith('Context');
  const [first] = call.args;
  const context = hasContext && first ? text.slice(first.span.start, first.span.end) : undefined;
  const skipped = hasContext ? 1 : 0;
  if (/^Get(?:Context)?$/.test(method) && framework !== 'pgx') {
    const [target, sql, key, more] = call.args.slice(skipped);
    const name = target && filledName(text, target);
    return name === undefined || more ? undefined : { call, last: id, sql, key, context, targets: [name] };
  }
  const scan = facts.calls.findIndex((it) => it.callee.receiver === id && it.callee.path.join('.') === 'Scan');
  if (scan < 0 || !/^QueryRow(?:Context)?$/.test(method)) return undefined;
  const [sql, key, more] = call.args.slice(skipped);
  return more ? undefined : { call, last: scan, sql, key, context, targets: targetsOf(text, facts.calls[scan]) };
}

/** `name` of `&name`; undefined where another form is among them. */
function targetsOf(text: string, scan: Call | undefined): readonly string[] | undefined {
  if (!scan) return undefined;
  const inner = text.slice(scan.nameSpan.end, scan.span.end).replace(/^\(\s*|,?\s*\)$/g, '');
  const names = inner.split(',').map((it) => /^&(\w+(?:\.\w+)*)$/.exec(it.trim())?.[1] ?? '');
  return names.includes('') ? undefined : names;
}
