import type { Path } from '#base/paths.ts';
import type { Concept, ConceptKind } from '#concepts/concept.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { Directive } from '#facts/directive.ts';
import type { Finding } from '#rules/finding.ts';
import type { DirectiveState, Rule } from '#rules/rule.ts';
import type { Layering } from '#workspace/layers.ts';
import type { FILE_KIND_NAMES } from '#workspace/plain-names.ts';
import type { RoleEvidence } from '#workspace/roles.ts';
import type { Runtime } from '#workspace/runtime.ts';
import type { UnitKind } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { severityOf } from './rule-settings.ts';

/** What the engine knows about one file, for *Explain This File* and `tiebeam explain PATH`. */
export interface Explanation {
  readonly path: Path;
  /** Its language, or what it is where it is not code. */
  readonly kind: keyof typeof FILE_KIND_NAMES;
  readonly role: RoleEvidence | undefined;
  readonly layer: Layering | undefined;
  readonly runtime: Runtime;
  readonly unit: { readonly folder: Path; readonly kind: UnitKind };
  readonly imports: readonly { readonly module: string; readonly leadsTo: string }[];
  readonly concepts: readonly CountedConcept[];
  readonly parseErrors: number;
  /** Rules that look at files of this kind, with their severity here and what they found. */
  readonly rules: readonly ExplainedRule[];
  /** Comments that switch findings off, ours and those of other linters. */
  readonly suppressions: readonly ExplainedSuppression[];
}

/** Concepts of one kind that one framework model speaks of. */
export interface CountedConcept {
  readonly kind: ConceptKind;
  readonly framework: string;
  readonly count: number;
}

export interface ExplainedRule {
  readonly id: string;
  readonly severity: string;
  /** How many findings are shown. */
  readonly findings: number;
  /** How many the baseline holds back. */
  readonly heldBack: number;
}

export interface ExplainedSuppression {
  /** 1-based. */
  readonly line: number;
  readonly names: readonly string[];
  readonly reason?: string;
  /** Undefined for a comment of another linter, which may be there for that one. */
  readonly state?: 'used' | 'unused' | 'expired';
}

/** What the last check said about the file. */
export interface CheckedFile {
  readonly findings: readonly Pick<Finding, 'rule'>[];
  readonly heldBack: readonly Pick<Finding, 'rule'>[];
  readonly states: readonly DirectiveState[];
}

/** Undefined for a path that is not part of the workspace. */
export function explainFile(
  workspace: Workspace,
  rules: readonly Rule[],
  path: Path,
  checked: CheckedFile,
): Explanation | undefined {
  const file = workspace.files.get(path);
  if (!file) return undefined;
  const unit = workspace.unitOf(path);
  const { facts } = file;
  const language = facts.kind === 'code' ? facts.language : facts.kind;
  return {
    path,
    kind: language,
    role: workspace.roleEvidenceOf(path),
    layer: workspace.layerOf(path),
    runtime: workspace.runtimeOf(path),
    unit: { folder: unit.folder, kind: unit.kind },
    imports: isCode(file)
      ? file.facts.imports.map((it, index) => ({ module: it.module, leadsTo: describe(workspace, path, index) }))
      : [],
    concepts: countConcepts(file.concepts),
    parseErrors: file.facts.parseErrors.length,
    rules: rules
      .filter((rule) => rule.scope !== 'directive' && (rule.languages as readonly string[]).includes(language))
      .map((rule) => ({
        id: rule.id,
        severity: severityOf(rule, { messageId: '', data: {}, path, at: { kind: 'file' } }, workspace.configuration),
        findings: checked.findings.filter((it) => it.rule === rule.id).length,
        heldBack: checked.heldBack.filter((it) => it.rule === rule.id).length,
      })),
    suppressions: file.facts.directives.map((it) => suppressionOf(it, checked.states)),
  };
}

function suppressionOf(directive: Directive, states: readonly DirectiveState[]): ExplainedSuppression {
  const { line, rules: names, reason } = directive;
  const known = states.find((it) => it.directive === directive);
  const state = known?.isExpired ? 'expired' : (known?.silenced.size ?? 0) > 0 ? 'used' : 'unused';
  return { line: line + 1, names, ...(reason !== undefined && { reason }), ...(known && { state }) };
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

function countConcepts(concepts: readonly Pick<Concept, 'kind' | 'framework'>[]): readonly CountedConcept[] {
  const counts = new Map<string, CountedConcept>();
  for (const { kind, framework } of concepts) {
    const key = `${kind} ${framework}`;
    counts.set(key, { kind, framework, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
