import type { Path } from '#base/paths.ts';
import { type Comment, readDirectives } from '#extract/directives.ts';
import type { ParseError } from '#facts/code-facts.ts';
import type { PrismaRelation, PrismaSchemaFacts } from '#facts/manifest-facts.ts';
import { commentFrom, type TextLine, textLines } from './text-lines.ts';

type Named = PrismaSchemaFacts['models'][number];

/** Reads a `schema.prisma`: the provider of the data source, the models with their relations, the variables. */
export function extractPrismaSchema(path: Path, text: string): PrismaSchemaFacts {
  const comments: Comment[] = [];
  const parseErrors: ParseError[] = [];
  const models: Named[] = [];
  const variables: Named[] = [];
  const fields: PrismaRelation[] = [];
  let provider: string | undefined;
  let block: { readonly kind: string; readonly line: TextLine } | undefined;
  for (const line of textLines(text)) {
    const column = commentColumn(line.text);
    if (column >= 0) comments.push(commentFrom(line, column));
    const code = column >= 0 ? line.text.slice(0, column) : line.text;
    for (const match of code.matchAll(/\benv\(\s*"([^"]+)"/g))
      variables.push(named(line, match[1] ?? '', match.index + match[0].indexOf('"') + 1));
    const header = /^\s*(\w+)\s+(\w+)\s*\{/.exec(code);
    if (header) {
      if (block) parseErrors.push(unclosed(block.line));
      block = { kind: header[1] ?? '', line };
      const name = header[2] ?? '';
      if (block.kind === 'model') models.push(named(line, name, code.indexOf(name, code.indexOf('model') + 5)));
    }
    const relation = block?.kind === 'model' ? relationOf(models.at(-1)?.name ?? '', code) : undefined;
    if (relation) fields.push(relation);
    const value = /(?:^|[\s{])provider\s*=\s*\[?\s*"([^"]*)"/.exec(code)?.[1];
    if (block?.kind === 'datasource' && value !== undefined) provider ??= value;
    if (/\}\s*$/.test(code)) block = undefined;
  }
  if (block) parseErrors.push(unclosed(block.line));
  return {
    kind: 'prisma-schema',
    path,
    ...(provider !== undefined && { provider }),
    models,
    // A field with the type of an enumeration, or of nothing that is known, is no relation.
    relations: fields.filter((it) => models.some((model) => model.name === it.to)),
    variables,
    parseErrors,
    directives: readDirectives(comments),
  };
}

function relationOf(model: string, code: string): PrismaRelation | undefined {
  const [, name, to, suffix = '', attributes = ''] = /^\s*(\w+)\s+([A-Z]\w*)(\[\]|\?)?\s*(.*)$/.exec(code) ?? [];
  if (name === undefined || to === undefined) return undefined;
  const field = /\bfields:\s*\[\s*(\w+)\s*\]/.exec(attributes)?.[1];
  const references = /\breferences:\s*\[\s*(\w+)\s*\]/.exec(attributes)?.[1];
  const key = field !== undefined && references !== undefined ? { field, references } : undefined;
  const isList = suffix === '[]';
  return isList || key ? { model, name, to, isList, ...(key && { key }) } : undefined;
}

function named({ start }: TextLine, name: string, column: number): Named {
  return { name, span: { start: start + column, end: start + column + name.length } };
}

function unclosed({ text, start }: TextLine): ParseError {
  return {
    message: 'This block is never closed',
    span: { start: start + text.search(/\S|$/), end: start + text.trimEnd().length },
  };
}

/** The `//` of an address stands between quotes. */
function commentColumn(text: string): number {
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\' && isQuoted) at += 1;
    else if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && text.startsWith('//', at)) return at;
  }
  return -1;
}
