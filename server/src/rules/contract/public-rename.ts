import type { Path } from '#base/paths.ts';
import type { SyntaxEnvRead } from '#facts/code-facts.ts';
import { listedInExample } from '#fixes/configuration/env-example.ts';
import { changeOf, type FileEdit, joinEdits } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { type Bundler, publicPrefixOf } from '#workspace/public-prefix.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { renamedOutside } from './rename-outside.ts';

/** The name under which a bundler publishes a variable: its own beginning in place of another's. */
export function publicName(name: string, prefix: string): string {
  return prefix + name.slice(publicPrefixOf(name)?.length ?? 0);
}

/**
 * Gives a variable the name under which the bundler publishes it: in every read of the unit, in its env files and in the type of the environment.
 * Undefined where code on the server reads it too, where another unit does, or where a read is taken apart.
 */
export function renamePublic(
  workspace: Workspace,
  path: Path,
  name: string,
  to: string,
  bundler: Bundler,
): FileEdit[] | undefined {
  const unit = workspace.unitOf(path);
  const isElsewhere = workspace.units.some((it) => {
    const { reads, declared } = workspace.environmentOf(it);
    return it !== unit && [...reads, ...declared].some((read) => read.name === name);
  });
  if (isElsewhere) return undefined;
  const edits: FileEdit[] = [];
  for (const at of unit.files) {
    const facts = workspace.files.get(at)?.facts;
    if (facts?.kind !== 'code') continue;
    const reads = facts.envReads.filter((it) => it.name === name);
    if (reads.length > 0 && (workspace.runtimeOf(at) !== 'browser' || reads.some((it) => isTakenApart(it, name))))
      return undefined;
    const declared = facts.classes.flatMap((it) =>
      it.name === 'ImportMetaEnv' ? it.fields.filter((field) => field.name === name) : [],
    );
    const changes = [
      ...reads.map((it) => ({ span: it.span, text: `${apiFor(it, bundler)}.${to}` })),
      ...declared.map((it) => ({
        span: {
          start: it.span.start + spanOffset(workspace, at, it.span, name),
          end: it.span.start + spanOffset(workspace, at, it.span, name) + name.length,
        },
        text: to,
      })),
    ];
    if (changes.length > 0) edits.push(changeOf(at, changes, worded`Read ${to}`));
  }
  for (const { facts } of workspace.files.values()) {
    if (facts.kind !== 'env-file' || workspace.unitOf(facts.path) !== unit || facts.entries.some((it) => it.key === to)) continue;
    const changes = facts.entries.filter((it) => it.key === name).map((it) => ({ span: it.keySpan, text: to }));
    if (changes.length > 0) edits.push(changeOf(facts.path, changes, worded`Rename ${name}`));
  }
  edits.push(...renamedOutside(workspace, unit, name, to, edits));
  const { examples } = workspace.environmentOf(unit);
  const isListed = examples.some((it) => it.entries.some(({ key }) => key === name || key === to));
  const listed =
    examples.length > 0 && !isListed
      ? listedInExample(workspace, path, [{ name: to, type: 'text', isOptional: false }])
      : undefined;
  return joinEdits([...edits, ...(listed ? [listed] : [])]);
}

/** The expression that the bundler replaces. */
export function apiFor({ api }: Pick<SyntaxEnvRead, 'api'>, { apis }: Bundler): string {
  return apis.find((it) => it === api) ?? apis[0] ?? api;
}

function isTakenApart({ span }: SyntaxEnvRead, name: string): boolean {
  return span.end - span.start === name.length;
}

function spanOffset(
  workspace: Workspace,
  path: Path,
  span: { readonly start: number; readonly end: number },
  name: string,
): number {
  return Math.max(0, workspace.textOf(path)?.slice(span.start, span.end).indexOf(name) ?? 0);
}
