import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, ScopeId } from '#facts/code-facts.ts';
import { styleIn } from '#fixes/file-style.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode } from '../application-code.ts';
import type { Anchor } from '../rule.ts';

/** Where a server of net/http is given what answers its requests. */
export interface GivenHandler {
  readonly code: LiftedCode;
  readonly text: string;
  readonly style: TextStyle;
  readonly scope: ScopeId;
  readonly span: Span;
  /** What it is given in. */
  readonly statement: Span;
}

/** The handler of the server that begins to listen at an anchor; undefined where it is of a form that is not known. */
export function givenHandler(workspace: Workspace, path: Path, at: Anchor): GivenHandler | undefined {
  const file = workspace.files.get(path);
  const code = file && applicationCode(workspace, file);
  const text = workspace.textOf(path);
  const it = at.kind === 'concept' ? file?.visible[at.index] : undefined;
  if (!code || text === undefined || it?.kind !== 'listen' || it.framework !== 'net-http') return undefined;
  const call = it.call === undefined ? undefined : code.facts.calls[it.call];
  const given = call && handlerOf(code, call);
  return given && { code, text, style: styleIn(workspace, path), ...given };
}

/** Puts something around the handler, for which `\0` stands. */
export function aroundHandler({ text, span }: GivenHandler, around: string): TextChange {
  const own = text.slice(span.start, span.end);
  const handler = own === 'nil' ? 'http.DefaultServeMux' : own;
  return { span, text: around.replace('\0', () => handler) };
}

/** `http.ListenAndServe(address, handler)`, or `Handler:` of the server that it is called on. */
function handlerOf({ facts }: LiftedCode, call: Call): Pick<GivenHandler, 'scope' | 'span' | 'statement'> | undefined {
  const { callee, args, scope, statement } = call;
  const [head, method = ''] = callee.path;
  if (callee.receiver !== undefined || callee.path.length !== 2) return undefined;
  if (facts.imports.some((it) => it.local === head && it.module === 'net/http')) {
    const span = args[method === 'ListenAndServeTLS' ? 3 : 1]?.span;
    return span && { scope, span, statement };
  }
  const [only, other] = facts.bindings.filter((it) => it.name === head);
  const made = only?.origin.kind === 'value' ? only.origin.value : undefined;
  const span = made?.kind === 'object' ? made.entries.find((it) => it.key === 'Handler')?.value.span : undefined;
  return only && span && !other ? { scope: only.scope, span, statement: only.statement } : undefined;
}
