import { z } from 'zod';
import { globMatcher } from '#base/glob.ts';
import { conceptsOf } from '#concepts/lifted-file.ts';
import type { SyntaxEnvRead } from '#facts/code-facts.ts';
import { isBuildStamp, isPlatformVariable } from '#workspace/environment.ts';
import { isPublicVariable } from '#workspace/public-prefix.ts';
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
    wholeEnvironment: () => 'The whole environment is passed on from here',
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || code.concepts.every((it) => it.kind !== 'env-read') || workspace.runtimeOf(file.path) === 'browser') return;
    const unit = workspace.unitOf(file.path);
    if (unit.kind === 'library' || unit.kind === 'tool' || unit.kind === 'frontend') return;
    const environment = workspace.environmentOf(unit);
    const layer = workspace.layerOf(file.path)?.layer;
    if (layer === 'config' || environment.configModules.includes(file.path) || globMatcher(options.configFiles)(file.path))
      return;
    if (isSettings(file.path) || (options.allowInEntrypoint && layer === 'entrypoint')) return;
    const config = environment.configModules[0] ?? '';
    for (const { read, scope } of conceptsOf(code, 'env-read')) {
      const { name } = read;
      if (name === undefined || read.form === 'whole' || isAllowed(name, options.allow) || isTypeScriptPublic(name, read))
        continue;
      const isEntry = layer === 'entrypoint' || /(^|\/)(main|server|index|app)\.\w+$/.test(file.path);
      yield {
        messageId: read.cast === undefined ? 'outside' : 'castAtUsage',
        data: { name, cast: read.cast ?? '', config },
        path: code.path,
        at: { kind: 'span', span: read.span },
        symbol: symbolAround(code, scope),
        ...(isEntry && /^(PORT|HOST|LOG_LEVEL|ADDR|ADDRESS|APP_PORT|SERVER_PORT)$/.test(name) && { severity: 'info' as const }),
        offers: [{ id: 'move-to-config', kind: 'multi', title: `Move ${name} to the configuration` }],
      };
    }
  },
  repair({ workspace }, { data, path, at }) {
    const edits = at.kind === 'span' ? moveToConfig(workspace, path, at.span, data.name) : undefined;
    return edits ? [{ id: 'move-to-config', kind: 'multi', title: `Move ${data.name} to the configuration`, edits }] : [];
  },
});

function isAllowed(name: string, allow: readonly string[]): boolean {
  return isPlatformVariable(name) || isBuildStamp(name) || allow.includes(name);
}

/** Bundlers write public names into the code; they cannot be read in another place. */
function isTypeScriptPublic(name: string, read: SyntaxEnvRead): boolean {
  return isPublicVariable(name) && (read.api === 'process.env' || read.api === 'import.meta.env');
}

/** Django and friends keep settings in a package of their own. */
function isSettings(path: string): boolean {
  return /(^|\/)(settings|config|conf)(\/|\.)/.test(path);
}
