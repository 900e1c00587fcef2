import type { Path } from '#base/paths.ts';
import type { CorsPolicy } from '#concepts/kinds/safeguards.ts';
import { isCode } from '#concepts/lifted-file.ts';
import { changeOf, type FileEdit, type Fix } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { indentAt } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Writes an origin of a policy as browsers send it; empty where it is not written once in the file of the policy. */
export function spellOrigin(workspace: Workspace, path: Path, origin: string): readonly Fix[] {
  const right = origin.includes('://')
    ? (/^[a-z]+:\/\/[^/]+/i.exec(origin)?.[0] ?? origin)
    : `${schemeOf(origin)}${origin.replace(/\/.*$/, '')}`;
  const at = literalOf(workspace.textOf(path) ?? '', origin);
  if (!at || right === origin) return [];
  const isSafe = origin.includes('://');
  const edit = changeOf(path, [{ span: { start: at.start + 1, end: at.end - 1 }, text: right }], worded`Write ${right}`);
  return [{ id: 'spell-origin', kind: isSafe ? 'safe' : 'suggest', title: worded`Write ${right}`, edits: [edit] }];
}

function schemeOf(origin: string): string {
  return /^(?:localhost|127\.|0\.0\.0\.0|\[::1\])/.test(origin) ? 'http://' : 'https://';
}

/** Adds an origin to the list of a policy: in the env files that hold it, or in the code beside an origin of this machine. */
export function allowOrigin(workspace: Workspace, path: Path, policy: CorsPolicy, origin: string): readonly Fix[] {
  const edits = policy.origins.kind === 'variable' ? inEnvFiles(workspace, path, policy.origins.name, origin) : undefined;
  const own = edits ?? inCode(workspace, path, policy, origin);
  return own ? [{ id: 'allow-origin', kind: 'suggest', title: worded`Allow ${origin}`, edits: own }] : [];
}

function inEnvFiles(workspace: Workspace, near: Path, name: string, origin: string): FileEdit[] | undefined {
  const unit = workspace.unitOf(near);
  const edits = [...workspace.files.values()].flatMap(({ facts }): FileEdit[] => {
    if (facts.kind !== 'env-file') return [];
    const owner = workspace.unitOf(facts.path);
    const text = workspace.textOf(facts.path);
    if ((owner !== unit && owner.folder !== '') || text === undefined) return [];
    const match = new RegExp(`^[ \\t]*(?:export )?${name}[ \\t]*=[ \\t]*([^\\r\\n]*?)[ \\t]*$`, 'm').exec(text);
    const value = match?.[1] ?? '';
    if (!match || !/localhost|127\.0\.0\.1/.test(value)) return [];
    const end = match.index + match[0].trimEnd().length;
    const close = /(["'])?\](["'])?$|["']$/.exec(value)?.[0] ?? '';
    const at = end - close.length;
    const isList = close.includes(']');
    const mark = isList ? (/["']/.exec(close)?.[0] ?? '"') : '';
    const added = isList && close.startsWith(mark) ? `${mark},${mark}${origin}` : `,${origin}`;
    return [changeOf(facts.path, [{ span: { start: at, end: at }, text: added }], worded`Add ${origin}`)];
  });
  return edits.length > 0 ? edits : undefined;
}

function inCode(workspace: Workspace, path: Path, policy: CorsPolicy, origin: string): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  const written =
    policy.origins.kind === 'list' ? policy.origins.origins : policy.origins.kind === 'variable' ? policy.origins.fallback : [];
  const beside = written?.findLast((it) => /localhost|127\.0\.0\.1/.test(it));
  const at = text === undefined || beside === undefined ? undefined : literalOf(text, beside);
  if (!file || !isCode(file) || text === undefined || !at) return undefined;
  const style = styleIn(workspace, path);
  const mark = text.charAt(at.start);
  const added = mark + origin + mark;
  const head = text.slice(0, at.start).trimEnd();
  const tail = text.slice(at.end).trimStart();
  let change: TextChange | undefined;
  if (/[[{,(]$/.test(head) && /^[,\]})]/.test(tail) && !/\($/.test(head)) {
    const lineStart = text.lastIndexOf('\n', at.start) + 1;
    const isAlone = text.slice(lineStart, at.start).trim() === '';
    const rest = /^(,?)([^\r\n]*)/.exec(text.slice(at.end));
    const isNoted = /^[ \t]*(?:\/\/|#)/.test(rest?.[2] ?? '');
    // A comment stays with its own origin.
    if (isNoted && rest?.[1] === '') return undefined;
    const end = isAlone && isNoted ? at.end + (rest?.[0].length ?? 0) : at.end;
    const line = `${style.lineEnd}${indentAt(text, at.start)}`;
    const addition = isAlone ? (isNoted ? `${line}${added},` : `,${line}${added}`) : `, ${added}`;
    change = { span: { start: end, end }, text: addition };
  } else if (
    file.facts.language !== 'go' &&
    /\borigins?['"]?\s*[:=]$/.test(head) &&
    /^[,})]/.test(tail) &&
    !ONE_ORIGIN.test(importsOf(file.facts))
  ) {
    change = { span: at, text: `[${text.slice(at.start, at.end)}, ${added}]` };
  }
  return change && [changeOf(path, [change], worded`Add ${origin}`)];
}

/** Middleware that takes one origin and no list. */
const ONE_ORIGIN = /(?:^| )(?:@koa\/cors|koa2?-cors)(?: |$)/;

function importsOf({ imports }: { readonly imports: readonly { readonly module: string }[] }): string {
  return imports.map((it) => it.module).join(' ');
}

/** The only string with a value; undefined where there are several. */
function literalOf(text: string, value: string): { readonly start: number; readonly end: number } | undefined {
  const found = [`'${value}'`, `"${value}"`].flatMap((it) => {
    const first = text.indexOf(it);
    return first < 0 ? [] : [{ start: first, end: first + it.length, isOnly: text.indexOf(it, first + 1) < 0 }];
  });
  const [only, other] = found;
  return only?.isOnly && !other ? { start: only.start, end: only.end } : undefined;
}
