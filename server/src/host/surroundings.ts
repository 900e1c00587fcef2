import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Path } from '#base/paths.ts';
import type { Surroundings } from '#checklist/surroundings.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { readSourceNow } from './read-source.ts';

const WANTED =
  /^(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|uv\.lock|Pipfile\.lock|pdm\.lock|go\.sum|requirements[\w.-]*\.txt|package\.json|pyproject\.toml|setup\.cfg|tox\.ini|pytest\.ini|\.coveragerc|\.nycrc(\.json)?|codecov\.ya?ml|\.codecov\.ya?ml|(vitest|vite|jest)\.config\.[cm]?[jt]s|Makefile|openapi[\w.-]*\.(ya?ml|json)|swagger[\w.-]*\.(ya?ml|json))$/i;
/** Folders where a unit keeps a description of its API. */
const BELOW = ['', 'docs', 'api', 'openapi', 'spec', 'schema'];

/** Looks for what stands around the code: workflows of CI, lock files, settings of test runners. Reads folders, and files when they are asked for. */
export function readSurroundings(root: string, workspace: Workspace): Surroundings {
  const folders = new Set<Path>(['', ...workspace.units.map((it) => it.folder)]);
  const files = new Set<Path>();
  for (const unit of folders)
    for (const below of BELOW) {
      const folder = [unit, below].filter((it) => it !== '').join('/');
      for (const name of filesIn(join(root, folder)))
        if (WANTED.test(name)) files.add(folder === '' ? name : `${folder}/${name}`);
    }
  const workflowPaths = [
    ...filesIn(join(root, '.github/workflows'))
      .filter((it) => /\.ya?ml$/.test(it))
      .map((it) => `.github/workflows/${it}`),
    ...[
      '.gitlab-ci.yml',
      '.circleci/config.yml',
      'azure-pipelines.yml',
      'Jenkinsfile',
      '.travis.yml',
      'bitbucket-pipelines.yml',
      '.drone.yml',
      '.woodpecker.yml',
    ].filter((it) => isFile(join(root, it))),
  ];
  const textOf = (path: Path): string | undefined => (files.has(path) ? readText(join(root, path)) : undefined);
  return {
    workflows: workflowPaths.map((path) => ({ path, text: readText(join(root, path)) ?? '' })),
    files,
    textOf,
    isKnown: true,
  };
}

function readText(path: string): string | undefined {
  const source = readSourceNow(path);
  return source.kind === 'text' ? source.text : undefined;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((it) => it.isFile())
      .map((it) => it.name);
  } catch {
    // A folder that is not there holds nothing.
    return [];
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
