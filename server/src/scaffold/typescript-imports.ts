import type { Import } from './part-manifest.ts';

/**
 * Import statements for a TypeScript file, one per source, in the order that Biome's organizeImports gives: Node's own modules, packages,
 * then files. `prefix` leads from the file to the source folder of its app (`./`, `../src/`).
 */
export function importLines(imports: readonly Import[], prefix: string): string {
  return mergeBySource(imports)
    .map((it) => ({ ...it, from: /\.(tsx?|vue)$/.test(it.from) ? prefix + it.from : it.from }))
    .toSorted(byPlace)
    .map(statement)
    .join('\n');
}

/** Sorts the import statements of a file again, in the same order, after their sources have changed. */
export function sortedTypescriptStatements(text: string): string {
  return text.replace(/^(?:import [^;]*?from '[^']+';\n)+/m, (block) =>
    [...block.matchAll(/import [^;]*?from '([^']+)';\n/g)]
      .map(([text, from = '']) => ({ text, from }))
      .toSorted(byPlace)
      .map((it) => it.text)
      .join(''),
  );
}

function mergeBySource(imports: readonly Import[]): readonly Import[] {
  const merged = new Map<string, Import>();
  for (const it of imports) {
    const earlier = merged.get(it.from);
    const names = new Set([...(earlier?.names ?? []), ...it.names]);
    const types = new Set([...(earlier?.types ?? []), ...it.types].filter((name) => !names.has(name)));
    const defaultName = it.default ?? earlier?.default;
    merged.set(it.from, {
      from: it.from,
      names: [...names],
      types: [...types],
      ...(defaultName !== undefined && { default: defaultName }),
    });
  }
  return [...merged.values()];
}

function statement({ from, default: defaultName, names, types }: Import): string {
  const isTypeOnly = defaultName === undefined && names.length === 0;
  const named = [
    ...names.map((name) => ({ name, text: name })),
    ...types.map((name) => ({ name, text: isTypeOnly ? name : `type ${name}` })),
  ]
    .toSorted((a, b) => natural(a.name, b.name))
    .map((it) => it.text);
  const braces = named.length > 0 ? [`{ ${named.join(', ')} }`] : [];
  const clause = [...(defaultName === undefined ? [] : [defaultName]), ...braces].join(', ');
  return `import ${isTypeOnly ? 'type ' : ''}${clause} from '${from}';`;
}

function byPlace(one: { readonly from: string }, other: { readonly from: string }): number {
  return rank(one.from) - rank(other.from) || natural(one.from, other.from);
}

function rank(from: string): number {
  if (from.startsWith('node:')) return 0;
  if (!from.startsWith('.')) return 1;
  return from.startsWith('../') ? 2 : 3;
}

/** Letters without regard to case, upper case first where nothing else differs; a point before a hyphen, as Biome has it. */
function natural(one: string, other: string): number {
  const [left, right] = [one, other].map((it) => it.toLowerCase().replaceAll('.', ' ')) as [string, string];
  if (left !== right) return left < right ? -1 : 1;
  return one < other ? -1 : Number(one > other);
}
