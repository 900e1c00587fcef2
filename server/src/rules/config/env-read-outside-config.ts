import { z } from 'zod';
import { globMatcher } from '#base/glob.ts';
import type { Path } from '#base/paths.ts';
import { conceptsOf } from '#concepts/lifted-file.ts';
import type { CodeFacts, ScopeId, SyntaxEnvRead } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import { type Environment, isBuildStamp, isPlatformVariable } from '#workspace/environment.ts';
import { isPublicVariable } from '#workspace/public-prefix.ts';
import type { Unit } from '#workspace/units.ts';
import { perWorkspace } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { defineRule } from '../rule.ts';
import { moveToConfig } from './move-to-config.ts';

interface Data {
  readonly name: string;
  readonly cast: string;
  readonly config: string;
}

const Options = z
  .strictObject({
    configFiles: z.array(z.string()).default([]).describe('Globs of files where the environment may be read'),
    allow: z.array(z.string()).default([]).describe('Names that may be read anywhere'),
    allowInEntrypoint: z.boolean().default(false).describe('Let the entry file read what it likes'),
    frontend: z.enum(['off', 'info']).default('off').describe('Severity of reads in the code of a front end'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'config/env-read-outside-config',
  section: 2,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'multi',
  options: Options,
  messages: {
    outside: ({ name, config }) =>
      `\`${name}\` is read here instead of in ${config === '' ? 'a configuration module' : `\`${config}\``}`,
    castAtUsage: ({ name, cast, config }) =>
      `\`${name}\` is read and converted with \`${cast}\` here instead of in ${config === '' ? 'a configuration module' : `\`${config}\``}`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || code.concepts.every((it) => it.kind !== 'env-read')) return;
    const unit = workspace.unitOf(file.path);
    const isFrontend = unit.kind === 'frontend' || workspace.runtimeOf(file.path) === 'browser';
    if (unit.kind === 'library' || unit.kind === 'tool' || (isFrontend && options.frontend === 'off')) return;
    const environment = workspace.environmentOf(unit);
    const layer = workspace.layerOf(file.path)?.layer;
    if (layer === 'config' || environment.configModules.includes(file.path) || globMatcher(options.configFiles)(file.path))
      return;
    if (isSettings(file.path) || isItsOwnConfiguration(code.facts) || (options.allowInEntrypoint && layer === 'entrypoint'))
      return;
    const config = environment.configModules.find((it) => isOfTheSameProgram(workspace, it, code.facts)) ?? '';
    const published = workspace.publishedBy(unit).names;
    const modes = buildModes(workspace, unit);
    for (const { read, scope } of conceptsOf(code, 'env-read')) {
      const { name } = read;
      if (name === undefined || read.form === 'whole' || isAllowed(name, options.allow) || modes.has(name)) continue;
      if (isSystemCheck(code.facts, scope) || SAYS_WHERE.test(name)) continue;
      if (isInMainAlone(code.facts, scope, environment)) continue;
      if (
        isWrittenIn(name, read, published) ||
        isPutBack(code.facts, name) ||
        setByProgram(workspace).has(name) ||
        isFlagDefault(code.facts, read)
      )
        continue;
      const isEntry = layer === 'entrypoint' || /(^|\/)(main|server|index|app)\.\w+$/.test(file.path);
      const isMinor = isFrontend || (isEntry && /^(PORT|HOST|LOG_LEVEL|ADDR|ADDRESS|APP_PORT|SERVER_PORT)$/.test(name));
      yield {
        messageId: read.cast === undefined ? 'outside' : 'castAtUsage',
        data: { name, cast: read.cast ?? '', config },
        path: code.path,
        at: { kind: 'span', span: read.span },
        symbol: symbolAround(code, scope),
        ...(isMinor && { severity: 'info' as const }),
        offers: [{ id: 'move-to-config', kind: 'multi', title: `Move ${name} to the configuration` }],
      };
    }
  },
  repair({ workspace }, { data, path, at }) {
    const edits = at.kind === 'span' ? moveToConfig(workspace, path, at.span, data.name) : undefined;
    return edits ? [{ id: 'move-to-config', kind: 'multi', title: `Move ${data.name} to the configuration`, edits }] : [];
  },
});

/** A store of the front end that is called `settings` is no place for what a server written in Go reads, nor for any server. */
function isOfTheSameProgram(workspace: Workspace, path: Path, { language, path: reader }: CodeFacts): boolean {
  const other = workspace.files.get(path)?.facts;
  if (other?.kind !== 'code') return true;
  const isScript = (it: CodeFacts['language']): boolean => it !== 'go' && it !== 'python';
  const isOfOneLanguage = isScript(language) ? isScript(other.language) : language === other.language;
  return isOfOneLanguage && (workspace.runtimeOf(path) === 'browser') === (workspace.runtimeOf(reader) === 'browser');
}

/** Django: `@register()` from `django.core.checks` looks at the environment to say what is wrong with it. */
function isSystemCheck(facts: CodeFacts, scope: ScopeId): boolean {
  const names = facts.imports.filter((it) => it.module === 'django.core.checks');
  const decorators = enclosingFunction(facts, scope)?.fn.decorators ?? [];
  return names.length > 0 && decorators.some((it) => it.path.at(-1) === 'register');
}

/** Where the configuration lies has to be read before there is one. */
const SAYS_WHERE = /^[A-Z0-9]+_(SETTINGS|CONFIG)(_(FILE|PATH|DIR|MODULE))?$/;

function isAllowed(name: string, allow: readonly string[]): boolean {
  return isPlatformVariable(name) || isBuildStamp(name) || allow.includes(name);
}

/** Names that a script of `package.json` sets to build or to generate something: they choose what the program does, they are no setting. */
function buildModes(workspace: Workspace, unit: Unit): ReadonlySet<string> {
  const manifest = workspace.files.get(unit.folder === '' ? 'package.json' : `${unit.folder}/package.json`)?.facts;
  const scripts = manifest?.kind === 'package-manifest' ? manifest.scripts : [];
  return new Set(
    scripts
      .filter((it) => /^(?:pre|post)?(?:build|generate|gen|codegen|schema|docs?|emit)\b/.test(it.name))
      .flatMap((it) => [...it.command.matchAll(/\b([A-Z][A-Z0-9_]+)=/g)].map((match) => match[1] ?? '')),
  );
}

/** Bundlers write public names, and those that their configuration lists, into the code; they cannot be read in another place. */
function isWrittenIn(name: string, { api }: SyntaxEnvRead, published: ReadonlySet<string>): boolean {
  return (api === 'process.env' || api === 'import.meta.env') && (isPublicVariable(name) || published.has(name));
}

/** Names that the application itself writes into its environment, for processes that it starts. */
const setByProgram = perWorkspace((workspace): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { path, facts } of workspace.files.values())
    if (facts.kind === 'code' && workspace.roleOf(path) === undefined)
      for (const { target, operator } of facts.assignments)
        if (target.length === 3 && operator === '=' && target[0] === 'os' && target[1] === 'environ') names.add(target[2] ?? '');
  return names;
});

/** A variable that the file also sets is taken out of the way for a while, or handed to a library that reads it. */
function isPutBack({ assignments }: CodeFacts, name: string): boolean {
  return assignments.some(({ target }) => target.at(-1) === name && /^env(iron)?$/.test(target.at(-2) ?? ''));
}

/** A Go program whose `main` reads all that it is told has its configuration in one place. */
function isInMainAlone(facts: CodeFacts, scope: ScopeId, { reads }: Environment): boolean {
  return (
    facts.packageName === 'main' &&
    enclosingFunction(facts, scope)?.fn.name === 'main' &&
    reads.every((it) => it.path === facts.path)
  );
}

/** In Go's `main`, the flags are the configuration, and the environment gives their defaults; so it does for options of a command in Python. */
function isFlagDefault({ calls, packageName, language }: CodeFacts, { span }: SyntaxEnvRead): boolean {
  if (language === 'python')
    return calls.some(
      ({ callee, args, keywords }) =>
        /^(?:(?:typer|click)\.)?(?:Option|Argument|option|argument)$|\.add_argument$/.test(callee.path.join('.')) &&
        [...args, ...keywords.map((it) => it.value)].some((it) => it.span.start <= span.start && it.span.end >= span.end),
    );
  if (packageName !== 'main') return false;
  return calls.some(
    ({ callee, args }) =>
      /^p?flag$/.test(callee.path[0] ?? '') && args.some((it) => it.span.start <= span.start && it.span.end >= span.end),
  );
}

/** `app.config.from_object(__name__)`: the names of a small application's only file are its configuration. */
function isItsOwnConfiguration({ calls }: CodeFacts): boolean {
  return calls.some(
    ({ callee, args: [first] }) =>
      callee.path.at(-1) === 'from_object' && first?.kind === 'reference' && first.path.join('.') === '__name__',
  );
}

/** Django and friends keep settings in a package of their own, TypeORM's command line in `ormconfig`. */
function isSettings(path: string): boolean {
  return /(^|\/)(?:(?:settings|config|conf)(?:\/|\.)|\w+_settings\.py$|orm-?config\.[cm]?[jt]s$)/.test(path);
}
