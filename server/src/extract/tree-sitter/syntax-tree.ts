import type { Language, Tree, TreeCursor } from 'web-tree-sitter';
import type { Span } from '#base/span.ts';
import type { ParseError } from '#facts/code-facts.ts';
import { MAX_DEPTH } from '../limits.ts';
import { parseErrorAt } from './parse-errors.ts';

// A syntax tree as plain data: the parser's own tree lies in WebAssembly memory, where each look at it is a call, and is freed at once.
// Why it is copied in one walk: see walk-rationale.md.

/** A named node of the grammar. Punctuation, keywords and comments are not nodes. */
export interface SyntaxNode {
  /** The grammar's name for it, `ERROR` for a part that could not be parsed. */
  readonly type: string;
  /** Its role in its parent; '' where the grammar gives none. */
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly parent: SyntaxNode | undefined;
  readonly children: readonly SyntaxNode[];
  /** Its place in `SyntaxTree.nodes`. */
  readonly index: number;
  /** The place of the first node behind its descendants. */
  readonly next: number;
}

export interface SyntaxTree {
  readonly text: string;
  readonly root: SyntaxNode;
  /** All nodes, parents before children, in source order. */
  readonly nodes: readonly SyntaxNode[];
  /** In source order. */
  readonly comments: readonly Span[];
  readonly errors: readonly ParseError[];
  /** True where parts were left out because they are nested too deeply. */
  readonly isCut: boolean;
}

/** How a grammar's nodes are walked, by their names. */
export interface WalkTable {
  readonly comments: ReadonlySet<string>;
  /** Kept, without their children. */
  readonly leaves: ReadonlySet<string>;
  /** Left out with their children, besides everything without a name. */
  readonly dropped: ReadonlySet<string>;
  /** Tells of a node that starts here whether it is a leaf, for names where only the text can tell. */
  readonly isLeafAt?: { readonly type: string; readonly test: (text: string, start: number) => boolean };
}

/** Copies what a table asks for out of a parser's tree, which stays the caller's to free. */
export function copyTree(text: string, tree: Tree, table: WalkTable): SyntaxTree {
  const cursor = tree.walk();
  try {
    return walk(text, cursor, tree.language, actionsOf(tree.language, table), tree.rootNode.hasError, table);
  } finally {
    cursor.delete();
  }
}

interface GrowingNode extends SyntaxNode {
  readonly children: GrowingNode[];
  next: number;
}

function walk(
  text: string,
  cursor: TreeCursor,
  language: Language,
  actions: Uint8Array,
  hasErrors: boolean,
  table: WalkTable,
): SyntaxTree {
  const { types, fields } = language;
  const leafAt = table.isLeafAt;
  const comments: Span[] = [];
  const errors: ParseError[] = [];
  const root: GrowingNode = {
    type: types[cursor.nodeTypeId] ?? 'ERROR',
    field: '',
    start: 0,
    end: text.length,
    parent: undefined,
    children: [],
    index: 0,
    next: 1,
  };
  if (cursor.nodeTypeId === ERROR_ID) errors.push(parseErrorAt(text, 0, text.length, undefined));
  const nodes: GrowingNode[] = [root];
  const open: GrowingNode[] = [root];
  let parent = root;
  let isCut = false;
  if (!cursor.gotoFirstChild()) return { text, root, nodes, comments, errors, isCut };
  for (;;) {
    const id = cursor.nodeTypeId;
    const action = id === ERROR_ID ? NODE : (actions[id] ?? DROP);
    const isError = id === ERROR_ID;
    if (hasErrors && (isError || cursor.nodeIsMissing || (action === NODE && cursor.startIndex === cursor.endIndex))) {
      errors.push(parseErrorAt(text, cursor.startIndex, cursor.endIndex, isError ? undefined : (types[id] ?? '')));
    }
    if (action !== DROP) {
      const start = cursor.startIndex;
      const end = cursor.endIndex;
      if (action === COMMENT) comments.push({ start, end });
      // A node without text was put in by the parser's recovery.
      else if (end > start) {
        const type = types[id] ?? 'ERROR';
        const node: GrowingNode = {
          type,
          field: fields[cursor.currentFieldId] ?? '',
          start,
          end,
          parent,
          children: [],
          index: nodes.length,
          next: nodes.length + 1,
        };
        nodes.push(node);
        parent.children.push(node);
        if (action === NODE && !(leafAt && type === leafAt.type && leafAt.test(text, start))) {
          if (open.length >= MAX_DEPTH) isCut = true;
          else if (cursor.gotoFirstChild()) {
            open.push(node);
            parent = node;
            continue;
          }
        }
      }
    }
    while (!cursor.gotoNextSibling()) {
      cursor.gotoParent();
      const closed = open.pop();
      if (closed) closed.next = nodes.length;
      const above = open.at(-1);
      if (!above) return { text, root, nodes, comments, errors, isCut };
      parent = above;
    }
  }
}

const DROP = 0;
const LEAF = 1;
const NODE = 2;
const COMMENT = 3;
/** The type id of an `ERROR` node in tree-sitter's C interface. */
const ERROR_ID = 65_535;

const actionsByLanguage = new WeakMap<WalkTable, Uint8Array>();

function actionsOf(language: Language, table: WalkTable): Uint8Array {
  const known = actionsByLanguage.get(table);
  if (known) return known;
  const actions = new Uint8Array(language.nodeTypeCount);
  for (let id = 0; id < actions.length; id += 1) {
    const type = language.nodeTypeForId(id) ?? '';
    if (!language.nodeTypeIsNamed(id) || table.dropped.has(type)) continue;
    actions[id] = table.comments.has(type) ? COMMENT : table.leaves.has(type) ? LEAF : NODE;
  }
  actionsByLanguage.set(table, actions);
  return actions;
}
