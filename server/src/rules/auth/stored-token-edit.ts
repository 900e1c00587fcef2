import type { Span } from '#base/span.ts';
import { Node, SyntaxKind } from '#fixes/script-tree.ts';
import { wholeLines } from '#fixes/statements.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { readOf } from './bearer-reads.ts';
import { headerAway } from './header-away.ts';
import type { StoredPlaces } from './stored-token-places.ts';

/** What says that somebody is signed in, when the token itself cannot be asked any more. */
const FLAG = 'signedIn';

/** What becomes of a file whose token goes into a cookie. */
export interface TokenFileEdit {
  readonly changes: readonly TextChange[];
  /** True where it asks whether there is a token. */
  readonly asks: boolean;
  /** True where its requests had the header. */
  readonly sends: boolean;
}

/** Takes the reads of the token out of a file: headers go, and questions are asked of a flag. Undefined where the token goes anywhere else. */
export function withoutReads({ source, text, reads }: StoredPlaces, style: TextStyle): TokenFileEdit | undefined {
  const known = reads.map(readOf);
  const away = known
    .flatMap((it) => it?.uses ?? [])
    .flatMap((it) => (it.kind === 'sent' ? [headerAway(source, it.at, style)] : []));
  if (known.includes(undefined) || away.includes(undefined)) return undefined;
  const gone = away.flatMap((it) => (it ? [it.gone] : []));
  const isGone = (it: Node): boolean => gone.some((one) => one.start <= it.getStart() && it.getEnd() <= one.end);
  const changes = away.flatMap((it) => it?.changes ?? []);
  let asks = false;
  for (const it of known) {
    if (!it || isGone(it.read)) continue;
    const isAsked = it.uses.some((use) => use.kind === 'asked' && !isGone(use.at));
    if (isAsked) {
      asks = true;
      const key = Node.isCallExpression(it.read) ? it.read.getArguments()[0] : undefined;
      if (!key) return undefined;
      changes.push({ span: spanOf(key), text: quoted(FLAG, style) });
    } else if (it.declared) {
      const lines = wholeLines(text, spanOf(it.declared));
      if (!lines) return undefined;
      changes.push({ span: lines, text: '' });
    }
  }
  return { changes: unique(changes), asks, sends: away.length > 0 };
}

/** Takes the writes of the token out of a file, with what was only there for them. Undefined where a function would be left with nothing to do. */
export function withoutWrites(
  { text, writes }: StoredPlaces,
  hasFlag: boolean,
  style: TextStyle,
): readonly TextChange[] | undefined {
  const changes: TextChange[] = [];
  for (const write of writes) {
    const statement = write.getParent();
    const call = Node.isCallExpression(write) ? write : undefined;
    const value = call?.getArguments()[1];
    const access = call?.getExpression().getText();
    if (!Node.isExpressionStatement(statement) || !value || access === undefined) return undefined;
    const root = /^\w+/.exec(value.getText())?.[0] ?? '';
    const around = functionAround(statement);
    if (!around || isParameter(around, root)) return undefined;
    const source = declarationFor(around, root, write);
    if (source === undefined) return undefined;
    const lines = wholeLines(text, spanOf(statement));
    const block = statement.getParent();
    if (!hasFlag && Node.isBlock(block) && block.getStatements().length === 1) return undefined;
    if (hasFlag)
      changes.push({
        span: spanOf(statement),
        text: `${access}(${quoted(FLAG, style)}, ${quoted('true', style)})${style.semicolons ? ';' : ''}`,
      });
    else if (lines) changes.push({ span: lines, text: '' });
    else return undefined;
    changes.push(...source);
  }
  return changes;
}

/** The key in `removeItem` becomes that of the flag. */
export function removedFlag(removal: Node, style: TextStyle): string {
  const callee = Node.isCallExpression(removal) ? removal.getExpression().getText() : '';
  return `${callee}(${quoted(FLAG, style)})`;
}

/** What becomes of the variable that nothing but the write has read. Undefined where it cannot be left and cannot go. */
function declarationFor(around: Node, name: string, write: Node): readonly TextChange[] | undefined {
  const text = around.getSourceFile().getFullText();
  const others = around
    .getDescendantsOfKind(SyntaxKind.Identifier)
    .filter((it) => it.getText() === name && !isWithin(it, write) && !isMember(it));
  const declared = others.find(
    (it) => it.getFirstAncestorByKind(SyntaxKind.VariableDeclaration)?.getNameNode() === nameNodeOf(it),
  );
  const declaration = declared?.getFirstAncestorByKind(SyntaxKind.VariableDeclaration);
  const statement = declaration?.getFirstAncestorByKind(SyntaxKind.VariableStatement);
  if (!declared || !declaration || !statement || others.length > 1) return [];
  const pattern = declaration.getNameNode();
  if (Node.isObjectBindingPattern(pattern) && pattern.getElements().length > 1) {
    const elements = pattern.getElements();
    const index = elements.findIndex((it) => it.getNameNode() === declared);
    const [it, next, before] = [elements[index], elements[index + 1], elements[index - 1]];
    if (!it) return undefined;
    return [
      { span: { start: next ? it.getStart() : (before?.getEnd() ?? 0), end: next ? next.getStart() : it.getEnd() }, text: '' },
    ];
  }
  const made = declaration.getInitializer()?.getText() ?? '';
  const lines = wholeLines(text, spanOf(statement));
  if (!lines || statement.getDeclarations().length > 1) return undefined;
  // What only reads the answer has nothing left to read; what asks for it stays.
  const isRead = /^(?:await )?\w+(?:\.\w+)*(?:\.json\(\))?$/.test(made) && !/^await \w+(?:\.\w+)*$/.test(made);
  if (isRead) {
    const from = /^(?:await )?(\w+)/.exec(made)?.[1] ?? '';
    const before = isParameter(around, from) ? [] : declarationFor(around, from, statement);
    return before && [{ span: lines, text: '' }, ...before];
  }
  const start = declaration.getInitializer()?.getStart() ?? statement.getStart();
  return made.startsWith('await ') ? [{ span: { start: statement.getStart(), end: start }, text: '' }] : undefined;
}

/** The pattern or name that an identifier of a declaration belongs to. */
function nameNodeOf(it: Node): Node {
  const pattern = it.getFirstAncestorByKind(SyntaxKind.ObjectBindingPattern);
  return pattern ?? it;
}

function isParameter(around: Node, name: string): boolean {
  const parameters =
    Node.isArrowFunction(around) ||
    Node.isFunctionExpression(around) ||
    Node.isFunctionDeclaration(around) ||
    Node.isMethodDeclaration(around)
      ? around.getParameters()
      : [];
  return parameters.some((it) => new RegExp(`\\b${name}\\b`).test(it.getNameNode().getText()));
}

/** The nearest function around a node. */
export function functionAround(node: Node): Node | undefined {
  return node.getFirstAncestor(
    (it) => Node.isFunctionLikeDeclaration(it) || Node.isArrowFunction(it) || Node.isFunctionExpression(it),
  );
}

function isMember(node: Node): boolean {
  const parent = node.getParent();
  return (Node.isPropertyAccessExpression(parent) || Node.isPropertyAssignment(parent)) && parent.getNameNode() === node;
}

function isWithin(node: Node, outer: Node): boolean {
  return outer.getStart() <= node.getStart() && node.getEnd() <= outer.getEnd();
}

function unique(changes: readonly TextChange[]): TextChange[] {
  return changes.filter(
    (it, index) =>
      changes.findIndex((one) => one.span.start === it.span.start && one.span.end === it.span.end && one.text === it.text) ===
      index,
  );
}

function spanOf(node: Node): Span {
  return { start: node.getStart(), end: node.getEnd() };
}
