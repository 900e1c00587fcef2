import type { CorsPolicy } from '#concepts/kinds/safeguards.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addGoEntry } from '#fixes/go-literal.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { afterStatement } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { useConfiguredOrigins } from '../prod/cors-origins-fix.ts';

/**
 * Lets browsers of other origins send cookies to a server. Where everybody may call, the origins of a setting are let in instead: browsers
 * take no cookies otherwise. Empty where nobody calls from elsewhere; an obstacle where it cannot be said.
 */
export function corsCredentials(workspace: Workspace, unit: Unit, isCrossOrigin: boolean): readonly FileEdit[] | FixObstacle {
  if (!isCrossOrigin) return [];
  const edits: FileEdit[] = [];
  for (const path of unit.files) {
    const code = workspace.files.get(path);
    if (!code || !isCode(code) || workspace.roleOf(path) !== undefined) continue;
    for (const policy of conceptsOf(code, 'cors')) {
      const { origins, credentials } = policy;
      const isNamed = origins.kind === 'list' || origins.kind === 'variable';
      if (isNamed && credentials === 'yes') continue;
      const named = isNamed && credentials === 'no' ? allowed(workspace, code, policy) : undefined;
      const open = isNamed ? undefined : useConfiguredOrigins(workspace, code, policy, { withCredentials: true });
      if (named) edits.push(changeOf(path, named, worded`Let the browser send its cookie`));
      else if (open) edits.push(...open);
      else return obstacle(path, policy.entry?.span ?? policy.span, isNamed ? UNKNOWN_FORM : EVERYBODY);
    }
  }
  return edits;
}

const EVERYBODY = worded`The server lets pages of every origin in, and browsers then take no cookie from it. Name the origins of the front end and allow credentials, then look for the quick-fix again.`;

const UNKNOWN_FORM = worded`It is not certain whether pages of other origins may send cookies to this server. Allow credentials for the origins of the front end, then look for the quick-fix again.`;

function allowed(workspace: Workspace, { path, facts }: LiftedCode, policy: CorsPolicy): readonly TextChange[] | undefined {
  const text = workspace.textOf(path);
  const call = policy.call === undefined ? undefined : facts.calls[policy.call];
  if (text === undefined) return undefined;
  const style = styleIn(workspace, path);
  if (!call) return inSettings(facts, text, style);
  if (facts.language === 'python') {
    const name = call.callee.path.at(-1) === 'CORS' ? 'supports_credentials' : 'allow_credentials';
    return addArgument(text, call, `${name}=True`, style);
  }
  const options = call.args.findLast((it) => it.kind === 'object');
  if (options?.kind !== 'object') return undefined;
  if (facts.language === 'go') return addGoEntry(text, options.span, 'AllowCredentials', 'true');
  return addEntry(text, options, 'credentials: true', style);
}

/** Django says it in a setting of its own, beside the origins. */
function inSettings({ bindings }: CodeFacts, text: string, style: TextStyle): readonly TextChange[] | undefined {
  const own = bindings.filter((it) => it.scope === 0);
  const [origins, other] = own.filter((it) => /^CORS_(?:ALLOWED_ORIGINS|ORIGIN_WHITELIST)$/.test(it.name));
  if (!origins || other || own.some((it) => it.name === 'CORS_ALLOW_CREDENTIALS')) return undefined;
  const added = afterStatement(text, origins.statement, 'CORS_ALLOW_CREDENTIALS = True', style);
  return added && [added];
}
