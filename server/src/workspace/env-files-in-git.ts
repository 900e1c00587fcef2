import { fileName, folderOf, type Path } from '#base/paths.ts';

/** What git says about env files. */
export interface EnvFilesInGit {
  /** The env files that are part of the repository. */
  readonly tracked: ReadonlySet<Path>;
  /** Of the paths in question, whether a file is there or not, those that an ignore rule leaves out. */
  readonly ignored: ReadonlySet<Path>;
}

/** The paths that git is asked about: the env files that are there, and `.env` beside each of them and in the root. */
export function envPathsInQuestion(paths: Iterable<Path>): Path[] {
  const asked = new Set<Path>(['.env']);
  for (const path of paths) {
    const name = fileName(path);
    if (!ENV_FILE.test(name)) continue;
    asked.add(path);
    asked.add(folderOf(path) === '' ? '.env' : `${folderOf(path)}/.env`);
  }
  return [...asked].sort();
}

const ENV_FILE = /^\.env(?:[._-].+)?$|\.env$/;
