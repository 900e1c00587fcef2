import type { Span } from '#base/span.ts';
import { addDependency } from '#fixes/dependency.ts';
import type { FileEdit, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { atBodyStart, indentAt } from '#fixes/statements.ts';
import { layOut } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { FieldType } from './field-types.ts';
import type { HandlerInput } from './input-evidence.ts';
import { aboveHandler, className, modelLine, RESERVED, typeOf } from './python-schema.ts';
import { withoutTexts } from './used-fields.ts';
import { keysInPython, type UsedKey, type UsedKeys } from './used-keys.ts';

/** What a view of Flask may be given: a schema of the library that the project has, or of Pydantic where it has none for that. */
export function flaskOffer(dependencies: ReadonlySet<string>): FixOffer | undefined {
  const library = libraryOf(dependencies);
  if (library === undefined) return undefined;
  const title =
    library === 'marshmallow'
      ? worded`Check the body with a schema of marshmallow`
      : worded`Check the body with a model of Pydantic`;
  return { id: 'add-schema', kind: isThere(library, dependencies) ? 'suggest' : 'multi', title };
}

/**
 * Describes the keys that a view of Flask reads in a class above it, has the body pass it, and answers 400 where it does not. Undefined where the
 * body is also used as a whole, and where it is not taken into a variable of the view itself.
 */
export function addFlaskSchema(input: HandlerInput): FileEdit[] | undefined {
  const { workspace, code, handler } = input;
  const { facts } = code;
  const text = workspace.textOf(code.path);
  const scope = facts.scopes[handler];
  const { dependencies, folder } = workspace.unitOf(code.path);
  const library = libraryOf(dependencies);
  if (text === undefined || !scope || library === undefined || (library === 'pydantic' && isOldPydantic(input))) return undefined;
  const style = styleIn(workspace, code.path);
  const taken = takenBody(input, text);
  if (!taken) return undefined;
  // Offsets stay: what is before the body's use is blank.
  const blank = text.slice(0, taken.from).replace(/[^\r\n]/g, ' ');
  const used = keysInPython(blank + withoutTexts(text.slice(taken.from, scope.bodySpan.end), 'python'), taken.body);
  if (!used || used.asksForKeys || used.keys.every((it) => typeOf(input, it) === 'unknown')) return undefined;
  const names = className(input, library === 'pydantic' ? 'body' : 'schema');
  const name = names && freeName(facts, 0, names);
  const variable = taken.variable ?? freeName(facts, handler, ['data', 'body', 'payload']);
  const error = freeName(facts, handler, ['error', 'err', 'invalid']);
  if (name === undefined || variable === undefined || error === undefined) return undefined;
  const fields = fieldsOf(input, used, library);
  if (!fields) return undefined;
  const declared = aboveHandler(
    input,
    text,
    [`class ${name}(${library === 'pydantic' ? 'BaseModel' : 'Schema'}):`, ...fields].join('\n'),
    style,
  );
  const loaded = library === 'pydantic' ? `${name}.model_validate(${taken.source})` : `${name}().load(${taken.source})`;
  const answer = library === 'pydantic' ? `${error}.errors(include_url=False)` : `${error}.messages`;
  const check = [
    'try:',
    `\t${variable} = ${loaded}`,
    `except ValidationError as ${error}:`,
    `\treturn {'errors': ${answer}}, 400`,
  ].join('\n');
  const first: TextChange | undefined = taken.statement
    ? { span: taken.statement, text: layOut(check, style, indentAt(text, taken.statement.start)) }
    : atBodyStart(text, facts, handler, check, style);
  if (!declared || !first) return undefined;
  const uses = used.reads.flatMap(({ key, span }): TextChange[] => {
    const written = text.slice(span.start, span.end);
    if (library === 'pydantic') return [{ span, text: `${taken.variable ?? variable}.${key}` }];
    return taken.variable === undefined ? [{ span, text: variable + written.slice(taken.body.length) }] : [];
  });
  const edit = editCode(workspace, code.path, {
    packages:
      library === 'pydantic'
        ? [
            { module: 'pydantic', names: ['BaseModel', 'ValidationError'] },
            ...(fields.some((it) => /\bAny\b/.test(it)) ? [{ module: 'typing', names: ['Any'] }] : []),
          ]
        : [{ module: 'marshmallow', names: ['EXCLUDE', 'Schema', 'ValidationError', 'fields'] }],
    changes: () => [declared, first, ...uses],
    note: worded`Check the body with ${name} before it is used`,
  });
  if (!edit || isThere(library, dependencies)) return edit && [edit];
  const added = addDependency(workspace, folder, 'python', library, PYDANTIC);
  return added && [edit, added];
}

type Library = 'marshmallow' | 'pydantic';

function libraryOf(dependencies: ReadonlySet<string>): Library | undefined {
  if (dependencies.has('marshmallow') || dependencies.has('flask-marshmallow')) return 'marshmallow';
  if (dependencies.has('pydantic')) return 'pydantic';
  return [...dependencies].some((it) => OTHERS.test(it)) ? undefined : 'pydantic';
}

const isThere = (library: Library, dependencies: ReadonlySet<string>): boolean =>
  library === 'marshmallow' || dependencies.has(library);

/** `errors(include_url=…)` is in all of its second version. */
const PYDANTIC = '>=2.0';

/** Libraries that check bodies in another way, beside which a second one would be one too many. */
const OTHERS =
  /^(?:webargs|flask-(?:smorest|restx|wtf|pydantic|parameter-validation|inputs|expects-json|jsonschema)|apiflask|apispec|wtforms|voluptuous|cerberus|jsonschema|schema|schematics|colander|cattrs|msgspec|connexion|trafaret|valideer)$/;

/** Its first version has other methods. */
function isOldPydantic({ workspace, code }: HandlerInput): boolean {
  return applicationFiles(workspace, workspace.unitOf(code.path), 'python').some(({ facts }) =>
    facts.imports.some((it) => it.module === 'pydantic' && /^(?:validator|root_validator|BaseSettings)$/.test(it.imported)),
  );
}

interface TakenBody {
  /** The name, or the expression, by which the view reads keys. */
  readonly body: string;
  /** The expression that gives the body. */
  readonly source: string;
  readonly variable?: string;
  readonly statement?: Span;
  /** From where its keys are read. */
  readonly from: number;
}

/** `data = request.get_json()` in the view itself, or nothing but `request.json[…]`. */
function takenBody({ code, handler, reads }: HandlerInput, text: string): TakenBody | undefined {
  const { bindings, scopes } = code.facts;
  const [read] = reads;
  if (!read) return undefined;
  const holder = bindings.find(
    (it) => it.scope === handler && it.statement.start <= read.span.start && read.span.end <= it.statement.end,
  );
  const written = holder ? text.slice(holder.statement.start, holder.statement.end) : '';
  const source = /^\w+ = (request\.(?:json|get_json\((?:True|force=True)?\)))$/.exec(written)?.[1];
  if (holder && source !== undefined) {
    if (reads.length > 1 || bindings.filter((it) => it.name === holder.name && it.scope === handler).length > 1) return undefined;
    return { body: holder.name, source, variable: holder.name, statement: holder.statement, from: holder.statement.end };
  }
  const isPlain = reads.every((it) => text.slice(it.span.start, it.span.end).startsWith('request.json'));
  const body = scopes[handler]?.bodySpan;
  return isPlain && body ? { body: 'request.json', source: 'request.json', from: body.start } : undefined;
}

const SCHEMA_FIELDS: Readonly<Record<FieldType, string>> = {
  text: 'String',
  integer: 'Integer',
  number: 'Float',
  boolean: 'Boolean',
  list: 'List',
  object: 'Dict',
  unknown: 'Raw',
};

function fieldsOf(input: HandlerInput, { keys }: UsedKeys, library: Library): readonly string[] | undefined {
  if (library === 'pydantic') {
    if (keys.some((it) => RESERVED.test(it.name) || (it.isOptional && it.fallback === undefined))) return undefined;
    return keys.toSorted((a, b) => Number(a.isOptional) - Number(b.isOptional)).map((it) => `\t${modelLine(input, it)}`);
  }
  if (keys.some((it) => RESERVED.test(it.name) || /^(?:fields|load|dump|validate|context|opts)$/.test(it.name))) return undefined;
  // What else a client sends was left alone so far.
  return ['\tclass Meta:', '\t\tunknown = EXCLUDE', '', ...keys.map((it) => `\t${it.name} = fields.${schemaField(input, it)}`)];
}

function schemaField(input: HandlerInput, key: UsedKey): string {
  const type = typeOf(input, key);
  const field = type === 'text' && /e-?mail$/i.test(key.name) ? 'Email' : SCHEMA_FIELDS[type];
  const settings = [
    ...(field === 'List' ? ['fields.Raw()'] : []),
    ...(key.isOptional ? [] : ['required=True']),
    ...(key.isOptional && key.mayBeNone ? ['allow_none=True'] : []),
  ];
  return `${field}(${settings.join(', ')})`;
}
