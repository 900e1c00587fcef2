import type { Span } from '#base/span.ts';
import { Node, type SourceFile, SyntaxKind } from '#fixes/script-tree.ts';
import { wholeLines } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import {
  axiosInstances,
  axiosNames,
  credentialsEntry,
  inObject,
  type SentRequest,
  sentRequest,
  withCredentials,
} from './request-credentials.ts';

/** What goes with a header: the piece of code around it that is about nothing else, and what makes the requests send cookies. */
export interface HeaderAway {
  readonly gone: Span;
  readonly changes: readonly TextChange[];
}

/**
 * Takes an Authorization header away, and has the requests that had it send the cookies of the server. Undefined where it cannot be seen which
 * requests these are.
 */
export function headerAway(source: SourceFile, sent: Node, style: TextStyle): HeaderAway | undefined {
  const names = axiosNames(source);
  return Node.isPropertyAssignment(sent) ? ofProperty(source, sent, names, style) : ofStatement(source, sent, names, style);
}

function ofProperty(source: SourceFile, property: Node, names: ReadonlySet<string>, style: TextStyle): HeaderAway | undefined {
  const piece = emptiedPiece(property);
  const holder = piece.getParent();
  const headers = Node.isPropertyAssignment(piece) && piece.getName() === 'headers' ? piece : headersAround(piece);
  const options = headers?.getParent();
  const call = options?.getParent();
  const request = call && (sentRequest(call, names) ?? instanceMade(source, call));
  if (headers && request && Node.isObjectLiteralExpression(options)) {
    const entry = credentialsEntry(request.client, style);
    if (piece === headers) {
      const there = options.getProperty(/^\w+/.exec(entry)?.[0] ?? '');
      if (there) return there.getText().includes('include') ? away(source, piece, []) : undefined;
      return { gone: spanOf(piece), changes: [{ span: spanOf(piece), text: entry }] };
    }
    const added = inObject(options, entry, style);
    return added && away(source, piece, added);
  }
  if (!holder || piece === headers) return undefined;
  const changes = requestsAround(source, property, names, style);
  return changes && away(source, piece, changes);
}

/** The largest piece of code that holds nothing but the property: itself, a spread of it, the `headers` that it is alone in. */
function emptiedPiece(property: Node): Node {
  let object = property.getParent();
  if (!Node.isObjectLiteralExpression(object) || object.getProperties().length > 1) return property;
  for (let at: Node = object; ; ) {
    const parent: Node | undefined = at.getParent();
    const isPassed =
      Node.isParenthesizedExpression(parent) ||
      (Node.isConditionalExpression(parent) &&
        parent.getWhenTrue() === at &&
        /^(?:\{\}|undefined)$/.test(parent.getWhenFalse().getText())) ||
      (Node.isBinaryExpression(parent) && parent.getOperatorToken().getText() === '&&' && parent.getRight() === at);
    if (parent && isPassed) {
      at = parent;
      continue;
    }
    if (Node.isSpreadAssignment(parent)) {
      const around = parent.getParent();
      if (!Node.isObjectLiteralExpression(around) || around.getProperties().length > 1) return parent;
      object = around;
      at = around;
      continue;
    }
    return Node.isPropertyAssignment(parent) && parent.getName() === 'headers' ? parent : property;
  }
}

/** `headers: { 'Content-Type': …, <piece> }`. */
function headersAround(piece: Node): Node | undefined {
  const property = piece.getParent()?.getParent();
  return Node.isPropertyAssignment(property) && property.getName() === 'headers' ? property : undefined;
}

function instanceMade(source: SourceFile, call: Node): SentRequest | undefined {
  return axiosInstances(source).some((it) => it.made === call) ? { call, client: 'axios' } : undefined;
}

/** The element of an object goes with its comma. */
function away(source: SourceFile, piece: Node, changes: readonly TextChange[]): HeaderAway | undefined {
  const parent = piece.getParent();
  if (!Node.isObjectLiteralExpression(parent)) return undefined;
  const all: readonly Node[] = parent.getProperties();
  const index = all.indexOf(piece);
  const next = all[index + 1];
  const before = all[index - 1];
  const text = source.getFullText();
  const own = spanOf(piece);
  const lines = wholeLines(text, { start: own.start, end: own.end + (text.charAt(own.end) === ',' ? 1 : 0) });
  const gone =
    lines && (next || text.charAt(own.end) === ',')
      ? lines
      : next
        ? { start: own.start, end: next.getStart() }
        : { start: before?.getEnd() ?? own.start, end: own.end };
  return { gone, changes: [{ span: gone, text: '' }, ...changes] };
}

function ofStatement(source: SourceFile, statement: Node, names: ReadonlySet<string>, style: TextStyle): HeaderAway | undefined {
  const text = source.getFullText();
  const guarded = guardAround(statement);
  const end = style.semicolons ? ';' : '';
  const written = statement.getText();
  const target = /^(\w+)\.defaults\.headers/.exec(written)?.[1];
  if (target !== undefined && names.has(target)) {
    const span = spanOf(guarded);
    return { gone: span, changes: [{ span, text: `${target}.defaults.withCredentials = true${end}` }] };
  }
  const callback = statement.getFirstAncestor((it) => Node.isArrowFunction(it) || Node.isFunctionExpression(it));
  const registered = callback?.getParent();
  const instance = /^(\w+)\.interceptors\.request\.use$/.exec(
    Node.isCallExpression(registered) ? registered.getExpression().getText() : '',
  )?.[1];
  if (instance === undefined) {
    const changes = requestsAround(source, statement, names, style);
    const gone = wholeLines(text, spanOf(guarded));
    return changes && gone && { gone, changes: [{ span: gone, text: '' }, ...changes] };
  }
  const made = axiosInstances(source).find((it) => it.name === instance)?.made;
  const options = Node.isCallExpression(made) ? made.getArguments()[0] : undefined;
  const entry = credentialsEntry('axios', style);
  const added = options ? inObject(options, entry, style) : undefined;
  const use = registered?.getParent();
  const isIdle = callback !== undefined && doesNothingElse(callback, guarded);
  const piece = isIdle && Node.isExpressionStatement(use) ? use : guarded;
  const gone = wholeLines(text, spanOf(piece));
  if (added && gone)
    return {
      gone: withGap(text, gone, piece !== guarded),
      changes: [{ span: withGap(text, gone, piece !== guarded), text: '' }, ...added],
    };
  const span = spanOf(piece);
  return names.has(instance)
    ? { gone: span, changes: [{ span, text: `${instance}.defaults.withCredentials = true${end}` }] }
    : undefined;
}

/** A statement that goes takes the empty line behind it along. */
function withGap(text: string, lines: Span, isWhole: boolean): Span {
  const gap = isWhole ? (/^[ \t]*\r?\n/.exec(text.slice(lines.end))?.[0].length ?? 0) : 0;
  return { start: lines.start, end: lines.end + gap };
}

/** An interceptor that only reads the token, sets the header and gives the configuration back. */
function doesNothingElse(callback: Node, guarded: Node): boolean {
  const body = Node.isArrowFunction(callback) || Node.isFunctionExpression(callback) ? callback.getBody() : undefined;
  if (!Node.isBlock(body)) return false;
  return body
    .getStatements()
    .every(
      (it) =>
        it === guarded ||
        /^return \w+;?$/.test(it.getText()) ||
        /^const \w+ = \S*torage\.getItem\([^()]*\);?$/.test(it.getText()),
    );
}

/** The `if` around a statement that holds nothing else. */
function guardAround(statement: Node): Node {
  const block = statement.getParent();
  const guard = Node.isBlock(block) ? block.getParent() : block;
  if (!Node.isIfStatement(guard) || guard.getElseStatement()) return statement;
  return !Node.isBlock(block) || block.getStatements().length === 1 ? guard : statement;
}

/** The requests of the function around a header that is laid ready for them. */
function requestsAround(
  source: SourceFile,
  place: Node,
  names: ReadonlySet<string>,
  style: TextStyle,
): readonly TextChange[] | undefined {
  const around = place.getFirstAncestor(
    (it) => Node.isFunctionLikeDeclaration(it) || Node.isArrowFunction(it) || Node.isFunctionExpression(it),
  );
  const requests = (around ?? source)
    .getDescendantsOfKind(SyntaxKind.CallExpression)
    .flatMap((it) => sentRequest(it, names) ?? []);
  const changes = requests.map((it) => withCredentials(it, style));
  if (requests.length === 0 || around === undefined || changes.includes(undefined)) return undefined;
  return changes.flatMap((it) => it ?? []);
}

function spanOf(node: Node): Span {
  return { start: node.getStart(), end: node.getEnd() };
}
