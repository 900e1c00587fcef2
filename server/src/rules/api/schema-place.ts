import type { Span } from '#base/span.ts';
import { conceptsOf } from '#concepts/lifted-file.ts';
import { camelCase, pascalCase, singularOf } from '#decisions/names.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import { subjectOf } from '#fixes/modules.ts';
import { routePathText } from '#workspace/route-text.ts';
import { nameOfHandler, routesOfHandler } from '../routed-handlers.ts';
import { type FieldType, modelField, typeByName } from './field-types.ts';
import type { HandlerInput } from './input-evidence.ts';
import type { UsedField } from './used-fields.ts';

export interface TypedField extends UsedField {
  readonly fields: readonly TypedField[];
}

/**
 * The fields with a type for each, from its use, the models of the unit or its name. Undefined where of none of them a type is known: such a schema
 * would refuse nothing.
 */
export function typedFields(input: HandlerInput, fields: readonly UsedField[]): readonly TypedField[] | undefined {
  const isPartial = routesOfHandler(input.workspace, input.code, input.handler).some((it) => it.method === 'PATCH');
  const typed = fields.map((it) => typedField(input, it, isPartial));
  return hasType(typed) ? typed : undefined;
}

function typedField(input: HandlerInput, field: UsedField, isPartial: boolean): TypedField {
  const { workspace, code } = input;
  const model = modelField(workspace, code, field.name);
  const known = field.type !== 'unknown' ? field.type : (model?.type ?? typeByName(field.name));
  const type: FieldType = known === 'unknown' && isMongoId(input, field.name) ? 'text' : known;
  const mayMiss = model !== undefined && !model.isRequired && !IDENTIFIES.test(field.name);
  const isOptional = field.isOptional || ((isPartial || mayMiss) && field.isNeeded !== true);
  return { ...field, type, isOptional, fields: field.fields.map((it) => typedField(input, it, isPartial)) };
}

/** What a handler cannot do without, even where a model can. */
const IDENTIFIES = /^_?id$|[a-z]Id$|_id$|e-?mail$|user_?name$|password$/i;

/** The ids of MongoDB are texts on their way. */
function isMongoId({ workspace, code }: HandlerInput, name: string): boolean {
  const { dependencies } = workspace.unitOf(code.path);
  return /^_?id$|[a-z]Id$|_id$/.test(name) && (dependencies.has('mongoose') || dependencies.has('mongodb'));
}

function hasType(fields: readonly TypedField[]): boolean {
  return fields.some((it) => (it.fields.length > 0 ? hasType(it.fields) : it.type !== 'unknown'));
}

/** Names for what describes the body, best first: from the handler's name, else from what its route does. */
export function bodyName({ workspace, code, handler }: HandlerInput, ending = 'body'): readonly string[] | undefined {
  const set = code.facts.language === 'python' ? pascalCase : camelCase;
  const own = nameOfHandler(code, handler);
  const base =
    own !== '' && !/^(?:post|put|patch|handler|POST|PUT|PATCH)$/.test(own) ? own : ofRoute({ workspace, code, handler });
  return base === undefined ? undefined : [set(`${base}-${ending}`), set(`${base}-${ending}-schema`)];
}

const VERBS: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'update' };

/** `POST /orders/:id/notes` makes `createNote`; a last part that is a verb stands for itself. */
function ofRoute({ workspace, code, handler }: Pick<HandlerInput, 'workspace' | 'code' | 'handler'>): string | undefined {
  const [composed] = routesOfHandler(workspace, code, handler);
  const written = conceptsOf(code, 'route').find((it) => it.handler === handler);
  const verb = VERBS[composed?.method ?? written?.method ?? ''];
  const path = composed?.segments ? routePathText(composed.segments) : (written?.path ?? '');
  const parts = path.split('/');
  // A router knows its own part of the path alone: `/` of `routes/orders.js`.
  const last = parts.findLast((it) => /^[a-z][\w.-]*$/i.test(it)) ?? subjectOf(code.path);
  if (verb === undefined || last === '') return undefined;
  // `POST /teams.create` says it all.
  if (last.includes('.')) return last.replaceAll('.', '-');
  const subject = singularOf(last);
  return subject === last && parts.at(-1) === last ? last : `${verb}-${subject}`;
}

/** The first line of the declaration at the top of the file that a function stands in, as an empty span: what is put before it stands above it. */
export function declarationAround(text: string, { scopes, calls, bindings }: CodeFacts, scope: ScopeId): Span {
  let outer = scope;
  for (let at: ScopeId | undefined = scope; at !== undefined && at !== 0; at = scopes[at]?.parent) outer = at;
  const fn = scopes[outer]?.fn;
  const call = fn?.argumentOf && calls[fn.argumentOf.call];
  const starts = [
    scopes[outer]?.span.start ?? 0,
    ...(call ? [call.statement.start] : []),
    ...(fn?.decorators ?? []).map((it) => it.span.start),
    ...bindings.flatMap((it) => (it.scope === 0 && isAround(it.statement, scopes[outer]?.span) ? [it.statement.start] : [])),
  ];
  const start = text.lastIndexOf('\n', Math.min(...starts) - 1) + 1;
  return { start, end: start };
}

function isAround(outer: Span, inner: Span | undefined): boolean {
  return inner !== undefined && outer.start <= inner.start && inner.end <= outer.end;
}
