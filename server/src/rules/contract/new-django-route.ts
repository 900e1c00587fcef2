import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import { kebabCase, pascalCase } from '#decisions/names.ts';
import type { Call, CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { type FileEdit, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import { indentAt } from '#fixes/statements.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import { follow } from '#link/follow.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { ContractLink } from '#workspace/contract.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { addBeside } from '../route-beside.ts';
import { type DjangoView, letThrough, likeView } from './django-view.ts';
import { belowRouter, besides, handlerName, parameterNames, pathOf } from './new-route-path.ts';
import { pathText } from './understood-links.ts';

interface NewDjangoRoute {
  readonly title: Wording;
  readonly edits: readonly FileEdit[];
}

/**
 * A route of Django for a call that none serves: a view behind the view of the nearest route and its line in the list of URL patterns; where the
 * path has a view already, the method in that view, because only the first pattern that fits is ever asked. Undefined where the neighbour's view
 * is none of the workspace, or is wrapped or registered in another way.
 */
export function newDjangoRoute(workspace: Workspace, link: ContractLink, near: ComposedRoute): NewDjangoRoute | undefined {
  const pattern = patternAt(workspace, near);
  const view = pattern && viewOf(workspace, pattern);
  const { method } = link.call;
  if (!pattern || !view || !method || !METHODS.has(method)) return undefined;
  if (link.outcome !== 'other-method') return withPattern(workspace, link, near, pattern, view, method);
  const [first] = link.routes;
  if (first?.path !== near.path || first.concept !== near.concept) return undefined;
  const names = (near.segments ?? []).flatMap((it) => (it.kind === 'parameter' ? [it.name] : []));
  const isClear = near.segments?.every((it) => it.kind === 'literal' || (it.kind === 'parameter' && it.name !== ''));
  const edit = isClear ? letThrough(workspace, view, method, names) : undefined;
  return edit && { title: worded`Answer ${method} ${pathText(link.asked)} in ${edit.path}`, edits: [edit] };
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** A call of `path` in a list of URL patterns. */
interface Pattern {
  readonly code: LiftedCode;
  readonly call: Call;
  readonly written: string;
  /** How it names its view: `views.order_list`, `OrderList` of `OrderList.as_view()`. */
  readonly names: readonly string[];
}

function patternAt(workspace: Workspace, { path, concept, framework }: ComposedRoute): Pattern | undefined {
  const code = workspace.files.get(path);
  const route = concept === undefined ? undefined : code?.visible[concept];
  if (framework !== 'django' || !code || !isCode(code) || route?.kind !== 'route' || route.call === undefined) return undefined;
  const call = code.facts.calls[route.call];
  const [text, target] = call?.args ?? [];
  if (call?.callee.path.join('.') !== 'path' || text?.kind !== 'literal' || typeof text.value !== 'string') return undefined;
  if (!isListed(code.facts, route.call)) return undefined;
  const inner = target?.kind === 'call' && target.path.length === 0 ? code.facts.calls[target.call] : undefined;
  const isClass = inner?.callee.path.at(-1) === 'as_view' && inner.args.length === 0 && inner.callee.receiver === undefined;
  const names = target?.kind === 'reference' ? target.path : isClass ? inner.callee.path.slice(0, -1) : [];
  return names.length === 0 ? undefined : { code, call, written: text.value, names };
}

/** Tells whether a call is an item of a list that is written out. */
function isListed({ bindings, assignments, calls }: CodeFacts, id: number): boolean {
  const holds = (it: Value): boolean =>
    it.kind === 'array' && it.items.some((item) => (item.kind === 'call' && item.call === id) || holds(item));
  return (
    bindings.some(({ origin }) => origin.kind === 'value' && holds(origin.value)) ||
    assignments.some(({ value }) => holds(value)) ||
    calls.some(({ args }) => args.some(holds))
  );
}

/** The view in the file that declares it; undefined where the file that the pattern names only passes it on. */
function viewOf(workspace: Workspace, { code, names }: Pattern): DjangoView | undefined {
  const found = follow(workspace.linker, code.path, 0, names);
  if ((found?.kind !== 'function' && found?.kind !== 'class') || found.rest.length > 0) return undefined;
  const file = workspace.files.get(found.path);
  if (!file || !isCode(file) || file.path === code.path || file.facts.isGenerated) return undefined;
  if (declaringModule(workspace, code, names) !== file.path) return undefined;
  return found.kind === 'function'
    ? { kind: 'function', code: file, scope: found.scope }
    : { kind: 'class', code: file, name: found.name };
}

/** The file whose name a pattern's view is, as the imports say it. */
function declaringModule(workspace: Workspace, { path, facts }: LiftedCode, names: readonly string[]): Path | undefined {
  if (names.length > 1) {
    const module = follow(workspace.linker, path, 0, names.slice(0, -1));
    return module?.kind === 'module' ? module.path : undefined;
  }
  const index = facts.imports.findIndex((it) => it.local === names[0] && it.imported === it.local);
  const resolution = index < 0 ? undefined : workspace.linker.resolution(path, index);
  return resolution?.kind === 'file' ? resolution.path : undefined;
}

function withPattern(
  workspace: Workspace,
  { asked }: ContractLink,
  near: ComposedRoute,
  pattern: Pattern,
  view: DjangoView,
  method: string,
): NewDjangoRoute | undefined {
  const { code, call, written } = pattern;
  const below = belowRouter(asked, near, { path: written });
  const like = below && besides(near, asked, below);
  const inner = below && like && parameterNames(below, like, true);
  if (!below || below.length === 0 || !inner) return undefined;
  const outer = (near.segments ?? []).slice(0, asked.length - below.length);
  if (outer.some((it) => it.kind !== 'literal' && (it.kind !== 'parameter' || it.name === ''))) return undefined;
  const names = [...outer.flatMap((it) => (it.kind === 'parameter' ? [it.name] : [])), ...inner];
  if (new Set(names).size < names.length) return undefined;
  // The converters that the neighbour gives its parameters; text where it has none.
  const converters = new Map([...written.matchAll(/<(?:\w+:)?(\w+)>/g)].map((it) => [it[1] ?? '', it[0]]));
  const path = pathOf(below, inner, (name) => converters.get(name) ?? `<str:${name}>`, endingOf(pattern));
  const wanted = handlerName(method, asked, below);
  const name = freeName(view.code.facts, 0, [view.kind === 'function' ? wanted : className(wanted, view.name)]);
  const made = name === undefined ? undefined : likeView(workspace, view, { name, method, names });
  const added =
    made && addBeside(workspace, { code: view.code, place: made.place }, { ...made, note: worded`Answer ${method} with 501` });
  if (name === undefined || !added) return undefined;
  const listed = editCode(workspace, code.path, {
    ...(pattern.names.length === 1 && { own: [{ from: view.code.path, name }] }),
    changes: (local) => {
      const known = pattern.names.length === 1 ? local(name) : [...pattern.names.slice(0, -1), name].join('.');
      return behindPattern(workspace, pattern, path, view.kind === 'class' ? `${known}.as_view()` : known, wanted) ?? [];
    },
    note: worded`Register ${method} ${path}`,
  });
  if (!listed || !behindPattern(workspace, pattern, path, name, wanted) || call.isOpen) return undefined;
  return { title: worded`Register ${method} ${path} in ${near.path}`, edits: joinEdits([added, listed]) };
}

/** The neighbour's path, or another one of its file, for the slash at its end. */
function endingOf({ code, written }: Pattern): string {
  if (written !== '') return written;
  const others = code.facts.calls.flatMap(({ callee, args: [first] }) =>
    callee.path.at(-1) === 'path' && first?.kind === 'literal' && typeof first.value === 'string' && first.value !== ''
      ? [first.value]
      : [],
  );
  return others.every((it) => it.endsWith('/')) ? 'x/' : 'x';
}

function className(wanted: string, neighbour: string): string {
  return pascalCase(wanted) + (/(?:APIView|ApiView|View)$/.exec(neighbour)?.[0] ?? '');
}

/** Lines longer than this are broken by the formatters of the language (black, ruff). */
const LINE = 88;

/** The new pattern right behind the neighbour's; undefined where other code follows on its line. */
function behindPattern(
  workspace: Workspace,
  { code, call }: Pattern,
  path: string,
  view: string,
  wanted: string,
): TextChange[] | undefined {
  const text = workspace.textOf(code.path);
  if (text === undefined) return undefined;
  const own = styleIn(workspace, code.path);
  const mark = text.charAt(call.args[0]?.span.start ?? 0);
  const style: TextStyle = mark === '"' || mark === "'" ? { ...own, quote: mark } : own;
  const parts = [quoted(path.slice(1), style), view, ...nameOf(text, call, wanted, style)];
  const line = `path(${parts.join(', ')})`;
  const indent = indentAt(text, call.span.start);
  const isAlone = text.slice(text.lastIndexOf('\n', call.span.start) + 1, call.span.start).trim() === '';
  if (!isAlone) return [{ span: after(call.span), text: `, ${line}` }];
  const rest = /^(,?)([ \t]*(?:#[^\r\n]*)?)(?=\r?\n)/.exec(text.slice(call.span.end));
  if (!rest) return undefined;
  const [, comma = '', comment = ''] = rest;
  const inner = `${style.lineEnd}${indent}${style.indent}`;
  const isLong = indent.replaceAll('\t', '    ').length + line.length + 1 > LINE;
  const entry = isLong ? `path(${parts.map((it) => `${inner}${it},`).join('')}${style.lineEnd}${indent})` : line;
  const at = call.span.end + comma.length + comment.trimEnd().length;
  const below = { span: { start: at, end: at }, text: `${style.lineEnd}${indent}${entry}${comma}` };
  if (comma !== '') return [below];
  if (comment.trim() === '') return [{ ...below, text: `,${below.text}` }];
  return [{ span: after(call.span), text: ',' }, below];
}

function after({ end }: Span): Span {
  return { start: end, end };
}

/** The pattern has a name where its neighbour has one, written in the same way. */
function nameOf(text: string, { keywords }: Call, wanted: string, style: TextStyle): string[] {
  const value = keywords.find((it) => it.name === 'name')?.value;
  const like = value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
  if (like === undefined) return [];
  const name = like.includes('_') ? wanted : kebabCase(wanted);
  return text.includes(quoted(name, style)) ? [] : [`name=${quoted(name, style)}`];
}
