import { Node, type SourceFile, SyntaxKind } from '#fixes/script-tree.ts';
import { indentAt } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';

/** A call that sends a request, and the object with its options where that is written in the call. */
export interface SentRequest {
  readonly call: Node;
  readonly client: 'fetch' | 'axios';
}

/** Reads a call of `fetch` or of axios; undefined for other calls. `instances` are the names that axios goes by in the file. */
export function sentRequest(node: Node, instances: ReadonlySet<string>): SentRequest | undefined {
  if (!Node.isCallExpression(node)) return undefined;
  const callee = node.getExpression().getText();
  if (/^(?:(?:window|globalThis)\.)?fetch$/.test(callee)) return { call: node, client: 'fetch' };
  const [, name = '', method] = /^(\w+)(?:\.(\w+))?$/.exec(callee) ?? [];
  const isVerb = method === undefined || /^(?:get|post|put|patch|delete|head|request)$/.test(method);
  return instances.has(name) && isVerb ? { call: node, client: 'axios' } : undefined;
}

/** The names that stand for axios in a file: what it imports, and the instances that it makes. */
export function axiosNames(source: SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const it of source.getImportDeclarations())
    if (it.getModuleSpecifierValue() === 'axios') names.add(it.getDefaultImport()?.getText() ?? 'axios');
  for (const it of source.getDescendantsOfKind(SyntaxKind.VariableDeclaration)) {
    const made = it.getInitializer()?.getText() ?? '';
    if (/^require\(['"]axios['"]\)/.test(made)) names.add(it.getName());
  }
  for (const it of axiosInstances(source)) names.add(it.name);
  return names;
}

/** `const api = axios.create({ … })`. */
export function axiosInstances(source: SourceFile): { readonly name: string; readonly made: Node }[] {
  return source.getDescendantsOfKind(SyntaxKind.VariableDeclaration).flatMap((it) => {
    const made = it.getInitializer();
    return made && Node.isCallExpression(made) && /^axios\.create$/.test(made.getExpression().getText())
      ? [{ name: it.getName(), made }]
      : [];
  });
}

/** The option that has the browser send its cookies along. */
export function credentialsEntry(client: SentRequest['client'], { quote }: TextStyle): string {
  return client === 'fetch' ? `credentials: ${quote}include${quote}` : 'withCredentials: true';
}

/** Has a request carry the cookies of its server. Undefined where its options cannot be extended; empty where it does already. */
export function withCredentials({ call, client }: SentRequest, style: TextStyle): readonly TextChange[] | undefined {
  if (!Node.isCallExpression(call)) return undefined;
  const args = call.getArguments();
  const entry = credentialsEntry(client, style);
  const at = optionsIndex(call.getExpression().getText(), args, client);
  const options = args[at];
  if (!options) {
    const last = args.at(-1);
    if (!last || args.length < at - 1) return undefined;
    const body = args.length < at ? 'undefined, ' : '';
    return [{ span: { start: last.getEnd(), end: last.getEnd() }, text: `, ${body}{ ${entry} }` }];
  }
  if (Node.isObjectLiteralExpression(options)) return inObject(options, entry, style);
  const ready = Node.isIdentifier(options) ? declaredObject(options) : undefined;
  if (ready) return hasOnlyTheHeader(ready) ? [] : inObject(ready, entry, style);
  return Node.isIdentifier(options)
    ? [{ span: { start: options.getStart(), end: options.getEnd() }, text: `{ ...${options.getText()}, ${entry} }` }]
    : undefined;
}

/** `const config = { … }` right above a request, which alone is given it. */
function declaredObject(options: Node): Node | undefined {
  const block = options.getFirstAncestor((it) => Node.isBlock(it));
  const named = block?.getDescendantsOfKind(SyntaxKind.Identifier).filter((it) => it.getText() === options.getText()) ?? [];
  const declaration = named[0]?.getParent();
  const object = Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : undefined;
  return named.length === 2 && Node.isObjectLiteralExpression(object) ? object : undefined;
}

/** Options that lie ready for the Authorization header alone: where that goes, they say that cookies go along. */
function hasOnlyTheHeader(options: Node): boolean {
  const headers = Node.isObjectLiteralExpression(options) ? options.getProperty('headers') : undefined;
  const value = Node.isPropertyAssignment(headers) ? headers.getInitializer() : undefined;
  return (
    Node.isObjectLiteralExpression(value) &&
    value.getProperties().length === 1 &&
    /^['"]?authorization['"]?\s*:/i.test(value.getProperties()[0]?.getText() ?? '')
  );
}

/** Adds an entry first to an object; undefined where it has that key with another value. */
export function inObject(options: Node, entry: string, style: TextStyle): readonly TextChange[] | undefined {
  if (!Node.isObjectLiteralExpression(options)) return undefined;
  const key = /^\w+/.exec(entry)?.[0] ?? '';
  const there = options.getProperty(key);
  if (there) return there.getText().replace(/\s|['"]/g, '') === entry.replace(/\s|['"]/g, '') ? [] : undefined;
  const properties = options.getProperties();
  // What is spread must not take it back.
  const before =
    properties.findLast((it) => Node.isSpreadAssignment(it)) ?? options.getProperty('method') ?? options.getProperty('baseURL');
  const next = properties[before ? properties.indexOf(before) + 1 : 0];
  const text = options.getSourceFile().getFullText();
  const gap = (start: number): string => {
    const isBroken = text.slice(options.getStart(), start).includes('\n');
    return isBroken ? style.lineEnd + indentAt(text, start) : ' ';
  };
  if (next) return [{ span: { start: next.getStart(), end: next.getStart() }, text: `${entry},${gap(next.getStart())}` }];
  const last = properties.at(-1);
  if (!last) return [{ span: { start: options.getStart(), end: options.getEnd() }, text: `{ ${entry} }` }];
  return [{ span: { start: last.getEnd(), end: last.getEnd() }, text: `,${gap(last.getStart())}${entry}` }];
}

/** Where the options stand: `axios.post(url, body, options)`, `axios.get(url, options)`, `axios(options)`. */
function optionsIndex(callee: string, args: readonly Node[], client: SentRequest['client']): number {
  if (client === 'fetch') return 1;
  if (/\.(?:post|put|patch)$/.test(callee)) return 2;
  if (/\.request$/.test(callee)) return 0;
  return callee.includes('.') ? 1 : args.length > 1 ? 1 : 0;
}
