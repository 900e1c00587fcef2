import type { Query } from '#concepts/kinds/data.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { FileEdit, Fix, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import { movedImports } from '#fixes/moved-imports.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import { withDeclaration } from '#fixes/with-declaration.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { forHandler, parameterList, queryBody } from './extracted-function.ts';
import { goExtraction, goExtractionOffer } from './go-repository-fix.ts';
import { pythonClassExtraction, pythonClassOffer } from './python-repository-class.ts';
import { extractionOf, type QueryExtraction } from './query-extraction.ts';
import { classExtraction, classExtractionOffer } from './repository-class-fix.ts';
import { type RepositoryModule, repositoryModule } from './repository-module.ts';

/** Says whether the query of a handler can become a function of a repository, with all other queries that the finding is about. */
export function extractionOffer(
  workspace: Workspace,
  code: LiftedCode,
  query: Query,
  handler: string,
  toldWith: readonly Query[],
): readonly FixOffer[] {
  if (code.facts.language === 'go') return toldWith.length > 1 ? [] : goExtractionOffer(workspace, code, query);
  const plan = planOf(workspace, code, query, handler);
  if (!plan && toldWith.length > 1) return [];
  if (!plan)
    return code.facts.language === 'python'
      ? pythonClassOffer(workspace, code, query)
      : classExtractionOffer(workspace, code, query, handler);
  const { span } = plan.extraction;
  return toldWith.every((it) => it.span.start >= span.start && it.span.end <= span.end) ? [offerOf(plan)] : [];
}

/** Moves the query of a handler into a function of a repository, which is created where there is none. */
export function extractQuery(workspace: Workspace, code: LiftedCode, query: Query, handler: string): readonly Fix[] {
  if (code.facts.language === 'go') return goExtraction(workspace, code, query);
  const plan = planOf(workspace, code, query, handler);
  if (!plan)
    return code.facts.language === 'python'
      ? pythonClassExtraction(workspace, code, query)
      : classExtraction(workspace, code, query, handler);
  const { extraction, module, name, isThere } = plan;
  const caller = callerEdit(workspace, code, plan);
  if (!caller) return [];
  if (isThere) return [{ ...offerOf(plan), edits: [caller] }];
  const used = new Set([...extraction.imports, ...extraction.parameters.flatMap((it) => it.typeImport ?? [])]);
  const moved = movedImports(workspace, code.facts, used, module.path);
  const imports = moved && [...moved, ...extraction.parameters.flatMap((it) => it.typePackage ?? [])];
  const declaration = functionText(plan, styleIn(workspace, module.path, code.path), textOf(workspace, code));
  const edit =
    imports &&
    declaration !== undefined &&
    withDeclaration(workspace, code, { path: module.path, name, declaration, imports, note: worded`Add ${name}` });
  if (!edit) return [];
  const packages = module.packages.map(
    (path): FileEdit => ({ kind: 'create', path, text: '', note: worded`Make the folder a package` }),
  );
  return [{ ...offerOf(plan), edits: [caller, edit, ...packages] }];
}

interface Plan {
  readonly extraction: QueryExtraction;
  readonly module: RepositoryModule;
  readonly name: string;
  /** The repository has the very function already. */
  readonly isThere: boolean;
}

function offerOf({ name, module, isThere }: Plan): FixOffer {
  const file = module.path.split('/').at(-1) ?? module.path;
  return {
    id: 'extract-query',
    kind: 'multi',
    title: isThere ? worded`Use ${name} of ${file}` : worded`Extract the query to ${name} in ${file}`,
  };
}

function textOf(workspace: Workspace, code: LiftedCode): string {
  return workspace.textOf(code.path) ?? '';
}

function planOf(workspace: Workspace, code: LiftedCode, query: Query, handler: string): Plan | undefined {
  if (code.facts.language === 'go' || code.facts.container !== undefined) return undefined;
  const text = textOf(workspace, code);
  const extraction = extractionOf(workspace, code, query, text);
  const module = extraction && repositoryModule(workspace, code, extraction.entity);
  if (!extraction || !module) return undefined;
  const scope = code.facts.calls[extraction.call]?.scope ?? 0;
  for (const name of [extraction.name, forHandler(code, extraction.name, handler)]) {
    if (name === undefined) continue;
    const plan = { extraction, module, name, isThere: false };
    if (
      module.there &&
      isSame(workspace, module.there, code, plan) &&
      (isFree(code.facts, scope, name) || importsIt(workspace, code, name, module))
    )
      return { ...plan, isThere: true };
    if (isFree(code.facts, scope, name) && (!module.there || isFree(module.there.facts, 0, name))) return plan;
  }
  return undefined;
}

function importsIt(workspace: Workspace, { facts }: LiftedCode, name: string, { path }: RepositoryModule): boolean {
  return facts.imports.some((it, index) => {
    const resolution = it.local === name && it.imported === name ? workspace.linker.resolution(facts.path, index) : undefined;
    return resolution?.kind === 'file' && resolution.path === path;
  });
}

/** Tells whether the repository has the function word by word. */
function isSame(workspace: Workspace, there: LiftedCode, code: LiftedCode, plan: Plan): boolean {
  const wanted = functionText(plan, styleIn(workspace, there.path), textOf(workspace, code));
  return wanted !== undefined && (workspace.textOf(there.path) ?? '').includes(wanted);
}

function functionText({ extraction, name }: Plan, style: TextStyle, text: string): string | undefined {
  const { parameters, isAwaited } = extraction;
  const body = queryBody(extraction, style, text);
  if (body === undefined) return undefined;
  const { lineEnd, indent, language } = style;
  const list = parameterList(parameters, name, style);
  if (language === 'python')
    return `${isAwaited ? 'async ' : ''}def ${name}(${list}):${lineEnd}${indent}return ${isAwaited ? 'await ' : ''}${body}`;
  return `function ${name}(${list}) {${lineEnd}${indent}return ${body}${style.semicolons ? ';' : ''}${lineEnd}}`;
}

function callerEdit(workspace: Workspace, code: LiftedCode, { extraction, module, name }: Plan): FileEdit | undefined {
  const text = textOf(workspace, code);
  const span = withParentheses(text, extraction, code.facts.language === 'python');
  return editCode(workspace, code.path, {
    own: [{ from: module.path, name }],
    changes: (written) => [{ span, text: `${written(name)}(${extraction.parameters.map((it) => it.text).join(', ')})` }],
    note: worded`Call ${name}`,
  });
}

/** Python puts parentheses around what goes over several lines; one call needs none. */
function withParentheses(text: string, { span }: QueryExtraction, isPython: boolean) {
  const before = /(?:=|return|await)[ \t]+\(\s*$/.exec(text.slice(Math.max(0, span.start - 200), span.start));
  const after = /^\s*\)(?=[ \t]*\r?\n)/.exec(text.slice(span.end));
  if (!isPython || !before || !after) return span;
  return { start: span.start - (before[0].length - before[0].indexOf('(')), end: span.end + after[0].length };
}
