import type { LiftedCode } from '#concepts/lifted-file.ts';
import { camelCase, pluralOf } from '#decisions/names.ts';
import type { CallId, ClassDeclaration, Field } from '#facts/code-facts.ts';
import { freeName } from '#fixes/free-name.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { checked, deeper, failing, type GoBatch, mentionsLoop } from './go-batch.ts';
import { asList, filledName, ONE_BY_KEY } from './go-keys.ts';
import { filledVariable, goLookUp, plainType } from './go-look-up.ts';

const SQLX = 'github.com/jmoiron/sqlx';

/** `db.Get(&c, "SELECT * FROM customers WHERE id = $1", o.CustomerID)` of sqlx, where `c` is a struct of the workspace that holds its key. */
export function sqlxBatch(
  workspace: Workspace,
  code: LiftedCode,
  framework: string,
  id: CallId,
  text: string,
): GoBatch | undefined {
  const { facts } = code;
  const call = facts.calls[id];
  const method = call?.callee.path.at(-1) ?? '';
  if (!call || framework !== 'database-sql' || call.isOpen || !/^Get(?:Context)?$/.test(method)) return undefined;
  const written = (span: { readonly start: number; readonly end: number }): string => text.slice(span.start, span.end);
  const context = method === 'GetContext' && call.args[0] ? `${written(call.args[0].span)}, ` : '';
  const [target, sql, key, more] = call.args.slice(context === '' ? 0 : 1);
  const select = sql?.kind === 'literal' && typeof sql.value === 'string' ? ONE_BY_KEY.exec(sql.value) : undefined;
  const [, columns, , , column, place] = select ?? [];
  if (!target || !sql || !key || more || columns === undefined || column === undefined || place === undefined) return undefined;
  const noRows = `${facts.imports.find((it) => it.module === 'database/sql')?.local ?? 'sql'}.ErrNoRows`;
  const lookUp = goLookUp(workspace, code, { last: id, key: key.span, noRows, text });
  const name = filledName(text, target);
  const variable = lookUp && name !== undefined ? filledVariable(code, lookUp, name, text) : undefined;
  const model =
    variable && !variable.type.text.startsWith('*')
      ? workspace.linker.classOf(workspace.linker.typed(code.path, 0, variable.type))
      : undefined;
  const field = model && fieldOfColumn(model.declaration, column.split('.').at(-1) ?? column);
  const fieldIs = field?.type && plainType(code, field.type);
  if (!lookUp || !variable || !field || fieldIs === undefined) return undefined;
  if (fieldIs !== lookUp.keyType && !(/int/.test(fieldIs) && /int/.test(lookUp.keyType))) return undefined;
  const list = camelCase(pluralOf(variable.type.path.at(-1) ?? ''));
  const rows = freeName(facts, lookUp.outer, [list, `found${list.charAt(0).toUpperCase()}${list.slice(1)}`]);
  const root = written({ start: lookUp.query.start, end: call.nameSpan.start });
  const query = freeName(facts, lookUp.outer, ['query', 'statement']);
  const args = freeName(facts, lookUp.outer, ['args', 'values']);
  const isUsual = /^\w+(?:\.\w+)*\.$/.test(root) && !mentionsLoop(root, lookUp);
  if (rows === undefined || query === undefined || args === undefined || !isUsual) return undefined;
  const statement = withColumn(written(sql.span).replaceAll('\r\n', '\n'), columns, column);
  const map = `${list}ByID`;
  const rowKey = fieldIs === lookUp.keyType ? `it.${field.name}` : `${lookUp.keyType}(it.${field.name})`;
  const made = (count: string): string => `${map} := make(map[${lookUp.keyType}]${variable.type.text}, len(${count}))`;
  const selected = (rest: string): readonly string[] => [
    `var ${rows} []${variable.type.text}`,
    ...failing(lookUp, `${root}${context === '' ? 'Select' : 'SelectContext'}(${context}&${rows}, ${rest})`),
  ];
  const filled = [`for _, it := range ${rows} {`, `\t${map}[${rowKey}] = it`, '}'];
  const listed = place === '$1' ? asList(workspace, code, framework, '') : undefined;
  const needsSql = lookUp.ifMissing.includes(noRows);
  return {
    lookUp,
    variable,
    map,
    packages: [...(listed ? listed.packages : [{ module: SQLX }]), ...(needsSql ? [{ module: 'database/sql' }] : [])],
    fill: (keys) => {
      const value = place === '$1' ? asList(workspace, code, framework, keys)?.value : undefined;
      if (value !== undefined) {
        const any = statement.replace(/=\s*\$1(?=\s*;?\s*["`]$)/, () => '= ANY($1)');
        return [...selected(`${any}, ${value}`), made(rows), ...filled];
      }
      const many = statement.replace(/\s*=\s*(?:\$1|\?)(?=\s*;?\s*["`]$)/, () => ' IN (?)');
      const expands = [`${query}, ${args}, ${lookUp.error} := sqlx.In(${many}, ${keys})`, ...checked(lookUp)];
      const asks = [...expands, ...selected(`${root}Rebind(${query}), ${args}...`), ...filled];
      return [made(keys), `if len(${keys}) > 0 {`, ...deeper(asks), '}'];
    },
  };
}

/** By its tag, or by its name in small letters, as sqlx finds it. */
function fieldOfColumn({ fields }: ClassDeclaration, column: string): Field | undefined {
  return fields.find((it) => (/\bdb:"([^",]*)/.exec(it.tag ?? '')?.[1] ?? it.name.toLowerCase()) === column.toLowerCase());
}

/** The key is needed to tell the rows apart. */
function withColumn(sql: string, columns: string, column: string): string {
  const names = columns.split(',').map((it) => it.trim().toLowerCase());
  const bare = column.split('.').at(-1)?.toLowerCase() ?? '';
  const has = names.some((it) => it === '*' || it.endsWith('.*') || it === bare || it === column.toLowerCase());
  return has ? sql : sql.replace(/(SELECT\s+)/i, (select) => `${select}${column}, `);
}
