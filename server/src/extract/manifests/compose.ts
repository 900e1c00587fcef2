import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { type Comment, readDirectives } from '#extract/directives.ts';
import type { ComposeFacts } from '#facts/manifest-facts.ts';
import { commentsAt } from './text-lines.ts';

type ComposeService = ComposeFacts['services'][number];

/** Reads a compose file. Anchors, aliases and merge keys are followed in `environment`; a broken file gives what can be read. */
export function extractCompose(path: Path, text: string): ComposeFacts {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, stringKeys: false });
  const services = mapAt(document, document.contents, 'services');
  return {
    kind: 'compose',
    path,
    services: (services?.items ?? []).flatMap((pair) => serviceOf(document, pair)),
    variables: variablesOf(document),
    parseErrors: document.errors.map(({ message, pos: [start, end] }) => ({
      message: message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message,
      span: { start: Math.min(start, text.length), end: Math.min(end, text.length) },
    })),
    directives: readDirectives(yamlComments(text)),
  };
}

function serviceOf(document: Document, pair: Pair): ComposeService[] {
  if (!isScalar(pair.key)) return [];
  const body = resolve(document, pair.value);
  const image = isMap(body) ? scalarText(resolve(document, body.get('image', true))) : undefined;
  const build = isMap(body) ? resolve(document, body.get('build', true)) : undefined;
  const context = isMap(build) ? scalarText(resolve(document, build.get('context', true))) : scalarText(build);
  return [
    {
      name: String(pair.key.value),
      ...(image !== undefined && { image }),
      environment: isMap(body) ? [...new Set(environmentKeys(document, body.get('environment', true), MAX_DEPTH))] : [],
      settings: isMap(body) ? settingsOf(document, body.get('environment', true)) : [],
      ...(context !== undefined && { context }),
      given: [
        ...(isMap(body) ? givenIn(body.get('environment', true)) : []),
        ...(isMap(build) ? givenIn(build.get('args', true)) : []),
      ],
      span: pairSpan(pair),
    },
  ];
}

/** Aliases may refer to a map that holds them. */
const MAX_DEPTH = 8;

/** The keys of `environment`: a map, or a list of `KEY=value` and `KEY`. */
function environmentKeys(document: Document, value: unknown, depth: number): string[] {
  const node = resolve(document, value);
  if (depth === 0) return [];
  if (isSeq(node)) {
    return node.items.flatMap((item) => {
      const text = scalarText(resolve(document, item));
      return text === undefined ? [] : [text.split('=', 1)[0]?.trim() ?? ''];
    });
  }
  if (!isMap(node)) return [];
  return node.items.flatMap((pair) => {
    const key = scalarText(pair.key);
    if (key !== '<<') return key === undefined ? [] : [key];
    const merged = resolve(document, pair.value);
    const sources = isSeq(merged) ? merged.items : [merged];
    return sources.flatMap((source) => environmentKeys(document, source, depth - 1));
  });
}

/** The entries with values that stand in the service itself; what is merged into it stands elsewhere. */
function settingsOf(document: Document, value: unknown): ComposeService['settings'] {
  if (isSeq(value)) {
    return value.items.flatMap((item) => {
      const [, name, text] = /^([^=]+)=(.*)$/s.exec(scalarText(item) ?? '') ?? [];
      const range = rangeOf(item);
      return name === undefined || text === undefined || !range
        ? []
        : [{ name: name.trim(), value: text, span: { start: range[0], end: range[1] } }];
    });
  }
  const node = resolve(document, value);
  if (!isMap(node)) return [];
  return node.items.flatMap((pair) => {
    const name = scalarText(pair.key);
    const text = scalarText(pair.value);
    return name === undefined || text === undefined ? [] : [{ name, value: text, span: pairSpan(pair) }];
  });
}

/** The names of a map, or of a list of `KEY=value` and `KEY`, with their places. */
function givenIn(node: unknown): ComposeService['given'] {
  const items = isSeq(node) ? node.items : isMap(node) ? node.items : [];
  return items.flatMap((item) => {
    const key = isPair(item) ? item.key : item;
    const [, name, value] = /^([A-Za-z_]\w*)(=.*)?$/s.exec(scalarText(key) ?? '') ?? [];
    const range = rangeOf(key);
    if (name === undefined || !range || !isScalar(key)) return [];
    const start = range[0] + (key.type === 'QUOTE_DOUBLE' || key.type === 'QUOTE_SINGLE' ? 1 : 0);
    const hasValue = isPair(item) ? isScalar(item.value) && item.value.value !== null : value !== undefined;
    return [{ name, nameSpan: { start, end: start + name.length }, hasValue }];
  });
}

/** Compose interpolates scalars; `$$` is a dollar sign. */
function variablesOf(document: Document): string[] {
  const names = new Set<string>();
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value !== 'string' || !node.value.includes('$')) return;
      for (const [, name] of node.value.replaceAll('$$', '').matchAll(/\$\{?([A-Za-z_]\w*)/g))
        if (name !== undefined) names.add(name);
    },
  });
  return [...names];
}

function mapAt(document: Document, node: unknown, key: string): YAMLMap | undefined {
  const root = resolve(document, node);
  const value = isMap(root) ? resolve(document, root.get(key, true)) : undefined;
  return isMap(value) ? value : undefined;
}

function resolve(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function scalarText(node: unknown): string | undefined {
  return isScalar(node) && node.value !== null ? String(node.value) : undefined;
}

/** From the key's first character to the value's last. */
function pairSpan(pair: Pair): Span {
  const start = rangeOf(pair.key)?.[0] ?? 0;
  const end = rangeOf(lastNode(pair.value))?.[1] ?? rangeOf(pair.key)?.[1] ?? start;
  return { start, end: Math.max(start, end) };
}

/** A block map's own range runs on to the next key, over blank lines and comments. */
function lastNode(node: unknown): unknown {
  let at = node;
  for (;;) {
    if (isPair(at)) at = at.value ?? at.key;
    else if ((isMap(at) || isSeq(at)) && at.flow !== true && at.items.length > 0) at = at.items.at(-1);
    else return at;
  }
}

function rangeOf(node: unknown): Node['range'] {
  return isScalar(node) || isAlias(node) || isMap(node) || isSeq(node) ? node.range : undefined;
}

/** The lexer marks where a document (U+0002), a broken flow (U+0018) and a scalar (U+001F) start with characters that are not in the text. */
function yamlComments(text: string): Comment[] {
  if (!text.includes('#')) return [];
  const spans: Span[] = [];
  let offset = 0;
  let isScalarText = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === '\u0002' || lexeme === '\u0018') continue;
    if (lexeme === '\u001f') {
      isScalarText = true;
      continue;
    }
    if (lexeme.startsWith('#') && !isScalarText) spans.push({ start: offset, end: offset + lexeme.trimEnd().length });
    isScalarText = false;
    offset += lexeme.length;
  }
  return commentsAt(text, spans);
}
