import type { Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { Rule } from '#rules/rule.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { severityOf } from './rule-settings.ts';

/** What the engine knows about one file, for *Explain This File* and `tiebeam explain PATH`. */
export interface Explanation {
  readonly path: Path;
  readonly kind: string;
  readonly role: string | undefined;
  readonly layer: { readonly layer: string; readonly score: number; readonly evidence: string } | undefined;
  readonly runtime: string;
  readonly unit: { readonly folder: Path; readonly kind: string };
  readonly imports: readonly { readonly module: string; readonly leadsTo: string }[];
  readonly concepts: readonly { readonly kind: string; readonly framework: string; readonly count: number }[];
  readonly parseErrors: number;
  /** Rules that look at files of this kind, with their severity here. */
  readonly rules: readonly { readonly id: string; readonly severity: string }[];
  readonly directives: number;
}

/** Undefined for a path that is not part of the workspace. */
export function explainFile(workspace: Workspace, rules: readonly Rule[], path: Path): Explanation | undefined {
  const file = workspace.files.get(path);
  if (!file) return undefined;
  const unit = workspace.unitOf(path);
  const language = isCode(file) ? file.facts.language : file.facts.kind;
  return {
    path,
    kind: language,
    role: workspace.roleOf(path),
    layer: workspace.layerOf(path),
    runtime: workspace.runtimeOf(path),
    unit: { folder: unit.folder, kind: unit.kind },
    imports: isCode(file)
      ? file.facts.imports.map((it, index) => ({ module: it.module, leadsTo: describe(workspace, path, index) }))
      : [],
    concepts: countConcepts(file.concepts),
    parseErrors: file.facts.parseErrors.length,
    rules: rules
      .filter((rule) => (rule.languages as readonly string[]).includes(language))
      .map((rule) => ({
        id: rule.id,
        severity: severityOf(rule, { messageId: '', data: {}, path, at: { kind: 'file' } }, workspace.configuration),
      })),
    directives: file.facts.directives.length,
  };
}

function describe(workspace: Workspace, path: Path, index: number): string {
  const resolution = workspace.linker.resolution(path, index);
  switch (resolution.kind) {
    case 'file':
    case 'folder':
      return resolution.path;
    case 'package':
      return `package ${resolution.name}`;
    case 'missing':
      return 'not found';
  }
}

function countConcepts(concepts: readonly { readonly kind: string; readonly framework: string }[]): Explanation['concepts'] {
  const counts = new Map<string, { kind: string; framework: string; count: number }>();
  for (const { kind, framework } of concepts) {
    const key = `${kind} ${framework}`;
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { kind, framework, count: 1 });
  }
  return [...counts.values()];
}
