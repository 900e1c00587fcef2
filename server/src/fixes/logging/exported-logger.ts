import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeLanguage } from '#facts/code-facts.ts';
import type { Unit } from '#workspace/units.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { OwnName } from '../imports.ts';
import { applicationFiles } from '../modules.ts';
import { formOf, type LogForm } from './log-uses.ts';

/** A module that makes a logger and exports it, where nobody uses it yet. */
export function exportedLogger(workspace: Workspace, { path, facts }: LiftedCode): ExportedLogger | undefined {
  return exportedLoggers(workspace)(workspace.unitOf(path), facts.language === 'javascript' ? 'typescript' : facts.language);
}

interface ExportedLogger {
  readonly own: OwnName;
  readonly form: LogForm;
}

const exportedLoggers = perVisibleState((workspace) => {
  const known = new Map<string, ExportedLogger | undefined>();
  return (unit: Unit, language: CodeLanguage): ExportedLogger | undefined => {
    const key = `${unit.folder} ${language}`;
    if (!known.has(key)) known.set(key, findExportedLogger(workspace, unit, language));
    return known.get(key);
  };
});

function findExportedLogger(workspace: Workspace, unit: Unit, language: CodeLanguage): ExportedLogger | undefined {
  const found = applicationFiles(workspace, unit, language).flatMap((file) =>
    file.visible.flatMap((it) => {
      if (it.kind !== 'logger-setup' || it.call === undefined) return [];
      const call = file.facts.calls[it.call];
      const meaning = workspace.linker.callee(file.path, it.call);
      const binding = file.facts.bindings.find(
        (one) =>
          one.scope === 0 && one.origin.kind === 'value' && one.origin.value.kind === 'call' && one.origin.value.call === it.call,
      );
      const exported = file.facts.exports.find((one) => one.local !== undefined && one.local === binding?.name);
      if (!call || meaning.kind !== 'external' || !binding || !exported) return [];
      const form = formOf(workspace, { file, call, module: meaning.module, chain: [] });
      const isDefault = exported.name === 'default';
      const own: OwnName = { from: file.path, name: isDefault ? binding.name : exported.name, ...(isDefault && { isDefault }) };
      return form === undefined ? [] : [{ own, form }];
    }),
  );
  return found.length === 1 ? found[0] : undefined;
}
