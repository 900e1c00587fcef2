import { escaped } from '#base/regular-expression.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId } from '#facts/code-facts.ts';
import type { PrismaRelation } from '#facts/manifest-facts.ts';
import type { ObjectEntry } from '#facts/value.ts';
import { changeOf, type Fix } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { batchedLoop } from './batched-loop.ts';
import { onlyEntry } from './script-look-up.ts';

/** What a query in a loop asks for: the row of a key, or the rows that have a key. */
interface Related {
  readonly model: string;
  readonly by: ObjectEntry;
  readonly isList: boolean;
}

/**
 * A relation of Prisma's schema that a loop asks for row by row, included in the query that gave the rows. Empty where the query stands elsewhere, or
 * where its rows go further than the loop: they would hold more than before.
 */
export function prismaInclude(workspace: Workspace, code: LiftedCode, id: CallId): readonly Fix[] {
  const { facts } = code;
  const text = workspace.textOf(code.path) ?? '';
  const call = facts.calls[id];
  const loop = call && batchedLoop(code, call.scope, text);
  const asked = call && relatedBy(call);
  const waits = /await\s+$/.exec(text.slice(0, call?.span.start));
  if (!loop || !asked || !waits || !/^\w+$/.test(loop.list)) return [];
  const rows = queryOf(code, loop.list, call);
  const key = asked.by.value.kind === 'reference' ? asked.by.value.path : [];
  const owner = enclosingFunction(facts, loop.outer);
  if (!rows || key.length !== 2 || key[0] !== loop.variable || !owner) return [];
  const body = text.slice(facts.scopes[owner.id]?.bodySpan.start, facts.scopes[owner.id]?.bodySpan.end);
  // The rows are declared and gone over, and nothing else.
  if ((body.match(new RegExp(`(?<![\\w$.])${escaped(loop.list)}(?![\\w$])`, 'g')) ?? []).length !== 2) return [];
  const relation = relationFor(workspace, code, rows.callee.path.at(-2) ?? '', asked, key[1] ?? '');
  if (!relation || goesFurther(body, loop.variable, relation)) return [];
  const style = styleIn(workspace, code.path);
  const [options] = rows.args;
  const entry = `include: { ${relation}: true }`;
  const included =
    options === undefined
      ? addArgument(text, rows, `{ ${entry} }`, style)
      : options.kind === 'object' && !options.isOpen && !options.entries.some((it) => /^(?:select|include|omit)$/.test(it.key))
        ? addEntry(text, options, entry, style)
        : undefined;
  if (!included) return [];
  const read = { span: { start: waits.index, end: call.span.end }, text: `${loop.variable}.${relation}` };
  return [
    {
      id: 'load-relation',
      kind: 'suggest',
      title: `Load ${relation} with include`,
      edits: [changeOf(code.path, [...included, ...loop.unwaited, read], `Load \`${relation}\` with the rows`)],
    },
  ];
}

/** Whether a row as a whole is passed on; `{ ...order, lines }` holds the lines before and after. */
function goesFurther(body: string, variable: string, relation: string): boolean {
  const name = escaped(variable);
  const whole = [...body.matchAll(new RegExp(`(\\.\\.\\.|(?<![\\w$.]))${name}(?![\\w$]|\\??\\.\\w|\\[)([^\\n]*)`, 'g'))];
  return whole.some(([, spread, rest = '']) => {
    if (spread === '...') return !new RegExp(`\\.\\.\\.${name}\\s*,[^{}]*\\b${relation}\\s*[:,}]`).test(body);
    // The head of the loop, or of its function.
    return !/^\s*(?:of\b|\)?\s*=>)/.test(rest);
  });
}

/** `customer.findUnique({ where: { id } })` and `line.findMany({ where: { orderId } })`, with nothing more. */
function relatedBy({ callee, args, isAwaited }: Call): Related | undefined {
  const method = callee.path.at(-1);
  if (!isAwaited || callee.receiver !== undefined || args.length !== 1 || !/^find(?:Unique|Many)$/.test(method ?? ''))
    return undefined;
  const by = onlyEntry(onlyEntry(args[0], 'where')?.value);
  return by && { model: callee.path.at(-2) ?? '', by, isList: method === 'findMany' };
}

/** The query whose rows a constant holds, of the same client as the one in the loop. */
function queryOf(code: LiftedCode, name: string, inner: Call): Call | undefined {
  const binding = code.facts.bindings.find(
    (it) => it.name === name && it.declares === 'constant' && it.span.start < inner.span.start,
  );
  const value = binding?.origin.kind === 'value' ? binding.origin.value : undefined;
  if (value?.kind !== 'call' || value.path.length > 0) return undefined;
  const call = code.facts.calls[value.call];
  const isQuery = conceptsOf(code, 'query').some((it) => it.framework === 'prisma' && it.call === value.call);
  const clientOf = (it: Call): string => it.callee.path.slice(0, -2).join('.');
  const isPlain = call?.isAwaited === true && call.callee.path.at(-1) === 'findMany' && call.args.length < 2;
  return call && isQuery && isPlain && clientOf(call) === clientOf(inner) ? call : undefined;
}

/** The field of the rows' model that holds what the inner query asks for. */
function relationFor(
  workspace: Workspace,
  { path }: LiftedCode,
  of: string,
  { model, by, isList }: Related,
  key: string,
): string | undefined {
  const relations = relationsOf(workspace, path);
  const isModel = (name: string, client: string): boolean => name.charAt(0).toLowerCase() + name.slice(1) === client;
  if (!isList)
    return relations.find(
      (it) => isModel(it.model, of) && isModel(it.to, model) && it.key?.field === key && it.key.references === by.key,
    )?.name;
  const back = relations.some(
    (it) => isModel(it.model, model) && isModel(it.to, of) && it.key?.field === by.key && it.key.references === key,
  );
  const [list, second] = relations.filter((it) => it.isList && isModel(it.model, of) && isModel(it.to, model));
  return back && !second ? list?.name : undefined;
}

/** Of the only schema in the unit, or in the workspace. */
function relationsOf(workspace: Workspace, path: string): readonly PrismaRelation[] {
  const unit = workspace.unitOf(path);
  const schemas = [...workspace.files.values()].flatMap(({ facts }) => (facts.kind === 'prisma-schema' ? [facts] : []));
  const own = schemas.filter((it) => workspace.unitOf(it.path) === unit);
  return (own.length > 0 ? own : schemas).flatMap((it) => it.relations);
}
