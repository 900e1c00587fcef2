import type { Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Anchor } from '../rule.ts';
import type { TableChange } from './table-changes.ts';

interface Place {
  readonly path: Path;
  readonly at: Anchor;
  readonly message: string;
}

/** The models of the code that still have what a migration takes away; at most three. */
export function stillDeclared(workspace: Workspace, change: TableChange): Place[] {
  const name = change.column === undefined ? undefined : bare(change.column);
  const table = bare(change.table);
  if (name === undefined || table === '') return [];
  const places: Place[] = [];
  for (const file of workspace.files.values()) {
    if (!isCode(file) || workspace.roleOf(file.path) !== undefined) continue;
    for (const declaration of file.facts.classes) {
      if (!isModelOf(declaration, table)) continue;
      const field = declaration.fields.find((it) => bare(it.name) === name);
      if (field)
        places.push({ path: file.path, at: { kind: 'span', span: field.span }, message: `\`${declaration.name}\` still has it` });
      if (places.length === 3) return places;
    }
  }
  return places;
}

/** `order_items`, `OrderItem` and `orderItems` are one name. */
function bare(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

function isModelOf(declaration: ClassDeclaration, table: string): boolean {
  const name = bare(declaration.name).replace(/(?:model|entity|table)$/, '');
  return name === table || `${name}s` === table || `${name}es` === table || name.replace(/y$/, 'ies') === table;
}
