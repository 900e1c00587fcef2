import type { Path } from '#base/paths.ts';
import type { SchemaText } from '#facts/manifest-facts.ts';
import type { Column, Declared, Table } from './tables.ts';

/** What statements of SQL declare; `offset` is where the text begins in its file. */
export function tablesInSql(path: Path, { statements }: SchemaText, text: string, offset: number): Declared {
  const tables: Table[] = [];
  const indexes: { table: string; column: string }[] = [];
  const added: { table: string; column: Column }[] = [];
  const altered: string[] = [];
  const references: { table: string; column: string; saysOnDelete: boolean }[] = [];
  for (const { kind, table, span } of statements) {
    const written = text.slice(span.start, span.end);
    if (kind === 'create-table' && table !== undefined) {
      const parsed = tableIn(written);
      tables.push({ name: table, path, span: { start: span.start + offset, end: span.end + offset }, columns: parsed });
    }
    if (kind === 'create-index' && table !== undefined) {
      const column = /\(\s*["`]?(\w+)/.exec(written.slice(written.search(/\bON\b/i)))?.[1];
      if (column !== undefined) indexes.push({ table, column: column.toLowerCase() });
    }
    if (kind === 'alter-table' && table !== undefined) {
      const foreign = /FOREIGN\s+KEY\s*\(\s*["`]?(\w+)["`]?[\s\S]*?REFERENCES([\s\S]*)/i.exec(written);
      if (foreign?.[1] !== undefined)
        references.push({ table, column: foreign[1].toLowerCase(), saysOnDelete: /ON\s+DELETE/i.test(foreign[2] ?? '') });
      for (const one of topLevel(written.replace(/^[\s\S]*?ALTER\s+TABLE\s+(?:ONLY\s+)?(?:IF\s+EXISTS\s+)?\S+/i, ''))) {
        const column =
          /^\s*ADD\s+(?:COLUMN\s+)?(?:IF\s+NOT\s+EXISTS\s+)?(?!CONSTRAINT|PRIMARY|UNIQUE|FOREIGN|CHECK|INDEX|KEY)([\s\S]+)$/i.exec(
            one,
          )?.[1];
        const [parsed] = column === undefined ? [] : tableIn(`(${column})`);
        if (parsed) added.push({ table, column: parsed });
        else if (/\b(ALTER|DROP|RENAME|MODIFY|CHANGE)\b/i.test(one)) altered.push(table);
      }
      const unique = /(?:UNIQUE|PRIMARY\s+KEY)\s*\(\s*["`]?(\w+)/i.exec(written)?.[1];
      if (unique !== undefined) indexes.push({ table, column: unique.toLowerCase() });
    }
  }
  return { tables, indexes, references, added, altered };
}

function tableIn(written: string): Column[] {
  const open = written.indexOf('(');
  if (open < 0) return [];
  const parts = topLevel(written.slice(open + 1, written.lastIndexOf(')')).replace(/--[^\n]*/g, ''));
  const columns: Column[] = [];
  const keys: string[][] = [];
  const indexed: string[] = [];
  const foreign: { column: string; saysOnDelete: boolean }[] = [];
  for (const part of parts) {
    const text = part.trim();
    const list =
      /\(([^)]*)\)/
        .exec(text)?.[1]
        ?.split(',')
        .map(
          (it) =>
            it
              .trim()
              .replace(/["`[\]]/g, '')
              .split(' ')[0]
              ?.toLowerCase() ?? '',
        ) ?? [];
    if (/^(CONSTRAINT\s+\S+\s+)?PRIMARY\s+KEY/i.test(text)) keys.push(list);
    else if (/^(CONSTRAINT\s+\S+\s+)?(UNIQUE|KEY|INDEX)\b/i.test(text)) indexed.push(list[0] ?? '');
    else if (/^(CONSTRAINT\s+\S+\s+)?FOREIGN\s+KEY/i.test(text))
      foreign.push({ column: list[0] ?? '', saysOnDelete: /ON\s+DELETE/i.test(text) });
    else if (!/^(CONSTRAINT|CHECK|EXCLUDE|LIKE|PERIOD|FULLTEXT|SPATIAL)\b/i.test(text)) {
      const found = /^["`[]?(\w+)["`\]]?\s+([\w]+(?:\s*\([^)]*\))?(?:\[\])?)?([\s\S]*)$/.exec(text);
      if (!found?.[1]) continue;
      const rest = found[3] ?? '';
      const isPrimary = /\bPRIMARY\s+KEY\b/i.test(rest);
      columns.push({
        // Without quotes the database takes capitals away.
        name: /^["`[]/.test(text) ? found[1] : found[1].toLowerCase(),
        type: `${found[2] ?? ''}${/AUTO_?INCREMENT|IDENTITY|nextval/i.test(rest) ? ' auto_increment' : ''}`.toLowerCase(),
        isPrimary,
        mayBeNull: !/\bNOT\s+NULL\b/i.test(rest) && !isPrimary && !/^(big|small)?serial/i.test(found[2] ?? ''),
        isIndexed: isPrimary || /\bUNIQUE\b/i.test(rest),
        ...(/\bREFERENCES\b/i.test(rest) && { reference: { saysOnDelete: /ON\s+DELETE/i.test(rest) } }),
      });
    }
  }
  return columns.map((column): Column => {
    const name = column.name.toLowerCase();
    const reference = foreign.find((it) => it.column === name);
    const isKey = keys.some((it) => it.includes(name));
    return {
      ...column,
      isPrimary: column.isPrimary || isKey,
      mayBeNull: column.mayBeNull && !isKey,
      isIndexed: column.isIndexed || keys.some((it) => it[0] === name) || indexed.includes(name),
      ...(reference && { reference: { saysOnDelete: reference.saysOnDelete } }),
    };
  });
}

/** Splits at the commas outside of parentheses and quotes. */
function topLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === "'" || char === '"') quote = char;
    else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
