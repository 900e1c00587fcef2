import type { Span } from '#base/span.ts';
import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { Node, SyntaxKind } from '#fixes/script-tree.ts';
import { wholeLines } from '#fixes/statements.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { readOf } from './bearer-reads.ts';
import { headerAway } from './header-away.ts';
import type { StorageHelper } from './storage-helpers.ts';
import type { StoragePlace, StoredPlaces } from './stored-token-places.ts';

/** What says that somebody is signed in, when the token itself cannot be asked any more. */
const FLAG = 'signedIn';

/** What becomes of a file whose token goes into a cookie. */
export interface TokenFileEdit {
  readonly changes: readonly TextChange[];
  /** Functions of other files that it calls by their new names. */
  readonly calls: readonly StorageHelper[];
  /** True where it asks whether there is a token. */
  readonly asks: boolean;
  /** True where its requests had the header. */
  readonly sends: boolean;
}

/** Says what a function for the token is called when it is about the flag. */
export type FlagName = (helper: StorageHelper) => string;

/** Takes the reads of the token out of a file: headers go, and questions are asked of a flag. An obstacle where the token goes anywhere else. */
export function withoutReads(
  { code: { path }, source, text, reads }: StoredPlaces,
  flagName: FlagName,
  style: TextStyle,
): TokenFileEdit | FixObstacle {
  const known = reads.map((it) => ({ ...it, read: readOf(it.call) }));
  const changes: TextChange[] = [];
  const gone: Span[] = [];
  for (const { read } of known) {
    if ('elsewhere' in read) return obstacle(path, spanOf(read.elsewhere), ELSEWHERE);
    for (const use of read.uses) {
      const away = use.kind === 'sent' ? headerAway(source, use.at, style) : undefined;
      if (use.kind === 'sent' && !away) return obstacle(path, spanOf(use.at), UNSEEN_REQUESTS);
      changes.push(...(away?.changes ?? []));
      gone.push(...(away ? [away.gone] : []));
    }
  }
  const sends = gone.length > 0;
  const isGone = (it: Node): boolean => gone.some((one) => one.start <= it.getStart() && it.getEnd() <= one.end);
  const calls: StorageHelper[] = [];
  let asks = false;
  for (const { call, helper, read } of known) {
    if ('elsewhere' in read || isGone(call)) continue;
    if (read.uses.some((use) => use.kind === 'asked' && !isGone(use.at))) {
      asks = true;
      const asked = Node.isCallExpression(call) ? (helper ? call.getExpression() : call.getArguments()[0]) : undefined;
      if (!asked) return obstacle(path, spanOf(call), ELSEWHERE);
      changes.push({ span: spanOf(asked), text: helper ? flagName(helper) : quoted(FLAG, style) });
      if (helper) calls.push(helper);
    } else if (read.declared) {
      const lines = wholeLines(text, spanOf(read.declared));
      if (!lines) return obstacle(path, spanOf(read.declared), ELSEWHERE);
      changes.push({ span: lines, text: '' });
    }
  }
  return { changes: unique(changes), calls, asks, sends };
}

const ELSEWHERE = worded`The page uses the token itself here, for more than the header of its requests, and a cookie that scripts cannot read does not give it to them. Have the server answer with what is needed here (who is signed in, until when), then look for the quick-fix again.`;

const UNSEEN_REQUESTS = worded`It is not certain which requests this header goes along with. Send them with \`credentials: 'include'\` (\`withCredentials: true\` with axios) and leave the header out.`;

/** Takes the writes of the token out of a file, with what was only there for them. An obstacle where a function would be left with nothing to do. */
export function withoutWrites(
  { code: { path }, text, writes }: StoredPlaces,
  hasFlag: boolean,
  flagName: FlagName,
  style: TextStyle,
): readonly TextChange[] | FixObstacle {
  const changes: TextChange[] = [];
  for (const { call: write, helper } of writes) {
    const statement = write.getParent();
    const call = Node.isCallExpression(write) ? write : undefined;
    const value = call?.getArguments()[helper ? 0 : 1];
    const access = call?.getExpression().getText();
    const refuse = (why: Wording): FixObstacle => obstacle(path, spanOf(write), why);
    if (!Node.isExpressionStatement(statement) || !value || access === undefined) return refuse(UNSEEN_SOURCE);
    const root = /^\w+/.exec(value.getText())?.[0] ?? '';
    const around = functionAround(statement);
    if (!around || isParameter(around, root)) return refuse(UNSEEN_SOURCE);
    const source = declarationFor(around, root, write);
    if (source === undefined) return refuse(UNSEEN_SOURCE);
    const lines = wholeLines(text, spanOf(statement));
    const block = statement.getParent();
    if (!hasFlag && Node.isBlock(block) && block.getStatements().length === 1) return refuse(ONLY_STATEMENT);
    if (hasFlag) {
      const kept = helper ? `${flagName(helper)}()` : `${access}(${quoted(FLAG, style)}, ${quoted('true', style)})`;
      changes.push({ span: spanOf(statement), text: `${kept}${style.semicolons ? ';' : ''}` });
    } else if (lines) changes.push({ span: lines, text: '' });
    else return refuse(ONLY_STATEMENT);
    changes.push(...source);
  }
  return changes;
}

const UNSEEN_SOURCE = worded`It is not certain where this token comes from: it is given to the function that keeps it. Keep it where the answer of the server arrives, or in a function that does nothing else, then look for the quick-fix again.`;

const ONLY_STATEMENT = worded`Nothing would be left of this function without the token. Take it away by hand when the server sets an httpOnly cookie.`;

/** The key in `removeItem` becomes that of the flag. */
export function removedFlag({ call, helper }: StoragePlace, flagName: FlagName, style: TextStyle): string {
  if (helper) return `${flagName(helper)}()`;
  const callee = Node.isCallExpression(call) ? call.getExpression().getText() : '';
  return `${callee}(${quoted(FLAG, style)})`;
}

/** What becomes of the functions that were there for the token: they keep the flag, or go. */
export function helpersWithoutToken(
  { text, helpers }: StoredPlaces,
  hasFlag: boolean,
  flagName: FlagName,
  style: TextStyle,
): TextChange[] {
  return helpers.flatMap((helper): TextChange[] => {
    const { use, statement, fn, call } = helper;
    if (!hasFlag) {
      const lines = wholeLines(text, spanOf(statement)) ?? spanOf(statement);
      const gap = /^[ \t]*\r?\n/.exec(text.slice(lines.end))?.[0].length ?? 0;
      return [{ span: { start: lines.start, end: lines.end + gap }, text: '' }];
    }
    const name = Node.isFunctionDeclaration(statement)
      ? statement.getNameNode()
      : Node.isVariableStatement(statement)
        ? statement.getDeclarations()[0]?.getNameNode()
        : undefined;
    const [key, value] = Node.isCallExpression(call) ? call.getArguments() : [];
    const parameter = use === 'write' ? parameterSpan(fn) : undefined;
    return [
      ...(name ? [{ span: spanOf(name), text: flagName(helper) }] : []),
      ...(key ? [{ span: spanOf(key), text: quoted(FLAG, style) }] : []),
      ...(value && use === 'write' ? [{ span: spanOf(value), text: quoted('true', style) }] : []),
      ...(parameter ? [parameter] : []),
    ];
  });
}

/** The only parameter of a function goes; without parentheses these come. */
function parameterSpan(fn: Node): TextChange | undefined {
  const parameters =
    Node.isArrowFunction(fn) || Node.isFunctionDeclaration(fn) || Node.isFunctionExpression(fn) ? fn.getParameters() : [];
  const [only] = parameters;
  if (!only) return undefined;
  const isBare = Node.isArrowFunction(fn) && !fn.getFirstChildByKind(SyntaxKind.OpenParenToken);
  return { span: spanOf(only), text: isBare ? '()' : '' };
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
