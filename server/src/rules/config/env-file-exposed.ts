import { z } from 'zod';
import { globMatcher } from '#base/glob.ts';
import { fileName, folderOf, foldersUp, type Path } from '#base/paths.ts';
import { secretFormatOf } from '#base/secret-format.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import type { EnvFileFacts } from '#facts/manifest-facts.ts';
import { isPlatformVariable } from '#workspace/environment.ts';
import { inWords, isPlaceholder, isPlainSetting, isSecretName } from '#workspace/secret-names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Detection, defineRule } from '../rule.ts';
import { dockerIgnoreOf, exposedByImages, leavesOut } from './env-files-in-images.ts';
import { ignoreEdit, ignoreOffer } from './ignore-edit.ts';
import { isOnlyList, LIST_INSTEAD, listInstead } from './tracked-without-example.ts';

interface Data {
  readonly name: string;
  readonly file: string;
  readonly count: number;
}

const Options = z
  .strictObject({
    committedPatterns: z.array(z.string()).default([]).describe('Globs of env files that are meant to be committed'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'config/env-file-exposed',
  section: 2,
  tier: 1,
  severity: 'error',
  languages: ['env'],
  scope: 'workspace',
  fix: 'safe',
  options: Options,
  messages: {
    trackedSecret: ({ name, file, count }) =>
      count > 1
        ? `\`${file}\` is in the repository with \`${name}\` and ${count - 1} more secret${count > 2 ? 's' : ''}`
        : `\`${file}\` is in the repository with the secret \`${name}\``,
    tracked: ({ file }) => `\`${file}\` is in the repository, so that the first secret in it is published`,
    onlyList: ({ file }) => `\`${file}\` is in the repository, and there is no .env.example in its place`,
    notIgnored: ({ file }) => `No rule in the ignore files keeps \`${file}\` out of the repository`,
    inImage: ({ name, file }) => `\`${name}\` takes \`${file}\` into the image, because .dockerignore does not leave it out`,
    copied: ({ file }) => `\`${file}\` is copied into the image`,
    imageSecret: ({ name }) => `\`${name}\` has its value in the image, where everyone who has the image can read it`,
  },
  *check({ workspace, options }) {
    const isMeant = globMatcher(options.committedPatterns);
    const files = [...workspace.files.values()].flatMap(({ facts }) =>
      facts.kind === 'env-file' && !facts.isExample && !HARMLESS.test(fileName(facts.path)) && !isMeant(facts.path)
        ? [facts]
        : [],
    );
    for (const file of files) if (workspace.roleOf(file.path) === undefined) yield* inRepository(workspace, file);
    yield* notIgnored(workspace);
    yield* exposedByImages(workspace, files);
  },
  repair({ workspace }, { messageId, path, offers: [offer] = [] }) {
    if (!offer) return [];
    const facts = workspace.files.get(path)?.facts;
    if (messageId === 'onlyList')
      return facts?.kind === 'env-file'
        ? [{ ...offer, edits: listInstead(workspace, facts, (it) => isIgnoredByNow(workspace, it)) }]
        : [];
    const own = facts?.kind === 'ignore-file' ? path : '.gitignore';
    return [{ ...offer, edits: [ignoreEdit(workspace, messageId === 'inImage' ? dockerIgnoreOf(workspace, path) : own)] }];
  },
});

/** What git was asked is older than an ignore file that is being edited. */
function isIgnoredByNow({ files }: Workspace, path: Path): boolean {
  return foldersUp(path).some((folder) => {
    const facts = files.get(folder === '' ? '.gitignore' : `${folder}/.gitignore`)?.facts;
    return facts?.kind === 'ignore-file' && leavesOut(facts, folder === '' ? path : path.slice(folder.length + 1));
  });
}

/** Files of these names are meant to be seen. */
const HARMLESS = /(?:^|[._-])(?:example|sample|template|defaults?|dist|test|testing|ci|schema)(?:$|[._-])/i;
/** Files that bundlers read by convention; without secrets they belong into the repository. */
const CONVENTION = /^\.env(?:\.(?:development|production|staging))?$/;

/** What package managers, Compose and test runners read of a `.env` beside them, by their manuals; and the project's own name for all of these. */
const OF_TOOLS = /^(?:PROJECT(?:_NAME)?|(?:COMPOSE|DOCKER|COVERAGE|PIP|PIPENV|POETRY|UV|NPM|TOX|NOX|MYPY)_\w+)$/;

/** What a suite of tests is started with belongs beside it, as long as nothing in it is secret. */
const SUITES = /(?:^|\/)suites?\//;

function* inRepository(workspace: Workspace, file: EnvFileFacts): Generator<Detection<Data>> {
  const { envFilesInGit, unitOf } = workspace;
  if (!envFilesInGit?.tracked.has(file.path)) return;
  const secrets = [...file.entries.entries()].filter(([, it]) => !it.isCommentedOut && isRealSecret(it.key, it.value));
  const [first] = secrets;
  const data = { name: first?.[1].key ?? '', file: file.path, count: secrets.length };
  const onlyList: Detection<Data>[] = isOnlyList(workspace, file)
    ? [{ messageId: 'onlyList', data, path: file.path, at: { kind: 'file' }, severity: 'info', offers: [LIST_INSTEAD] }]
    : [];
  const isOwnMachine = /dev|local/i.test(fileName(file.path)) || /(^|\/)\.devcontainer\//.test(file.path);
  if (first) {
    const at = { kind: 'env-key', index: first[0] } as const;
    yield { messageId: 'trackedSecret', data, path: file.path, at, ...(isOwnMachine && { severity: 'warning' as const }) };
    if (!isOwnMachine) yield* onlyList;
    return;
  }
  if (SUITES.test(file.path)) return;
  const hasBundler = ['next', 'vite', 'react-scripts', 'nuxt', '@vue/cli-service'].some((it) =>
    unitOf(file.path).dependencies.has(it),
  );
  if (file.entries.every((it) => it.isCommentedOut || isPlatformVariable(it.key) || OF_TOOLS.test(it.key))) return;
  if (isOwnMachine || (hasBundler && CONVENTION.test(fileName(file.path))) || !/^\.env/.test(fileName(file.path))) return;
  yield { messageId: 'tracked', data, path: file.path, at: { kind: 'file' }, severity: 'info' };
  yield* onlyList;
}

/** Tells whether a key of an env file holds a secret that someone could use; what every database starts with is none. */
function isRealSecret(key: string, value: string): boolean {
  if (secretFormatOf(value)) return true;
  return (
    isSecretName(key) &&
    !isPlaceholder(value) &&
    !isPlainSetting(value) &&
    // `POSTGRES_PASSWORD=postgres_password` says no more than what belongs here.
    inWords(value) !== inWords(key) &&
    !/^(?:postgres|root|admin|guest|mysql|\$.*|\/.*)$/.test(value)
  );
}

/** One line for each ignore file that lets an env file through. */
function* notIgnored(workspace: Workspace): Generator<Detection<Data>> {
  const { envFilesInGit, files } = workspace;
  if (!envFilesInGit) return;
  const said = new Set<Path>();
  for (const path of envPathsOf(workspace)) {
    if (envFilesInGit.ignored.has(path) || envFilesInGit.tracked.has(path) || isIgnoredByNow(workspace, path)) continue;
    const place = foldersUp(path)
      .map((folder) => (folder === '' ? '.gitignore' : `${folder}/.gitignore`))
      .find((it) => files.has(it));
    const anchor = place ?? (files.has(path) ? path : workspace.unitOf(path).manifest);
    if (anchor === undefined || said.has(anchor)) continue;
    said.add(anchor);
    yield {
      messageId: 'notIgnored',
      data: { name: '', file: path, count: 1 },
      path: anchor,
      at: { kind: 'file' },
      severity: 'warning',
      offers: [ignoreOffer(workspace, place ?? '.gitignore')],
    };
  }
}

/** Env files that are there, and those that are made from an example. */
function envPathsOf({ files }: Workspace): Path[] {
  const there = [...files.keys()].filter((it) => REAL_NAME.test(fileName(it)));
  // Who has `.env.example` beside the code is told to copy it.
  const read = [...files.keys()].flatMap((it) =>
    /^\.env\.(?:example|sample|template)$/.test(fileName(it)) && namesSecrets(files.get(it)?.facts)
      ? [`${it.slice(0, it.length - fileName(it).length)}.env`]
      : [],
  );
  return [...new Set([...there, ...read])].sort((a, b) => folderOf(a).length - folderOf(b).length || a.localeCompare(b));
}

function namesSecrets(facts: FileFacts | undefined): boolean {
  return facts?.kind === 'env-file' && facts.entries.some((it) => isSecretName(it.key));
}

const REAL_NAME = /^\.env(?:\.(?:local|(?:\w+\.)?local|prod\w*|stag\w*))?$/;
