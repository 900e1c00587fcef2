import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type FileEdit, joinEdits } from '../edit.ts';
import { editCode } from '../file-edit.ts';
import type { ImportsWanted } from '../imports.ts';
import { worded } from '../wording.ts';
import { listedInExample } from './env-example.ts';
import { goEntry } from './go-configuration.ts';
import { pythonEntry } from './python-configuration.ts';
import { scriptEntry } from './script-configuration.ts';
import type { ConfigurationEntry, Setting } from './setting.ts';

export interface SettingUse {
  readonly path: Path;
  readonly scope: ScopeId;
  /** What of the text the value replaces. */
  readonly span: Span;
  readonly setting: Setting;
  /** What the value becomes part of, such as `[]byte(…)`; the value alone without it. */
  readonly around?: (value: string) => string;
  /** True where the code has made sure that there is a value, so that one that may be missing does not do. */
  readonly isProven?: boolean;
  /** What else changes in the file then. */
  readonly also?: readonly TextChange[];
}

/**
 * Declares a setting in the configuration module of the unit (which is created where there is none), lists it in the example file and uses it at a
 * place of another file. Undefined where the module's form is not known for certain.
 */
export function useSetting(
  workspace: Workspace,
  { path, scope, span, setting, around = (it) => it, also = [], isProven = false }: SettingUse,
): FileEdit[] | undefined {
  const entry = entryFor(workspace, path, scope, setting);
  if (!entry || (isProven && entry.mayBeMissing)) return undefined;
  const { name, usage } = entry;
  const use = editCode(workspace, path, {
    ...importsOf(entry),
    changes: (written) => [{ span, text: around(written(name) + usage) }, ...also],
    note: worded`Use ${name}${usage}`,
  });
  const example = listedInExample(workspace, path, [setting]);
  return use && joinEdits([...entry.edits, ...(example ? [example] : []), use]);
}

/** What a file imports to use an entry. */
export function importsOf({ from, name, importedFrom, isDefault }: ConfigurationEntry): Required<ImportsWanted> {
  return {
    own: importedFrom === undefined ? [{ from, name, ...(isDefault && { isDefault }) }] : [],
    packages: importedFrom === undefined || importedFrom === '' ? [] : [{ module: importedFrom, names: [name] }],
  };
}

/** The entry alone, for code that is written anew. */
export function entryFor(workspace: Workspace, path: Path, scope: ScopeId, setting: Setting): ConfigurationEntry | undefined {
  const facts = workspace.files.get(path)?.facts;
  if (facts?.kind !== 'code') return undefined;
  switch (facts.language) {
    case 'python':
      return pythonEntry(workspace, path, setting);
    case 'go':
      return goEntry(workspace, path, scope, setting);
    default:
      return facts.container === undefined ? scriptEntry(workspace, path, setting) : undefined;
  }
}
