// A project out of texts, for the tests of every rung from linking up.
import { createCatalog } from '#concepts/catalog.ts';
import type { FrameworkModel } from '#concepts/framework-model.ts';
import { FRAMEWORKS } from '#concepts/frameworks.generated.ts';
import { type Configuration, defaultConfiguration, parseConfiguration } from '#decisions/configuration.ts';
import { Project } from '#engine/project.ts';
import { extract } from '#extract/extract.ts';
import { createGrammars, type Grammars } from '#extract/tree-sitter/grammars.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { readGrammars } from '#host/grammars.ts';
import type { Rule } from '#rules/rule.ts';
import { RULES } from '#rules/rules.generated.ts';

export type Sources = Readonly<Record<string, string>>;

let grammars: Promise<Grammars> | undefined;

/** The grammars, loaded once for a test file. */
export function testGrammars(): Promise<Grammars> {
  grammars ??= readGrammars().then(createGrammars);
  return grammars;
}

export interface SourceProject {
  readonly project: Project;
  /** Replaces texts; undefined takes a file away. */
  readonly edit: (changes: Readonly<Record<string, string | undefined>>) => void;
  readonly crashes: readonly string[];
}

export interface SourceOptions {
  readonly rules?: readonly Rule[];
  readonly frameworks?: readonly FrameworkModel[];
  readonly configuration?: string;
  /** What git says about env files; git is not asked where this is absent. */
  readonly git?: { readonly tracked: readonly string[]; readonly ignored: readonly string[] };
}

/** Makes a project of texts by path. A `tiebeam.json` in text form must parse. */
export async function projectOf(
  sources: Sources,
  { rules = RULES, frameworks = FRAMEWORKS, configuration, git }: SourceOptions = {},
): Promise<SourceProject> {
  const loaded = await testGrammars();
  const texts = new Map<string, string>();
  const crashes: string[] = [];
  const project = new Project({
    catalog: createCatalog(frameworks),
    rules,
    configuration: configurationOf(configuration),
    textOf: (path) => texts.get(path),
    extract: (path, text) => extract(path, text, loaded),
    onCrash: (rule, error) => crashes.push(`${rule}: ${String(error)}`),
  });
  const edit = (changes: Readonly<Record<string, string | undefined>>): void => {
    for (const [path, text] of Object.entries(changes)) {
      if (text === undefined) texts.delete(path);
      else texts.set(path, text);
      const facts = text === undefined ? undefined : extract(path, text, loaded);
      if (text === undefined || facts) project.apply([{ path, facts }]);
    }
  };
  edit(sources);
  if (git) project.setEnvFilesInGit({ tracked: new Set(git.tracked), ignored: new Set(git.ignored) });
  return { project, edit, crashes };
}

/** The texts after an edit. */
export function applyEdits(sources: Sources, edits: readonly FileEdit[]): Sources {
  const result: Record<string, string> = { ...sources };
  for (const edit of edits) {
    if (edit.kind === 'create') result[edit.path] = edit.text;
    else {
      const ordered = [...edit.changes].sort((a, b) => b.span.start - a.span.start);
      for (const { span, text } of ordered) {
        const before = result[edit.path] ?? '';
        result[edit.path] = before.slice(0, span.start) + text + before.slice(span.end);
      }
    }
  }
  return result;
}

function configurationOf(text: string | undefined): Configuration {
  if (text === undefined) return defaultConfiguration;
  const parsed = parseConfiguration(text, { rules: RULES });
  if (!parsed.ok) throw new Error(parsed.problems.map((it) => it.message).join('\n'));
  return parsed.value;
}
