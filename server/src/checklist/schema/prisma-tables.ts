import type { Path } from '#base/paths.ts';
import type { Column, Declared, Table } from './tables.ts';

/** The models of a schema of Prisma. */
export function tablesInPrisma(path: Path, text: string): Declared {
  const names = new Set([...text.matchAll(/^\s*model\s+(\w+)\s*\{/gm)].map((it) => it[1] ?? ''));
  const tables: Table[] = [];
  for (const found of text.matchAll(/^[ \t]*model\s+(\w+)\s*\{([\s\S]*?)^[ \t]*\}/gm)) {
    const body = found[2] ?? '';
    const lines = body
      .split('\n')
      .map((it) => it.replace(/\/\/.*$/, '').trim())
      .filter((it) => it !== '');
    const relations = lines.flatMap((it) => {
      const field = /fields:\s*\[\s*(\w+)/.exec(it)?.[1];
      return field === undefined ? [] : [{ field, saysOnDelete: /onDelete:/.test(it) }];
    });
    const firsts = lines.flatMap((it) => /^@@(?:index|unique|id)\(\s*(?:fields:\s*)?\[\s*(\w+)/.exec(it)?.[1] ?? []);
    const keys = lines.flatMap(
      (it) =>
        /^@@id\(\s*(?:fields:\s*)?\[([^\]]*)\]/
          .exec(it)?.[1]
          ?.split(',')
          .map((one) => one.trim()) ?? [],
    );
    const columns = lines.flatMap((line): Column[] => {
      const field = /^(\w+)\s+(\w+)(\[\])?(\?)?(.*)$/.exec(line);
      if (
        !field?.[1] ||
        line.startsWith('@@') ||
        names.has(field[2] ?? '') ||
        (field[3] !== undefined && names.has(field[2] ?? ''))
      )
        return [];
      const [, name, type = '', , optional, rest = ''] = field;
      const relation = relations.find((it) => it.field === name);
      const isPrimary = /@id\b/.test(rest) || keys.includes(name);
      return [
        {
          name: /@map\("([^"]+)"\)/.exec(rest)?.[1] ?? name,
          type: `${type}${/autoincrement\(\)/.test(rest) ? ' auto_increment' : ''}${/\b(uuid|cuid|ulid|nanoid)\(/.test(rest) || /@db\.Uuid/.test(rest) ? ' uuid' : ''}`.toLowerCase(),
          isPrimary,
          mayBeNull: optional !== undefined,
          isIndexed: isPrimary || /@unique\b/.test(rest) || firsts.includes(name),
          ...(relation && { reference: { saysOnDelete: relation.saysOnDelete } }),
        },
      ];
    });
    const start = (found.index ?? 0) + found[0].search(/\S/);
    tables.push({
      name: /@@map\("([^"]+)"\)/.exec(body)?.[1] ?? found[1] ?? '',
      path,
      span: { start, end: start + (found[1] ?? '').length + 6 },
      columns,
    });
  }
  return { tables, indexes: [], references: [], added: [], altered: [] };
}
