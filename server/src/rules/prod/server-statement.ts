import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { styleIn } from '#fixes/file-style.ts';
import { afterStatement, beforeStatement } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode } from '../application-code.ts';
import type { Anchor } from '../rule.ts';

/** The statement that makes a server and puts it into a variable. */
export interface ServerStatement {
  readonly code: LiftedCode;
  readonly text: string;
  readonly style: TextStyle;
  readonly framework: string;
  /** The variable. */
  readonly name: string;
  readonly scope: ScopeId;
  readonly statement: Span;
}

/** The statement at an anchor; undefined where the server is not kept in a variable of its own. */
export function serverStatement(workspace: Workspace, path: Path, at: Anchor): ServerStatement | undefined {
  const file = workspace.files.get(path);
  const code = file && applicationCode(workspace, file);
  const text = workspace.textOf(path);
  const it = at.kind === 'concept' ? file?.visible[at.index] : undefined;
  if (!code || text === undefined || it?.kind !== 'server' || it.name === undefined || it.call === undefined) return undefined;
  const { name, framework } = it;
  const call = code.facts.calls[it.call];
  const holder = code.facts.bindings.find((binding) => binding.name === name && binding.scope === call?.scope);
  if (!call || !holder || !/^\w+$/.test(name) || code.facts.container) return undefined;
  return { code, text, style: styleIn(workspace, path), framework, name, scope: call.scope, statement: call.statement };
}

/** Puts code below the statement, set off from it and what follows by a number of empty lines. */
export function belowServer({ text, statement, style }: ServerStatement, added: string, gap: number): TextChange | undefined {
  const change = afterStatement(text, statement, added, style);
  if (!change) return undefined;
  const rest = text.slice(change.span.end);
  const blank = /^(?:[ \t]*\r?\n)*/.exec(rest)?.[0] ?? '';
  const below = Math.max(0, blank.split('\n').length - 2);
  const isLast = /^[}\])]|^$/.test(rest.trimStart());
  const tail = isLast ? '' : style.lineEnd.repeat(Math.max(0, gap - below));
  return { span: change.span, text: style.lineEnd.repeat(gap) + change.text + tail };
}

/** Puts code before the first route of the server in its function; below the statement where there is none. */
export function beforeRoutes(server: ServerStatement, added: string): TextChange | undefined {
  const { code, text, name, scope, statement, style } = server;
  const routes = code.visible.flatMap((it) => {
    const call = (it.kind === 'route' || it.kind === 'mount') && it.call !== undefined ? code.facts.calls[it.call] : undefined;
    return call && call.scope === scope && call.callee.path[0] === name && call.span.start > statement.end
      ? [call.statement]
      : [];
  });
  const [first] = routes.toSorted((a, b) => a.start - b.start);
  return first ? beforeStatement(text, first, `${added}\n`, style) : belowServer(server, added, 1);
}
