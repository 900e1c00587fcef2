import { z } from 'zod';
import { fileName } from '#base/paths.ts';
import { databaseRoleOf, secretFormatOf } from '#base/secret-format.ts';
import type { Span } from '#base/span.ts';
import { conceptsOf, isCode, type LiftedFile } from '#concepts/lifted-file.ts';
import type { Value } from '#facts/value.ts';
import { worded } from '#fixes/wording.ts';
import { bundlerOf, publicPrefixOf } from '#workspace/public-prefix.ts';
import { isPlaceholder, isSecretName } from '#workspace/secret-names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { placedValues } from '../config/written-values.ts';
import { defineRule } from '../rule.ts';
import { keepOnServer } from './keep-on-server.ts';

interface Data {
  readonly name: string;
  readonly prefix: string;
  readonly what: string;
}

const Options = z
  .strictObject({
    publicNames: z
      .array(z.string())
      .default([])
      .describe('Variables that are meant to be public although their names do not say so'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'env/secret-with-public-prefix',
  section: 2,
  tier: 1,
  severity: 'error',
  languages: ['typescript', 'javascript', 'env'],
  scope: 'file',
  fix: 'multi',
  options: Options,
  messages: {
    secretName: ({ name, prefix }) =>
      `\`${name}\` is named as a secret, and \`${prefix}\` has it written into the browser's code`,
    secretValue: ({ name, prefix, what }) =>
      `\`${name}\` holds ${what}, and \`${prefix}\` has it written into the browser's code`,
    inlined: ({ name, prefix }) => `\`${name}\` is a secret, and \`${prefix}\` writes it into the browser's code`,
  },
  *check({ workspace, file, options }) {
    const role = workspace.roleOf(file.path);
    if (role !== undefined && role !== 'tool-configuration' && role !== 'script') return;
    const seen = new Set<string>();
    for (const { name, value, span } of settingsOf(file)) {
      const prefix = publicPrefixOf(name);
      if (prefix === undefined || seen.has(name) || options.publicNames.includes(name)) continue;
      if (prefix === 'PUBLIC_' && !publishesPublic(workspace, file)) continue;
      const at = { kind: 'span', span } as const;
      const what = value === undefined ? undefined : secretIn(value);
      if (what === undefined && !(isStrong(name.slice(prefix.length)) && !isPublicText(value))) continue;
      seen.add(name);
      const data = { name, prefix, what: what ?? '' };
      yield {
        messageId: what === undefined ? 'secretName' : 'secretValue',
        data,
        path: file.path,
        at,
        offers: [offer(name.slice(prefix.length))],
      };
    }
    for (const { name, by, span } of inlinedBy(file))
      if (isStrong(name) && publicPrefixOf(name) === undefined && !options.publicNames.includes(name))
        yield { messageId: 'inlined', data: { name, prefix: by, what: '' }, path: file.path, at: { kind: 'span', span } };
  },
  repair({ workspace }, { path, data, offers = [] }) {
    const edits = offers.length === 0 ? undefined : keepOnServer(workspace, path, data.name, data.prefix);
    return edits ? [{ ...offer(data.name.slice(data.prefix.length)), edits }] : [];
  },
});

const offer = (name: string) => ({
  id: 'keep-on-server',
  kind: 'multi' as const,
  title: worded`Rename it to ${name} and read it on the server alone`,
});

interface Setting {
  readonly name: string;
  readonly value?: string;
  readonly span: Span;
}

/** Each variable that a file names, with its value where the file gives one. */
function settingsOf(file: LiftedFile): Setting[] {
  const { facts } = file;
  if (facts.kind === 'env-file') return facts.entries.map(({ key, value, keySpan }) => ({ name: key, value, span: keySpan }));
  if (facts.kind === 'compose') return facts.services.flatMap((it) => it.settings);
  if (facts.kind === 'dockerfile')
    return facts.instructions.flatMap(({ keyword, arguments: text, span }) =>
      keyword === 'ENV' || keyword === 'ARG'
        ? [...text.matchAll(/(?:^|\s)(\w+)(?==|\s|$)/g)].map(([, name = '']) => ({ name, span }))
        : [],
    );
  if (!isCode(file)) return [];
  return [
    ...conceptsOf(file, 'env-read').flatMap(({ read }) =>
      read.name === undefined ? [] : [{ name: read.name, span: read.span }],
    ),
    ...conceptsOf(file, 'env-schema').flatMap((it) => it.variables),
  ];
}

/** What is made to be secret; an API key or a token may be meant for the browser. */
function isStrong(name: string): boolean {
  if (/(?:^|_)(?:DATABASE|DB|MONGO|MONGODB|POSTGRES|REDIS)_UR[IL]$|(?:^|_)SERVICE_ROLE(?:_KEY)?$|(?:^|_)ADMIN_KEY$/.test(name))
    return true;
  // `DEMO_PASSWORD` lets anybody in.
  if (/(?:^|_)(?:DEMO|GUEST|SHOWCASE)_/.test(name)) return false;
  return isSecretName(name) && /SECRET|PRIVATE|PASSWORD|PASSWD|PASSPHRASE/.test(name);
}

/** Values such as `true` or a length show that the name only sounds like one. */
function isPublicText(value: string | undefined): boolean {
  return value !== undefined && (/^(?:true|false|\d{1,6})$/i.test(value) || /^https:\/\//.test(value));
}

function secretIn(value: string): string | undefined {
  if (isPlaceholder(value)) return undefined;
  if (databaseRoleOf(value) === 'service') return 'a key with all rights on the database';
  const format = secretFormatOf(value);
  return format?.kind === 'key' || format?.kind === 'private' ? format.title : undefined;
}

/** `PUBLIC_` is a beginning like any other, unless the bundler publishes it. */
function publishesPublic(workspace: Workspace, file: LiftedFile): boolean {
  return bundlerOf(workspace.unitOf(file.path).dependencies)?.prefixes.includes('PUBLIC_') === true;
}

/** Variables that the bundler's own configuration writes into the code under any name. */
function* inlinedBy(file: LiftedFile): Generator<{ readonly name: string; readonly by: string; readonly span: Span }> {
  if (!isCode(file) || !/^(?:next|vite|nuxt|webpack)[\w.]*\.[cm]?[jt]s$/.test(fileName(file.path))) return;
  const readIn = (value: Value) =>
    file.facts.envReads.find(({ span }) => value.span.start <= span.start && value.span.end >= span.end);
  for (const { names, value } of placedValues(file.facts, (it) => it.kind !== 'function')) {
    const by = names.find((it) => /^(?:env|define|publicRuntimeConfig)$/.test(it));
    const read = by === undefined ? undefined : readIn(value);
    if (by && read?.name !== undefined) yield { name: read.name, by, span: read.span };
  }
}
