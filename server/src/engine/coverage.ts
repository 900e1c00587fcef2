import type { Finding } from '#rules/finding.ts';
import { RULES } from '#rules/rules.generated.ts';
import type { Workspace } from '#workspace/workspace.ts';

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
  /** Rules that report nothing here. */
  readonly silentRules: readonly string[];
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
  const silentRules = RULES.map((it) => it.id).filter((it) => !speaking.has(it));
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
  };
}
