import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { Concept } from '#concepts/concept.ts';
import { isCode } from '#concepts/lifted-file.ts';
import { type Environment, isPlatformVariable } from '#workspace/environment.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type CodePlace, isAt } from './code-place.ts';

/** An environment variable under a cursor. */
export interface VariableView {
  readonly name: string;
  /** Where a schema declares it. */
  readonly declared: readonly (CodePlace & { readonly isOptional: boolean })[];
  /** The example files that hold for the unit, with the place of the entry where it is there. */
  readonly examples: readonly { readonly path: Path; readonly entry?: CodePlace }[];
  /** Where application code of the unit reads it. */
  readonly reads: readonly CodePlace[];
  /** True for what the platform, the shell or a tool sets. */
  readonly isOfPlatform: boolean;
}

/** The variable that is read, declared or set by name at a cursor, with the place of that; undefined elsewhere. */
export function variableAt(
  workspace: Workspace,
  path: Path,
  offset: number,
): { readonly view: VariableView; readonly span: Span } | undefined {
  const found = nameAt(workspace, path, offset);
  return found && { view: viewOf(workspace, path, found.name), span: found.span };
}

/** The variables that a unit knows by name: those of its schema first, then those of its example files, then others that it reads. */
export function variableNames(workspace: Workspace, path: Path): readonly { readonly name: string; readonly from: string }[] {
  const { declared, examples, reads } = workspace.environmentOf(workspace.unitOf(path));
  const names = new Map<string, string>();
  const add = (name: string, from: string): void => {
    if (!names.has(name)) names.set(name, from);
  };
  for (const it of declared) add(it.name, it.path);
  for (const example of examples) for (const { key } of example.entries) add(key, example.path);
  for (const it of reads) add(it.name, it.path);
  return [...names].map(([name, from]) => ({ name, from }));
}

function viewOf(workspace: Workspace, path: Path, name: string): VariableView {
  const environment = workspace.environmentOf(workspace.unitOf(path));
  return {
    name,
    declared: declarationsOf(workspace, environment, name),
    examples: environment.examples.map((example) => {
      const entry = example.entries.find((it) => it.key === name);
      return { path: example.path, ...(entry && { entry: { path: example.path, span: entry.keySpan } }) };
    }),
    reads: environment.reads.flatMap((it) => {
      const span = it.name === name ? spanOf(workspace, it.path, it.index) : undefined;
      return span ? [{ path: it.path, span }] : [];
    }),
    isOfPlatform: isPlatformVariable(name),
  };
}

interface NamedPlace {
  readonly name: string;
  readonly span: Span;
}

function nameAt(workspace: Workspace, path: Path, offset: number): NamedPlace | undefined {
  const file = workspace.files.get(path);
  if (!file) return undefined;
  if (file.facts.kind === 'env-file') {
    const entry = file.facts.entries.find((it) => isAt(it.keySpan, offset));
    return entry && { name: entry.key, span: entry.keySpan };
  }
  return isCode(file) ? file.visible.flatMap(namesIn).find((it) => isAt(it.span, offset)) : undefined;
}

function namesIn(concept: Concept): readonly NamedPlace[] {
  switch (concept.kind) {
    case 'env-read':
      return concept.read.name === undefined ? [] : [{ name: concept.read.name, span: concept.read.span }];
    case 'setting-read':
      return [{ name: concept.name, span: concept.span }];
    case 'env-schema':
      return concept.variables;
    default:
      return [];
  }
}

function declarationsOf(workspace: Workspace, { declared }: Environment, name: string): VariableView['declared'] {
  return declared.flatMap((it) => {
    const schema = it.name === name ? workspace.files.get(it.path)?.visible[it.index] : undefined;
    const variable = schema?.kind === 'env-schema' ? schema.variables.find((one) => one.name === name) : undefined;
    return variable ? [{ path: it.path, span: variable.span, isOptional: it.isOptional }] : [];
  });
}

function spanOf(workspace: Workspace, path: Path, index: number): CodePlace['span'] | undefined {
  const concept = workspace.files.get(path)?.visible[index];
  return concept?.kind === 'env-read' ? concept.read.span : concept?.span;
}
