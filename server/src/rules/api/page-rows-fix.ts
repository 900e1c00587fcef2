import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { FileEdit, Fix } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { isFree } from '#fixes/free-name.ts';
import { indentAt } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { pageGoRows } from './page-go-fix.ts';
import { MOST_ROWS, USUAL_ROWS } from './page-limit-fix.ts';
import { pageDjangoRows, pageFlaskRows } from './page-python-fix.ts';
import { pageScriptRows } from './page-script-fix.ts';
import type { Paged, RowsQuery } from './paged-rows.ts';

/** Gives the rows of a handler's own query in pages, by the parameters `limit` and `offset`; empty where the form of the query is not known. */
export function pageRows(workspace: Workspace, code: LiftedCode, handler: ScopeId, id: CallId): readonly Fix[] {
  const { facts } = code;
  const text = workspace.textOf(code.path);
  const call = facts.calls[id];
  if (text === undefined || !call || facts.container || !isFree(facts, handler, 'limit') || !isFree(facts, handler, 'offset'))
    return [];
  const framework = conceptsOf(code, 'query').find((it) => it.call === id)?.framework;
  const query: RowsQuery = { workspace, code, handler, call, id, text };
  const found =
    framework === undefined
      ? undefined
      : facts.language === 'python'
        ? framework === 'django'
          ? pageDjangoRows(workspace, code, handler, id)
          : (inFastApi(query) ?? pageFlaskRows(workspace, code, handler, id))
        : facts.language === 'go'
          ? pageGoRows(query, framework)
          : pageScriptRows(query, framework);
  const by = found?.by;
  const edit: FileEdit | undefined =
    found &&
    editCode(workspace, code.path, {
      packages: found.packages ?? [],
      changes: () => found.changes,
      note: worded`Take ${by === undefined ? 'limit and offset' : by === 'page' ? 'page' : 'page and per_page'} from the query`,
    });
  return edit
    ? [
        {
          id: 'page-rows',
          kind: 'suggest',
          title: worded`Give the rows in pages, by ${by === undefined ? 'limit and offset' : by === 'page' ? 'page' : 'page and per_page'}`,
          edits: [edit],
        },
      ]
    : [];
}

/** The parameters of the function take them, with their bounds. */
function inFastApi({ code, handler, call, id, text }: RowsQuery): Paged | undefined {
  const { facts } = code;
  const fn = facts.scopes[handler]?.fn;
  const isRoute = conceptsOf(code, 'route').some((it) => it.handler === handler && it.framework === 'fastapi');
  if (!fn || !isRoute) return undefined;
  const rows = call.callee.path.at(-1) === 'all' ? facts.calls[call.callee.receiver ?? -1] : call;
  const chain = [rows, ...outward(facts, id)].filter((it) => it !== undefined);
  const selected = chain.find((it) => /^(?:exec|execute|scalars)$/.test(it.callee.path.at(-1) ?? ''))?.args[0];
  const built = selected?.kind === 'call' ? facts.calls[selected.call] : undefined;
  const added = '.offset(offset).limit(limit)';
  const at = built
    ? /^select\(|\.order_by\(/.test(text.slice(built.span.start, built.span.end))
      ? built.span.end
      : undefined
    : call.callee.path.at(-1) === 'all' && /\bquery\(/.test(text.slice(call.span.start, call.span.end))
      ? text.lastIndexOf('.all', call.span.end)
      : undefined;
  if (at === undefined || at < 0) return undefined;
  const parameters = [`offset: int = Query(0, ge=0)`, `limit: int = Query(${USUAL_ROWS}, ge=1, le=${MOST_ROWS})`];
  const last = fn.parameters.at(-1);
  if (last?.isRest) return undefined;
  const open = text.indexOf('(', fn.nameSpan.end);
  const isAlone = last !== undefined && text.slice(text.lastIndexOf('\n', last.span.start) + 1, last.span.start).trim() === '';
  const between = isAlone && last ? `,\n${indentAt(text, last.span.start)}` : ', ';
  const place = last ? last.span.end : open + 1;
  const changes: TextChange[] = [
    { span: { start: place, end: place }, text: (last ? between : '') + parameters.join(between) },
    { span: { start: at, end: at }, text: added },
  ];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    changes: changes.map((it) => ({ ...it, text: it.text.replaceAll('\n', eol) })),
    packages: [{ module: 'fastapi', names: ['Query'] }],
  };
}

function outward(facts: CodeFacts, id: CallId): Call[] {
  const found: Call[] = [];
  for (
    let receiver = facts.calls[id]?.callee.receiver;
    receiver !== undefined;
    receiver = facts.calls[receiver]?.callee.receiver
  ) {
    const call = facts.calls[receiver];
    if (call) found.push(call);
  }
  return found;
}
