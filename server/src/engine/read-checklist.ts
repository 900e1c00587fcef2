import { type ListReport, readChecklist } from '#checklist/checklist.ts';
import type { Surroundings } from '#checklist/surroundings.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { Detection, Rule } from '#rules/rule.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type CrashLog, checkFile, checkWorkspace } from './check-rules.ts';

/** The checklists of a workspace. What rules say of files that did not change is kept, so that an edit costs its own file. */
export function checklistOf(
  workspace: Workspace,
  rules: readonly Rule[],
  surroundings: Surroundings,
  onCrash: CrashLog,
): readonly ListReport[] {
  const byId = new Map(rules.map((it) => [it.id, it]));
  const asked = new Map<string, readonly Detection[]>();
  const detect = (id: string): readonly Detection[] => {
    const known = asked.get(id);
    if (known) return known;
    const rule = byId.get(id);
    const found = rule ? detectionsOf(workspace, rule, onCrash) : [];
    asked.set(id, found);
    return found;
  };
  return readChecklist({
    workspace,
    detect,
    surroundings,
    onCrash: (item, error) => onCrash(`checklist ${item}`, error, undefined),
  });
}

/** What a rule found in files, and over all of them, for as long as nothing visible changes. */
const KEPT = new WeakMap<object, Map<string, KeptDetections>>();

interface KeptDetections {
  readonly files: WeakMap<LiftedFile, readonly Detection[]>;
  readonly workspace?: readonly Detection[];
}

function detectionsOf(workspace: Workspace, rule: Rule, onCrash: CrashLog): readonly Detection[] {
  const rules = KEPT.get(workspace.visibleState) ?? new Map<string, KeptDetections>();
  KEPT.set(workspace.visibleState, rules);
  const kept = rules.get(rule.id);
  if (rule.scope === 'workspace') {
    const found = kept?.workspace ?? checkWorkspace([rule], workspace, onCrash).map((it) => it.detection);
    rules.set(rule.id, { files: new WeakMap(), workspace: found });
    return found;
  }
  const files = kept?.files ?? new WeakMap<LiftedFile, readonly Detection[]>();
  rules.set(rule.id, { files });
  return [...workspace.files.values()].flatMap((file) => {
    const known = files.get(file) ?? checkFile([rule], workspace, file, onCrash).map((it) => it.detection);
    files.set(file, known);
    return known;
  });
}
