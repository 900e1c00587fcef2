import type { Path } from '#base/paths.ts';
import { fileName } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { Export, Import } from '#facts/code-facts.ts';
import { childIn, childOfType, childrenIn, spanOf } from '../assembly/nodes.ts';
import { declaringScope, enclosingFunction, textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { chainOf, type PythonSource } from './source.ts';

/** Node types that import. */
export const IMPORTS: ReadonlySet<string> = new Set(['import_statement', 'import_from_statement', 'future_import_statement']);

/** The names that one import statement brings. `from x import *` brings '*' without a local name. */
export function importsOf(source: PythonSource, node: SyntaxNode): Import[] {
  const scope = source.outline.scopeOf(node);
  const isTypeOnly = isForTypeChecking(source, scope);
  const common = {
    isTypeOnly,
    isDeferred: isTypeOnly || enclosingFunction(source, scope) !== undefined,
    // A name imported in a branch belongs to the function or module around it.
    scope: declaringScope(source, scope),
    statement: spanOf(node),
  };
  const names = childrenIn(node, 'name').map((it) => ({
    name: textOf(source, childIn(it, 'name') ?? it),
    alias: childIn(it, 'alias'),
    span: spanOf(childIn(it, 'name') ?? it),
  }));
  if (node.type === 'import_statement') {
    return names.map(({ name, alias, span }) => {
      const module = withoutSpaces(name);
      const local = alias ? textOf(source, alias) : (module.split('.')[0] ?? module);
      return { module, imported: '*', local, moduleSpan: span, ...common };
    });
  }
  const moduleSpan = moduleSpanOf(source, node);
  const module = withoutSpaces(textOf(source, moduleSpan));
  if (childOfType(node, 'wildcard_import')) return [{ module, imported: '*', local: '', moduleSpan, ...common }];
  return names.map(({ name, alias }) => ({
    module,
    imported: name,
    local: alias ? textOf(source, alias) : name,
    moduleSpan,
    ...common,
  }));
}

/** What an `__init__.py` passes on from other modules. */
export function reexportsOf(path: Path, imports: readonly Import[]): Export[] {
  if (fileName(path) !== '__init__.py') return [];
  return imports
    .filter((it) => it.scope === 0 && it.module !== '__future__')
    .map(({ module, imported, local, isTypeOnly, statement }) => ({
      name: local === '' ? '*' : local,
      ...(local === '' ? {} : { local }),
      from: { module, imported },
      isTypeOnly,
      span: statement,
    }));
}

function moduleSpanOf(source: PythonSource, node: SyntaxNode): Span {
  const module = childIn(node, 'module_name');
  if (module) return spanOf(module);
  const start = node.start + Math.max(0, textOf(source, node).indexOf('__future__'));
  return { start, end: start + '__future__'.length };
}

function withoutSpaces(dotted: string): string {
  return dotted.replace(/[\s\\]+/g, '');
}

/** Tells whether a scope lies in the body of `if TYPE_CHECKING:`. */
function isForTypeChecking(source: PythonSource, scope: number): boolean {
  const { scopes } = source.outline;
  for (let stub = scopes[scope]; stub; stub = scopes[stub.parent]) {
    const condition = stub.form === 'then' ? childIn(stub.node, 'condition') : undefined;
    // Some write it out: `if TYPE_CHECKING is True`.
    const subject = condition?.type === 'comparison_operator' ? condition.children[0] : condition;
    if (subject && chainOf(source, subject).path.at(-1) === 'TYPE_CHECKING') return true;
  }
  return false;
}
