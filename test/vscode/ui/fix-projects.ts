// Small projects with one finding each, out of the cases that prove the fixes: a kind of fix in a language.
import { readFileSync } from 'node:fs';
import { LineIndex } from '#base/span.ts';
import type { FixKind } from '#fixes/edit.ts';
import { parseFixPage } from '../../fixes/fix-page.ts';
import { projectOf, type Sources } from '../../sources.ts';

/** A project, the place of its finding, and what the fix makes of it. */
export interface FixProject {
  /** The name of its folder, such as `python-safe`. */
  readonly folder: string;
  readonly kind: FixKind;
  readonly rule: string;
  readonly fixTitle: string;
  readonly path: string;
  /** From 1, as an editor counts. */
  readonly line: number;
  readonly column: number;
  readonly before: Sources;
  readonly after: Sources;
}

/** The projects of these languages. Throws where a page has lost its case. */
export function fixProjects(languages: readonly string[]): Promise<readonly FixProject[]> {
  return Promise.all(CASES.filter(([language]) => languages.includes(language)).map((it) => fixProject(...it)));
}

type Case = readonly [language: string, kind: FixKind, rule: string, title: string];

const CASES: readonly Case[] = [
  ['TypeScript', 'safe', 'logging/unstructured-print', 'TypeScript: pino, as the other files import it'],
  ['TypeScript', 'suggest', 'cache/missing-ttl', 'TypeScript: ioredis without `EX`'],
  ['TypeScript', 'multi', 'config/env-read-outside-config', 'TypeScript: a service that reads its own key'],
  ['TypeScript', 'scaffold', 'errors/unhandled-async-handler', 'TypeScript: a wrapper is created'],
  ['Python', 'safe', 'logging/unstructured-print', "Python: the module's own logger, with the values where they stood"],
  ['Python', 'suggest', 'cache/missing-ttl', 'Python: redis-py without `ex`'],
  ['Python', 'multi', 'config/env-read-outside-config', 'Python: a task with its own timeout'],
  ['Python', 'scaffold', 'logging/unstructured-print', 'Python: a set-up of the log is created where there is none'],
  ['Go', 'safe', 'logging/unstructured-print', 'Go: slog, which the language brings'],
  ['Go', 'suggest', 'cache/missing-ttl', 'Go: go-redis with a zero duration'],
  ['Go', 'multi', 'config/env-read-outside-config', 'Go: into the package that reads the environment'],
  ['Go', 'scaffold', 'config/env-example-drift', 'Go: no example file at all'],
];

async function fixProject(language: string, kind: FixKind, rule: string, title: string): Promise<FixProject> {
  const page = parseFixPage(readFileSync(new URL(`../../fixes/${rule}.md`, import.meta.url), 'utf8'));
  const example = page.cases.find((it) => it.title === title);
  if (example?.expected.kind !== 'fix' || example.expected.fixKind !== kind)
    throw new Error(`${rule} has no case "${title}" with a fix of the kind ${kind}`);
  const before: Sources = Object.fromEntries(example.files.map((it) => [it.path, it.text]));
  const { id, files } = example.expected;
  const { project } = await projectOf(before);
  const finding = [...(project.check()?.findings.values() ?? [])]
    .flat()
    .find((it) => it.rule === rule && it.fixes.some((fix) => fix.id === id));
  const fixTitle = finding?.fixes.find((it) => it.id === id)?.title;
  if (!finding || fixTitle === undefined) throw new Error(`"${title}" has no finding with the fix ${id}`);
  const { line, character } = new LineIndex(before[finding.path] ?? '').positionAt(finding.span.start);
  return {
    folder: `${language.toLowerCase()}-${kind}`,
    kind,
    rule,
    fixTitle,
    path: finding.path,
    line: line + 1,
    column: character + 1,
    before,
    after: { ...before, ...Object.fromEntries(files.map((it) => [it.path, it.text])) },
  };
}
