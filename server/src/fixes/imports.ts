import { folderOf, type Path } from '#base/paths.ts';
import type { CodeFacts, Import } from '#facts/code-facts.ts';
import { addGoImports } from '#snippets/go-imports.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import { addPythonImports } from '#snippets/python-imports.ts';
import { addScriptImports } from '#snippets/script-imports.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { goPackage, pythonModule, scriptModule } from './module-name.ts';
import { quoted, styleOf } from './text-style.ts';

/** A name that another file of the workspace exports, or will export when the fix is applied. */
export interface OwnName {
  readonly from: Path;
  readonly name: string;
  readonly isType?: boolean;
  /** It is what the module exports by default. */
  readonly isDefault?: boolean;
}

/** Imports that a fix needs. */
export interface ImportsWanted {
  readonly own?: readonly OwnName[];
  /** Of packages and of the language's own library, as the snippets describe them. */
  readonly packages?: readonly NeededImport[];
}

/** What the imports of a file take on. */
export interface AddedImports {
  readonly changes: readonly TextChange[];
  /** How the file writes an own name, given by its name in the other file: itself, its alias, or `package.Name` in Go. */
  readonly written: (name: string) => string;
}

/**
 * Adds imports in the file's own style, merged with what is there; for names that are imported already nothing. Undefined where the file uses a
 * name for something else, or has a form whose imports cannot be extended.
 * @param text the text as the fix leaves it so far; that of the file where it is not given
 */
export function addImports(
  workspace: Workspace,
  path: Path,
  { own = [], packages = [] }: ImportsWanted,
  text = workspace.textOf(path),
): AddedImports | undefined {
  const facts = workspace.files.get(path)?.facts;
  if (facts?.kind !== 'code' || text === undefined) return undefined;
  const names = new Map<string, string>();
  const open = own.filter((it) => {
    const known = knownName(workspace, facts, it);
    if (known !== undefined) names.set(it.name, known);
    return known === undefined;
  });
  const written = (name: string): string => names.get(name) ?? name;
  switch (facts.language) {
    case 'go':
      return inGo(workspace, facts, text, open, packages, names);
    case 'python': {
      const requests = open.map((it) => ({ module: pythonModule(workspace, facts, it.from), names: [it.name], isOwn: false }));
      const ownPackages = [...requests, ...ownModules(workspace, facts)]
        .map((it) => it.module.split('.')[0] ?? '')
        .filter(Boolean);
      const plan = addPythonImports(text, [...requests, ...packages], ownPackages);
      return plan.conflicts.length > 0 ? undefined : { changes: plan.changes, written };
    }
    default: {
      const requests = open.map((it) => ({
        module: scriptModule(workspace, facts, it.from),
        ...(it.isDefault ? { default: it.name } : { names: [it.isType ? { name: it.name, type: true as const } : it.name] }),
      }));
      const all: NeededImport[] = [...ofOneModule(requests), ...packages];
      if (isCommonJs(text)) return inCommonJs(facts, text, all, written);
      const region = scriptRegion(text, facts);
      if (!region || all.some((it) => isTaken(facts, it))) return undefined;
      const plan = addScriptImports(text, region, all);
      if (plan.conflicts.length > 0) return undefined;
      // Without an import to learn from, the rest of the file says whether statements end in a sign.
      const isBare = facts.imports.length === 0 && !styleOf(text, facts.language).semicolons;
      const changes = isBare ? plan.changes.map((it) => ({ ...it, text: it.text.replace(/;(?=\r?\n|$)/g, '') })) : plan.changes;
      return { changes, written };
    }
  }
}

/** The names that come from one module are asked for at once. */
function ofOneModule(requests: readonly NeededImport[]): NeededImport[] {
  const merged: NeededImport[] = [];
  for (const it of requests) {
    const index = merged.findIndex((one) => one.module === it.module && one.names && it.names);
    const known = merged[index];
    if (known) merged[index] = { ...known, names: [...(known.names ?? []), ...(it.names ?? [])] };
    else merged.push(it);
  }
  return merged;
}

/** Tells whether a script loads modules with `require` alone. */
export function isCommonJs(text: string): boolean {
  return /\brequire\s*\(/.test(text) && !/^\s*(?:import|export)\s/m.test(text);
}

function ownModules(workspace: Workspace, facts: CodeFacts): { readonly module: string }[] {
  return facts.imports.filter((_, index) => workspace.linker.resolution(facts.path, index).kind === 'file');
}

/** Under which name the file knows it already. */
function knownName(workspace: Workspace, facts: CodeFacts, { from, name, isDefault }: OwnName): string | undefined {
  if (facts.path === from) return name;
  if (facts.language === 'go') return folderOf(facts.path) === folderOf(from) ? name : undefined;
  for (const [index, it] of facts.imports.entries()) {
    const resolution = workspace.linker.resolution(facts.path, index);
    if (resolution.kind !== 'file' || resolution.path !== from || it.isDeferred || it.local === '') continue;
    if (it.imported === (isDefault ? 'default' : name)) return it.local;
    const isModule = facts.language === 'python' ? isPythonModule(it, from) : it.imported === '*';
    if (isModule) return `${it.local}.${name}`;
  }
  return undefined;
}

/** `import config`, `from app import config`; `import app.config` gives the name `app`, and `from config import config` may be a name of the module. */
function isPythonModule({ module, imported, local }: Import, path: Path): boolean {
  const [last] = module.split('.').slice(-1);
  if (imported === '*') return module === local || !module.startsWith(`${local}.`);
  return last !== imported && path.endsWith(`/${imported}.py`);
}

/** A name that the file declares at its top, or imports from another module. */
function isTaken(facts: CodeFacts, { module, names = [], default: defaultName, namespace }: NeededImport): boolean {
  const locals = [...names.map((it) => (typeof it === 'string' ? it : (it.as ?? it.name))), defaultName, namespace];
  return (
    facts.bindings.some((it) => it.scope === 0 && locals.includes(it.name)) ||
    facts.imports.some((it) => !it.isDeferred && it.module !== module && locals.includes(it.local))
  );
}

function inGo(
  workspace: Workspace,
  facts: CodeFacts,
  text: string,
  open: readonly OwnName[],
  packages: readonly NeededImport[],
  names: Map<string, string>,
): AddedImports | undefined {
  const requests: NeededImport[] = [];
  for (const it of open) {
    const target = goPackage(workspace, facts.path, folderOf(it.from));
    if (!target) return undefined;
    const known = facts.imports.find((one) => one.module === target.path);
    names.set(it.name, `${known?.local ?? target.name}.${it.name}`);
    const last = target.path.split('/').at(-1);
    if (!known) requests.push(last === target.name ? { module: target.path } : { module: target.path, namespace: target.name });
  }
  const module = goPackage(workspace, facts.path, folderOf(facts.path))?.module;
  const locals = [...requests, ...packages].map((it) => it.namespace ?? it.module.split('/').at(-1) ?? '');
  if (facts.bindings.some((it) => it.scope === 0 && locals.includes(it.name))) return undefined;
  const plan = addGoImports(text, [...requests, ...packages], module);
  return plan.conflicts.length > 0 ? undefined : { changes: plan.changes, written: (name) => names.get(name) ?? name };
}

function inCommonJs(
  facts: CodeFacts,
  text: string,
  requests: readonly NeededImport[],
  written: (name: string) => string,
): AddedImports | undefined {
  const style = styleOf(text, facts.language);
  const end = style.semicolons ? ';' : '';
  const present = facts.imports.filter((it) => !it.isDeferred);
  const head = headImports(text, present);
  const lines: string[] = [];
  const widened: TextChange[] = [];
  for (const it of requests) {
    const names = (it.names ?? []).map((name) =>
      typeof name === 'string' ? name : name.as ? `${name.name}: ${name.as}` : name.name,
    );
    const missing = names.filter((name) => !present.some((one) => one.local === name && one.module === it.module));
    const whole = it.default ?? it.namespace;
    if (isTaken(facts, it)) return undefined;
    const load = `require(${quoted(it.module, style)})${end}`;
    if (whole !== undefined && !present.some((one) => one.local === whole)) lines.push(`const ${whole} = ${load}`);
    const wider =
      missing.length > 0 ? head.flatMap((one) => (one.module === it.module ? (withNames(text, one, missing) ?? []) : [])) : [];
    if (wider[0]) widened.push(wider[0]);
    else if (missing.length > 0) lines.push(`const { ${missing.join(', ')} } = ${load}`);
  }
  if (lines.length === 0) return { changes: widened, written };
  const last = head.at(-1);
  const begin = /^(?:#![^\n]*\n)?(?:(['"])use strict\1;?\r?\n)?/.exec(text)?.[0].length ?? 0;
  const at = last ? last.statement.end : begin;
  const joined = lines.join(style.lineEnd);
  const change = last ? style.lineEnd + joined : joined + style.lineEnd + style.lineEnd;
  return { changes: [...widened, { span: { start: at, end: at }, text: change }], written };
}

/** More names in the braces of `const { a } = require('x')`, on lines of their own where they stand so. */
function withNames(text: string, { statement: { start, end } }: Import, names: readonly string[]): TextChange | undefined {
  const [, open, body] = /^((?:const|let|var)\s*\{)([^{}]*)\}\s*=/.exec(text.slice(start, end)) ?? [];
  if (open === undefined || body === undefined || body.trim() === '') return undefined;
  const known = body.trimEnd();
  const gap = /(\r?\n[ \t]*)\S[^\n]*$/.exec(known)?.[1] ?? ' ';
  const at = start + open.length + known.length;
  const isClosed = known.endsWith(',');
  return { span: { start: at, end: at }, text: names.map((it) => (isClosed ? `${gap}${it},` : `,${gap}${it}`)).join('') };
}

/** The imports that the file begins with; `require` further down may stand behind code that needs the new name. */
function headImports(text: string, imports: readonly CodeFacts['imports'][number][]): readonly CodeFacts['imports'][number][] {
  let end = 0;
  return imports.filter((it, index) => {
    const isNext =
      index === 0 ||
      it.statement.start <= end ||
      /^(?:[\s;]|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[\w.]+\([^()\n]*\);?)*$/.test(text.slice(end, it.statement.start));
    if (isNext) end = Math.max(end, it.statement.end);
    return isNext && it.local !== '';
  });
}

/** The whole text, or the block of a component that its imports stand in. */
function scriptRegion(text: string, { container }: CodeFacts): { readonly start: number; readonly end: number } | undefined {
  if (container === undefined) return { start: 0, end: text.length };
  const blocks = [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)];
  const block = blocks.find((it) => /<script\b[^>]*\bsetup\b/.test(it[0])) ?? blocks[0];
  if (!block) return undefined;
  const start = block.index + block[0].indexOf('>') + 1;
  return { start, end: start + (block[1] ?? '').length };
}
