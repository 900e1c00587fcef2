import type { Finding } from '#rules/finding.ts';
import type { Rule } from '#rules/rule.ts';
import { RULES } from '#rules/rules.generated.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { severityOf } from './rule-settings.ts';

/** How much of a folder is understood. */
export interface Coverage {
  readonly files: number;
  /** Code files by role; application code is 'application'. */
  readonly roles: Readonly<Record<string, number>>;
  /** Application files by layer. */
  readonly layers: Readonly<Record<string, number>>;
  readonly unclassified: number;
  readonly imports: number;
  readonly unresolvedImports: number;
  readonly calls: number;
  readonly unknownOrigins: number;
  readonly filesWithParseErrors: number;
  /** Rules that had files to look at and report nothing. */
  readonly silentRules: readonly string[];
  /** Rules that are on and have no file of theirs to look at. */
  readonly idleRules: readonly string[];
}

/** Coverage in one sentence, for a place where there is room for one. */
export function coverageSentence(it: Coverage): string {
  const application = it.roles.application ?? 0;
  return [
    `${application - it.unclassified} of ${application} application files have a layer`,
    `${it.unresolvedImports} of ${it.imports} imports lead nowhere`,
    `${it.unknownOrigins} of ${it.calls} calls have an unknown origin`,
    it.idleRules.length === 1 ? '1 rule has nothing to look at' : `${it.idleRules.length} rules have nothing to look at`,
  ].join(', ');
}

export function coverageOf(workspace: Workspace, findings: readonly Finding[]): Coverage {
  const roles: Record<string, number> = {};
  const layers: Record<string, number> = {};
  let [unclassified, imports, unresolvedImports, calls, unknownOrigins, filesWithParseErrors] = [0, 0, 0, 0, 0, 0];
  for (const { path, facts } of workspace.files.values()) {
    if (facts.parseErrors.length > 0) filesWithParseErrors += 1;
    if (facts.kind !== 'code') continue;
    const role = workspace.roleOf(path) ?? 'application';
    roles[role] = (roles[role] ?? 0) + 1;
    imports += facts.imports.length;
    unresolvedImports += facts.imports.filter((_, index) => workspace.linker.resolution(path, index).kind === 'missing').length;
    calls += facts.calls.length;
    unknownOrigins += facts.calls.filter((_, id) => workspace.linker.callee(path, id).kind === 'unknown').length;
    if (role !== 'application') continue;
    const layer = workspace.layerOf(path)?.layer;
    if (layer === undefined) unclassified += 1;
    else layers[layer] = (layers[layer] ?? 0) + 1;
  }
  const speaking = new Set(findings.map((it) => it.rule));
  const kinds = kindsOf(workspace);
  const active = RULES.filter((it) => it.scope !== 'directive' && isOn(it, workspace));
  const idleRules = active.filter((it) => !it.languages.some((language) => kinds.has(language))).map((it) => it.id);
  const silentRules = active.map((it) => it.id).filter((it) => !speaking.has(it) && !idleRules.includes(it));
  return {
    files: workspace.files.size,
    roles,
    layers,
    unclassified,
    imports,
    unresolvedImports,
    calls,
    unknownOrigins,
    filesWithParseErrors,
    silentRules,
    idleRules,
  };
}

/** The languages and kinds of files that rules name, as far as there are application files in them. */
function kindsOf(workspace: Workspace): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const { path, facts } of workspace.files.values()) {
    if (facts.kind === 'env-file') kinds.add('env');
    if (facts.kind !== 'code') kinds.add(facts.kind);
    else if (workspace.roleOf(path) === undefined) {
      kinds.add(facts.language);
      if (facts.container) kinds.add(facts.container);
    }
  }
  return kinds;
}

function isOn(rule: Rule, { configuration }: Workspace): boolean {
  return severityOf(rule, { messageId: '', data: {}, path: '', at: { kind: 'file' } }, configuration) !== 'off';
}
