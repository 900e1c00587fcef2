import { fileName, type Path } from '#base/paths.ts';
import { type Comment, readDirectives } from '#extract/directives.ts';
import type { PythonProjectFacts } from '#facts/manifest-facts.ts';
import { readPipfile, readPyproject } from './pyproject.ts';
import { readRequirementsFile } from './requirements-file.ts';
import { readSetupCfg } from './setup-cfg.ts';

/** What one of the manifests of Python says. */
export type PythonManifest = Pick<PythonProjectFacts, 'name' | 'dependencies' | 'parseErrors'> & {
  readonly comments: readonly Comment[];
};

/** Reads `pyproject.toml`, `Pipfile`, `setup.cfg` and files of requirements, told apart by their name. */
export function extractPythonProject(path: Path, text: string): PythonProjectFacts {
  const { name, dependencies, parseErrors, comments } = readManifest(path, text);
  return {
    kind: 'python-project',
    path,
    ...(name !== undefined && { name }),
    dependencies,
    parseErrors,
    directives: readDirectives(comments),
  };
}

function readManifest(path: Path, text: string): PythonManifest {
  const name = fileName(path);
  if (name === 'Pipfile') return readPipfile(text);
  if (name.endsWith('.toml')) return readPyproject(text);
  if (name.endsWith('.cfg')) return readSetupCfg(text);
  return readRequirementsFile(path, text);
}
