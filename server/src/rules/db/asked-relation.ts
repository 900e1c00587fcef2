import { escaped } from '#base/regular-expression.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId } from '#facts/code-facts.ts';
import { changeOf, type Fix } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { withoutStatement } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import { enclosingFunction } from '#link/names.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { batchedLoop } from './batched-loop.ts';
import { MONGOOSE } from './mongoose-relations.ts';
import { PRISMA } from './prisma-relations.ts';
import type { ModelRelation, QuerySite, Related, RelationLoader } from './relation-loader.ts';
import { SEQUELIZE } from './sequelize-relations.ts';
import { TYPEORM } from './typeorm-relations.ts';

const LOADERS: Readonly<Record<string, RelationLoader>> = {
  prisma: PRISMA,
  typeorm: TYPEORM,
  sequelize: SEQUELIZE,
  mongoose: MONGOOSE,
};

/**
 * A relation of the models that a loop asks for row by row, loaded by the query that gave the rows. Empty where the query stands elsewhere, or
 * where its rows go further than the loop: they would hold more than before.
 */
export function loadAskedRelation(workspace: Workspace, code: LiftedCode, framework: string, id: CallId): readonly Fix[] {
  const { facts } = code;
  const loader = LOADERS[framework];
  const text = workspace.textOf(code.path) ?? '';
  const call = facts.calls[id];
  const loop = call && loader && batchedLoop(code, call.scope, text);
  const asked = loop && call.isAwaited ? loader.relatedBy({ workspace, code, text, call }) : undefined;
  const waits = /await\s+$/.exec(text.slice(0, call?.span.start));
  if (!loop || !asked || !waits || !/^\w+$/.test(loop.list)) return [];
  const rows = queryOf(code, framework, loop.list, call);
  const isOther = rows && loader.clientOf?.(rows) !== loader.clientOf?.(call);
  const key = asked.by.value.kind === 'reference' ? asked.by.value.path : [];
  const owner = enclosingFunction(facts, loop.outer);
  if (!rows || isOther || key.length !== 2 || key[0] !== loop.variable || !owner) return [];
  const body = text.slice(facts.scopes[owner.id]?.bodySpan.start, facts.scopes[owner.id]?.bodySpan.end);
  // The rows are declared and gone over, and nothing else.
  if (countOf(body, escaped(loop.list)) !== 2) return [];
  const rounds = text.slice(loop.statement.start, loop.statement.end);
  const site: QuerySite = { workspace, code, text, call: rows };
  const model = loader.modelOfRows(site);
  const relation = model === undefined ? undefined : relationFor(loader.relations(site), model, asked, key[1] ?? '');
  if (!relation || goesFurther(rounds, loop.variable, relation.name, loader)) return [];
  const { name } = relation;
  if (loader.replacesKey && countOf(rounds, `${escaped(loop.variable)}\\??\\.${escaped(name)}`) !== 1) return [];
  const loaded = loader.load(site, name);
  if (!loaded) return [];
  const instead = !relation.isOptional ? '' : relation.isList ? ' ?? []' : ' ?? null';
  const isAlone = /(?:[=:(,]|\breturn)\s*$/.test(text.slice(0, waits.index)) && /^\s*[;,)}\r\n]/.test(text.slice(call.span.end));
  const value = `${loop.variable}.${name}${instead}`;
  const read = { span: { start: waits.index, end: call.span.end }, text: isAlone || instead === '' ? value : `(${value})` };
  const idle = withoutIdle(code, text, call);
  if (!idle) return [];
  const changes = [...loaded, ...loop.unwaited, read, ...idle];
  const note = worded`Load \`${name}\` with the rows`;
  // In JavaScript the import of a model may be what makes it known.
  const edit =
    facts.language === 'typescript'
      ? editCode(workspace, code.path, { changes: () => changes, note })
      : changeOf(code.path, changes, note);
  return edit ? [{ id: 'load-relation', kind: 'suggest', title: worded`Load ${name} with ${loader.word}`, edits: [edit] }] : [];
}

/** Takes a constant away that nothing but the query used; undefined where a field would be left that nothing reads. */
function withoutIdle({ facts }: LiftedCode, text: string, { callee: { path } }: Call): readonly TextChange[] | undefined {
  const [head = '', member = ''] = path;
  if (head === 'this') return countOf(text, `this\\.${escaped(member)}`) > 1 ? [] : undefined;
  const bound = facts.bindings.filter((it) => it.name === head);
  const [only, other] = bound;
  if (!only || other || countOf(text, escaped(head)) !== 2) return [];
  return only.declares === 'constant' && only.origin.kind === 'value' ? [withoutStatement(text, only.statement)] : undefined;
}

function countOf(text: string, pattern: string): number {
  return (text.match(new RegExp(`(?<![\\w$.])${pattern}(?![\\w$])`, 'g')) ?? []).length;
}

/** Whether a row as a whole is passed on; `{ ...order, lines }` holds the lines before and after. */
function goesFurther(body: string, variable: string, relation: string, { showsAll }: RelationLoader): boolean {
  const name = escaped(variable);
  if (showsAll && new RegExp(`(?<![\\w$.])${name}\\??${showsAll.source}`).test(body)) return true;
  const whole = [...body.matchAll(new RegExp(`(\\.\\.\\.|(?<![\\w$.]))${name}(?![\\w$]|\\??\\.\\w|\\[)([^\\n]*)`, 'g'))];
  return whole.some(([, spread, rest = '']) => {
    if (spread === '...') return !new RegExp(`\\.\\.\\.${name}\\s*,[^{}]*\\b${relation}\\s*[:,}]`).test(body);
    // The head of the loop, or of its function.
    return !/^\s*(?:of\b|\)?\s*=>)/.test(rest);
  });
}

/** The query whose rows a constant holds. */
function queryOf(code: LiftedCode, framework: string, name: string, inner: Call): Call | undefined {
  const { facts } = code;
  const binding = facts.bindings.find((it) => it.name === name && it.declares === 'constant' && it.span.start < inner.span.start);
  const value = binding?.origin.kind === 'value' ? binding.origin.value : undefined;
  if (value?.kind !== 'call' || value.path.length > 0) return undefined;
  const call = facts.calls[value.call];
  const chain: CallId[] = [];
  for (let at: CallId | undefined = value.call; at !== undefined; at = facts.calls[at]?.callee.receiver) chain.push(at);
  const isQuery = conceptsOf(code, 'query').some(
    (it) => it.framework === framework && it.call !== undefined && chain.includes(it.call),
  );
  return call?.isAwaited && isQuery ? call : undefined;
}

/** The field of the rows' model that holds what the inner query asks for. */
function relationFor(
  relations: readonly ModelRelation[],
  of: string,
  { model, by, isList }: Related,
  key: string,
): ModelRelation | undefined {
  const own = relations.filter((it) => it.model === of && it.to === model && it.isList === isList);
  if (!isList) {
    const [only, other] = own.filter((it) => it.key?.field === key && it.key.references === by.key);
    return other ? undefined : only;
  }
  const isBack = (it: ModelRelation): boolean =>
    it.model === model && it.to === of && it.key?.field === by.key && it.key.references === key;
  const lists = own.filter((it) => (it.listKey === undefined ? relations.some(isBack) : it.listKey === by.key && key === 'id'));
  const [list, second] = lists;
  return second ? undefined : list;
}
