import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { SyntaxEnvRead } from '#facts/code-facts.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import type { Environment } from '#workspace/environment.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { exampleEdit, placeholder } from './env-example-edit.ts';
import { goEntry } from './go-entry.ts';
import { pythonEntry } from './python-entry.ts';
import { scriptEntry } from './script-entry.ts';
import { variablesOf } from './variables-of-unit.ts';

/** A read that is to be moved, with all that the languages need to write it down in their own way. */
export interface Move {
  readonly workspace: Workspace;
  readonly file: LiftedCode;
  readonly text: string;
  readonly read: SyntaxEnvRead;
  readonly name: string;
  readonly environment: Environment;
}

/** What a language makes of a move: the entry in the configuration, and how it is used. */
export interface Entry {
  readonly edits: readonly FileEdit[];
  /** The configuration module and the name that it exports. */
  readonly from: Path;
  readonly name: string;
  /** What follows that name where the value is used. */
  readonly usage: string;
}

/**
 * Moves a read of the environment into the configuration module: an entry there (the module is made where there is none), a
 * key in the example file, and the entry's name at the old place. Undefined where the module's form is not known for certain.
 */
export function moveToConfig(workspace: Workspace, path: Path, span: Span, name: string): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  if (!file || !isCode(file) || text === undefined) return undefined;
  const read = file.facts.envReads.find((it) => it.span.start === span.start && it.name === name);
  // A destructured name is a declaration, which would have to be rewritten as a whole.
  if (!read || !text.slice(read.span.start, read.span.end).includes(name) || isDestructured(text, read)) return undefined;
  const environment = workspace.environmentOf(workspace.unitOf(path));
  const move: Move = { workspace, file, text, read, name, environment };
  const entry = entryFor(move);
  if (!entry) return undefined;
  const usage = editCode(workspace, path, {
    own: [entry],
    changes: (written) => [{ span: read.outerSpan, text: written(entry.name) + entry.usage }],
    note: `Use ${entry.name}${entry.usage}`,
  });
  if (!usage) return undefined;
  return [...entry.edits, ...exampleEdits(workspace, path, environment, name), usage];
}

function entryFor(move: Move): Entry | undefined {
  switch (move.file.facts.language) {
    case 'python':
      return pythonEntry(move);
    case 'go':
      return goEntry(move);
    default:
      return move.file.facts.container === undefined ? scriptEntry(move) : undefined;
  }
}

function isDestructured(text: string, read: SyntaxEnvRead): boolean {
  return (
    read.span.end - read.span.start === (read.name ?? '').length ||
    /^\s*(const|let|var)\s*\{/.test(text.slice(read.statement.start))
  );
}

function exampleEdits(workspace: Workspace, path: Path, environment: Environment, name: string): FileEdit[] {
  const example = environment.examples[0];
  const value = placeholder(name);
  if (example) {
    const edit = exampleEdit(workspace, example, [{ name, value }]);
    return edit ? [edit] : [];
  }
  // A list with one of several names would be wrong from its first day.
  const unit = workspace.unitOf(path);
  const names = [...new Set([...variablesOf(workspace, unit, []).keys(), name])].sort();
  const at = unit.folder === '' ? '.env.example' : `${unit.folder}/.env.example`;
  const text = names.map((it) => `${it}=${placeholder(it)}\n`).join('');
  return [{ kind: 'create', path: at, text, note: 'List every variable' }];
}
