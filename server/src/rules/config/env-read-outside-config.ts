import { z } from 'zod';
import { globMatcher } from '#base/glob.ts';
import type { Path } from '#base/paths.ts';
import { conceptsOf } from '#concepts/lifted-file.ts';
import type { CodeFacts, SyntaxEnvRead } from '#facts/code-facts.ts';
import { worded } from '#fixes/wording.ts';
import { isBuildStamp, isPlatformVariable } from '#workspace/environment.ts';
import { isPublicVariable } from '#workspace/public-prefix.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { defineRule } from '../rule.ts';
import { buildModes, handedVariables } from './handed-variables.ts';
import { moveToConfig } from './move-to-config.ts';
import { isHeadOfProgram, isItsOwnConfiguration, isNoSetting } from './no-setting.ts';

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
  speaksOf: ['env-read'],
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
    const isHead = isHeadOfProgram(workspace, code.facts);
    for (const concept of conceptsOf(code, 'env-read')) {
      const { read, scope } = concept;
      const { name } = read;
      if (name === undefined || read.form === 'whole' || isAllowed(name, options.allow) || modes.has(name)) continue;
      if (isNoSetting(code.facts, concept, name, environment) || (isHead && scope === 0)) continue;
      if (isWrittenIn(name, read, published) || handedVariables(workspace).has(name)) continue;
      const isEntry = layer === 'entrypoint' || /(^|\/)(main|server|index|app)\.\w+$/.test(file.path);
      const isMinor = isFrontend || (isEntry && /^(PORT|HOST|LOG_LEVEL|ADDR|ADDRESS|APP_PORT|SERVER_PORT)$/.test(name));
      yield {
        messageId: read.cast === undefined ? 'outside' : 'castAtUsage',
        data: { name, cast: read.cast ?? '', config },
        path: code.path,
        at: { kind: 'span', span: read.span },
        symbol: symbolAround(code, scope),
        ...(isMinor && { severity: 'info' as const }),
        offers: [{ id: 'move-to-config', kind: 'multi', title: worded`Move ${name} to the configuration` }],
      };
    }
  },
  repair({ workspace }, { data, path, at }) {
    const edits = at.kind === 'span' ? moveToConfig(workspace, path, at.span, data.name) : undefined;
    return edits ? [{ id: 'move-to-config', kind: 'multi', title: worded`Move ${data.name} to the configuration`, edits }] : [];
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

function isAllowed(name: string, allow: readonly string[]): boolean {
  return isPlatformVariable(name) || isBuildStamp(name) || allow.includes(name);
}

/** Bundlers write public names, and those that their configuration lists, into the code; they cannot be read in another place. */
function isWrittenIn(name: string, { api }: SyntaxEnvRead, published: ReadonlySet<string>): boolean {
  return (api === 'process.env' || api === 'import.meta.env') && (isPublicVariable(name) || published.has(name));
}

/** Django and friends keep settings in a package of their own, TypeORM's command line in `ormconfig`. */
function isSettings(path: string): boolean {
  return /(^|\/)(?:(?:settings|config|conf)(?:\/|\.)|\w+_settings\.py$|orm-?config\.[cm]?[jt]s$)/.test(path);
}
