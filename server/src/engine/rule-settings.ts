import { globMatcher } from '#base/glob.ts';
import type { Configuration, RuleSetting } from '#decisions/configuration.ts';
import type { Severity } from '#rules/finding.ts';
import type { Detection, FileRule, Rule } from '#rules/rule.ts';

/** The options of a rule: what the configuration says, completed by the preset's and the rule's own defaults. */
export function optionsOf(rule: Rule, configuration: Configuration): unknown {
  let known = KEPT.get(configuration);
  if (!known) {
    known = new Map();
    KEPT.set(configuration, known);
  }
  if (!known.has(rule)) known.set(rule, parsedOptions(rule, configuration));
  return known.get(rule);
}

/** A rule that looks at one file, with its options. */
export interface ReadyRule {
  readonly rule: FileRule;
  readonly options: unknown;
}

/** The rules of a list that look at one file, in its order; made ready once, because they run on every file. */
export function fileRulesOf(rules: readonly Rule[], configuration: Configuration): readonly ReadyRule[] {
  const known = READY.get(rules);
  if (known?.configuration === configuration) return known.ready;
  const ready = rules.flatMap((rule) => (rule.scope === 'file' ? [{ rule, options: optionsOf(rule, configuration) }] : []));
  READY.set(rules, { configuration, ready });
  return ready;
}

const READY = new WeakMap<readonly Rule[], { readonly configuration: Configuration; readonly ready: readonly ReadyRule[] }>();

/** Options are asked for with every edit, and a configuration never changes. */
const KEPT = new WeakMap<Configuration, Map<Rule, unknown>>();

function parsedOptions(rule: Rule, configuration: Configuration): unknown {
  if (!rule.options) return {};
  const strict = configuration.preset === 'strict' ? rule.strict : {};
  const parsed = rule.options.safeParse({ ...strict, ...parts(configuration.rules[rule.id]).options });
  // A configuration with options that do not parse is reported in its own file; the rule runs with its defaults.
  return parsed.success ? parsed.data : rule.options.parse({});
}

/** The severity of a detection: the user's for the rule, else the detection's own, else the rule's; 'off' where it is switched off for the file. */
export function severityOf(rule: Rule, detection: Detection, configuration: Configuration): Severity | 'off' {
  const { severity, files, exclude } = parts(configuration.rules[rule.id]);
  if (files && !globMatcher(files)(detection.path)) return 'off';
  if (exclude && globMatcher(exclude)(detection.path)) return 'off';
  if (severity) return severity;
  const own = detection.severity ?? rule.severity;
  switch (configuration.preset) {
    case 'off':
      return 'off';
    case 'tier1':
      return rule.tier === 1 ? own : 'off';
    case 'security':
      return own === 'error' ? own : 'off';
    case 'strict':
      return own === 'info' ? 'warning' : own;
    default:
      return own;
  }
}

interface SettingParts {
  readonly severity?: Severity | 'off' | undefined;
  readonly files?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

function parts(setting: RuleSetting | undefined): SettingParts {
  if (setting === undefined) return { options: {} };
  if (typeof setting === 'string') return { severity: setting, options: {} };
  if (Array.isArray(setting)) return { severity: setting[0], options: setting[1] };
  const { severity, files, exclude, ...options } = setting as Exclude<RuleSetting, string | readonly unknown[]>;
  return { severity, files, exclude, options };
}
