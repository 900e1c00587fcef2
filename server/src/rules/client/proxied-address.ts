import { fileName, type Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { changeOf, type FileEdit, type FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { forwardedPaths } from '#workspace/dev-proxies.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Where the development server hands a path on, the path alone is the address: the page asks its own origin. */
export function proxiedOffer(workspace: Workspace, path: Path, written: string): FixOffer | undefined {
  const found = proxied(workspace, path, written);
  return found && { id: 'ask-own-origin', kind: 'suggest', title: worded`Ask for the path alone, which ${found.by} hands on` };
}

/** Takes the origin away from an address. */
export function askOwnOrigin(workspace: Workspace, path: Path, span: Span): FileEdit | undefined {
  const text = workspace.textOf(path)?.slice(span.start, span.end) ?? '';
  const found = proxied(workspace, path, text);
  return found && changeOf(path, [{ span, text: found.address }], worded`Ask the own origin`);
}

function proxied(
  workspace: Workspace,
  path: Path,
  written: string,
): { readonly address: string; readonly by: string } | undefined {
  const [, quote = '', origin = '', rest = ''] = /^(["'`])(https?:\/\/[^/?#"'`$\s]+)([\s\S]*)\1$/i.exec(written) ?? [];
  if (origin === '') return undefined;
  const unit = workspace.unitOf(path);
  const by = forwardedPaths(workspace, unit).find((it) => sameServer(it.origin, origin) && isBelow(rest, it.under));
  if (by) return { address: `${quote}${rest}${quote}`, by: fileName(by.path) };
  const manifest = unit.dependencies.has('react-scripts') ? unit.manifest : undefined;
  const target = /"proxy"\s*:\s*"([^"]+?)\/?"/.exec(manifest === undefined ? '' : (workspace.textOf(manifest) ?? ''))?.[1];
  // Create React App hands on all that it does not know itself.
  return target !== undefined && sameServer(target, origin)
    ? { address: `${quote}${rest === '/' ? '' : rest}${quote}`, by: 'package.json' }
    : undefined;
}

/** `127.0.0.1` and `localhost` are the same machine. */
function sameServer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((it) => it.toLowerCase().replace(/\/\/127\.0\.0\.1(?=:|$)/, '//localhost'));
  return a === b;
}

function isBelow(rest: string, under: string): boolean {
  return rest.startsWith(under) && /^(?:[/?#]|$)/.test(rest.slice(under.length)) && rest !== '';
}
