import { folderOf, type Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts, ScopeId, SyntaxEnvRead } from '#facts/code-facts.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type FileEdit, joinEdits } from '../edit.ts';
import { type CodeEdit, editCode } from '../file-edit.ts';
import { styleIn } from '../file-style.ts';
import { freeName, isFree } from '../free-name.ts';
import { isCommonJs } from '../imports.ts';
import { applicationFiles } from '../modules.ts';
import { afterStatement, atFileEnd, beforeStatement } from '../statements.ts';
import { quoted } from '../text-style.ts';
import { type Wording, worded } from '../wording.ts';
import { listedInExample } from './env-example.ts';
import { MUST_ENV } from './go-reads.ts';

/**
 * Rewrites a read so that the process ends without the variable, with its key in the example file: through the function of the unit that insists, or
 * one that is added to the file; `os.environ[…]` in Python. A default goes. Undefined where the form of the read is another.
 */
export function requireVariable(workspace: Workspace, path: Path, read: SyntaxEnvRead): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  if (!file || !isCode(file) || text === undefined || read.name === undefined || file.facts.container) return undefined;
  const span = readWithDefault(text, read);
  if (!span) return undefined;
  const edit = editCode(workspace, path, insisting(workspace, file, text, read.name, span) ?? NOTHING);
  return edit && edit.kind === 'change' && edit.changes.length > 0 ? withExample(workspace, path, read.name, edit) : undefined;
}

const NOTHING: CodeEdit = { changes: () => [], note: worded`` };

/** The edit together with the key in the example file, where there is one that lacks it. */
export function withExample(workspace: Workspace, path: Path, name: string, edit: FileEdit): FileEdit[] {
  const hasExample = workspace.environmentOf(workspace.unitOf(path)).examples.length > 0;
  const example = hasExample ? listedInExample(workspace, path, [{ name, type: 'text', isOptional: false }]) : undefined;
  return joinEdits([edit, ...(example ? [example] : [])]);
}

/** What of a text reads a variable so that the process ends without it. `span` is what it replaces. */
export function insisting(workspace: Workspace, file: LiftedCode, text: string, name: string, span: Span): CodeEdit | undefined {
  const note = worded`End without ${name}`;
  if (file.facts.language === 'python') {
    const environ = file.facts.imports.find((it) => it.module === 'os' && it.imported === 'environ')?.local;
    const key = quoted(name, styleIn(workspace, file.path));
    return {
      ...(environ === undefined && { packages: [{ module: 'os' }] }),
      changes: () => [{ span, text: `${environ ?? 'os.environ'}[${key}]` }],
      note,
    };
  }
  return file.facts.language === 'go'
    ? inGo(workspace, file, text, name, span, note)
    : inScript(workspace, file, text, name, span, note);
}

function inScript(
  workspace: Workspace,
  file: LiftedCode,
  text: string,
  name: string,
  span: Span,
  note: Wording,
): CodeEdit | undefined {
  const style = styleIn(workspace, file.path);
  const call = (helper: string): TextChange => ({ span, text: `${helper}(${quoted(name, style)})` });
  const known = insistingFunction(workspace, file);
  if (known) {
    const isOwn = known.path === file.path;
    return {
      ...(!isOwn && { own: [{ from: known.path, name: known.name }] }),
      changes: (written) => [call(isOwn ? known.name : written(known.name))],
      note,
    };
  }
  const helper = freeName(file.facts, 0, ['requiredEnv', 'required']);
  const first = firstStatement(file.facts, text);
  if (helper === undefined || !first || file.facts.envReads.some((it) => it.api !== 'process.env')) return undefined;
  const isTyped = file.facts.language === 'typescript';
  const code = `function ${helper}(name${isTyped ? ': string' : ''})${isTyped ? ': string' : ''} {\n\tconst value = process.env[name];\n\tif (value === undefined || value === '') throw new Error(\`The environment variable \${name} is missing\`);\n\treturn value;\n}\n`;
  const declaration = beforeStatement(text, first, code, style);
  // `code` ends with a line end, so that an empty line follows.
  return declaration && { changes: () => [declaration, call(helper)], note };
}

/** A function of the unit with one parameter that fails where the variable of that name is missing. */
function insistingFunction(
  workspace: Workspace,
  { path, facts }: LiftedCode,
): { readonly path: Path; readonly name: string } | undefined {
  const files = applicationFiles(workspace, workspace.unitOf(path), facts.language);
  const found = [...files]
    .sort((a, b) => Number(b.path === path) - Number(a.path === path))
    .flatMap((file) => {
      if (isCommonJs(workspace.textOf(file.path) ?? '') && file.path !== path) return [];
      return conceptsOf(file, 'env-read').flatMap((it) => {
        const fn = it.isGuarded === true ? functionAround(file.facts, it.scope) : undefined;
        return fn?.name !== undefined &&
          fn.parameters.length === 1 &&
          fn.owner === undefined &&
          (fn.isExported || file.path === path)
          ? [{ path: file.path, name: fn.name }]
          : [];
      });
    });
  return found[0];
}

function functionAround(facts: CodeFacts, scope: ScopeId) {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const fn = facts.scopes[at]?.fn;
    if (fn) return fn;
  }
  return undefined;
}

/** Where code begins below the imports: the first declaration or call of the module. */
function firstStatement({ imports, bindings, calls, assignments, exports, scopes }: CodeFacts, text: string): Span | undefined {
  const end = Math.max(0, ...imports.filter((it) => !it.isDeferred).map((it) => it.statement.end));
  const starts = [
    ...bindings.filter((it) => it.scope === 0).map((it) => it.statement),
    ...calls.filter((it) => it.scope === 0).map((it) => it.statement),
    ...assignments.filter((it) => it.scope === 0).map((it) => it.statement),
    ...exports.map((it) => it.span),
    ...scopes.filter((it) => it.parent === 0).map((it) => it.span),
  ].filter((it) => it.start >= end);
  const [first] = starts.sort((a, b) => a.start - b.start);
  if (!first) return undefined;
  const lineStart = text.lastIndexOf('\n', first.start - 1) + 1;
  return { start: lineStart, end: first.end };
}

/** A constant gets a test behind it; a field of a literal is filled through a function that insists. */
function inGo(
  workspace: Workspace,
  file: LiftedCode,
  text: string,
  name: string,
  span: Span,
  note: Wording,
): CodeEdit | undefined {
  const { facts } = file;
  const style = styleIn(workspace, file.path);
  const holder = facts.bindings.find(
    ({ origin, scope }) =>
      scope !== 0 && origin.kind === 'value' && origin.value.kind === 'call' && origin.value.span.start === span.start,
  );
  if (holder && facts.scopes[holder.scope]?.fn) {
    const leave = goLeave(facts, holder.scope, `${name} is not set`);
    const check = leave && afterStatement(text, holder.statement, `if ${holder.name} == "" {\n\t${leave.code}\n}`, style);
    return check && { packages: [{ module: leave.module }], changes: () => [check], note };
  }
  const helpers = goFunctions(workspace, file).filter(
    ({ fn }) => /must|require/i.test(fn.name ?? '') && fn.parameters.length === 1 && fn.results[0]?.text === 'string',
  );
  const [helper] = helpers;
  if (helper) return { changes: () => [{ span, text: `${helper.fn.name}("${name}")` }], note };
  if (!isFree(facts, 0, 'mustEnv')) return undefined;
  return {
    packages: [{ module: 'log' }, { module: 'os' }],
    changes: () => [{ span, text: `mustEnv("${name}")` }, atFileEnd(text, MUST_ENV, style)],
    note,
  };
}

function goFunctions(workspace: Workspace, { path }: LiftedCode) {
  return (workspace.linker.folder.goPackages.get(folderOf(path)) ?? []).flatMap((it) => {
    const facts = workspace.files.get(it)?.facts;
    return facts?.kind === 'code'
      ? facts.scopes.flatMap(({ fn }) => (fn && fn.owner === undefined ? [{ path: it, fn }] : []))
      : [];
  });
}

/** How a Go function is left with an error: it returns one where it can, and ends the program where it cannot. */
export function goLeave(
  facts: CodeFacts,
  scope: ScopeId,
  message: string,
): { readonly code: string; readonly module: string } | undefined {
  const results = functionAround(facts, scope)?.results ?? [];
  const last = results.at(-1);
  if (last?.text !== 'error') return { code: `log.Fatal(${JSON.stringify(message)})`, module: 'log' };
  const others = results.slice(0, -1).map((it) => zeroOf(it.text));
  if (others.includes(undefined)) return undefined;
  return { code: `return ${[...others, `errors.New(${JSON.stringify(message)})`].join(', ')}`, module: 'errors' };
}

function zeroOf(type: string): string | undefined {
  if (/^(?:\*|\[\]|map\[|func\(|chan )/.test(type)) return 'nil';
  if (type === 'string') return '""';
  if (/^u?int\d*$|^float\d+$/.test(type)) return '0';
  if (type === 'bool') return 'false';
  // A name may be an interface.
  return undefined;
}

/** The read with the default that follows it and the claim that it is there, without a conversion around it. */
export function readWithDefault(
  text: string,
  { name = '', span, outerSpan, defaultValue, form, cast }: SyntaxEnvRead,
): Span | undefined {
  // Taken out of the environment by destructuring: the declaration would have to be rewritten as a whole.
  if (span.end - span.start === name.length) return undefined;
  if (defaultValue) {
    if (defaultValue.span.end <= span.end) return span;
    const between = text.slice(span.end, defaultValue.span.start);
    return /^\s*(?:\?\?|\|\||or)\s*$/.test(between) ? { start: span.start, end: defaultValue.span.end } : undefined;
  }
  if (form === 'asserted' && cast === undefined) return outerSpan;
  if (form !== 'asserted') return span;
  const claim = /^(?:!|\s+as string)/.exec(text.slice(span.end));
  return claim ? { start: span.start, end: span.end + claim[0].length } : undefined;
}
