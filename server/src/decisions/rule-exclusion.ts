import type { RuleSetting } from './rule-setting.ts';

/**
 * What a rule is set to so that it does not hold in a folder any more, with everything else that was said of it kept; `off` for the whole
 * project. A folder is relative, '' for all.
 */
export function withoutFolder(setting: RuleSetting | undefined, folder: string): unknown {
  if (folder === '') return 'off';
  const glob = `${folder.replaceAll(/[\\[\](){}!*?+@]/g, '\\$&')}/**`;
  const before = objectOf(setting);
  const exclude = before.exclude ?? [];
  return exclude.includes(glob) ? before : { ...before, exclude: [...exclude, glob] };
}

function objectOf(
  setting: RuleSetting | undefined,
): Readonly<Record<string, unknown>> & { readonly exclude?: readonly string[] | undefined } {
  if (setting === undefined) return {};
  if (typeof setting === 'string') return { severity: setting };
  if (!isList(setting)) return setting;
  const [severity, options] = setting;
  return { severity, ...options };
}

function isList(setting: Exclude<RuleSetting, string>): setting is Extract<RuleSetting, readonly unknown[]> {
  return Array.isArray(setting);
}
