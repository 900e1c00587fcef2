import type { CorsPolicy } from '#concepts/kinds/safeguards.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addGoEntry } from '#fixes/go-literal.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Lets browsers of other origins send cookies to a server. Empty where they may, or nobody calls from elsewhere; undefined where it cannot be said. */
export function corsCredentials(workspace: Workspace, unit: Unit, isCrossOrigin: boolean): readonly FileEdit[] | undefined {
  if (!isCrossOrigin) return [];
  const edits: FileEdit[] = [];
  for (const path of unit.files) {
    const code = workspace.files.get(path);
    if (!code || !isCode(code) || workspace.roleOf(path) !== undefined) continue;
    for (const policy of conceptsOf(code, 'cors')) {
      if (policy.credentials === 'yes') continue;
      // Browsers take no cookies from a server that lets everybody in.
      const isNamed = policy.origins.kind === 'list' || policy.origins.kind === 'variable';
      const changes = isNamed && policy.credentials === 'no' ? allowed(workspace, code, policy) : undefined;
      if (!changes) return undefined;
      edits.push(changeOf(path, changes, 'Let the browser send its cookie'));
    }
  }
  return edits;
}

function allowed(workspace: Workspace, { path, facts }: LiftedCode, policy: CorsPolicy): readonly TextChange[] | undefined {
  const text = workspace.textOf(path);
  const call = policy.call === undefined ? undefined : facts.calls[policy.call];
  if (text === undefined || !call) return undefined;
  const style = styleIn(workspace, path);
  if (facts.language === 'python') {
    const name = call.callee.path.at(-1) === 'CORS' ? 'supports_credentials' : 'allow_credentials';
    return addArgument(text, call, `${name}=True`, style);
  }
  const options = call.args.findLast((it) => it.kind === 'object');
  if (options?.kind !== 'object') return undefined;
  if (facts.language === 'go') return addGoEntry(text, options.span, 'AllowCredentials', 'true');
  return addEntry(text, options, 'credentials: true', style);
}
