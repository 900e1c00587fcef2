import { digest } from '#base/digest.ts';
import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { nearestSpelling } from '#base/suggestion.ts';
import { isCode, type LiftedCode, type LiftedFile } from '#concepts/lifted-file.ts';
import type { Finding } from '#rules/finding.ts';
import type { Anchor, Detection, DirectiveRule, DirectiveState, Rule, WorkspaceRule } from '#rules/rule.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { fileRulesOf, optionsOf, severityOf } from './rule-settings.ts';

/** A detection together with its rule. */
export interface Detected {
  readonly rule: Rule;
  readonly detection: Detection;
}

/** What a rule that crashed is reported with; its other output is kept. */
export type CrashLog = (rule: string, error: unknown, path: Path | undefined) => void;

/** Runs the file rules on one file. A crash costs the rule its findings in this file. */
export function checkFile(rules: readonly Rule[], workspace: Workspace, file: LiftedFile, onCrash: CrashLog): Detected[] {
  const detected: Detected[] = [];
  const kinds = new Set(file.concepts.map((it) => it.kind));
  for (const { rule, options } of fileRulesOf(rules, workspace.configuration))
    if (!rule.speaksOf || rule.speaksOf.some((it) => kinds.has(it)))
      collect(rule, { workspace, file, options }, onCrash, file.path, detected);
  return detected;
}

/** Runs the workspace rules. A crash costs the rule its findings. */
export function checkWorkspace(rules: readonly Rule[], workspace: Workspace, onCrash: CrashLog): Detected[] {
  return rules
    .filter((rule): rule is WorkspaceRule => rule.scope === 'workspace')
    .flatMap((rule) => guarded(rule, { workspace, options: optionsOf(rule, workspace.configuration) }, onCrash, undefined));
}

/** Tells whether a file changed in something that a workspace rule looks at although other files cannot see it. */
export function readsDiffer(rules: readonly Rule[], before: LiftedFile, after: LiftedFile, onCrash: CrashLog): boolean {
  if (!isCode(before) || !isCode(after)) return false;
  return rules.some((rule) => {
    if (rule.scope !== 'workspace' || !rule.reads) return false;
    try {
      return readBy(rule, before) !== readBy(rule, after);
    } catch (error) {
      onCrash(rule.id, error, after.path);
      return true;
    }
  });
}

/** What a rule reads of a file, as a text; kept, because the file after one edit is the file before the next. */
function readBy({ id, reads }: WorkspaceRule, file: LiftedCode): string {
  const known = READ.get(file) ?? new Map<string, string>();
  READ.set(file, known);
  const text = known.get(id) ?? JSON.stringify(reads?.(file)) ?? '';
  known.set(id, text);
  return text;
}

const READ = new WeakMap<LiftedCode, Map<string, string>>();

/** Runs the rules about suppression comments on a file whose other findings are known. A crash costs the rule its findings. */
export function checkDirectives(
  rules: readonly Rule[],
  workspace: Workspace,
  file: LiftedFile,
  states: readonly DirectiveState[],
  onCrash: CrashLog,
): Detected[] {
  const { configuration } = workspace;
  const ids = rules.map((it) => it.id);
  const isOn = (rule: Rule): boolean =>
    severityOf(rule, { messageId: '', data: {}, path: file.path, at: { kind: 'file' } }, configuration) !== 'off';
  const stateOf = (name: string): 'on' | 'off' | 'unknown' => {
    const named = rules.filter((it) => it.id === name || (name.endsWith('/*') && it.id.startsWith(name.slice(0, -1))));
    if (named.length === 0) return 'unknown';
    return named.some(isOn) ? 'on' : 'off';
  };
  const nearest = (name: string): string | undefined =>
    nearestSpelling(name, name.endsWith('/*') ? ids.map((it) => `${it.split('/')[0]}/*`) : ids);
  return rules
    .filter((rule): rule is DirectiveRule => rule.scope === 'directive')
    .flatMap((rule) => {
      const options = optionsOf(rule, configuration);
      return guarded(rule, { workspace, file, options, states, stateOf, nearest }, onCrash, file.path);
    });
}

/** A rule that takes this context. */
type RuleFor<Context> = Rule & { readonly check: (context: Context) => Iterable<Detection> };

function guarded<Context>(rule: RuleFor<Context>, context: Context, onCrash: CrashLog, path: Path | undefined): Detected[] {
  const detected: Detected[] = [];
  collect(rule, context, onCrash, path, detected);
  return detected;
}

/** What was found before a crash stays. */
function collect<Context>(
  rule: RuleFor<Context>,
  context: Context,
  onCrash: CrashLog,
  path: Path | undefined,
  detected: Detected[],
): void {
  try {
    for (const detection of rule.check(context)) {
      if (path !== undefined && detection.path !== path)
        throw new Error(`a file rule reports in its own file, not in ${detection.path}`);
      detected.push({ rule, detection });
    }
  } catch (error) {
    onCrash(rule.id, error, path);
  }
}

/** Words a detection as a finding; undefined where the user switched the rule off for the file or the place is gone. */
export function toFinding({ rule, detection }: Detected, workspace: Workspace): Omit<Finding, 'fingerprint'> | undefined {
  const severity = severityOf(rule, detection, workspace.configuration);
  const span = spanOf(workspace, detection.path, detection.at);
  const word = rule.messages[detection.messageId];
  if (severity === 'off' || !span || !word) return undefined;
  return {
    rule: rule.id,
    messageId: detection.messageId,
    severity,
    message: plainText(word(detection.data)),
    path: detection.path,
    span,
    related: (detection.related ?? []).flatMap((it) => {
      const related = spanOf(workspace, it.path, it.at);
      return related ? [{ path: it.path, span: related, message: plainText(it.message) }] : [];
    }),
    fixes: detection.offers ?? [],
    tags: detection.tags ?? [],
  };
}

/** Rules quote code as Markdown does; editors and terminals show plain text. */
function plainText(text: string): string {
  return text.replaceAll('`', "'");
}

/** What stays the same of a detection while other lines of its file change. */
export function identityOf({ rule, detection }: Detected): string {
  return digest(
    [rule.id, detection.messageId, detection.path, detection.symbol ?? '', JSON.stringify(detection.data)].join('\u0000'),
  );
}

/** The current place of an anchor; undefined where its file or fact is gone. */
export function spanOf(workspace: Workspace, path: Path, anchor: Anchor): Span | undefined {
  const file = workspace.files.get(path);
  if (!file) return undefined;
  switch (anchor.kind) {
    case 'span':
      return anchor.span;
    case 'file':
      return { start: 0, end: 0 };
    case 'concept':
      return file.visible[anchor.index]?.span;
    case 'variable': {
      const schema = file.visible[anchor.index];
      return schema?.kind === 'env-schema' ? schema.variables.find((it) => it.name === anchor.name)?.span : undefined;
    }
    case 'import':
      return file.facts.kind === 'code' ? file.facts.imports[anchor.index]?.moduleSpan : undefined;
    case 'export':
      return file.facts.kind === 'code' ? file.facts.exports[anchor.index]?.span : undefined;
    case 'env-key':
      return file.facts.kind === 'env-file' ? file.facts.entries[anchor.index]?.keySpan : undefined;
  }
}
