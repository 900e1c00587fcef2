import { folderOf, type Path } from '#base/paths.ts';
import { escaped } from '#base/regular-expression.ts';
import type { Workspace } from '#workspace/workspace.ts';

/**
 * The type that the migrations beside a file give a column, as it is written. Undefined where none of them makes the column, several do in different
 * ways, one changes it, or it carries more than a type: a key, a reference, a check.
 */
export function columnType(workspace: Workspace, path: Path, table: string, column: string): string | undefined {
  const types = new Set<string | undefined>();
  for (const file of workspace.files.values()) {
    const text = file.facts.kind === 'sql' && folderOf(file.path) === folderOf(path) ? workspace.textOf(file.path) : undefined;
    if (text === undefined || file.facts.kind !== 'sql' || /(?:^|[._])down\.sql$/i.test(file.path)) continue;
    for (const it of file.facts.statements) {
      if (it.table !== table || (it.kind !== 'create-table' && it.kind !== 'alter-table')) continue;
      const statement = text.slice(it.span.start, it.span.end).replace(/--[^\n]*/g, '');
      const name = `["\`]?${escaped(column)}["\`]?`;
      if (new RegExp(`\\b(?:alter|modify|change)\\s+(?:column\\s+)?${name}\\s`, 'i').test(statement)) return undefined;
      for (const part of partsOf(it.kind === 'create-table' ? statement.slice(statement.indexOf('(') + 1) : statement)) {
        const head = it.kind === 'create-table' ? '^\\s*' : '\\badd\\s+(?:column\\s+)?(?:if\\s+not\\s+exists\\s+)?';
        const definition = new RegExp(`${head}${name}\\s+([\\s\\S]+)$`, 'i').exec(part)?.[1];
        if (definition !== undefined) types.add(plainType(definition));
      }
    }
  }
  const [only] = types;
  return types.size === 1 ? only : undefined;
}

/** The parts between the commas that stand in no brackets, up to a bracket that was never opened. */
function partsOf(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth < 0) break;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

function plainType(definition: string): string | undefined {
  const more = /\b(?:primary|references|unique|generated|check|constraint|identity|auto_?increment|collate|\w*serial)\b/i;
  const type = definition.split(/\b(?:not\s+null|null|default|comment)\b/i)[0]?.trim() ?? '';
  return more.test(definition) || !/^\w[\w ]*(?:\([\d, ]+\))?(?: \w[\w ]*)?(?:\[\])?$/.test(type) ? undefined : type;
}
