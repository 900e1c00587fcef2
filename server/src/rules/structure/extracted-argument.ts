import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { snakeCase } from '#decisions/names.ts';
import type { Import, ScopeId, TypeReference } from '#facts/code-facts.ts';
import type { NameUse } from '#fixes/free-names.ts';
import type { Declaration } from '#link/names.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** What a handler passes to the function that its query becomes. */
export interface ExtractedArgument {
  /** Of the parameter. */
  readonly name: string;
  /** Of the argument at the call. */
  readonly text: string;
  readonly span: Span;
  /** As the parameter writes it; absent where the language does not ask for one and none is known. */
  readonly type?: string;
  /** The local name of the import that the type needs. */
  readonly typeImport?: string;
  /** The import of a type that the file does not name. */
  readonly typePackage?: NeededImport;
}

/** The class that a query hangs on, by its local name. */
export interface QueriedModel {
  readonly name: string;
  readonly fields: ReadonlySet<string>;
}

interface Place {
  readonly use: NameUse;
  /** None for `self`. */
  readonly declaration: Declaration | undefined;
  readonly scope: ScopeId;
  readonly text: string;
  /** The query hangs on it, as on a session that the handler is given. */
  readonly isRoot: boolean;
  /** Somewhere in the expression it is used without a member. */
  readonly isWhole: boolean;
  readonly model: QueriedModel | undefined;
}

const REQUEST_NAME = /^_?(?:req|request|ctx|context|res|response|reply|c)$/;

/** What Flask hands out as a global and belongs to the request. */
export function isRequest({ module, imported }: Import): boolean {
  return /^flask(?:_login)?$/.test(module) && /^(?:request|current_user|g|session)$/.test(imported);
}

/** The argument for a name of the handler with what is read of it. Undefined where it is the request as a whole, or has no good name or type. */
export function argumentOf(workspace: Workspace, code: LiftedCode, place: Place): ExtractedArgument | undefined {
  const { use, isRoot, isWhole, text } = place;
  const { language } = code.facts;
  const isRequestName = REQUEST_NAME.test(use.head);
  if (isRoot && use.head === 'self') return heldConnection(workspace, code, place);
  if (isRoot || (isWhole && !isRequestName)) {
    if (isRequestName) return undefined;
    const span = { start: use.span.start, end: use.span.start + use.head.length };
    return typed(workspace, code, place, { name: use.head, text: use.head, span });
  }
  if (isWhole || use.members.length === 0) return undefined;
  const more = postfix(text, use.span.end);
  if (!more) return undefined;
  const span = { start: use.span.start, end: use.span.end + more.length };
  const members = [...(more.isCalled ? use.members.slice(0, -1) : use.members), ...(more.key === undefined ? [] : [more.key])];
  const name = parameterName(use.head, members, isRequestName, language === 'python');
  if (name === undefined) return undefined;
  return typed(workspace, code, place, { name, text: text.slice(span.start, span.end), span });
}

/** `self.session`, which a class-based view or a service keeps. */
function heldConnection(workspace: Workspace, code: LiftedCode, { use, text }: Place): ExtractedArgument | undefined {
  const [field] = use.members;
  if (field === undefined || !/(?:session|db|conn|connection)$/i.test(field)) return undefined;
  const end = use.span.start + (/^self\s*\.\s*\w+/.exec(text.slice(use.span.start, use.span.end))?.[0].length ?? 0);
  const name = field.replace(/^_+/, '');
  const span = { start: use.span.start, end };
  const type = code.facts.classes.flatMap((it) => it.fields).find((it) => it.name === field)?.type;
  const known = type && importedType(workspace, code, type);
  return { name, text: text.slice(span.start, end), span, ...(type && known && { type: type.text, typeImport: known }) };
}

interface Postfix {
  readonly length: number;
  /** What is asked for by a text: `name` of `["name"]` and `.get("name")`. */
  readonly key?: string;
  /** The last member is a function that is called without arguments: `.trim()`. */
  readonly isCalled: boolean;
}

/** `["name"]`, `.get("name")` and `.trim()` behind members; undefined where something else is called or indexed. */
function postfix(text: string, at: number): Postfix | undefined {
  const rest = text.slice(at, at + 200);
  const plain = /^\(\s*\)/.exec(rest);
  const indexed = /^\[\s*["'](\w+)["']\s*\]|^\(\s*["'](\w+)["']\s*(?:,\s*(?:None|["'][^"']*["']|\d+)\s*)?\)/.exec(rest);
  const length = (plain ?? indexed)?.[0].length ?? 0;
  const after = rest.slice(length);
  if (/^\s*[([]/.test(after) || (length > 0 && /^\s*\??\./.test(after))) return undefined;
  if (plain) return { length, isCalled: true };
  if (!indexed) return { length: 0, isCalled: false };
  // Only `get` of a call takes a key.
  if (indexed[2] !== undefined && !/\.get$/.test(text.slice(0, at))) return undefined;
  const key = indexed[1] ?? indexed[2];
  return key === undefined ? undefined : { length, key, isCalled: indexed[2] !== undefined };
}

function parameterName(head: string, members: readonly string[], isRequest: boolean, isPython: boolean): string | undefined {
  const isFilled = members.length > 1 && /^(?:data|value)$/.test(members.at(-1) ?? '');
  const named = isFilled && !isRequest ? members.slice(0, -1) : members;
  const last = named.at(-1)?.replace(/^_+(?=[a-z])/, '');
  if (
    last === undefined ||
    !/^[A-Za-z]\w*$/.test(last) ||
    (/^(?:body|query|params|data|headers|GET|POST|state)$/.test(last) && isRequest && named.length === 1)
  )
    return undefined;
  const owner = named.length > 1 ? named.at(-2) : head;
  const isPlainId = /^(?:_?id|pk)$/.test(last) && !isRequest;
  const ofUser = /^(?:_?id|pk)$/.test(last) && owner === 'user';
  if (!isPlainId && !ofUser) return last === 'pk' ? 'pk' : last;
  if (owner === undefined || /^(?:self|this|kwargs|params)$/.test(owner)) return 'id';
  return isPython ? `${snakeCase(owner)}_id` : `${owner}Id`;
}

const PLAIN_SCRIPT = /^(?:string|number|boolean|Date|bigint)(?:\[\])?$/;
const PLAIN_PYTHON = /^(?:str|int|float|bool|bytes|list\[(?:str|int)\])$/;

/** With the type that its parameter has; in TypeScript nothing goes without one. */
function typed(workspace: Workspace, code: LiftedCode, place: Place, argument: ExtractedArgument): ExtractedArgument | undefined {
  const { language } = code.facts;
  if (language === 'javascript') return argument;
  const { declaration, use } = place;
  const written =
    declaration?.kind === 'parameter'
      ? declaration.parameter.type
      : declaration?.kind === 'binding'
        ? declaration.binding.type
        : undefined;
  const isWhole = argument.text === use.head;
  if (language === 'python') {
    if (!isWhole || !written) return argument;
    if (PLAIN_PYTHON.test(written.text)) return { ...argument, type: written.text };
    const known = importedType(workspace, code, written);
    return known ? { ...argument, type: written.text, typeImport: known } : argument;
  }
  if (language === 'go') return undefined;
  if (isWhole && written && PLAIN_SCRIPT.test(written.text)) return { ...argument, type: written.text };
  if (written) {
    const known = describedType(workspace, code, written, isWhole ? undefined : use.members);
    if (known) return { ...argument, ...known };
  }
  if (isWhole && declaration?.kind === 'binding' && declaration.binding.origin.kind === 'value') {
    const { value } = declaration.binding.origin;
    if (value.kind === 'template') return { ...argument, type: 'string' };
    if (value.kind === 'literal' && typeof value.value === 'string') return { ...argument, type: 'string' };
    if (value.kind === 'literal' && typeof value.value === 'number') return { ...argument, type: 'number' };
    if (value.kind === 'reference' && isRouteParameter(value.path)) return { ...argument, type: 'string' };
  }
  if (isWhole && declaration?.kind === 'binding' && declaration.binding.origin.kind === 'part') {
    const { value, path } = declaration.binding.origin;
    if (value.kind === 'reference' && isRouteParameter([...value.path, ...path])) return { ...argument, type: 'string' };
  }
  if (!isWhole && isRouteParameter([use.head, ...use.members])) return { ...argument, type: 'string' };
  return ofModel(place, argument);
}

/** A class or interface of the workspace that the file imports, or the type of one of its fields. */
function describedType(
  workspace: Workspace,
  { facts }: LiftedCode,
  type: TypeReference,
  members: readonly string[] | undefined,
): Pick<ExtractedArgument, 'type' | 'typeImport'> | undefined {
  const [name, ...rest] = type.path;
  if (name === undefined || rest.length > 0 || type.args.length > 0 || type.text !== name) return undefined;
  const found = facts.imports.some((it) => it.local === name && it.scope === 0)
    ? workspace.linker.classOf(workspace.linker.reference(facts.path, 0, [name]))
    : undefined;
  if (!found) return undefined;
  if (!members) return { type: name, typeImport: name };
  const [field, ...deeper] = members;
  const isField = deeper.length === 0 && found.declaration.fields.some((it) => it.name === field);
  return isField ? { type: `${name}['${field}']`, typeImport: name } : undefined;
}

/** With the type that the model's field has, or that its library gives an open transaction. */
function ofModel({ use, text, model }: Place, argument: ExtractedArgument): ExtractedArgument | undefined {
  const key = use.isShorthand ? use.head : use.key?.name;
  if (key === 'transaction')
    return {
      ...argument,
      type: 'Transaction',
      typePackage: { module: 'sequelize', names: [{ name: 'Transaction', type: true }] },
    };
  const isKey = /\.(?:findByPk|findById)\(\s*$/.test(text.slice(Math.max(0, use.span.start - 40), use.span.start));
  const field = isKey ? 'id' : key;
  if (!model || field === undefined || !(isKey || model.fields.has(field))) return undefined;
  return { ...argument, type: `${model.name}['${field}']` };
}

/** `req.params.id`: routers give texts. */
function isRouteParameter(path: readonly string[]): boolean {
  return path.length === 3 && /^_?(?:req|request|ctx)$/.test(path[0] ?? '') && path[1] === 'params';
}

/** The import of a type that a package gives, as a session of the database. */
function importedType(workspace: Workspace, { facts }: LiftedCode, type: TypeReference): string | undefined {
  if (type.args.length > 0 || type.text !== type.path.join('.')) return undefined;
  const index = facts.imports.findIndex((it) => it.local === type.path[0]);
  return index >= 0 && workspace.linker.resolution(facts.path, index).kind === 'package' ? type.path[0] : undefined;
}
