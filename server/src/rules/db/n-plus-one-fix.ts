import type { LiftedCode } from '#concepts/lifted-file.ts';
import { camelCase, pluralOf, snakeCase } from '#decisions/names.ts';
import type { Call, CallId, Scope, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Fix, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import { beforeStatement, indentAt } from '#fixes/statements.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { goBatch } from './go-batch-fix.ts';
import { goPreload } from './go-preload-fix.ts';
import type { LazyRead } from './lazy-relation.ts';

const BATCH: FixOffer = { id: 'batch', kind: 'suggest', title: 'Ask for all rows with one query before the loop' };

/** The query of a relation with the relation loaded at once; empty where the query does not stand in this file for certain. */
export function loadRelation(
  workspace: Workspace,
  code: LiftedCode,
  { list, relation, kind, framework, model }: LazyRead,
): readonly Fix[] {
  const call = list === undefined ? undefined : code.facts.calls[list];
  const text = workspace.textOf(code.path) ?? '';
  if (!call || code.facts.language !== 'python') return [];
  const method = kind === 'many' ? 'prefetch_related' : 'select_related';
  const isDjango = framework === 'django';
  // A call at the end that gives rows no longer takes options.
  const at = /^(?:all|scalars)$/.test(call.callee.path.at(-1) ?? '') && !isDjango ? endOfReceiver(code, call) : call.span.end;
  if (at === undefined || (!isDjango && model === undefined)) return [];
  const style = styleIn(workspace, code.path);
  const quote = style.quote;
  const packages: NeededImport[] = isDjango ? [] : [{ module: 'sqlalchemy.orm', names: ['selectinload'] }];
  const added = isDjango ? `.${method}(${quote}${relation}${quote})` : `.options(selectinload(${model}.${relation}))`;
  // A query over lines gets a line more, where its last step began one.
  const last = text.slice(text.lastIndexOf('\n', call.nameSpan.start) + 1, call.nameSpan.start);
  const gap = /^[ \t]*\.$/.test(last) ? style.lineEnd + indentAt(text, call.nameSpan.start) : '';
  const edit = editCode(workspace, code.path, {
    packages,
    changes: () => [{ span: { start: at, end: at }, text: gap + added }],
    note: `Load \`${relation}\` with the rows`,
  });
  const title = isDjango ? `Load ${relation} with ${method}` : `Load ${relation} with selectinload`;
  return edit ? [{ id: 'load-relation', kind: 'suggest', title, edits: [edit] }] : [];
}

function endOfReceiver({ facts }: LiftedCode, call: Call): number | undefined {
  return call.callee.receiver === undefined ? undefined : facts.calls[call.callee.receiver]?.span.end;
}

/** A look-up by key in a loop as one query before it and a look-up in what that gave; empty for other forms. */
export function batchLookUp(workspace: Workspace, code: LiftedCode, framework: string, id: CallId): readonly Fix[] {
  const { facts } = code;
  const text = workspace.textOf(code.path) ?? '';
  if (facts.language === 'go') {
    const preloaded = framework === 'gorm' ? goPreload(workspace, code, id) : [];
    return preloaded.length > 0 ? preloaded : goBatch(workspace, code, framework, id, BATCH);
  }
  const call = facts.calls[id];
  const loop = call && loopOf(facts.scopes, call.scope);
  const look = call && lookUp(code, framework, id, text);
  if (!call || !loop || !look || facts.container !== undefined) return [];
  const [variable] = loop.scope.loop?.variables ?? [];
  const over = loop.scope.loop?.over;
  if (variable === undefined || over?.kind !== 'reference') return [];
  const key = new RegExp(`^${variable}(?:\\??\\.\\w+|\\[["']\\w+["']\\])*$`);
  if (!key.test(look.key)) return [];
  const isPython = facts.language === 'python';
  const words = pluralOf(look.model);
  const rows = isPython ? `${snakeCase(words)}_by_id` : camelCase(`${words}-by-id`);
  const outer = facts.scopes[loop.id]?.parent ?? 0;
  if (!isFree(facts, outer, rows)) return [];
  const style = styleIn(workspace, code.path);
  const list = text.slice(over.span.start, over.span.end);
  const keys =
    look.key === variable
      ? list
      : isPython
        ? `[${look.key} for ${variable} in ${list}]`
        : `${list}.map((${variable}) => ${look.key})`;
  const before = isPython
    ? `${rows} = ${look.batch(keys)}`
    : [`const ${rows} = new Map(`, `\t(await ${look.batch(keys)}).map((it) => [${look.keyOfRow}, it]),`, ');'].join('\n');
  const first = beforeStatement(text, loop.scope.span, before, style);
  if (!first) return [];
  const around = [text.slice(0, look.start), text.slice(call.span.end)] as const;
  const isAlone =
    (/=\s*$/.test(around[0]) && /^\s*?(?:;|\r?\n)/.test(around[1])) || (around[0].endsWith('(') && around[1].startsWith(')'));
  const edit = editCode(workspace, code.path, {
    packages: look.packages,
    changes: () => [
      first,
      { span: { start: look.start, end: call.span.end }, text: isAlone ? look.found(rows) : `(${look.found(rows)})` },
    ],
    note: 'Ask once, and look up in what it gave',
  });
  return edit ? [{ ...BATCH, edits: [edit] }] : [];
}

/** The loop right around a place, within its function. */
function loopOf(scopes: readonly Scope[], from: ScopeId): { readonly id: ScopeId; readonly scope: Scope } | undefined {
  for (let at: ScopeId | undefined = from; at !== undefined; at = scopes[at]?.parent) {
    const scope = scopes[at];
    // What fails inside of a `try` is told by the error of the single query.
    if (!scope || scope.fn || scope.kind === 'try') return undefined;
    if (scope.loop) return scope.loop.form === 'for-each' && !isInLoop(scopes, scope.parent) ? { id: at, scope } : undefined;
  }
  return undefined;
}

/** A query before an inner loop runs in each round of the outer one. */
function isInLoop(scopes: readonly Scope[], from: ScopeId | undefined): boolean {
  for (let at = from; at !== undefined && !scopes[at]?.fn; at = scopes[at]?.parent) if (scopes[at]?.loop) return true;
  return false;
}

interface LookUp {
  readonly model: string;
  /** The expression of the key. */
  readonly key: string;
  /** Where the look-up begins, with `await`. */
  readonly start: number;
  readonly keyOfRow: string;
  readonly batch: (keys: string) => string;
  readonly found: (rows: string) => string;
  readonly packages: readonly NeededImport[];
}

function lookUp({ facts }: LiftedCode, framework: string, id: CallId, text: string): LookUp | undefined {
  const call = facts.calls[id];
  if (!call) return undefined;
  const written = (value: Value | undefined): string => (value ? text.slice(value.span.start, value.span.end) : '');
  const path = call.callee.path;
  const model = path.at(-2);
  const owner = path.slice(0, -1).join('.');
  const method = path.at(-1) ?? '';
  if (framework === 'django') {
    // `.filter(pk=…).first()` says None, as the look-up does.
    const asked = call.callee.receiver === undefined ? undefined : facts.calls[call.callee.receiver];
    const [keyword] = asked?.keywords ?? [];
    if (
      method !== 'first' ||
      call.args.length > 0 ||
      asked?.callee.receiver !== undefined ||
      asked?.callee.path.at(-1) !== 'filter'
    )
      return undefined;
    if (!keyword || asked.keywords.length !== 1 || asked.args.length > 0 || !/^(?:pk|id)$/.test(keyword.name)) return undefined;
    const manager = asked.callee.path.slice(0, -1).join('.');
    const key = written(keyword.value);
    return {
      model: asked.callee.path.at(-3) ?? '',
      key,
      start: asked.span.start,
      keyOfRow: '',
      batch: (keys) => `${manager}.in_bulk(${keys})`,
      found: (rows) => `${rows}.get(${key})`,
      packages: [],
    };
  }
  if (!call.isAwaited || model === undefined || call.args.length !== 1 || call.callee.receiver !== undefined) return undefined;
  const waits = /await\s+$/.exec(text.slice(0, call.span.start));
  if (!waits) return undefined;
  const start = waits.index;
  const [argument] = call.args;
  const found = (key: string) => (rows: string) => `${rows}.get(${key}) ?? null`;
  if (framework === 'sequelize' && method === 'findByPk') {
    const key = written(argument);
    return {
      model,
      key,
      start,
      keyOfRow: 'it.id',
      packages: [],
      found: found(key),
      batch: (keys) => `${owner}.findAll({ where: { id: ${keys} } })`,
    };
  }
  if (framework === 'mongoose' && method === 'findById') {
    const key = written(argument);
    return {
      model,
      key,
      start,
      keyOfRow: 'it.id',
      packages: [],
      found: found(`String(${key})`),
      batch: (keys) => `${owner}.find({ _id: { $in: ${keys} } })`,
    };
  }
  if (
    framework === 'prisma' &&
    method === 'findUnique' &&
    argument?.kind === 'object' &&
    !argument.isOpen &&
    argument.entries.length === 1
  ) {
    const where = argument.entries[0];
    const by =
      where?.key === 'where' && where.value.kind === 'object' && where.value.entries.length === 1
        ? where.value.entries[0]
        : undefined;
    if (by?.key !== 'id') return undefined;
    const key = written(by.value);
    return {
      model,
      key,
      start,
      keyOfRow: 'it.id',
      packages: [],
      found: found(key),
      batch: (keys) => `${owner}.findMany({ where: { id: { in: ${keys} } } })`,
    };
  }
  return undefined;
}
