import type { Span } from '#base/span.ts';
import type { Import } from '#facts/code-facts.ts';
import { childIn, spanOf } from '../assembly/nodes.ts';
import { type Source, textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';

/** The imports of a file. All lines of one `import (…)` share its statement. */
export function importsOf(source: Source): Import[] {
  const specs = source.tree.nodes.filter((it) => it.type === 'import_spec');
  const used = new Set<string>();
  for (const node of source.tree.nodes) {
    const { parent } = node;
    if (parent?.children[0] === node && QUALIFIERS.has(parent.type) && PACKAGES.has(node.type)) used.add(textOf(source, node));
  }
  const paths = specs.map((it) => childIn(it, 'path')).filter((it) => it !== undefined);
  const taken = new Set(paths.map((it) => namesOf(textOf(source, withoutQuotes(it)))[0] ?? ''));
  return specs.flatMap((it) => importOf(source, it, { used, taken }));
}

interface PackageNames {
  /** The names before a dot in the file. */
  readonly used: ReadonlySet<string>;
  /** The likely names of the file's imports. */
  readonly taken: ReadonlySet<string>;
}

const QUALIFIERS: ReadonlySet<string> = new Set(['selector_expression', 'qualified_type']);

const PACKAGES: ReadonlySet<string> = new Set(['identifier', 'package_identifier']);

function importOf(source: Source, node: SyntaxNode, names: PackageNames): Import[] {
  const path = childIn(node, 'path');
  if (!path) return [];
  const moduleSpan = withoutQuotes(path);
  const module = textOf(source, moduleSpan);
  const name = childIn(node, 'name');
  return [
    {
      module,
      imported: '*',
      local: name ? textOf(source, name) : packageName(module, names),
      isTypeOnly: false,
      isDeferred: false,
      scope: 0,
      statement: spanOf(source.outline.statementOf(node)),
      moduleSpan,
    },
  ];
}

function withoutQuotes({ start, end }: Span): Span {
  return { start: start + 1, end: Math.max(start + 1, end - 1) };
}

/**
 * The name of the package at a path: its last segment without a version (`/v5`, `.v3`) and without `go-`. Packages may be called otherwise
 * (`kafka-go` is `kafka`, `api/v2` may be `v2`): then the file uses another of the likely names, which no other import has.
 */
function packageName(path: string, { used, taken }: PackageNames): string {
  const [likely = path, ...others] = namesOf(path);
  return used.has(likely) ? likely : (others.find((it) => used.has(it) && !taken.has(it)) ?? likely);
}

/** What the package at a path may be called, the likely name first. */
function namesOf(path: string): string[] {
  const segments = path.split('/');
  const last = segments.at(-1) ?? path;
  // A module has a version suffix from 2 on: https://go.dev/ref/mod#major-version-suffixes
  const isVersion = segments.length > 1 && /^v(?:[2-9]|\d{2,})$/.test(last);
  const base = ((isVersion && segments.at(-2)) || last).replace(/\.v\d+$/, '');
  const likely = base.replace(/^go-/, '');
  return [
    likely,
    base.replace(/^golang-/, ''),
    base.replace(/[-.]go$/, ''),
    base.replaceAll('-', ''),
    base.replace(/\..*$/, ''),
    last,
  ];
}
