import * as z from 'zod';
import { type JsonNode, jsonMember, jsonMembers, readJson } from '#base/json-text.ts';
import { failure, type Result, success } from '#base/result.ts';
import { type ConfigurationProblem, describeIssues, didYouMean } from './configuration-problem.ts';
import { General } from './configuration-schema.ts';
import { jsonValue, repeatedKeys, spanOfKey, spanOfValue } from './json-position.ts';
import { formOf, type RuleSetting, settingForms } from './rule-setting.ts';

export type { RuleSetting } from './rule-setting.ts';

/** A parsed `tiebeam.json` with every default filled in. Globs and folders are relative to the file's folder. */
export type Configuration = Readonly<z.infer<typeof General>> & {
  /** The rules that the file mentions, by id. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
};

/** What the configuration may name. */
export interface KnownRules {
  readonly rules: readonly { readonly id: string; readonly options?: z.ZodType | undefined }[];
}

/** What holds where there is no file. */
export const defaultConfiguration: Configuration = { ...General.parse({}), rules: {} };

/**
 * Reads a `tiebeam.json`: JSON with comments and trailing commas. Gives all problems at once, in the order of the text: broken JSON,
 * repeated and unknown keys, values that do not fit, unknown rules and options. Of broken JSON only what stands before the
 * first break is judged.
 */
export function parseConfiguration(text: string, known: KnownRules): Result<Configuration, ConfigurationProblem> {
  const { root, errors } = readJson(text, 'lenient');
  const broken = errors.map(({ message, span }): ConfigurationProblem => ({ path: [], message, span }));
  if (!root) return failure(...broken);
  const parsed = General.safeParse(withoutRules(jsonValue(root)));
  const rules = readRules(root, known);
  const problems = [
    ...repeatedKeys(root).map((it) => ({
      ...it,
      message: `"${it.path.at(-1)}" stands here twice, and only the last one counts`,
    })),
    ...(parsed.success ? [] : describeIssues(parsed.error.issues, { schema: WithRules, root, above: [] })),
    ...rules.problems,
  ];
  const firstBreak = broken[0]?.span.start ?? Number.POSITIVE_INFINITY;
  const found = [...problems.filter((it) => it.span.end < firstBreak), ...broken].sort((a, b) => a.span.start - b.span.start);
  return parsed.success && found.length === 0 ? success({ ...parsed.data, rules: rules.settings }) : failure(...found);
}

/** For the names of the keys only. */
const WithRules = General.extend({ rules: z.unknown() });

/** Rules are read on their own, since their schemas are not known here. */
function withoutRules(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'rules'));
}

interface ReadRules {
  readonly settings: Readonly<Record<string, RuleSetting>>;
  readonly problems: readonly ConfigurationProblem[];
}

function readRules(root: JsonNode, known: KnownRules): ReadRules {
  const section = jsonMember(root, 'rules');
  if (!section) return { settings: {}, problems: [] };
  if (section.type !== 'object') {
    const path = ['rules'];
    return {
      settings: {},
      problems: [{ path, message: '"rules" must be an object with rule ids as keys', span: spanOfValue(root, path) }],
    };
  }
  const byId = new Map(known.rules.map((rule) => [rule.id, rule]));
  const settings: Record<string, RuleSetting> = {};
  const problems: ConfigurationProblem[] = [];
  for (const { key, value: node } of jsonMembers(section)) {
    const path = ['rules', key];
    const rule = byId.get(key);
    if (!rule) {
      problems.push({ path, message: `There is no rule "${key}"${didYouMean(key, byId.keys())}`, span: spanOfKey(root, path) });
    } else if (node) {
      const value = jsonValue(node);
      const schema = formOf(settingForms(rule.options), value);
      const parsed = schema.safeParse(value);
      if (parsed.success) settings[key] = parsed.data;
      else problems.push(...describeIssues(parsed.error.issues, { schema, root, above: path }));
    }
  }
  return { settings, problems };
}
