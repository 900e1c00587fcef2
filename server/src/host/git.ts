import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Path } from '#base/paths.ts';
import type { LineRange } from '#engine/baseline.ts';

/** What git knows about a folder. Every answer is undefined where git fails, takes too long or has nothing to say. */
export interface Git {
  /** The full id of the commit that is checked out; undefined before the first commit. */
  readonly head: () => Promise<string | undefined>;
  /** The commit where the current branch left the default branch. On the default branch itself it is what was pushed last, else the head. */
  readonly mergeBase: () => Promise<string | undefined>;
  /** What differs between a commit and the files on disk, below the folder. */
  readonly changesSince: (commit: string) => Promise<GitChanges | undefined>;
  /** Of these paths those that are tracked. */
  readonly tracked: (paths: readonly Path[]) => Promise<readonly Path[] | undefined>;
  /** The last commit that touched a path; undefined where none did. */
  readonly lastCommitOf: (path: Path) => Promise<string | undefined>;
  /** Files that were renamed between a commit and the files on disk: old name → new name. */
  readonly renamesSince: (commit: string) => Promise<ReadonlyMap<Path, Path> | undefined>;
  /** The lines, 0-based, of the files on disk that a commit does not have; files that are not tracked are left out. */
  readonly newLinesSince: (commit: string) => Promise<ReadonlyMap<Path, readonly LineRange[]> | undefined>;
  /** Of these paths those that an ignore rule leaves out, global rules included. */
  readonly ignored: (paths: readonly Path[]) => Promise<readonly Path[] | undefined>;
}

/** Paths are relative to the folder and sorted. A renamed file is added under its new name and deleted under its old one. */
export interface GitChanges {
  /** Not in the commit: committed later, staged or untracked. */
  readonly added: readonly Path[];
  readonly changed: readonly Path[];
  readonly deleted: readonly Path[];
}

export interface GitOptions {
  /** Git runs programs that a repository's own configuration names, so it is asked about trusted folders only. */
  readonly isTrusted: boolean;
  /** After this time a question counts as not answered; in milliseconds. */
  readonly timeoutMs?: number;
}

/** Git for a folder; undefined where the folder is not trusted, is not there or is in no work tree. Nothing is asked yet. */
export function openGit(folder: string, { isTrusted, timeoutMs = 10_000 }: GitOptions): Git | undefined {
  if (!isTrusted || !isInWorkTree(folder)) return undefined;
  const ask = (args: readonly string[], input = ''): Promise<Answer> => run(folder, args, input, timeoutMs);

  const commitOf = async (revision: string): Promise<string | undefined> => {
    const { code, output } = await ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
    return code === 0 ? output.trim() : undefined;
  };
  const head = (): Promise<string | undefined> => commitOf('HEAD');
  const known = async (commit: string): Promise<string | undefined> => (FULL_ID.test(commit) ? commit : commitOf(commit));

  return {
    head,
    mergeBase: async () => {
      const branch = await defaultBranch(ask);
      if (branch === undefined) return head();
      const { code, output } = await ask(['merge-base', 'HEAD', branch]);
      return code === 0 ? output.trim().split('\n', 1)[0] : undefined;
    },
    changesSince: async (commit) => {
      const base = await known(commit);
      if (base === undefined) return undefined;
      const [diff, untracked] = await Promise.all([
        ask([
          'diff',
          '--name-status',
          '-z',
          '--relative',
          '--no-renames',
          '--no-ext-diff',
          '--no-textconv',
          '--ignore-submodules',
          base,
          '--',
        ]),
        ask(['ls-files', '--others', '--exclude-standard', '-z']),
      ]);
      return diff.code === 0 && untracked.code === 0 ? changesOf(words(diff.output), words(untracked.output)) : undefined;
    },
    lastCommitOf: async (path) => {
      const { code, output } = await ask(['--literal-pathspecs', 'log', '-1', '--format=%H', '--', path]);
      return code === 0 && output.trim() !== '' ? output.trim() : undefined;
    },
    renamesSince: async (commit) => {
      const base = await known(commit);
      if (base === undefined) return undefined;
      const { code, output } = await ask([...DIFF, '--name-status', '-z', '--find-renames', '--diff-filter=R', base, '--']);
      if (code !== 0) return undefined;
      const parts = words(output);
      // A rename is three words: its status, the old name, the new one.
      return new Map(
        Array.from({ length: Math.floor(parts.length / 3) }, (_, at) => [parts[at * 3 + 1] ?? '', parts[at * 3 + 2] ?? '']),
      );
    },
    newLinesSince: async (commit) => {
      const base = await known(commit);
      if (base === undefined) return undefined;
      const { code, output } = await ask([
        ...DIFF,
        '--unified=0',
        '--no-color',
        '--src-prefix=a/',
        '--dst-prefix=b/',
        base,
        '--',
      ]);
      return code === 0 ? newLines(output) : undefined;
    },
    tracked: async (paths) => {
      if (paths.length === 0) return [];
      const { code, output } = await ask(['--literal-pathspecs', 'ls-files', '--cached', '-z', '--', ...paths]);
      return code === 0 ? words(output).sort() : undefined;
    },
    ignored: async (paths) => {
      if (paths.length === 0) return [];
      const { code, output } = await ask(['check-ignore', '-z', '--stdin'], `${paths.join('\0')}\0`);
      // 1 says that none of them is ignored.
      return code === 0 || code === 1 ? words(output).sort() : undefined;
    },
  };
}

/** Looks for `.git`, a folder or in other work trees a file. Git itself would be asked at every scan, which costs more than all looks together. */
function isInWorkTree(folder: string): boolean {
  const start = resolve(folder);
  if (!existsSync(start)) return false;
  for (let at = start; basename(at) !== '.git'; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return true;
    if (dirname(at) === at) return false;
  }
  return false;
}

/** What git itself has answered; it need not be asked whether it knows it, and says so where it does not. */
const FULL_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

const DIFF = ['diff', '--relative', '--no-ext-diff', '--no-textconv', '--ignore-submodules'];

/** Reads a diff without context: the `+` side of each hunk. */
function newLines(diff: string): Map<Path, LineRange[]> {
  const ranges = new Map<Path, LineRange[]>();
  let path: Path | undefined;
  for (const line of diff.split('\n')) {
    const file = /^\+\+\+ (?:"?b\/(.*?)"?|\/dev\/null)\t?$/.exec(line);
    if (file) path = file[1];
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
    const count = Number(hunk?.[2] ?? 1);
    if (!hunk || path === undefined || count === 0) continue;
    const first = Number(hunk[1]) - 1;
    ranges.set(path, [...(ranges.get(path) ?? []), { first, last: first + count - 1 }]);
  }
  return ranges;
}

type Ask = (args: readonly string[], input?: string) => Promise<Answer>;

/** The remote's own default, else the first of the usual names, remote ones first. */
async function defaultBranch(ask: Ask): Promise<string | undefined> {
  // One question about all: on the first scan each process of git keeps the other work waiting for some milliseconds.
  const { code, output } = await ask(['for-each-ref', '--format=%(refname)%00%(symref)', ORIGIN_HEAD, ...USUAL_BRANCHES]);
  if (code !== 0) return undefined;
  const refs = new Map(
    output.split('\n').map((line) => {
      const [name = '', target = ''] = line.split('\0');
      return [name, target];
    }),
  );
  return refs.get(ORIGIN_HEAD) || USUAL_BRANCHES.find((it) => refs.has(it));
}

const ORIGIN_HEAD = 'refs/remotes/origin/HEAD';
const USUAL_BRANCHES = ['refs/remotes/origin', 'refs/heads'].flatMap((place) =>
  ['main', 'master', 'trunk', 'develop'].map((name) => `${place}/${name}`),
);

/** `words` alternate between a status letter and a path. */
function changesOf(statuses: readonly string[], untracked: readonly string[]): GitChanges {
  const added = [...untracked];
  const changed: Path[] = [];
  const deleted: Path[] = [];
  for (let at = 0; at + 1 < statuses.length; at += 2) {
    const path = statuses[at + 1] ?? '';
    if (statuses[at] === 'A') added.push(path);
    else if (statuses[at] === 'D') deleted.push(path);
    else changed.push(path);
  }
  // A file that was deleted and is there again, untracked, has changed.
  const returned = new Set(deleted.filter((path) => untracked.includes(path)));
  return {
    added: [...new Set(added)].filter((path) => !returned.has(path)).sort(),
    changed: [...changed, ...returned].sort(),
    deleted: deleted.filter((path) => !returned.has(path)).sort(),
  };
}

function words(output: string): string[] {
  return output.split('\0').filter((word) => word !== '');
}

interface Answer {
  /** Undefined where git did not run to its end. */
  readonly code: number | undefined;
  readonly output: string;
}

function run(folder: string, args: readonly string[], input: string, timeoutMs: number): Promise<Answer> {
  // What a repository's configuration would start is switched off; these settings win over it.
  const guarded = [
    '--no-pager',
    '-c',
    'core.fsmonitor=false',
    '-c',
    'core.hooksPath=/dev/null',
    '-c',
    'core.quotePath=false',
    ...args,
  ];
  return new Promise((resolve) => {
    const child = execFile(
      'git',
      guarded,
      { cwd: folder, env: environment(), timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024, windowsHide: true },
      (error, stdout) =>
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : undefined, output: stdout }),
    );
    // Git may end before it has read everything; that the pipe is gone then says nothing new.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** Without the variables by which a surrounding git, such as one that runs a hook, points at another repository. */
function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|PREFIX)$/.test(name),
  );
  return { ...Object.fromEntries(inherited), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
}
