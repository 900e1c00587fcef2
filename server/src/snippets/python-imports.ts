import type { Span } from '#base/span.ts';
import { joinImports, localOf, type NeededImport, nameOf } from './needed-import.ts';
import { isStandardModule } from './python-standard-library.ts';

import type { ImportedName, ModuleImport } from './section.ts';
import { type ImportPlan, indentOf, lineEndOf, type TextChange } from './text-change.ts';

interface PythonImport {
  readonly span: Span;
  readonly module: string;
  /** Local names of `import a.b as c` (`c`) and `import a.b` (`a`); undefined for `from` imports. */
  readonly plain?: string;
  readonly names: readonly { readonly name: string; readonly local: string; readonly text: string }[];
  readonly isBroken: boolean;
}

/**
 * Adds imports to a Python file as isort (profile black) and ruff place them: below the module's docstring and
 * `__future__`, in sections (standard library, third party, own), `import x` before `from x import y`, sorted, merged
 * into a `from` import of the same module.
 * @param ownPackages first names of the project's own packages
 */
export function addPythonImports(text: string, needed: readonly NeededImport[], ownPackages: readonly string[]): ImportPlan {
  const head = readPythonHead(text);
  const eol = lineEndOf(text);
  const bound = new Map<string, string>();
  for (const it of head.imports) {
    if (it.plain !== undefined) bound.set(it.plain, it.module);
    for (const name of it.names) bound.set(name.local, it.module);
  }
  const declared = new Set(
    [...text.matchAll(/^(?:async def|def|class)\s+(\w+)|^(\w+)\s*(?::[^=\n]+)?=(?!=)/gm)].map((it) => it[1] ?? it[2]),
  );
  const conflicts: string[] = [];
  const changes: TextChange[] = [];
  const statements: ModuleImport[] = [];
  const own = new Set([
    ...ownPackages,
    ...needed.filter((it) => it.isOwn === true).map((it) => it.module.split('.', 1)[0] ?? ''),
  ]);
  const sectionOf = (module: string): number => sectionOfModule(module, own);
  for (const request of joinImports(needed)) {
    const isBound = (local: string): boolean => {
      const module = bound.get(local);
      if (module === undefined && !declared.has(local)) return false;
      const isSame = module === request.module || (request.isOwn === true && (module === undefined || sectionOf(module) === 3));
      if (!isSame) conflicts.push(local);
      return true;
    };
    if (request.names === undefined) {
      const local = request.namespace ?? request.module.split('.', 1)[0] ?? '';
      const isPlain = local === request.module.split('.', 1)[0];
      const isThere = head.imports.some((it) => it.module === request.module && it.plain === local);
      // `import a.b` and `import a.c` both bind `a` and both are needed.
      if (!isThere && (isPlain ? request.module.includes('.') || !isBound(local) : !isBound(local))) statements.push(request);
      continue;
    }
    const missing = request.names.filter((it) => !isBound(localOf(it)));
    // isort and ruff give each name with an alias a statement of its own.
    const plain = missing.filter((it) => localOf(it) === nameOf(it));
    const aliased = missing.filter((it) => !plain.includes(it)).map((it) => ({ ...request, names: [it] }));
    const home = head.imports.find((it) => it.module === request.module && it.span.end <= head.end && takesNames(it));
    if (plain.length > 0 && home === undefined) statements.push({ ...request, names: plain });
    else if (plain.length > 0 && home !== undefined) {
      const names = [...home.names.map((it) => it.text), ...plain.map(specifier)];
      changes.push({ span: home.span, text: renderFrom(home.module, names, eol, home.isBroken) });
    }
    statements.push(...aliased);
  }
  // An insertion comes before a replacement at the same place, as the language server protocol has it.
  const all = [...newStatements(text, head, statements, sectionOf, eol), ...changes];
  const inTabs = indentOf(text) === '\t';
  const laid = inTabs ? all.map((it) => ({ ...it, text: it.text.replace(/^ {4}/gm, '\t') })) : all;
  return { changes: laid, headEnd: head.end, conflicts };
}

/** Empty lines that isort and ruff leave between the imports and the code below them. */
export function emptyLinesBelowImports(code: string): number {
  return /^(?:async def|def|class)\b|^@/.test(code) ? 2 : 1;
}

interface PythonHead {
  readonly imports: readonly PythonImport[];
  /** End of shebang, comments and docstring: where a first import goes. */
  readonly prologueEnd: number;
  readonly end: number;
}

function readPythonHead(text: string): PythonHead {
  const imports: PythonImport[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let prologueEnd = at;
  let end = at;
  let isStart = true;
  while (at < text.length) {
    const line = text.slice(at, lineEnd(text, at));
    const quote = isStart ? /^[rRuU]?("""|''')/.exec(line) : null;
    if (quote !== null) {
      const close = text.indexOf(quote[1] ?? '"""', at + quote[0].length);
      at = close < 0 ? text.length : lineEnd(text, close);
      prologueEnd = end = at;
      isStart = false;
    } else if (/^\s*(#|$)/.test(line)) {
      // Shebang, encoding and licence; a comment right above the first import belongs to it.
      if (line.startsWith('#') && imports.length === 0 && isStart && /^\s*$/.test(nextLine(text, at)))
        prologueEnd = end = at + line.length;
      at += line.length;
    } else {
      const found = readPythonImport(text, at);
      if (found === undefined) break;
      imports.push(...found);
      at = end = found[0]?.span.end ?? at + line.length;
      isStart = false;
    }
    at = skipLineEnd(text, at);
  }
  for (const match of text.slice(end).matchAll(/^(?:from|import)\s/gm)) {
    imports.push(...(readPythonImport(text, end + match.index) ?? []));
  }
  return { imports, prologueEnd, end };
}

function readPythonImport(text: string, at: number): PythonImport[] | undefined {
  const rest = text.slice(at, at + 8000);
  const from = /^from[ \t]+([.\w]+)[ \t]+import[ \t]*(?:\(([^)]*)\)|((?:[^\n\\#]|\\\r?\n)*))(?:[ \t]*#.*)?/.exec(rest);
  if (from !== null) {
    const list = (from[2] ?? from[3] ?? '').replace(/#.*$/gm, '').replace(/\\\r?\n/g, ' ');
    const names = list
      .split(',')
      .map((it) => it.trim())
      .filter((it) => it !== '')
      .map((it) => {
        const [name = '', local = name] = it.split(/\s+as\s+/);
        return { name, local, text: it };
      });
    const span = { start: at, end: at + from[0].trimEnd().length };
    return [{ span, module: from[1] ?? '', names, isBroken: from[2]?.includes('\n') ?? false }];
  }
  const plain = /^import[ \t]+([^\n#]+)(?:#.*)?/.exec(rest);
  if (plain === null) return undefined;
  return (plain[1] ?? '').split(',').map((it) => {
    const [module = '', alias] = it.trim().split(/\s+as\s+/);
    const local = alias ?? module.split('.', 1)[0] ?? '';
    return { span: { start: at, end: at + plain[0].trimEnd().length }, module, plain: local, names: [], isBroken: false };
  });
}

function newStatements(
  text: string,
  head: PythonHead,
  requests: readonly ModuleImport[],
  sectionOf: (module: string) => number,
  eol: string,
): TextChange[] {
  const inHead = head.imports.filter((it) => it.span.end <= head.end);
  const sorted = requests.toSorted((a, b) => compareKeys(keyOf(a, sectionOf), keyOf(b, sectionOf)));
  if (inHead.length === 0) return sorted.length === 0 ? [] : [firstImports(text, head.prologueEnd, sorted, sectionOf, eol)];
  const lines = new Map<string, { at: number; isBefore: boolean; texts: string[] }>();
  for (const request of sorted) {
    const key = keyOf(request, sectionOf);
    const keys = inHead.map((it) => [sectionOf(it.module), it.plain === undefined ? 1 : 0, it.module.toLowerCase()] as const);
    const statement = render(request, eol);
    const sameSection = inHead.filter((_, index) => keys[index]?.[0] === key[0]);
    const last = inHead.findLast((_, index) => compareKeys(keys[index] ?? key, key) <= 0);
    const lastInSection = sameSection.findLast((it) => last !== undefined && it.span.start <= last.span.start);
    const place =
      lastInSection !== undefined
        ? { at: lastInSection.span.end, isBefore: false, text: eol + statement }
        : sameSection[0] !== undefined
          ? { at: sameSection[0].span.start, isBefore: true, text: statement + eol }
          : sectionPlace(inHead, key[0], sectionOf, statement, eol);
    // The second statement of a section that was not there follows the first without another empty line.
    const id = `${place.at} ${place.isBefore} ${sameSection.length === 0 ? key[0] : ''}`;
    const there = lines.get(id);
    if (there === undefined) lines.set(id, { at: place.at, isBefore: place.isBefore, texts: [place.text] });
    else if (sameSection.length > 0) there.texts.push(place.text);
    else if (place.isBefore)
      there.texts.splice(-1, 1, there.texts.at(-1)?.replace(new RegExp(`${eol}${eol}$`), eol) ?? '', statement + eol + eol);
    else there.texts.push(eol + statement);
  }
  return [...lines.values()].map(({ at, texts }) => ({ span: { start: at, end: at }, text: texts.join('') }));
}

/** Where a section that has no import yet begins: after the last lower section, or before the first. */
function sectionPlace(
  imports: readonly PythonImport[],
  section: number,
  sectionOf: (module: string) => number,
  statement: string,
  eol: string,
): { at: number; isBefore: boolean; text: string } {
  const lower = imports.findLast((it) => sectionOf(it.module) < section);
  if (lower !== undefined) return { at: lower.span.end, isBefore: false, text: eol + eol + statement };
  return { at: imports[0]?.span.start ?? 0, isBefore: true, text: statement + eol + eol };
}

function firstImports(
  text: string,
  at: number,
  sorted: readonly ModuleImport[],
  sectionOf: (module: string) => number,
  eol: string,
): TextChange {
  let block = '';
  sorted.forEach((request, index) => {
    const previous = sorted[index - 1];
    if (previous !== undefined) block += sectionOf(previous.module) === sectionOf(request.module) ? eol : eol + eol;
    block += render(request, eol);
  });
  const below = text.slice(at);
  const code = below.trimStart();
  const closing = eol.repeat(emptyLinesBelowImports(code) + 1);
  if (text.slice(0, at).trim() !== '') {
    return {
      span: { start: at, end: at },
      text: eol + eol + block + (/^\r?\n[ \t]*\S/.test(below) ? closing.slice(eol.length) : ''),
    };
  }
  const gap = /^(?:[ \t]*\r?\n)+/.exec(below)?.[0].length ?? 0;
  return { span: { start: at, end: at + gap }, text: block + closing };
}

type SortKey = readonly [section: number, form: number, module: string];

function keyOf(it: ModuleImport, sectionOf: (module: string) => number): SortKey {
  return [sectionOf(it.module), it.names === undefined ? 0 : 1, it.module.toLowerCase()];
}

function compareKeys(one: SortKey, other: SortKey): number {
  return one[0] - other[0] || one[1] - other[1] || (one[2] < other[2] ? -1 : one[2] > other[2] ? 1 : 0);
}

function sectionOfModule(module: string, own: ReadonlySet<string>): number {
  if (module === '__future__') return 0;
  if (module.startsWith('.')) return 4;
  if (own.has(module.split('.', 1)[0] ?? '')) return 3;
  return isStandardModule(module) ? 1 : 2;
}

function render(request: ModuleImport, eol: string): string {
  if (request.names !== undefined) return renderFrom(request.module, request.names.map(specifier), eol, false);
  const isPlain = request.namespace === undefined || request.namespace === request.module.split('.', 1)[0];
  return isPlain ? `import ${request.module}` : `import ${request.module} as ${request.namespace}`;
}

/** 88 columns, as black and ruff break lines. */
function renderFrom(module: string, names: readonly string[], eol: string, isBroken: boolean): string {
  const sorted = names.toSorted(compareNames);
  const line = `from ${module} import ${sorted.join(', ')}`;
  if (!isBroken && line.length <= 88) return line;
  return `from ${module} import (${eol}${sorted.map((it) => `    ${it},${eol}`).join('')})`;
}

/** isort's order by type: CONSTANTS, Classes, functions. */
function compareNames(one: string, other: string): number {
  const kind = (it: string): number => (/^[A-Z][A-Z0-9_]+$/.test(it) ? 0 : /^[A-Z]/.test(it) ? 1 : 2);
  const [a, b] = [one.split(' ', 1)[0] ?? '', other.split(' ', 1)[0] ?? ''];
  return kind(a) - kind(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function takesNames(it: PythonImport): boolean {
  return it.plain === undefined && it.names.every(({ name, local }) => name === local && name !== '*');
}

function specifier(name: ImportedName): string {
  if (typeof name === 'string') return name;
  return name.as === undefined ? name.name : `${name.name} as ${name.as}`;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text.charAt(end - 1) === '\r' ? end - 1 : end;
}

function skipLineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function nextLine(text: string, at: number): string {
  const start = skipLineEnd(text, at);
  return text.slice(start, lineEnd(text, start));
}
