import type { Import } from '#facts/code-facts.ts';
import { childIn, spanOf } from '../assembly/nodes.ts';
import { type Source, textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';

/** The imports of a file. All lines of one `import (…)` share its statement. */
export function importsOf(source: Source): Import[] {
  return source.tree.nodes.flatMap((node) => (node.type === 'import_spec' ? importOf(source, node) : []));
}

function importOf(source: Source, node: SyntaxNode): Import[] {
  const path = childIn(node, 'path');
  if (!path) return [];
  const moduleSpan = { start: path.start + 1, end: Math.max(path.start + 1, path.end - 1) };
  const module = textOf(source, moduleSpan);
  const name = childIn(node, 'name');
  return [
    {
      module,
      imported: '*',
      local: name ? textOf(source, name) : packageNameOf(module),
      isTypeOnly: false,
      isDeferred: false,
      scope: 0,
      statement: spanOf(source.outline.statementOf(node)),
      moduleSpan,
    },
  ];
}

/** The name that a package of this path most likely has: its last segment without a version (`/v5`, `.v3`) and without `go-`. */
export function packageNameOf(path: string): string {
  const segments = path.split('/');
  if (segments.length > 1 && /^v\d+$/.test(segments.at(-1) ?? '')) segments.pop();
  return (segments.at(-1) ?? path).replace(/\.v\d+$/, '').replace(/^go-/, '');
}
