import type { BuiltSql } from '#concepts/kinds/data.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { TemplateValue } from '#facts/value.ts';
import type { Fix, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { isPostgres } from '#workspace/dialect.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { dollar, goPlaceholder, mark } from './go-placeholder.ts';
import { type ParameterizedSql, type Placeholder, parameterized } from './sql-parameters.ts';

const OFFER: FixOffer = { id: 'parameterize', kind: 'suggest', title: worded`Pass the values as parameters` };

/** Moves the values out of an SQL text into the parameters of its call, in the form of the driver; empty where one of the parts is no value, or the driver is not known for certain. */
export function passAsParameters(workspace: Workspace, code: LiftedCode, sql: BuiltSql): readonly Fix[] {
  const text = workspace.textOf(code.path) ?? '';
  const call = sql.call === undefined ? undefined : code.facts.calls[sql.call];
  if (!call || call.isOpen) return [];
  const changes = changesOf(workspace, code, sql, call, text);
  const edit =
    changes && editCode(workspace, code.path, { changes: () => changes, note: worded`Pass the values beside the SQL` });
  return edit ? [{ ...OFFER, edits: [edit] }] : [];
}

function changesOf(workspace: Workspace, code: LiftedCode, sql: BuiltSql, call: Call, text: string): TextChange[] | undefined {
  const { language } = code.facts;
  const index = call.args.findIndex((it) => it.kind === 'template' && it.text === sql.text);
  const template = call.args[index];
  if (template?.kind !== 'template' || template.parts.length !== sql.parts.length) return undefined;
  const meaning = workspace.linker.callee(code.path, sql.call ?? 0);
  const module = meaning.kind === 'external' ? meaning.module : '';
  const method = call.callee.path.at(-1) ?? '';
  const parts = template.parts.map((it) => text.slice(it.span.start, it.span.end));
  const style = styleIn(workspace, code.path);
  const written = template.text.replace(/\r?\n/g, style.lineEnd);
  const build = (placeholder: Placeholder): ParameterizedSql | undefined => parameterized(written, parts, placeholder, language);
  const isLast = index === call.args.length - 1 && call.keywords.length === 0;
  if (/^\$(?:query|execute)RawUnsafe$/.test(method))
    return isLast ? tagged(call, { ...template, text: written }, text, parts) : undefined;
  if (sql.framework === 'sqlalchemy')
    return method === 'text'
      ? namedInText(
          code,
          sql,
          call,
          template,
          build((_, name) => `:${name}`),
          style,
        )
      : undefined;
  const way = wayOf(workspace, code, sql.framework, module, method);
  const built = way && build(way.placeholder);
  const literal = built && literalOf(built.text, template, style, text);
  if (!way || !built || literal === undefined) return undefined;
  // A driver that fills in `%s` wants every other `%` doubled.
  if (way.placeholder(1, '') === '%s' && built.text.replaceAll('%s', '').includes('%')) return undefined;
  const values = built.values.map((it) => it.expression);
  const next = call.args[index + 1];
  if (!isLast && !(next?.kind === 'function' && index + 2 === call.args.length)) return undefined;
  const list =
    way.list === 'spread'
      ? values.join(', ')
      : way.list === 'tuple'
        ? `(${values.join(', ')}${values.length === 1 ? ',' : ''})`
        : way.list === 'replacements'
          ? `{ replacements: [${values.join(', ')}] }`
          : `[${values.join(', ')}]`;
  return [{ span: template.span, text: `${literal}, ${list}` }];
}

interface Way {
  readonly placeholder: Placeholder;
  readonly list: 'array' | 'tuple' | 'spread' | 'replacements';
}

/** How a driver takes parameters beside the SQL; undefined for one that is not known. */
function wayOf(workspace: Workspace, code: LiftedCode, framework: string, module: string, method: string): Way | undefined {
  const inGo = goPlaceholder(workspace, code.path, framework);
  switch (code.facts.language) {
    case 'python':
      if (method !== 'execute')
        return /^(?:fetch|fetchrow|fetchval)$/.test(method) && module === 'asyncpg'
          ? { placeholder: dollar, list: 'spread' }
          : undefined;
      if (/^(?:psycopg2?|pymysql|MySQLdb|mysql|flask_mysqldb)$/.test(module)) return { placeholder: () => '%s', list: 'tuple' };
      if (framework === 'django') return { placeholder: () => '%s', list: 'array' };
      if (/^(?:sqlite3|aiosqlite)$/.test(module)) return { placeholder: mark, list: 'tuple' };
      return module === 'asyncpg' ? { placeholder: dollar, list: 'spread' } : undefined;
    case 'go':
      if (framework === 'database-sql' && /^(?:Named|Prepare|New)/.test(method)) return undefined;
      return inGo && { placeholder: inGo, list: 'spread' };
    default:
      if (/^(?:pg|@neondatabase\/serverless|@vercel\/postgres|pg-promise)$/.test(module) && !/prepare|exec$/.test(method))
        return { placeholder: dollar, list: 'array' };
      if (/^mysql2?(?:\/promise)?$/.test(module) || framework === 'knex') return { placeholder: mark, list: 'array' };
      if (framework === 'sqlite3' && /^(?:all|get|each|run)$/.test(method)) return { placeholder: mark, list: 'array' };
      if (framework === 'sequelize' && method === 'query') return { placeholder: mark, list: 'replacements' };
      return framework === 'typeorm' && method === 'query' && isPostgres(workspace, code.path)
        ? { placeholder: dollar, list: 'array' }
        : undefined;
  }
}

/** The text as a literal of the file; undefined where it was put together over lines. */
function literalOf(sql: string, { span }: TemplateValue, style: TextStyle, text: string): string | undefined {
  const isSplit = text.slice(span.start, span.end).includes('\n');
  if (!sql.includes('\n')) return isSplit ? undefined : quoted(sql, style);
  if (style.language === 'python') return sql.includes('"""') ? undefined : `"""${sql}"""`;
  return sql.includes('`') || sql.includes('${') ? undefined : `\`${sql}\``;
}

/** Prisma's tag passes what is filled in as parameters. */
function tagged(call: Call, template: TemplateValue, text: string, parts: readonly string[]): TextChange[] | undefined {
  const source = text.slice(template.span.start, template.span.end);
  const built = parameterized(template.text, parts, (n) => `\${${parts[n - 1]}}`, 'typescript');
  if (!source.startsWith('`') || !built || built.values.some((it, index) => it.expression !== parts[index])) return undefined;
  return [
    {
      span: { start: call.nameSpan.start, end: call.span.end },
      text: `${text.slice(call.nameSpan.start, call.nameSpan.end).replace('Unsafe', '')}\`${built.text}\``,
    },
  ];
}

/** SQLAlchemy: names in the text, and their values in a dictionary for the call that runs it. */
function namedInText(
  { facts }: LiftedCode,
  sql: BuiltSql,
  call: Call,
  template: TemplateValue,
  built: ParameterizedSql | undefined,
  style: TextStyle,
): TextChange[] | undefined {
  const runs = facts.calls.find((it) => it.args.length === 1 && it.args[0]?.kind === 'call' && it.args[0].call === sql.call);
  if (!built || !runs || runs.keywords.length > 0 || !/^(?:execute|scalar|scalars|exec)$/.test(runs.callee.path.at(-1) ?? ''))
    return undefined;
  if (built.text.replace(/:\w+/g, '').includes(':')) return undefined;
  const literal = built.text.includes('\n') ? `"""${built.text}"""` : quoted(built.text, style);
  const entries = [...new Map(built.values.map((it) => [it.name, `${quoted(it.name, style)}: ${it.expression}`])).values()];
  return [
    { span: template.span, text: literal },
    { span: { start: call.span.end, end: call.span.end }, text: `, {${entries.join(', ')}}` },
  ];
}
