import { escaped } from '#base/regular-expression.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { camelCase, pluralOf, snakeCase } from '#decisions/names.ts';
import type { Call, CallId } from '#facts/code-facts.ts';
import type { Fix, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import { beforeStatement, indentAt } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { loadAskedRelation } from './asked-relation.ts';
import { batchedLoop } from './batched-loop.ts';
import { goBatch } from './go-batch-fix.ts';
import { goPreload } from './go-preload-fix.ts';
import type { LazyRead } from './lazy-relation.ts';
import { lookUp } from './look-up.ts';

const BATCH: FixOffer = { id: 'batch', kind: 'suggest', title: worded`Ask for all rows with one query before the loop` };

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
    note: worded`Load \`${relation}\` with the rows`,
  });
  const title = isDjango ? worded`Load ${relation} with ${method}` : worded`Load ${relation} with selectinload`;
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
  const loaded = loadAskedRelation(workspace, code, framework, id);
  if (loaded.length > 0) return loaded;
  const call = facts.calls[id];
  const loop = call && batchedLoop(code, call.scope, text);
  const look = call && lookUp(code, framework, id, text);
  if (!loop || !look || facts.container !== undefined) return [];
  const { variable, list, outer } = loop;
  const key = new RegExp(`^${escaped(variable)}(?:\\??\\.\\w+|\\[["']\\w+["']\\])*$`);
  if (!key.test(look.key)) return [];
  const isPython = facts.language === 'python';
  const words = pluralOf(look.model);
  const rows = isPython ? `${snakeCase(words)}_by_id` : camelCase(`${words}-by-${look.keyOfRow.slice('it.'.length)}`);
  if (!isFree(facts, outer, rows)) return [];
  const style = styleIn(workspace, code.path);
  const keys =
    look.key === variable
      ? list
      : isPython
        ? `[${look.key} for ${variable} in ${list}]`
        : `${list}.map((${variable}) => ${look.key})`;
  const before = isPython
    ? `${rows} = ${look.batch(keys)}`
    : [`const ${rows} = new Map(`, `\t(await ${look.batch(keys)}).map((it) => [${look.keyOfRow}, it]),`, ');'].join('\n');
  const first = beforeStatement(text, loop.statement, before, style);
  if (!first) return [];
  const around = [text.slice(0, look.start), text.slice(look.end)] as const;
  const isAlone =
    (/[=:]\s*$/.test(around[0]) && /^\s*?(?:[;,}]|\r?\n)/.test(around[1])) ||
    (around[0].endsWith('(') && around[1].startsWith(')'));
  const edit = editCode(workspace, code.path, {
    packages: look.packages,
    changes: () => [
      first,
      ...loop.unwaited,
      { span: { start: look.start, end: look.end }, text: isAlone ? look.found(rows) : `(${look.found(rows)})` },
    ],
    note: worded`Ask once, and look up in what it gave`,
  });
  return edit ? [{ ...BATCH, edits: [edit] }] : [];
}
