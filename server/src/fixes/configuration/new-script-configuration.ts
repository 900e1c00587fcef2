import type { Path } from '#base/paths.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { styleIn } from '../file-style.ts';
import { isCommonJs } from '../imports.ts';
import { newModule } from '../modules.ts';
import { layOut } from '../text-style.ts';
import { worded } from '../wording.ts';
import { loaderOf } from './dotenv-loader.ts';
import { readOf, zodType } from './script-values.ts';
import { type ConfigurationEntry, camelCase, type Setting } from './setting.ts';

/** A module with this one entry: a zod schema where zod is there, else a function that insists. */
export function newScriptConfiguration(workspace: Workspace, near: Path, setting: Setting): ConfigurationEntry | undefined {
  const text = workspace.textOf(near) ?? '';
  const path = newModule(workspace, near, 'config');
  const loader = loaderOf(workspace, near);
  if (path === undefined || loader === 'other') return undefined;
  const style = styleIn(workspace, path, near);
  const isTypeScript = /\.[cm]?tsx?$/.test(path);
  const needsHelper = !setting.isOptional && setting.fallback === undefined;
  const helper = [
    `function required(name${isTypeScript ? ': string' : ''})${isTypeScript ? ': string' : ''} {`,
    '\tconst value = process.env[name];',
    `\tif (value === undefined || value === '') throw new Error(\`The environment variable \${name} is missing\`);`,
    '\treturn value;',
    '}',
    '',
  ];
  const lines = workspace.unitOf(near).dependencies.has('zod')
    ? [
        "import { z } from 'zod';",
        '',
        'const schema = z.object({',
        `\t${setting.name}: ${zodType(setting, style)},`,
        '});',
        '',
        '/** The environment, checked when the process starts. */',
        'export const config = schema.parse(process.env);',
        '',
      ]
    : [
        ...(needsHelper ? helper : []),
        '/** The environment, read when the process starts. */',
        'export const config = {',
        `\t${camelCase(setting.name)}: ${readOf(setting, style, needsHelper ? 'required' : undefined)},`,
        '};',
        '',
      ];
  const usage = workspace.unitOf(near).dependencies.has('zod') ? `.${setting.name}` : `.${camelCase(setting.name)}`;
  const isRequired = isCommonJs(text);
  const load = loader === 'none' ? [] : isRequired ? ["require('dotenv').config();"] : ["import 'dotenv/config';"];
  const gap = load.length > 0 && !/^import|^const \{/.test(lines[0] ?? '') ? [''] : [];
  const code = layOut([...load, ...gap, ...(isRequired ? asCommonJs(lines) : lines)].join('\n'), style);
  return {
    edits: [{ kind: 'create', path, text: code, note: worded`Create the configuration module` }],
    from: path,
    name: 'config',
    usage,
  };
}

function asCommonJs(lines: readonly string[]): string[] {
  const changed = lines.map((it) =>
    it.replace(/^import (\{ z \}) from ('zod');$/, 'const $1 = require($2);').replace(/^export const/, 'const'),
  );
  return [...changed, 'module.exports = { config };', ''];
}
