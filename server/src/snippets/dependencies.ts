import type { Path } from '#base/paths.ts';
import { dependenciesOf, normalisePythonName } from './frameworks.ts';
import { inFolder, type ProjectLayout, type ProjectView } from './layout.ts';
import { type Ecosystem, ecosystemOf, type PackageVersions, type SnippetEntry } from './section.ts';

/** Packages that are missing from a manifest, and the commands that add them. */
export interface DependencyOffer {
  readonly missing: readonly string[];
  /** The folder to run the commands in, relative to the workspace. */
  readonly folder: Path;
  /** One command line each, for a shell. */
  readonly commands: readonly string[];
}

/** What has to be installed for these snippets; undefined where nothing is missing. */
export function offerDependencies(
  snippets: readonly SnippetEntry[],
  view: ProjectView,
  layout: ProjectLayout,
  versions: PackageVersions = {},
): DependencyOffer | undefined {
  const [language] = snippets.flatMap((it) => it.languages);
  const ecosystem = language === undefined ? undefined : ecosystemOf(language);
  if (ecosystem === undefined) return undefined;
  const present = dependenciesOf(view, layout, ecosystem);
  const isMissing = (name: string): boolean =>
    !present.has(ecosystem === 'pypi' ? normalisePythonName(withoutExtras(name)) : name);
  const runtime = unique(snippets.flatMap((it) => it.dependencies ?? [])).filter(isMissing);
  const development = unique(snippets.flatMap((it) => it.developmentDependencies ?? [])).filter(
    (it) => isMissing(it) && !runtime.includes(it),
  );
  if (runtime.length + development.length === 0) return undefined;
  const exists = (name: string): boolean => view.paths.includes(inFolder(layout.root, name));
  const withVersion = (name: string): string => versioned(ecosystem, name, versions[ecosystem]?.[withoutExtras(name)]);
  const commands = commandsFor(ecosystem, exists, runtime.map(withVersion), development.map(withVersion));
  return { missing: [...runtime, ...development], folder: layout.root, commands };
}

function commandsFor(
  ecosystem: Ecosystem,
  exists: (name: string) => boolean,
  runtime: readonly string[],
  development: readonly string[],
): string[] {
  const add = (command: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`${command} ${names.join(' ')}`];
  switch (ecosystem) {
    case 'npm': {
      if (exists('pnpm-lock.yaml')) return [...add('pnpm add', runtime), ...add('pnpm add --save-dev', development)];
      if (exists('yarn.lock')) return [...add('yarn add', runtime), ...add('yarn add --dev', development)];
      if (exists('bun.lock') || exists('bun.lockb')) return [...add('bun add', runtime), ...add('bun add --dev', development)];
      return [...add('npm install', runtime), ...add('npm install --save-dev', development)];
    }
    case 'pypi': {
      if (exists('uv.lock')) return [...add('uv add', runtime), ...add('uv add --dev', development)];
      if (exists('poetry.lock')) return [...add('poetry add', runtime), ...add('poetry add --group dev', development)];
      return add('python -m pip install', [...runtime, ...development]);
    }
    case 'go':
      return add('go get', [...runtime, ...development]);
  }
}

/** The name with its version as each tool takes it, quoted where a shell would read a character of it. */
function versioned(ecosystem: Ecosystem, name: string, version: string | undefined): string {
  if (version === undefined) return quoted(name);
  if (ecosystem === 'pypi') return quoted(/^[<>=~!]/.test(version) ? name + version : `${name}==${version}`);
  return quoted(`${name}@${version}`);
}

function quoted(text: string): string {
  return /[<>~^*[\]| ]/.test(text) ? `"${text}"` : text;
}

function withoutExtras(name: string): string {
  return name.replace(/\[.*\]$/, '');
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
