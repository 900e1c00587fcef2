import { z } from 'zod';
import { folderOf, type Path } from '#base/paths.ts';
import type { EnvFileFacts } from '#facts/manifest-facts.ts';
import { type Environment, isBuildStamp, isPlatformVariable } from '#workspace/environment.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { FileEdit } from '../finding.ts';
import { type Detection, defineRule } from '../rule.ts';
import { exampleEdit, placeholder } from './env-example-edit.ts';

interface Data {
  readonly name: string;
  readonly file: string;
  readonly count: number;
}

const Options = z
  .strictObject({
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
  *check({ workspace, options }) {
    const known = new Map<EnvFileFacts, Set<string>>();
    const open = new Set<EnvFileFacts>();
    for (const unit of workspace.units) {
      if (unit.kind === 'library' || unit.kind === 'tool') {
        for (const example of workspace.environmentOf(unit).examples) open.add(example);
        continue;
      }
      const environment = workspace.environmentOf(unit);
      const variables = variablesOf(environment, options.ignore);
      for (const example of environment.examples) {
        known.set(example, new Set([...(known.get(example) ?? []), ...variables.keys()]));
        if (environment.hasDynamicReads) open.add(example);
      }
      yield* environment.examples.length === 0 ? missingFile(unit, environment, variables) : missingKeys(environment, variables);
    }
    for (const [example, names] of known) yield* keysOf(workspace, example, names, open.has(example), options.stale);
  },
  repair({ workspace }, { messageId, data, path, at }) {
    if (messageId === 'staleKey' && at.kind === 'env-key')
      return [{ ...removeOffer(data.name), edits: removal(workspace, path, at.index) }];
    const environment = workspace.environmentOf(workspace.unitOf(path));
    if (messageId === 'missingKey') {
      const example = environment.examples[0];
      const edit = example && exampleEdit(workspace, example, [{ name: data.name, value: placeholder(data.name) }]);
      return edit ? [{ ...addOffer(data.name), edits: [edit] }] : [];
    }
    if (messageId === 'missingOptional' && at.kind === 'concept') {
      const example = environment.examples[0];
      const keys = [...variablesOf(environment, [])]
        .filter(([, it]) => it.isOptional && it.path === path)
        .map(([name]) => ({ name, value: placeholder(name) }));
      const edit = example && exampleEdit(workspace, example, keys);
      return edit ? [{ ...ADD_OPTIONAL, edits: [edit] }] : [];
    }
    if (messageId !== 'missingFile') return [];
    const { folder } = workspace.unitOf(path);
    const names = [...variablesOf(environment, []).keys()].sort();
    const text = `${names.map((it) => `${it}=${placeholder(it)}`).join('\n')}\n`;
    return [
      {
        ...CREATE,
        edits: [
          { kind: 'create', path: folder === '' ? '.env.example' : `${folder}/.env.example`, text, note: 'List every variable' },
        ],
      },
    ];
  },
});

const CREATE = { id: 'create-example', kind: 'scaffold', title: 'Create .env.example' } as const;
const ADD_OPTIONAL = { id: 'add-optional', kind: 'safe', title: 'Add the optional variables to .env.example' } as const;
const addOffer = (name: string) => ({ id: 'add-key', kind: 'safe' as const, title: `Add ${name} to .env.example` });
const removeOffer = (name: string) => ({ id: 'remove-key', kind: 'suggest' as const, title: `Remove ${name}` });

interface Place {
  readonly path: Path;
  readonly index: number;
  readonly isOptional: boolean;
  /** True where a schema declares it, false where it is read. */
  readonly isDeclared: boolean;
}

/** What a unit reads, by name, with the first place that reads it. */
function variablesOf(environment: Environment, ignore: readonly string[]): Map<string, Place> {
  const variables = new Map<string, Place>();
  const put = (name: string, place: Place): void => {
    if (
      !isPlatformVariable(name) &&
      !isBuildStamp(name) &&
      name !== 'PORT' &&
      name !== 'HOST' &&
      !ignore.includes(name) &&
      !variables.has(name)
    )
      variables.set(name, place);
  };
  for (const it of environment.declared)
    put(it.name, { path: it.path, index: it.index, isOptional: it.isOptional, isDeclared: true });
  for (const it of environment.reads)
    put(it.name, {
      path: it.path,
      index: it.index,
      isOptional: it.read.read.form === 'default' || it.read.read.isTested,
      isDeclared: false,
    });
  return variables;
}

function* missingFile(unit: Unit, environment: Environment, variables: ReadonlyMap<string, Place>): Iterable<Detection<Data>> {
  const paths = new Set([...variables.values()].map((it) => it.path));
  const anchor = environment.configModules.find((it) => paths.has(it)) ?? [...paths][0];
  if (variables.size < 3 || anchor === undefined || environment.hasEnvFile) return;
  const data = { name: unit.folder, file: '.env.example', count: variables.size };
  yield { messageId: 'missingFile', data, path: anchor, at: { kind: 'file' }, offers: [CREATE] };
}

function* missingKeys(environment: Environment, variables: ReadonlyMap<string, Place>): Iterable<Detection<Data>> {
  const listed = new Set(environment.examples.flatMap((it) => it.entries.map((entry) => entry.key)));
  const file = environment.examples[0]?.path ?? '.env.example';
  const missing = [...variables].filter(([name]) => !listed.has(name));
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
      ...(place.isOptional && { severity: 'info' as const }),
      offers: [addOffer(name)],
    };
  }
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
  const elsewhere = namesElsewhere(workspace);
  for (const [index, entry] of example.entries.entries()) {
    if (entry.isCommentedOut) continue;
    const at = { kind: 'env-key', index } as const;
    const data = { name: entry.key, file: example.path, count: 1 };
    if (seen.has(entry.key)) yield { messageId: 'duplicateKey', data, path: example.path, at, severity: 'info' };
    seen.add(entry.key);
    const isRead =
      names.has(entry.key) ||
      isPlatformVariable(entry.key) ||
      entry.key === 'PORT' ||
      entry.key === 'HOST' ||
      elsewhere(entry.key);
    if (stale === 'off' || isOpen || isRead || names.size === 0) continue;
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

/** Names that compose files, images, Prisma schemas and text of any code speak of are read by someone. */
function namesElsewhere(workspace: Workspace): (name: string) => boolean {
  const names = new Set<string>();
  for (const { path, facts } of workspace.files.values()) {
    // Bundlers have ways of their own to read them: `loadEnv(mode, '.')`.
    if (workspace.roleOf(path) === 'tool-configuration')
      for (const match of (workspace.textOf(path) ?? '').matchAll(/\b[A-Z][A-Z0-9_]{2,}\b/g)) names.add(match[0]);
    if (facts.kind === 'compose')
      for (const it of [...facts.variables, ...facts.services.flatMap((service) => service.environment)]) names.add(it);
    if (facts.kind === 'prisma-schema') for (const it of facts.variables) names.add(it.name);
    if (facts.kind === 'dockerfile')
      for (const it of facts.instructions)
        for (const match of it.arguments.matchAll(/\b[A-Z][A-Z0-9_]{2,}\b/g)) names.add(match[0]);
    if (facts.kind === 'code') {
      for (const it of facts.envReads) if (it.name !== undefined) names.add(it.name);
      for (const call of facts.calls)
        for (const argument of call.args)
          if (argument.kind === 'literal' && typeof argument.value === 'string') names.add(argument.value);
    }
    if (facts.kind === 'package-manifest')
      for (const it of facts.scripts) for (const match of it.command.matchAll(/\b[A-Z][A-Z0-9_]{2,}\b/g)) names.add(match[0]);
  }
  return (name) =>
    names.has(name) || /^(POSTGRES|MYSQL|MARIADB|MONGO_INITDB|PGADMIN|COMPOSE|DOCKER|TRAEFIK|REDIS_COMMANDER)_/.test(name);
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
      note: `Remove a key that nothing in ${folderOf(path) || 'the project'} reads`,
    },
  ];
}
