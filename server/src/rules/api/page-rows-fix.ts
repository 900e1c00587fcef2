import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { FileEdit, Fix } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import { beforeStatement, indentAt } from '#fixes/statements.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { MOST_ROWS, USUAL_ROWS } from './page-limit-fix.ts';
import { pageDjangoRows, pageFlaskRows } from './page-python-fix.ts';

interface Paged {
  readonly changes: readonly TextChange[];
  readonly packages?: readonly NeededImport[];
  /** The parameters that say which rows, where they are not `limit` and `offset`. */
  readonly by?: 'page' | 'page and per_page';
}

/** Gives the rows of a handler's own query in pages, by the parameters `limit` and `offset`; empty where the form of the query is not known. */
export function pageRows(workspace: Workspace, code: LiftedCode, handler: ScopeId, id: CallId): readonly Fix[] {
  const { facts } = code;
  const text = workspace.textOf(code.path);
  const call = facts.calls[id];
  if (text === undefined || !call || facts.container || !isFree(facts, handler, 'limit') || !isFree(facts, handler, 'offset'))
    return [];
  const framework = conceptsOf(code, 'query').find((it) => it.call === id)?.framework;
  const target: Target = { workspace, code, handler, call, id, text };
  const found =
    framework === undefined
      ? undefined
      : facts.language === 'python'
        ? framework === 'django'
          ? pageDjangoRows(workspace, code, handler, id)
          : (inFastApi(target) ?? pageFlaskRows(workspace, code, handler, id))
        : facts.language === 'go'
          ? framework === 'gorm'
            ? inGo(target)
            : undefined
          : inScript(target, framework);
  const by = found?.by;
  const edit: FileEdit | undefined =
    found &&
    editCode(workspace, code.path, {
      packages: found.packages ?? [],
      changes: () => found.changes,
      note: `Take ${by === undefined ? 'limit and offset' : by === 'page' ? 'page' : 'page and per_page'} from the query`,
    });
  return edit
    ? [
        {
          id: 'page-rows',
          kind: 'suggest',
          title: `Give the rows in pages, by ${by === undefined ? 'limit and offset' : by === 'page' ? 'page' : 'page and per_page'}`,
          edits: [edit],
        },
      ]
    : [];
}

interface Target {
  readonly workspace: Workspace;
  readonly code: LiftedCode;
  readonly handler: ScopeId;
  readonly call: Call;
  readonly id: CallId;
  readonly text: string;
}

function inScript({ workspace, code, handler, call, text }: Target, framework: string): Paged | undefined {
  const style = styleIn(workspace, code.path);
  const request = requestOf(code, handler);
  const query = request && pagedQuery(text, call, framework, style);
  if (!query) return undefined;
  const lines = [
    `const limit = Math.min(Number(${request}.query.limit) || ${USUAL_ROWS}, ${MOST_ROWS});`,
    `const offset = Math.max(Number(${request}.query.offset) || 0, 0);`,
  ];
  const before = beforeStatement(text, call.statement, lines.join('\n'), style);
  return before && { changes: [before, ...query] };
}

function pagedQuery(text: string, call: Call, framework: string, style: ReturnType<typeof styleIn>): TextChange[] | undefined {
  const end = { start: call.span.end, end: call.span.end };
  const [entries] = PAGES[`${framework} ${call.callee.path.at(-1)}`] ?? [];
  if (framework === 'mongoose') {
    const isAll =
      call.args.length === 0 || (call.args.length === 1 && call.args[0]?.kind === 'object' && call.args[0].entries.length === 0);
    return call.callee.path.at(-1) === 'find' && isAll ? [{ span: end, text: '.skip(offset).limit(limit)' }] : undefined;
  }
  if (entries === undefined || call.args.length > 1) return undefined;
  const [options] = call.args;
  if (!options) return addArgument(text, call, `{ ${entries} }`, style);
  return options.kind === 'object' && !options.isOpen ? addEntry(text, options, entries, style) : undefined;
}

const PAGES: Readonly<Record<string, readonly [string]>> = {
  'prisma findMany': ['skip: offset, take: limit'],
  'sequelize findAll': ['offset, limit'],
  'typeorm find': ['skip: offset, take: limit'],
};

/** The request of a handler of Express; `ctx` of Koa has the query too. */
function requestOf({ facts }: LiftedCode, handler: ScopeId): string | undefined {
  const [first] = facts.scopes[handler]?.fn?.parameters ?? [];
  return first && /^(?:req|request|_req|ctx)$/.test(first.name) ? (first.name === '_req' ? undefined : first.name) : undefined;
}

/** The parameters of the function take them, with their bounds. */
function inFastApi({ code, handler, call, id, text }: Target): Paged | undefined {
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

/** gorm: above the query, in the words of the framework. */
function inGo({ workspace, code, handler, call, text }: Target): Paged | undefined {
  const [context] = code.facts.scopes[handler]?.fn?.parameters ?? [];
  const read =
    context?.type?.text.endsWith('gin.Context') === true
      ? `${context.name}.Query`
      : context?.type?.text === 'echo.Context'
        ? `${context.name}.QueryParam`
        : undefined;
  const dot = call.nameSpan.start - 1;
  if (read === undefined || call.callee.path.at(-1) !== 'Find' || text.charAt(dot) !== '.') return undefined;
  const lines = [
    `limit, offset := ${USUAL_ROWS}, 0`,
    `if asked, err := strconv.Atoi(${read}("limit")); err == nil && asked > 0 {`,
    '\tlimit = asked',
    '}',
    `if limit > ${MOST_ROWS} {`,
    `\tlimit = ${MOST_ROWS}`,
    '}',
    `if asked, err := strconv.Atoi(${read}("offset")); err == nil && asked > 0 {`,
    '\toffset = asked',
    '}',
  ];
  const lineStart = text.lastIndexOf('\n', call.statement.start) + 1;
  const from = lineStart + indentAt(text, call.statement.start).length;
  const before = beforeStatement(text, { start: from, end: call.statement.end }, lines.join('\n'), styleIn(workspace, code.path));
  return (
    before && {
      changes: [before, { span: { start: dot, end: dot }, text: '.Limit(limit).Offset(offset)' }],
      packages: [{ module: 'strconv' }],
    }
  );
}
