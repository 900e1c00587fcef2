import type { Span } from '#base/span.ts';
import { isTypeName, joinImports, localOf, type NeededImport } from './needed-import.ts';
import { declaredNames, readScriptHead, type ScriptHead, type ScriptImport } from './script-head.ts';
import type { ImportedName, ModuleImport } from './section.ts';
import { type ImportPlan, lineEndOf, type TextChange } from './text-change.ts';

/**
 * Adds imports to a script (or to the script block of a component) in the file's own style: its quotes and semicolons,
 * merged into an import of the same module, else among its like: `node:`, packages, aliases, relative paths.
 */
export function addScriptImports(text: string, region: Span, needed: readonly NeededImport[]): ImportPlan {
  const head = readScriptHead(text, region);
  const bound = new Map<string, ScriptImport>();
  for (const it of head.imports) for (const name of localsOf(it)) bound.set(name, it);
  const declared = declaredNames(text, region);
  const conflicts: string[] = [];
  const changes: TextChange[] = [];
  const statements: NeededImport[] = [];
  for (const request of joinImports(needed)) {
    const missing = withoutBound(request, (local) => {
      const there = bound.get(local);
      if (there === undefined) {
        if (!declared.has(local)) return false;
        if (request.isOwn !== true) conflicts.push(local);
        return true;
      }
      const isSame = sameModule(there.module, request.module) || (request.isOwn === true && isOwnModule(there.module));
      if (!isSame) conflicts.push(local);
      return true;
    });
    const isThere = head.imports.some((it) => sameModule(it.module, request.module));
    if (missing === undefined || (isEffect(missing) && isThere)) continue;
    const merged = mergeInto(head.imports, missing, text);
    changes.push(...merged.changes);
    if (merged.rest !== undefined) statements.push(merged.rest);
  }
  return { changes: [...changes, ...newStatements(text, region, head, statements)], headEnd: head.end, conflicts };
}

function localsOf(it: ScriptImport): string[] {
  return [it.defaultName, it.namespace, ...it.names.map((name) => name.local)].filter((name) => name !== undefined);
}

/** The parts of a request whose local names are free; undefined where nothing is left of it. */
function withoutBound(request: NeededImport, isBound: (local: string) => boolean): NeededImport | undefined {
  if (isEffect(request)) return request;
  const names = request.names?.filter((it) => !isBound(localOf(it))) ?? [];
  const { default: defaultName, namespace, names: _, ...rest } = request;
  const left = {
    ...rest,
    ...(defaultName === undefined || isBound(defaultName) ? {} : { default: defaultName }),
    ...(namespace === undefined || isBound(namespace) ? {} : { namespace }),
    ...(names.length === 0 ? {} : { names }),
  };
  return isEffect(left) ? undefined : left;
}

function isEffect(it: ModuleImport): boolean {
  return it.default === undefined && it.namespace === undefined && it.names === undefined;
}

function mergeInto(
  imports: readonly ScriptImport[],
  request: NeededImport,
  text: string,
): { readonly changes: readonly TextChange[]; readonly rest: NeededImport | undefined } {
  const candidates = imports.filter(
    (it) => sameModule(it.module, request.module) && it.namespace === undefined && takesNames(it, text),
  );
  const { names = [], default: defaultName, ...rest } = request;
  const types = names.filter((it) => request.type === true || isTypeName(it));
  const values = names.filter((it) => !types.includes(it));
  const changes: TextChange[] = [];
  const left: ImportedName[] = [];
  const valueHome = candidates.find((it) => !it.isTypeOnly && (it.braces !== undefined || it.defaultEnd !== undefined));
  const typeHome = candidates.find((it) => it.isTypeOnly && it.braces !== undefined) ?? valueHome;
  for (const [home, group] of groupByHome([
    [valueHome, values],
    [typeHome, types],
  ])) {
    if (home === undefined) left.push(...group);
    else
      changes.push(
        addNames(
          home,
          text,
          group.map((it) => specifier(it, request.type === true && !home.isTypeOnly, home.isTypeOnly)),
        ),
      );
  }
  const takesDefault = defaultName !== undefined && valueHome?.braces !== undefined && valueHome.defaultName === undefined;
  if (takesDefault && valueHome !== undefined) {
    changes.push({ span: { start: valueHome.clauseStart, end: valueHome.clauseStart }, text: `${defaultName}, ` });
  }
  const remainder: NeededImport = {
    ...rest,
    ...(defaultName === undefined || takesDefault ? {} : { default: defaultName }),
    ...(left.length === 0 ? {} : { names: left }),
  };
  return { changes, rest: isEffect(remainder) && (changes.length > 0 || !isEffect(request)) ? undefined : remainder };
}

/** A list with comments takes more names only behind a comma. */
function takesNames({ braces }: ScriptImport, text: string): boolean {
  const inside = braces === undefined ? '' : text.slice(braces.start, braces.end);
  return !hasComment(inside) || /,\s*$/.test(inside.replace(/\/\*.*?\*\/|\/\/.*$/gms, ''));
}

function hasComment(text: string): boolean {
  return text.includes('//') || text.includes('/*');
}

function groupByHome(
  pairs: readonly (readonly [ScriptImport | undefined, readonly ImportedName[]])[],
): Map<ScriptImport | undefined, ImportedName[]> {
  const groups = new Map<ScriptImport | undefined, ImportedName[]>();
  for (const [home, names] of pairs) {
    if (names.length > 0) groups.set(home, [...(groups.get(home) ?? []), ...names]);
  }
  return groups;
}

/** Adds to a brace list: in its order where it is sorted, one a line where it is broken over lines. */
function addNames(home: ScriptImport, text: string, specifiers: readonly string[]): TextChange {
  if (home.braces === undefined) {
    const at = home.defaultEnd ?? home.clauseStart;
    return { span: { start: at, end: at }, text: `, { ${specifiers.join(', ')} }` };
  }
  const inside = text.slice(home.braces.start, home.braces.end);
  const present = inside
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '');
  const isSorted = present.every((it, index) => index === 0 || compareNames(present[index - 1] ?? '', it) <= 0);
  const all = isSorted ? [...present, ...specifiers].toSorted(compareNames) : [...present, ...specifiers];
  const eol = lineEndOf(text);
  if (inside.includes('\n')) {
    const indent = /\n([ \t]*)\S/.exec(inside)?.[1] ?? '  ';
    if (hasComment(inside)) {
      // Behind the last line: sorting would tear comments from their names.
      const at = home.braces.start + inside.trimEnd().length;
      return { span: { start: at, end: at }, text: specifiers.map((it) => `${eol}${indent}${it},`).join('') };
    }
    const trailing = /,\s*$/.test(inside) ? ',' : '';
    return { span: home.braces, text: eol + all.map((it) => indent + it).join(`,${eol}`) + trailing + eol };
  }
  const pad = inside.startsWith(' ') || present.length === 0 ? ' ' : '';
  return { span: home.braces, text: pad + all.join(', ') + pad };
}

function newStatements(text: string, region: Span, head: ScriptHead, requests: readonly NeededImport[]): TextChange[] {
  const style = {
    quote: head.imports[0]?.quote ?? commonQuote(text.slice(region.start, region.end)),
    end: head.imports.length === 0 || head.imports.some((it) => it.hasSemicolon) ? ';' : '',
  };
  const eol = lineEndOf(text);
  const inHead = head.imports.filter((it) => it.span.end <= head.end);
  const after = new Map<number, string[]>();
  const before = new Map<number, string[]>();
  for (const request of requests.toSorted(compareModules)) {
    const statement = render(request, style, eol);
    const place = placeAmong(inHead, request.module);
    const at = place?.at ?? head.prologueEnd;
    const where = place?.isBefore === true ? before : after;
    where.set(at, [...(where.get(at) ?? []), statement]);
  }
  const changes: TextChange[] = [];
  for (const [at, lines] of before) changes.push({ span: { start: at, end: at }, text: lines.map((it) => it + eol).join('') });
  for (const [at, lines] of after) {
    const joined = lines.join(eol);
    if (inHead.length > 0) changes.push({ span: { start: at, end: at }, text: eol + joined });
    else changes.push(firstImports(text, region, at, joined, eol));
  }
  return changes;
}

/** The first imports of a file, with an empty line to what stands around them. */
function firstImports(text: string, region: Span, at: number, joined: string, eol: string): TextChange {
  const lead = text.slice(region.start, at).trim() === '' ? '' : eol + eol;
  const below = text.slice(at, region.end);
  if (lead !== '') return { span: { start: at, end: at }, text: lead + joined + (/^\r?\n[ \t]*\S/.test(below) ? eol : '') };
  const gap = /^(?:[ \t]*\r?\n)+/.exec(below)?.[0].length ?? 0;
  const opening = gap > 0 && region.start > 0 ? eol : '';
  return { span: { start: at, end: at + gap }, text: opening + joined + eol + eol };
}

/** After the last import of the same or a lower rank; inside the rank by name where that rank is sorted. */
function placeAmong(imports: readonly ScriptImport[], module: string): { at: number; isBefore: boolean } | undefined {
  const rank = rankOf(module);
  const same = imports.filter((it) => rankOf(it.module) === rank);
  const isSorted = same.length > 1 && same.every((it, index) => index === 0 || (same[index - 1]?.module ?? '') <= it.module);
  const next = isSorted ? same.find((it) => it.module > module) : undefined;
  if (next !== undefined) return { at: next.span.start, isBefore: true };
  const last = imports.findLast((it) => rankOf(it.module) <= rank);
  if (last !== undefined) return { at: last.span.end, isBefore: false };
  const [first] = imports;
  return first === undefined ? undefined : { at: first.span.start, isBefore: true };
}

function render(request: NeededImport, style: { readonly quote: string; readonly end: string }, eol: string): string {
  const from = `${style.quote}${request.module}${style.quote}${style.end}`;
  if (isEffect(request)) return `import ${from}`;
  const names = request.names ?? [];
  const isAllType =
    request.type === true || (request.default === undefined && request.namespace === undefined && names.every(isTypeName));
  const specifiers = names.map((it) => specifier(it, false, isAllType)).toSorted(compareNames);
  const heads = [request.default, request.namespace === undefined ? undefined : `* as ${request.namespace}`];
  const lead = heads.filter((it) => it !== undefined).join(', ');
  const keyword = isAllType ? 'import type' : 'import';
  const clause = (list: string): string => [lead, list].filter((it) => it !== '').join(', ');
  const line = `${keyword} ${clause(specifiers.length === 0 ? '' : `{ ${specifiers.join(', ')} }`)} from ${from}`;
  if (line.length <= 100 || specifiers.length === 0) return line;
  return `${keyword} ${clause(`{${eol}${specifiers.map((it) => `  ${it},${eol}`).join('')}}`)} from ${from}`;
}

function specifier(name: ImportedName, isType: boolean, isTypeStatement: boolean): string {
  const text = typeof name === 'string' ? name : name.as === undefined ? name.name : `${name.name} as ${name.as}`;
  return (isType || isTypeName(name)) && !isTypeStatement ? `type ${text}` : text;
}

/** `crypto` and `node:crypto` are one module. */
function sameModule(one: string, other: string): boolean {
  return one.replace(/^node:/, '') === other.replace(/^node:/, '');
}

function isOwnModule(module: string): boolean {
  return rankOf(module) >= 2;
}

function rankOf(module: string): number {
  if (module.startsWith('node:')) return 0;
  if (/^\.{1,2}(\/|$)/.test(module)) return module.startsWith('..') ? 3 : 4;
  return /^(@\/|~|#|\/)/.test(module) ? 2 : 1;
}

function compareModules(one: ModuleImport, other: ModuleImport): number {
  return rankOf(one.module) - rankOf(other.module) || (one.module < other.module ? -1 : one.module > other.module ? 1 : 0);
}

/** As Biome sorts: letter by letter without case, of the same letter the capital first; `type` left out. */
function compareNames(one: string, other: string): number {
  const [a, b] = [one.replace(/^type\s+/, ''), other.replace(/^type\s+/, '')];
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [left, right] = [a.charAt(index), b.charAt(index)];
    if (left === right) continue;
    const [lowerLeft, lowerRight] = [left.toLowerCase(), right.toLowerCase()];
    return lowerLeft === lowerRight ? (left < right ? -1 : 1) : lowerLeft < lowerRight ? -1 : 1;
  }
  return a.length - b.length;
}

function commonQuote(text: string): string {
  const count = (quote: string): number => text.split(quote).length;
  return count('"') > count("'") ? '"' : "'";
}
