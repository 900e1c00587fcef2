import { LineIndex } from '#base/span.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { Coverage } from '#engine/coverage.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import type { Meaning } from '#link/meaning.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The facts of a file for people: imports with where they lead, calls with what they are known to be, concepts. */
export function factsText(workspace: Workspace, file: LiftedFile, text: string): string {
  const index = new LineIndex(text);
  const line = (offset: number): string => String(index.positionAt(offset).line + 1).padStart(5);
  const lines = [`${file.path}  (${file.facts.kind === 'code' ? file.facts.language : file.facts.kind})`];
  for (const error of file.facts.parseErrors) lines.push(`${line(error.span.start)}  cannot be parsed: ${error.message}`);
  if (file.facts.kind !== 'code') return `${lines.join('\n')}\n${JSON.stringify(file.facts, undefined, 2)}\n`;
  lines.push('', 'Imports', ...importLines(workspace, file.path, file.facts, line));
  const unknown: string[] = [];
  const calls = file.facts.calls.map((call, id) => {
    const meaning = workspace.linker.callee(file.path, id);
    if (meaning.kind === 'unknown') unknown.push(call.callee.path.join('.'));
    return `${line(call.nameSpan.start)}  ${call.form === 'call' ? '' : `${call.form} `}${call.callee.receiver === undefined ? '' : '…'}${call.callee.path.join('.')}  →  ${meaningText(meaning)}`;
  });
  lines.push('', 'Calls', ...calls);
  lines.push('', 'Concepts', ...file.concepts.map((it) => `${line(it.span.start)}  ${it.kind}  (${it.framework})`));
  lines.push('', `${file.facts.calls.length} calls, ${unknown.length} with an unknown origin`);
  return `${lines.join('\n')}\n`;
}

/** Coverage as a short table. */
export function coverageText(it: Coverage): string {
  const rows = (record: Readonly<Record<string, number>>): string[] =>
    Object.entries(record)
      .sort((a, b) => b[1] - a[1])
      .map(([name, count]) => `  ${name.padEnd(22)} ${count}`);
  return [
    `Files               ${it.files}`,
    '',
    'Roles',
    ...rows(it.roles),
    '',
    'Layers',
    ...rows(it.layers),
    `  ${'unclassified'.padEnd(22)} ${it.unclassified}`,
    '',
    `Imports             ${it.imports} (${it.unresolvedImports} lead nowhere)`,
    `Calls               ${it.calls} (${it.unknownOrigins} with an unknown origin)`,
    `Files with parse errors  ${it.filesWithParseErrors}`,
    '',
    ...ruleRows('Rules that find nothing here', it.silentRules),
    ...ruleRows('Rules without a file to look at', it.idleRules),
  ].join('\n');
}

function ruleRows(title: string, rules: readonly string[]): string[] {
  return rules.length === 0 ? [] : [title, ...rules.map((it) => `  ${it}`), ''];
}

function importLines(workspace: Workspace, path: string, facts: CodeFacts, line: (offset: number) => string): string[] {
  return facts.imports.map((it, index) => {
    const resolution = workspace.linker.resolution(path, index);
    const target =
      resolution.kind === 'missing' ? 'nothing' : resolution.kind === 'package' ? `package ${resolution.name}` : resolution.path;
    return `${line(it.statement.start)}  ${it.local || '(effect)'} from ${it.module}  →  ${target}`;
  });
}

function meaningText(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'external':
      return `${meaning.module} ${meaning.chain.join('.')}`;
    case 'local':
      return `${meaning.file} ${[meaning.name, ...meaning.chain].join('.')}`;
    case 'global':
      return `global ${meaning.chain.join('.')}`;
    case 'unknown':
      return '?';
  }
}
