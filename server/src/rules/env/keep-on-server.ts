import type { Path } from '#base/paths.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';

/**
 * Takes the public beginning off a variable, in the env files of its unit and in the code on the server that reads it, so that no bundler writes it into
 * anything. Undefined where code for the browser reads it (that needs another way to what it protects), and where a file of another kind names it.
 */
export function keepOnServer(workspace: Workspace, path: Path, name: string, prefix: string): FileEdit[] | undefined {
  const unit = workspace.unitOf(path);
  const to = name.slice(prefix.length);
  const edits: FileEdit[] = [];
  for (const [at, { facts, visible }] of workspace.files) {
    const isOwn = workspace.unitOf(at) === unit;
    if (facts.kind === 'code') {
      const reads = facts.envReads.filter((it) => it.name === name || it.name === to);
      const isDeclared = visible.some((it) => it.kind === 'env-schema' && it.variables.some((one) => one.name === name));
      const isRead = reads.some((it) => it.name === name);
      if (isDeclared || (isRead && !isOwn) || (reads.length > 0 && !isRead && isOwn)) return undefined;
      if (!isRead) continue;
      const text = workspace.textOf(at);
      const isPlain = reads.every((it) => it.api === 'process.env' && it.span.end - it.span.start > name.length);
      if (text === undefined || !isPlain || workspace.runtimeOf(at) !== 'server' || workspace.unitOf(at).kind === 'frontend')
        return undefined;
      const changes = reads.map((it) => ({ span: it.span, text: text.slice(it.span.start, it.span.end).replace(name, to) }));
      edits.push(changeOf(at, changes, worded`Read ${to}`));
    } else if (facts.kind === 'env-file' && isOwn) {
      if (facts.entries.some((it) => it.key === to)) return undefined;
      const changes = facts.entries.filter((it) => it.key === name).map((it) => ({ span: it.keySpan, text: to }));
      if (changes.length > 0) edits.push(changeOf(at, changes, worded`Rename ${name}`));
    } else if ((facts.kind === 'compose' || facts.kind === 'dockerfile') && workspace.textOf(at)?.includes(name))
      return undefined;
  }
  return edits;
}
