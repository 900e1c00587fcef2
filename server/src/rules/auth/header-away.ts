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
  const client = ofGeneratedClient(source, sent, style);
  if (client) return client;
  return Node.isPropertyAssignment(sent) ? ofProperty(source, sent, names, style) : ofStatement(source, sent, names, style);
}

/** A generated client that asked for the token takes the cookie instead. */
function ofGeneratedClient(source: SourceFile, sent: Node, style: TextStyle): HeaderAway | undefined {
  const span = spanOf(sent);
  if (/^OpenAPI\.TOKEN\b/.test(sent.getText()))
    return { gone: span, changes: [{ span, text: `OpenAPI.WITH_CREDENTIALS = true${style.semicolons ? ';' : ''}` }] };
  const config = sent.getParent();
  if (!Node.isPropertyAssignment(sent) || sent.getName() !== 'auth' || !Node.isObjectLiteralExpression(config)) return undefined;
  // Its two kinds tell themselves apart by how they write the address.
  const client = config.getProperty('baseURL') ? 'axios' : config.getProperty('baseUrl') ? 'fetch' : undefined;
  if (!client) return undefined;
  const entry = credentialsEntry(client, style);
  const there = config.getProperty(/^\w+/.exec(entry)?.[0] ?? '');
  return there ? away(source, sent, []) : { gone: span, changes: [{ span, text: entry }] };
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
  if (!holder) return undefined;
  const ready = headers && optionsReady(source, piece, headers, names, style);
  if (ready || piece === headers) return ready;
  const changes = requestsAround(source, property, names, style) ?? requestsWithHeadersOf(source, property, names, style);
  return changes && away(source, piece, changes);
}

/** `const config = { headers: { <the header> } }`, which only requests are given: it says that cookies go along instead. */
function optionsReady(
  source: SourceFile,
  piece: Node,
  headers: Node,
  names: ReadonlySet<string>,
  style: TextStyle,
): HeaderAway | undefined {
  const options = headers.getParent();
  const declaration = options?.getParent();
  if (!Node.isVariableDeclaration(declaration) || !Node.isObjectLiteralExpression(options)) return undefined;
  const around = declaration.getVariableStatement()?.getParent();
  const uses = around
    ?.getDescendantsOfKind(SyntaxKind.Identifier)
    .filter((it) => it.getText() === declaration.getName() && it !== declaration.getNameNode());
  const clients = uses?.map((it) => {
    const call = it.getParent();
    return call ? sentRequest(call, names)?.client : undefined;
  });
  const [client] = clients ?? [];
  if (!client || clients?.some((it) => it !== client)) return undefined;
  const entry = credentialsEntry(client, style);
  if (piece === headers && !options.getProperty(/^\w+/.exec(entry)?.[0] ?? ''))
    return { gone: spanOf(headers), changes: [{ span: spanOf(headers), text: entry }] };
  const added = inObject(options, entry, style);
  return added && away(source, piece, added);
}

/** The requests of a file whose headers the function around an entry makes: `headers: authHeaders()`. Undefined where it is called elsewhere. */
function requestsWithHeadersOf(
  source: SourceFile,
  place: Node,
  names: ReadonlySet<string>,
  style: TextStyle,
): readonly TextChange[] | undefined {
  const around = place.getFirstAncestor(
    (it) => Node.isFunctionDeclaration(it) || Node.isArrowFunction(it) || Node.isFunctionExpression(it),
  );
  const holder = around?.getParent();
  const name = Node.isFunctionDeclaration(around)
    ? around.getName()
    : Node.isPropertyAssignment(holder) || Node.isVariableDeclaration(holder)
      ? holder.getName()
      : undefined;
  const declared = Node.isFunctionDeclaration(around) ? around : holder?.getFirstAncestor((it) => Node.isVariableStatement(it));
  const isShared =
    (Node.isFunctionDeclaration(declared) || Node.isVariableStatement(declared)) &&
    (declared.isExported() || declared.isDefaultExport());
  if (name === undefined || !declared || isShared) return undefined;
  const calls = source
    .getDescendantsOfKind(SyntaxKind.CallExpression)
    .filter((it) => new RegExp(`(?:^|\\.)${name}$`).test(it.getExpression().getText()));
  const changes = calls.map((it) => {
    const headers = it.getParent();
    const request = headers?.getParent()?.getParent();
    const sent = request && sentRequest(request, names);
    return sent && Node.isPropertyAssignment(headers) && headers.getName() === 'headers'
      ? withCredentials(sent, style)
      : undefined;
  });
  const mentions = source.getDescendantsOfKind(SyntaxKind.Identifier).filter((it) => it.getText() === name).length;
  if (calls.length === 0 || changes.includes(undefined)) return undefined;
  // Its own name, the calls, and the `headers` of the requests where it is called like them.
  const expected = 1 + calls.length * (name === 'headers' ? 2 : 1);
  return mentions === expected ? changes.flatMap((it) => it ?? []) : undefined;
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
