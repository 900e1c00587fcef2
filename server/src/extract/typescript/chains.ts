import type { CallId } from '#facts/code-facts.ts';
import { ts } from './compiler.ts';
import { environmentIn, noteComputedEnvRead, noteEnvRead } from './env-reads.ts';
import { mention } from './mentions.ts';
import { elementName, isWrapper } from './syntax.ts';
import { awaited, type CallNode, isTooDeep, NOTHING, OTHER, RECEIVER, type Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** A member chain with what it starts at: a name, the result of a call, or something else. */
export interface Chain {
  readonly root: 'name' | 'call' | 'opaque';
  readonly path: readonly string[];
  /** Where the root is a call. */
  readonly call: CallId;
}

/** Walks a member chain, with its root and its computed keys, and notes what it mentions. */
export function readChain(walk: Walk, node: ts.Expression): Chain {
  // The names from the last to the first.
  const names: string[] = [];
  let at = node;
  for (;;) {
    if (at.kind === PROPERTY_ACCESS) {
      const { name, expression } = at as ts.PropertyAccessExpression;
      const { text } = name;
      // A missing name of half-typed code is empty.
      if (text !== '') names.push(text);
      at = expression;
    } else if (at.kind === ELEMENT_ACCESS) {
      const access = at as ts.ElementAccessExpression;
      const name = elementName(access);
      if (name === undefined) {
        seeComputedAccess(walk, access);
        return { root: 'opaque', path: reversed(names), call: -1 };
      }
      names.push(name);
      at = access.expression;
    } else if (isWrapper(at)) at = at.expression;
    else break;
  }
  const head = headName(at);
  if (head) {
    for (let index = head.length - 1; index >= 0; index -= 1) names.push(head[index] ?? '');
    const path = reversed(names);
    mention(walk.mentions, path[0] ?? '');
    if (path[0] !== 'undefined') walk.chains?.push(path);
    noteEnvRead(walk, node, path);
    return { root: 'name', path, call: -1 };
  }
  const call = callIn(at);
  if (call && !isTooDeep(walk, call)) {
    const path = reversed(names);
    walk.depth += 1;
    const id = walk.visit.call(walk, call, at.kind === AWAIT ? awaited(RECEIVER) : RECEIVER);
    walk.depth -= 1;
    return { root: 'call', path, call: id };
  }
  if (!call) walk.visit.see(walk, at, RECEIVER);
  return { root: 'opaque', path: reversed(names), call: -1 };
}

/**
 * The chain that is assigned to; a computed key stands as `[]`, and what does not start at a name is empty. Its head counts as
 * mentioned, and it is no read of the environment.
 */
export function targetChain(walk: Walk, node: ts.Expression): readonly string[] {
  const path: string[] = [];
  let at = node;
  for (;;) {
    if (at.kind === PROPERTY_ACCESS) {
      path.push((at as ts.PropertyAccessExpression).name.text);
      at = (at as ts.PropertyAccessExpression).expression;
    } else if (at.kind === ELEMENT_ACCESS) {
      const access = at as ts.ElementAccessExpression;
      const name = elementName(access);
      if (name === undefined) walk.visit.see(walk, access.argumentExpression, OTHER);
      path.push(name ?? '[]');
      at = access.expression;
    } else if (isWrapper(at)) at = at.expression;
    else break;
  }
  const head = headName(at);
  if (!head) {
    walk.visit.see(walk, at, RECEIVER);
    return NOTHING;
  }
  mention(walk.mentions, head[0] ?? '');
  return [...head, ...path.reverse()];
}

/** The chain of names that an expression is, without noting anything; undefined where it is something else. */
export function plainChain(node: ts.Expression): readonly string[] | undefined {
  if (isWrapper(node)) return plainChain(node.expression);
  if (node.kind === PROPERTY_ACCESS) {
    const { expression, name } = node as ts.PropertyAccessExpression;
    const start = plainChain(expression);
    return start && [...start, name.text];
  }
  if (node.kind === ELEMENT_ACCESS) {
    const name = elementName(node as ts.ElementAccessExpression);
    const start = name === undefined ? undefined : plainChain((node as ts.ElementAccessExpression).expression);
    return start && name !== undefined ? [...start, name] : undefined;
  }
  return headName(node);
}

function reversed(names: string[]): readonly string[] {
  switch (names.length) {
    case 0:
      return NOTHING;
    case 1:
      return [names[0] ?? ''];
    case 2:
      return [names[1] ?? '', names[0] ?? ''];
    case 3:
      return [names[2] ?? '', names[1] ?? '', names[0] ?? ''];
    default:
      return names.slice().reverse();
  }
}

function seeComputedAccess(walk: Walk, access: ts.ElementAccessExpression): void {
  const path = plainChain(access.expression);
  if (path && environmentIn(walk, path) && noteComputedEnvRead(walk, access, path)) mention(walk.mentions, path[0] ?? '');
  else walk.visit.see(walk, access.expression, RECEIVER);
  walk.visit.see(walk, access.argumentExpression, OTHER);
}

function headName(node: ts.Node): readonly string[] | undefined {
  switch (node.kind) {
    case IDENTIFIER: {
      const { text } = node as ts.Identifier;
      return text === '' ? undefined : [text];
    }
    case THIS:
      return THIS_PATH;
    case SUPER:
      return SUPER_PATH;
    case META:
      return (node as ts.MetaProperty).keywordToken === SyntaxKind.ImportKeyword ? IMPORT_META_PATH : NEW_TARGET_PATH;
    default:
      return undefined;
  }
}

function callIn(node: ts.Node): CallNode | undefined {
  let at = node;
  if (at.kind === AWAIT) {
    at = (at as ts.AwaitExpression).expression;
    while (isWrapper(at)) at = at.expression;
  }
  return at.kind === CALL || at.kind === NEW || at.kind === TAGGED ? (at as CallNode) : undefined;
}

const THIS_PATH: readonly string[] = ['this'];
const SUPER_PATH: readonly string[] = ['super'];
const IMPORT_META_PATH: readonly string[] = ['import', 'meta'];
const NEW_TARGET_PATH: readonly string[] = ['new', 'target'];

const {
  Identifier: IDENTIFIER,
  PropertyAccessExpression: PROPERTY_ACCESS,
  ElementAccessExpression: ELEMENT_ACCESS,
  ThisKeyword: THIS,
  SuperKeyword: SUPER,
  MetaProperty: META,
  AwaitExpression: AWAIT,
  CallExpression: CALL,
  NewExpression: NEW,
  TaggedTemplateExpression: TAGGED,
} = SyntaxKind;
