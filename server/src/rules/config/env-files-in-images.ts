import { globMatcher } from '#base/glob.ts';
import { fileName, folderOf, isWithin, type Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { DockerfileFacts, EnvFileFacts, IgnoreFileFacts } from '#facts/manifest-facts.ts';
import { isPlaceholder, isPlainSetting, isSecretName } from '#workspace/secret-names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Anchor, Detection } from '../rule.ts';
import { ignoreOffer } from './ignore-edit.ts';

interface Data {
  readonly name: string;
  readonly file: string;
  readonly count: number;
}

/**
 * What images carry away: env files that a copy of the context takes along, and secrets that an instruction sets. Only the last
 * stage counts; the others are thrown away.
 */
export function* exposedByImages(workspace: Workspace, envFiles: readonly EnvFileFacts[]): Generator<Detection<Data>> {
  for (const { facts } of workspace.files.values()) {
    if (facts.kind !== 'dockerfile' || workspace.roleOf(facts.path) !== undefined) continue;
    const last = Math.max(0, ...facts.instructions.map((it) => it.stage));
    // A change of a manifest is seen by every rule over the workspace, so its spans hold.
    for (const { keyword, arguments: text, span, stage } of facts.instructions) {
      if (stage !== last) continue;
      const at = { kind: 'span', span } as const;
      if (keyword === 'COPY' || keyword === 'ADD') {
        const copied = copiedBy(workspace, facts, text, envFiles);
        if (!copied) continue;
        const data = { name: `${keyword} ${text}`, file: copied.file, count: 1 };
        const offers = copied.messageId === 'inImage' ? [ignoreOffer(workspace, dockerIgnoreOf(workspace, facts.path))] : [];
        yield { messageId: copied.messageId, data, path: facts.path, at, severity: 'warning', offers };
      } else if (keyword === 'ENV' || keyword === 'ARG') {
        for (const [name, value] of settingsIn(text))
          if (isSecretName(name) && !isPlaceholder(value) && !isPlainSetting(value) && !/^[$/]/.test(value))
            yield {
              messageId: 'imageSecret',
              data: { name, file: '', count: 1 },
              path: facts.path,
              at: placeOf(workspace, facts.path, span, name),
            };
      }
    }
  }
}

function copiedBy(
  workspace: Workspace,
  { path }: DockerfileFacts,
  text: string,
  envFiles: readonly EnvFileFacts[],
): { readonly messageId: 'inImage' | 'copied'; readonly file: string } | undefined {
  if (/^(?:--\S+\s+)*--from=/.test(text)) return undefined;
  const sources = text
    .replace(/^(?:--\S+\s+)+/, '')
    .replace(/^\[|\]$|["',]/g, ' ')
    .trim()
    .split(/\s+/)
    .slice(0, -1);
  const direct = sources.find((it) => /(?:^|\/)\.env(?:$|\.(?!example|sample|template|dist|test))/.test(it));
  if (direct !== undefined) return { messageId: 'copied', file: direct };
  if (!sources.some((it) => it === '.' || it === './' || it === '*')) return undefined;
  const folder = folderOf(path);
  // What is in the repository is there for everyone already; that is said of the file itself.
  const isPublished = (it: EnvFileFacts): boolean => workspace.envFilesInGit?.tracked.has(it.path) === true;
  const inContext = envFiles.find((it) => isWithin(folder, it.path) && /^\.env/.test(fileName(it.path)) && !isPublished(it));
  if (!inContext || isLeftOut(workspace, path, inContext.path)) return undefined;
  return { messageId: 'inImage', file: inContext.path };
}

/** The file that leaves things out of the image of a Dockerfile, whether it is there or not. */
export function dockerIgnoreOf({ files }: Workspace, dockerfile: Path): Path {
  const folder = folderOf(dockerfile);
  const beside = folder === '' ? '.dockerignore' : `${folder}/.dockerignore`;
  return [`${dockerfile}.dockerignore`, beside, '.dockerignore'].find((it) => files.has(it)) ?? beside;
}

/** Docker reads `.dockerignore` in the context, or one beside the Dockerfile that carries its name. */
function isLeftOut({ files }: Workspace, dockerfile: Path, path: Path): boolean {
  const folder = folderOf(dockerfile);
  const own = files.get(`${dockerfile}.dockerignore`) ?? files.get(folder === '' ? '.dockerignore' : `${folder}/.dockerignore`);
  const facts = (own ?? files.get('.dockerignore'))?.facts;
  if (facts?.kind !== 'ignore-file') return false;
  return leavesOut(facts, own && folder !== '' ? path.slice(folder.length + 1) : path);
}

/** Tells whether the patterns of an ignore file hold for a path, given from the folder of the file. */
export function leavesOut({ patterns }: IgnoreFileFacts, inside: Path): boolean {
  const globs = patterns.flatMap(({ pattern }) => {
    const sign = pattern.startsWith('!') ? '!' : '';
    const bare = pattern.slice(sign.length).replace(/^\.?\/|\/$/g, '');
    // A pattern without a slash holds at the top only; most mean every folder, and a doubt is no finding.
    return [`${sign}${bare}`, `${sign}${bare}/**`, ...(bare.startsWith('**/') ? [] : [`${sign}**/${bare}`])];
  });
  return globMatcher(globs)(inside);
}

/** An instruction goes over many lines; the name tells which is meant. */
function placeOf(workspace: Workspace, path: Path, span: Span, name: string): Anchor {
  const offset =
    workspace
      .textOf(path)
      ?.slice(span.start, span.end)
      .search(new RegExp(`\\b${name}\\b`)) ?? -1;
  if (offset < 0) return { kind: 'span', span };
  const start = span.start + offset;
  return { kind: 'span', span: { start, end: start + name.length } };
}

/** `A=b C="d e"`, `A b`, and `A` alone for arguments. */
function settingsIn(text: string): [string, string][] {
  const pairs = [...text.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g)];
  if (pairs.length === 0) {
    const [, name, value] = /^([A-Za-z_]\w*)\s+(.+)$/s.exec(text) ?? [];
    return name !== undefined && value !== undefined ? [[name, value]] : [];
  }
  return pairs.map(([, name = '', value = '']) => [name, value.replace(/^(["'])(.*)\1$/s, '$2')]);
}
