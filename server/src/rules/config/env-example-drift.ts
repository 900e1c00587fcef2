import { z } from 'zod';
import { globMatcher } from '#base/glob.ts';
import { folderOf, type Path } from '#base/paths.ts';
import type { EnvFileFacts } from '#facts/manifest-facts.ts';
import { exampleEdit, placeholder } from '#fixes/configuration/env-example.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { isPlatformVariable } from '#workspace/environment.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Detection, defineRule } from '../rule.ts';
import { libraryVariables } from './library-variables.ts';
import { namesElsewhere, namesGiven } from './names-elsewhere.ts';
import { optionalNames, stoodInFor } from './optional-reads.ts';
import { type Place, variablesOf } from './variables-of-unit.ts';

interface Data {
  readonly name: string;
  readonly file: string;
  readonly count: number;
}

const Options = z
  .strictObject({
    files: z.array(z.string()).default([]).describe('Globs of more env files that list variables'),
    stale: z.enum(['off', 'info', 'warning']).default('info').describe('Severity of a key that nothing reads'),
    ignore: z.array(z.string()).default([]).describe('Names that need no key'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'config/env-example-drift',
  section: 2,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go', 'env'],
  scope: 'workspace',
  fix: 'safe',
  options: Options,
  messages: {
    missingFile: ({ count }) => `${count} environment variables are read here, and no .env.example lists them`,
    missingKey: ({ name, file }) => `\`${name}\` is read here and missing in ${file}`,
    missingOptional: ({ name, file, count }) => `${count} optional variables are missing in ${file}: ${name}`,
    staleKey: ({ name }) => `\`${name}\` is listed, and nothing reads it`,
    duplicateKey: ({ name }) => `\`${name}\` is listed twice`,
  },
  reads: (code) => [optionalNames(code), stoodInFor(code)],
  *check({ workspace, options }) {
    const isList = globMatcher(options.files);
    const more = [...workspace.files.values()].flatMap(({ facts }) =>
      facts.kind === 'env-file' && isList(facts.path) ? facts.entries.map((it) => it.key) : [],
    );
    const known = new Map<EnvFileFacts, Set<string>>();
    const open = new Set<EnvFileFacts>();
    for (const unit of workspace.units) {
      if (unit.kind === 'library' || unit.kind === 'tool') {
        for (const example of workspace.environmentOf(unit).examples) open.add(example);
        continue;
      }
      const environment = workspace.environmentOf(unit);
      const variables = variablesOf(workspace, unit, options.ignore);
      for (const example of environment.examples) {
        known.set(example, new Set([...(known.get(example) ?? []), ...variables.keys()]));
        if (environment.hasDynamicReads) open.add(example);
      }
      yield* environment.examples.length === 0 && more.length === 0
        ? missingFile(workspace, unit, variables)
        : missingKeys(workspace, unit, variables, more);
    }
    for (const [example, names] of known) yield* keysOf(workspace, example, names, open.has(example), options.stale);
  },
  repair({ workspace }, { messageId, data, path, at }) {
    if (messageId === 'staleKey' && at.kind === 'env-key')
      return [{ ...removeOffer(data.name), edits: removal(workspace, path, at.index) }];
    const unit = workspace.unitOf(path);
    const environment = workspace.environmentOf(unit);
    if (messageId === 'missingKey') {
      const example = environment.examples[0];
      const edit = example && exampleEdit(workspace, example, [{ name: data.name, value: placeholder(data.name) }]);
      return edit ? [{ ...addOffer(data.name), edits: [edit] }] : [];
    }
    if (messageId === 'missingOptional' && at.kind === 'concept') {
      const example = environment.examples[0];
      const keys = [...variablesOf(workspace, unit, [])]
        .filter(([, it]) => it.isOptional && it.path === path)
        .map(([name]) => ({ name, value: placeholder(name) }));
      const edit = example && exampleEdit(workspace, example, keys);
      return edit ? [{ ...ADD_OPTIONAL, edits: [edit] }] : [];
    }
    if (messageId !== 'missingFile') return [];
    const { folder } = unit;
    const names = [...variablesOf(workspace, unit, []).keys()].sort();
    const text = `${names.map((it) => `${it}=${placeholder(it)}`).join('\n')}\n`;
    return [
      {
        ...CREATE,
        edits: [
          {
            kind: 'create',
            path: folder === '' ? '.env.example' : `${folder}/.env.example`,
            text,
            note: worded`List every variable`,
          },
        ],
      },
    ];
  },
});

const CREATE = { id: 'create-example', kind: 'scaffold', title: worded`Create .env.example` } as const;
const ADD_OPTIONAL = { id: 'add-optional', kind: 'safe', title: worded`Add the optional variables to .env.example` } as const;
const addOffer = (name: string) => ({ id: 'add-key', kind: 'safe' as const, title: worded`Add ${name} to .env.example` });
const removeOffer = (name: string) => ({ id: 'remove-key', kind: 'suggest' as const, title: worded`Remove ${name}` });

function* missingFile(workspace: Workspace, unit: Unit, variables: ReadonlyMap<string, Place>): Iterable<Detection<Data>> {
  const environment = workspace.environmentOf(unit);
  const given = namesGiven(workspace);
  const required = [...variables].filter(([name, it]) => !it.isOptional && !it.isStandIn && !given.has(name));
  // Where most have a default, the program starts without a list.
  if (required.length * 2 <= variables.size) return;
  const paths = new Set(required.map(([, it]) => it.path));
  const anchor = environment.configModules.find((it) => paths.has(it)) ?? [...paths][0];
  if (variables.size < 3 || anchor === undefined || environment.hasEnvFile) return;
  const told = readme(workspace, unit);
  const data = { name: unit.folder, file: '.env.example', count: variables.size };
  const isTold = required.every(([name]) => told.includes(name));
  yield {
    messageId: 'missingFile',
    data,
    path: anchor,
    at: { kind: 'file' },
    ...(isTold && { severity: 'info' as const }),
    offers: [CREATE],
  };
}

function* missingKeys(
  workspace: Workspace,
  unit: Unit,
  variables: ReadonlyMap<string, Place>,
  more: readonly string[],
): Iterable<Detection<Data>> {
  const { examples } = workspace.environmentOf(unit);
  // Settings of pydantic are found in any spelling.
  const listed = new Set(
    [...examples.flatMap((it) => it.entries.map((entry) => entry.key)), ...more].map((it) => it.toUpperCase()),
  );
  const file = examples[0]?.path ?? '.env.example';
  const told = readme(workspace, unit);
  const given = namesGiven(workspace);
  const own = [...variables].filter(([, it]) => !it.isStandIn);
  const open = own.filter(([name]) => !listed.has(name.toUpperCase()) && !given.has(name));
  // A short list of what a start needs leaves the optional ones out on purpose.
  const written = own.length - open.length;
  const isWhole = written >= MANY && written >= own.length * WHOLE;
  const missing = isWhole ? open : open.filter(([, it]) => !it.isOptional);
  const grouped = optionalsByFile(missing);
  for (const [place, names] of grouped) {
    const shown = names.length > 6 ? `${names.slice(0, 6).join(', ')} …` : names.join(', ');
    yield {
      messageId: 'missingOptional',
      data: { name: shown, file, count: names.length },
      path: place.path,
      at: { kind: 'concept', index: place.index },
      severity: 'info',
      offers: [ADD_OPTIONAL],
    };
  }
  const inGroups = new Set([...grouped.values()].flat());
  for (const [name, place] of missing) {
    if (inGroups.has(name)) continue;
    yield {
      messageId: 'missingKey',
      data: { name, file, count: 1 },
      path: place.path,
      at: place.isDeclared ? { kind: 'variable', index: place.index, name } : { kind: 'concept', index: place.index },
      ...((place.isOptional || told.includes(name)) && { severity: 'info' as const }),
      offers: [addOffer(name)],
    };
  }
}

/** A list that has this part of what is read is meant to have all of it. */
const WHOLE = 2 / 3;
/** Of a handful the part says nothing: two of three may as well be what a start needs. */
const MANY = 4;

function readme(workspace: Workspace, { folder }: Unit): string {
  const paths = ['README.md', ...(folder === '' ? [] : [`${folder}/README.md`])];
  return paths.map((it) => workspace.textOf(it) ?? '').join('\n');
}

/** The optional variables of a file, where they are so many that one line each would drown the rest. */
function optionalsByFile(missing: readonly (readonly [string, Place])[]): Map<Place, string[]> {
  const groups = new Map<Path, { readonly place: Place; readonly names: string[] }>();
  for (const [name, place] of missing) {
    if (!place.isOptional) continue;
    const group = groups.get(place.path);
    if (group) group.names.push(name);
    else groups.set(place.path, { place, names: [name] });
  }
  return new Map([...groups.values()].flatMap(({ place, names }) => (names.length > 3 ? [[place, names] as const] : [])));
}

function* keysOf(
  workspace: Workspace,
  example: EnvFileFacts,
  names: ReadonlySet<string>,
  isOpen: boolean,
  stale: 'off' | 'info' | 'warning',
): Iterable<Detection<Data>> {
  const seen = new Set<string>();
  const spelled = new Set([...names].map((it) => it.toUpperCase()));
  for (const [index, entry] of example.entries.entries()) {
    if (entry.isCommentedOut) continue;
    const at = { kind: 'env-key', index } as const;
    const data = { name: entry.key, file: example.path, count: 1 };
    if (seen.has(entry.key)) yield { messageId: 'duplicateKey', data, path: example.path, at, severity: 'info' };
    seen.add(entry.key);
    if (stale === 'off' || isOpen || names.size === 0) continue;
    const isRead =
      spelled.has(entry.key.toUpperCase()) ||
      isPlatformVariable(entry.key) ||
      entry.key === 'PORT' ||
      entry.key === 'HOST' ||
      libraryVariables(workspace)(entry.key) ||
      // It looks at every call of the workspace, so it is asked last.
      namesElsewhere(workspace)(entry.key);
    if (isRead) continue;
    yield {
      messageId: 'staleKey',
      data,
      path: example.path,
      at,
      severity: stale,
      offers: [removeOffer(entry.key)],
      tags: ['unnecessary'],
    };
  }
}

function removal(workspace: Workspace, path: Path, index: number): FileEdit[] {
  const facts = workspace.files.get(path)?.facts;
  const text = workspace.textOf(path);
  const entry = facts?.kind === 'env-file' ? facts.entries[index] : undefined;
  if (!entry || text === undefined) return [];
  const lineEnd = text.indexOf('\n', entry.span.end);
  const span = { start: text.lastIndexOf('\n', entry.span.start - 1) + 1, end: lineEnd < 0 ? text.length : lineEnd + 1 };
  return [
    {
      kind: 'change',
      path,
      changes: [{ span, text: '' }],
      note: worded`Remove a key that nothing in ${folderOf(path) || 'the project'} reads`,
    },
  ];
}
