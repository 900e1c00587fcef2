import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { listedInExample } from '#fixes/configuration/env-example.ts';
import { changeOf, type FileEdit, joinEdits } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { bundlerOf } from '#workspace/public-prefix.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The variable that an address would be read from, with the beginning that the bundler publishes; undefined where the bundler is not known. */
export function publicVariable(workspace: Workspace, path: Path, address: string, envName: string): string | undefined {
  const bundler = bundlerOf(workspace.unitOf(path).dependencies);
  const own = /^wss?:/i.test(address) ? envName.replace(/^API_/, 'WS_') : envName;
  return bundler && `${bundler.prefixes[0] ?? ''}${own}`;
}

/**
 * Replaces the origin of an address by a variable, and lists the variable with that origin in the example file. Undefined where the address stands in
 * markup, or is no literal.
 */
export function addressFromEnvironment(workspace: Workspace, path: Path, span: Span, variable: string): FileEdit[] | undefined {
  const text = workspace.textOf(path);
  const bundler = bundlerOf(workspace.unitOf(path).dependencies);
  const [api] = bundler?.apis ?? [];
  const written = text?.slice(span.start, span.end);
  if (text === undefined || written === undefined || api === undefined) return undefined;
  const match = /^(["'`])((?:https?|wss?):\/\/[^/?#"'`$\s]+)([\s\S]*)\1$/i.exec(written);
  // An attribute takes a text in quotes, which an expression is not.
  if (!match || isInMarkup(text, span)) return undefined;
  const [, quote = "'", origin = '', rest = ''] = match;
  if (quote !== '`' && /[`\\]|\$\{/.test(rest)) return undefined;
  const read = `${api}.${variable}`;
  // Types of `process.env` say that anything may be missing.
  const alone =
    api === 'process.env' && !/\bbase_?ur[il]\b\s*:\s*$/i.test(text.slice(Math.max(0, span.start - 20), span.start))
      ? `${read} ?? ''`
      : read;
  const value = rest === '' || rest === '/' ? alone : `\`\${${read}}${rest}\``;
  const example = listedInExample(workspace, path, [{ name: variable, type: 'text', isOptional: false, example: origin }]);
  return joinEdits([changeOf(path, [{ span, text: value }], worded`Read ${variable}`), ...(example ? [example] : [])]);
}

/** `src="http://…"` in markup, as opposed to `const src = 'http://…'`. */
function isInMarkup(text: string, { start }: Span): boolean {
  return /[\w-]=\s*$/.test(text.slice(Math.max(0, start - 20), start));
}
