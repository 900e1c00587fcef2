import { configurationJsonSchema } from '#decisions/configuration-json-schema.ts';

type Node = ReturnType<typeof configurationJsonSchema>;

/** The reference of `tiebeam.json`: every key with what it takes and what holds without it. */
export async function configurationReference(): Promise<string> {
  const { RULES } = await import('#rules/rules.generated.ts');
  const schema = configurationJsonSchema({ rules: RULES });
  const { rules: _, $schema: __, ...sections } = schema.properties ?? {};
  const lines = [
    '<!-- Written by scripts/generate.ts from the schema of tiebeam.json. -->',
    '',
    '# tiebeam.json',
    '',
    'JSON with comments and trailing commas, in the folder of the project or above it. Every key may be left out. A key that does not exist is reported with the one that was probably meant. `tiebeam init` writes a first one from the code.',
  ];
  for (const [key, node] of Object.entries(sections)) {
    lines.push('', `## \`${key}\``, '', sentence(nodeOf(node).description ?? ''), '');
    lines.push(...table(rowsOf(nodeOf(node), key)));
  }
  lines.push('', '## `rules`', '', ...RULES_TEXT, '');
  for (const { id } of RULES) {
    const own = optionsOf(nodeOf(nodeOf(schema.properties?.rules).properties?.[id]));
    if (own.length === 0) continue;
    lines.push(`### [\`${id}\`](rules/${id}.md)`, '', ...table(own), '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

const RULES_TEXT = [
  'A rule by its id takes one of three forms:',
  '',
  '```jsonc',
  '{',
  '  "rules": {',
  '    "cache/missing-ttl": "error",',
  '    "db/n-plus-one-query": ["warning", { "maxLiteralLoop": 3 }],',
  '    "logging/unstructured-print": { "severity": "info", "exclude": ["tools/**"] }',
  '  }',
  '}',
  '```',
  '',
  'Severities are `off`, `hint`, `info`, `warning` and `error`. `files` and `exclude` are globs from the folder of the project. The options of single rules:',
];

interface Row {
  readonly key: string;
  readonly takes: string;
  readonly fallback: string;
  readonly meaning: string;
}

function rowsOf(node: Node, path: string): Row[] {
  const properties = Object.entries(node.properties ?? {});
  if (properties.length > 0)
    return properties.flatMap(([key, inner]) => {
      const value = nodeOf(inner);
      return value.properties ? rowsOf(value, `${path}.${key}`) : [rowOf(value, `${path}.${key}`)];
    });
  const each = typeof node.additionalProperties === 'object' ? nodeOf(node.additionalProperties) : undefined;
  if (each?.properties) return rowsOf(each, `${path}.<name>`);
  return [rowOf(node, path)];
}

/** The options of a rule: what its object form takes beside the keys of every rule. */
function optionsOf(node: Node): Row[] {
  const object = (node.anyOf ?? []).map(nodeOf).find((it) => it.properties?.severity !== undefined);
  return Object.entries(object?.properties ?? {})
    .filter(([key]) => !['severity', 'files', 'exclude'].includes(key))
    .map(([key, inner]) => rowOf(nodeOf(inner), key));
}

function rowOf(node: Node, key: string): Row {
  const fallback = node.default === undefined ? '' : `\`${JSON.stringify(node.default)}\``;
  return { key, takes: takes(node), fallback, meaning: sentence(node.description ?? '') };
}

function takes(node: Node): string {
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum) return node.enum.map((it) => `\`${JSON.stringify(it)}\``).join(' ');
  const choices = node.anyOf ?? node.oneOf;
  if (choices) return [...new Set(choices.map((it) => takes(nodeOf(it))))].join(' or ');
  if (node.type === 'array') {
    const items = Array.isArray(node.items) ? undefined : nodeOf(node.items);
    return items === undefined || items.type === 'object' ? 'list' : `list of ${takes(items)}`;
  }
  return Array.isArray(node.type) ? node.type.join(' or ') : (node.type ?? 'anything');
}

function table(rows: readonly Row[]): string[] {
  return [
    '| Key | Takes | Without it | Meaning |',
    '|---|---|---|---|',
    ...rows.map((it) => `| \`${it.key}\` | ${cell(it.takes)} | ${cell(it.fallback)} | ${cell(it.meaning)} |`),
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

function nodeOf(node: unknown): Node {
  return typeof node === 'object' && node !== null ? (node as Node) : {};
}
