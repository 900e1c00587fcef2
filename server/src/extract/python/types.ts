import type { Span } from '#base/span.ts';
import type { TypeReference } from '#facts/code-facts.ts';
import { childIn, spanOf } from '../assembly/nodes.ts';
import { snippetOf, textOf } from '../assembly/source.ts';
import { MAX_VALUE_DEPTH } from '../limits.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { chainOf, type PythonSource } from './source.ts';
import { readString } from './strings.ts';
import { readValue } from './values.ts';

/** A written type: an annotation, a base class, or an expression that is used as a type. */
export function readType(source: PythonSource, node: SyntaxNode, depth = 0): TypeReference {
  const meaning = depth > MAX_VALUE_DEPTH ? NAMELESS : meaningOf(source, node, depth);
  return { ...meaning, text: snippetOf(source, node), span: spanOf(node) };
}

/** Tells an expression that only a type can be, such as `Annotated[Session, Depends(get_db)]` or `Optional[User]`. */
export function isTypeExpression(source: PythonSource, node: SyntaxNode): boolean {
  if (node.type !== 'subscript') return false;
  const base = childIn(node, 'value');
  return base !== undefined && TYPE_FORMS.has(chainOf(source, base).path.at(-1) ?? '');
}

type Meaning = Pick<TypeReference, 'path' | 'args' | 'annotations'>;

const NAMELESS: Meaning = { path: [], args: [] };

function meaningOf(source: PythonSource, node: SyntaxNode, depth: number): Meaning {
  switch (node.type) {
    case 'type':
    case 'parenthesized_expression': {
      const [inner] = node.children;
      return inner ? meaningOf(source, inner, depth) : NAMELESS;
    }
    case 'none':
      return { path: ['None'], args: [] };
    case 'identifier':
      return { path: [textOf(source, node)], args: [] };
    case 'attribute': {
      const { path, call, isOpaque } = chainOf(source, node);
      return isOpaque || call !== undefined ? NAMELESS : { path, args: [] };
    }
    case 'generic_type': {
      const [base, parameters] = node.children;
      return base ? generic(source, base, parameters?.children ?? [], depth) : NAMELESS;
    }
    case 'subscript': {
      const [base, ...args] = node.children;
      return base ? generic(source, base, args, depth) : NAMELESS;
    }
    case 'union_type':
    case 'binary_operator':
      return either(source, node.children, depth);
    case 'string':
      return quoted(readString(source.text, node).text);
    default:
      return NAMELESS;
  }
}

function generic(source: PythonSource, base: SyntaxNode, args: readonly SyntaxNode[], depth: number): Meaning {
  const { path } = meaningOf(source, base, depth);
  const name = path.at(-1) ?? '';
  const [first, ...rest] = args;
  if (name === 'Union' || name === 'Optional') return either(source, args, depth);
  if (first && SEEN_THROUGH.has(name)) return meaningOf(source, first, depth);
  if (name === 'Coroutine' && rest[1]) return meaningOf(source, rest[1], depth);
  if (first && name === 'Annotated') {
    return { path, args: [readType(source, first, depth + 1)], annotations: rest.map((it) => readValue(source, it)) };
  }
  return { path, args: args.map((it) => readType(source, it, depth + 1)) };
}

/** The one type besides `None`; a union of several has no name. */
function either(source: PythonSource, members: readonly SyntaxNode[], depth: number): Meaning {
  const known = members.map((it) => meaningOf(source, it, depth + 1)).filter((it) => it.path[0] !== 'None');
  return (known.length === 1 && known[0]) || NAMELESS;
}

/** A type in quotes: `"User"`, `"list[User]"`, `"User | None"`, `"Optional[User]"`; what is richer than that has no name. */
function quoted(text: string): Meaning {
  const plain = text.trim().replace(/\s*\|\s*None$/, '');
  const [, outer = '', inner] = /^([\w.]+)(?:\[\s*["']?([\w.]+)["']?\s*\])?$/.exec(plain) ?? [];
  if (outer === '') return NAMELESS;
  const path = outer.split('.');
  if (inner === undefined) return { path, args: [] };
  const of: TypeReference = { path: inner.split('.'), args: [], text: inner, span: NOWHERE };
  return SEEN_THROUGH.has(path.at(-1) ?? '') || path.at(-1) === 'Optional' ? { path: of.path, args: [] } : { path, args: [of] };
}

const NOWHERE: Span = { start: 0, end: 0 };

/** Forms that say something about a name and nothing about its type, and what an `await` takes off. */
const SEEN_THROUGH: ReadonlySet<string> = new Set([
  'Final',
  'ClassVar',
  'Required',
  'NotRequired',
  'ReadOnly',
  'InitVar',
  'Awaitable',
]);

const TYPE_FORMS: ReadonlySet<string> = new Set([
  'Annotated',
  'Optional',
  'Union',
  'Callable',
  'Literal',
  'List',
  'Dict',
  'Tuple',
  'Set',
  'Type',
  'Sequence',
  'Mapping',
  'Iterable',
  'Iterator',
  'Awaitable',
  'list',
  'dict',
  'tuple',
  'set',
  'frozenset',
  'type',
]);
