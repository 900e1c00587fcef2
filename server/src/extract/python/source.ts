import type { CallId } from '#facts/code-facts.ts';
import { childIn, childOfType } from '../assembly/nodes.ts';
import type { Outline } from '../assembly/outline.ts';
import { enclosingFunction, type Source, textOf } from '../assembly/source.ts';
import type { SyntaxNode, SyntaxTree } from '../tree-sitter/syntax-tree.ts';
import { WRAPPERS } from './grammar.ts';
import { readString } from './strings.ts';

export interface PythonSource extends Source {
  /** For each scope the name that stands for the object whose method it is in; undefined outside of methods. */
  readonly receivers: readonly (string | undefined)[];
}

export function createPythonSource(text: string, tree: SyntaxTree, outline: Outline): PythonSource {
  const receivers: (string | undefined)[] = [];
  for (const { kind, parent, node } of outline.scopes) {
    if (kind === 'class') receivers.push(undefined);
    else if (kind === 'function' && outline.scopes[parent]?.kind === 'class') receivers.push(receiverOf(text, node));
    else receivers.push(receivers[parent]);
  }
  return { text, tree, outline, receivers };
}

/** The first parameter of a method; undefined for a static method and for a method without parameters. */
export function receiverOf(text: string, method: SyntaxNode): string | undefined {
  if (method.type !== 'function_definition') return undefined;
  const isStatic = method.parent?.children.some(
    (it) => it.type === 'decorator' && /^@\s*staticmethod\b/.test(text.slice(it.start, it.end)),
  );
  const first = childIn(method, 'parameters')?.children[0];
  const name =
    first &&
    (first.type === 'identifier' ? first : first.type === 'typed_parameter' ? childOfType(first, 'identifier') : undefined);
  return isStatic || !name ? undefined : text.slice(name.start, name.end);
}

/** A member chain taken apart: `a.b['c']` has the path a, b, c; `f(x).d` has the call and the path d. */
export interface Chain {
  readonly path: readonly string[];
  /** The call whose result the chain starts at. */
  readonly call?: CallId;
  /** True where it starts at something else than a name or a call. */
  readonly isOpaque: boolean;
}

export function chainOf(source: PythonSource, node: SyntaxNode): Chain {
  const path: string[] = [];
  for (let at = node; ; ) {
    if (at.type === 'identifier') {
      path.push(nameOf(source, at));
      return { path: path.reverse(), isOpaque: false };
    }
    if (at.type === 'call') {
      const call = source.outline.callOf(at);
      return { path: path.reverse(), isOpaque: call === undefined, ...(call === undefined ? {} : { call }) };
    }
    const below = WRAPPERS.has(at.type)
      ? at.children[0]
      : at.type === 'attribute'
        ? childIn(at, 'object')
        : at.type === 'subscript'
          ? childIn(at, 'value')
          : undefined;
    if (!below) return { path: path.reverse(), isOpaque: true };
    if (at.type === 'attribute') {
      const member = childIn(at, 'attribute');
      if (member) path.push(textOf(source, member));
    } else if (at.type === 'subscript') {
      const key = subscriptKey(source, at);
      if (key === undefined) return { path: path.reverse(), isOpaque: true };
      path.push(key);
    }
    at = below;
  }
}

/** The literal between the brackets of an element access; undefined where it is computed. */
export function subscriptKey(source: PythonSource, subscript: SyntaxNode): string | undefined {
  const [, key, more] = subscript.children;
  if (!key || more) return undefined;
  if (key.type === 'string' && key.children.length === 0) return readString(source.text, key).text;
  return key.type === 'integer' ? textOf(source, key) : undefined;
}

/** A name as facts spell it: the receiver of a method is `this`. */
export function nameOf(source: PythonSource, identifier: SyntaxNode): string {
  const name = textOf(source, identifier);
  return name === source.receivers[source.outline.scopeOf(identifier)] ? 'this' : name;
}

/** The names at the head of every reference in a node, in order, without repeats. */
export function mentionsOf(source: PythonSource, node: SyntaxNode, functions: 'included' | 'left out' = 'included'): string[] {
  const { nodes } = source.tree;
  const names = new Set<string>();
  for (let index = node.index; index < node.next; ) {
    const at = nodes[index];
    if (!at) break;
    if (at.type === 'identifier' && isHead(at)) names.add(nameOf(source, at));
    index = functions === 'left out' && (at.type === 'lambda' || at.type === 'function_definition') ? at.next : index + 1;
  }
  return [...names];
}

/** The names of several nodes together. */
export function mentionsOfAll(
  source: PythonSource,
  nodes: readonly SyntaxNode[],
  functions: 'included' | 'left out' = 'included',
): string[] {
  return [...new Set(nodes.flatMap((it) => mentionsOf(source, it, functions)))];
}

/** Tells a name that is read from the name of a member, of a keyword argument or of a parameter. */
function isHead({ field, parent }: SyntaxNode): boolean {
  if (!parent) return true;
  switch (parent.type) {
    case 'attribute':
      return field !== 'attribute';
    case 'keyword_argument':
    case 'default_parameter':
      return field !== 'name';
    case 'lambda_parameters':
    case 'keyword_pattern':
      return false;
    default:
      return true;
  }
}

/** Tells whether a scope lies in a function of the file. */
export function isInFunction(source: PythonSource, node: SyntaxNode): boolean {
  return enclosingFunction(source, source.outline.scopeOf(node)) !== undefined;
}
