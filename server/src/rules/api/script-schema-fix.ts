import { joinPath } from '#base/paths.ts';
import { escaped } from '#base/regular-expression.ts';
import type { InputRead } from '#concepts/kinds/input.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { FileEdit, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import { addScriptDependency } from '#fixes/script-dependency.ts';
import { atBodyStart, beforeStatement } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Unit } from '#workspace/units.ts';
import type { HandlerInput } from './input-evidence.ts';
import { bodyName, declarationAround, type TypedField, typedFields } from './schema-place.ts';
import { fieldsInScript, withoutTexts } from './used-fields.ts';

/** What a handler in a script may be given; undefined where its unit checks input with a library that is not known here. */
export function schemaOffer(unit: Unit, read: InputRead | undefined): FixOffer | undefined {
  const library = libraryOf(unit);
  if (!library || !read || !answerTo(read)) return undefined;
  const isThere = unit.dependencies.has(library.package);
  return {
    id: 'add-schema',
    kind: isThere ? 'suggest' : 'multi',
    title: worded`Check the body with a schema of ${library.title}`,
  };
}

/** Puts a schema of the fields that the handler uses above it, and has the body pass it first. */
export function addScriptSchema(input: HandlerInput): FileEdit[] | undefined {
  const { workspace, code, handler, reads } = input;
  const { path, facts } = code;
  const text = workspace.textOf(path);
  const [read] = reads;
  const scope = facts.scopes[handler];
  const unit = workspace.unitOf(path);
  const library = libraryOf(unit);
  const answer = read && answerTo(read);
  if (text === undefined || !read || !scope || !library || !answer || facts.container) return undefined;
  if (!/^[\w$]+(?:\.[\w$]+)+$/.test(read.text) || reads.some((it) => it.text !== read.text)) return undefined;
  const body = read.call === undefined ? read.text : `await ${read.text}()`;
  // A request gives its body once, and what is said of its type may not be what the schema gives.
  if (read.call !== undefined && (reads.length > 1 || isTyped(code, read))) return undefined;
  const own = withoutTexts(text.slice(scope.bodySpan.start, scope.bodySpan.end), facts.language);
  const found = fieldsInScript(own, body);
  const fields = found && typedFields(input, found);
  const names = bodyName(input);
  const schema = names && freeName(facts, 0, names);
  const checked = freeName(facts, handler, ['parsed', 'checked', 'input', 'checkedBody']);
  const reply = answer === WEB ? responseName(code) : replyName(code, handler, read.text);
  if (!fields || schema === undefined || checked === undefined || reply === undefined) return undefined;
  const style = styleIn(workspace, path);
  const place = declarationAround(text, facts, handler);
  const declared = beforeStatement(text, place, `const ${schema} = ${objectOf(library, fields, 0, style)};\n`, style);
  const check = [
    `const ${checked} = ${library.check(schema, body)};`,
    `if (${library.failed(checked)}) {`,
    ...answer(reply, keyOfAnswers(text), library.issues(checked)).map((it) => `\t${it}`),
    '}',
  ].join('\n');
  const first = checkPlace(input, text, check, style);
  if (!declared || !first) return undefined;
  const uses = [...own.matchAll(new RegExp(`(?<![\\w$.])${escaped(body)}(?![\\w$])`, 'g'))].map((it): TextChange => {
    const start = scope.bodySpan.start + it.index;
    return { span: { start, end: start + it[0].length }, text: library.data(checked) };
  });
  const edit = editCode(workspace, path, {
    packages: [library.import],
    changes: () => [declared, first, ...uses],
    note: worded`Check the body with ${schema} before it is used`,
  });
  if (!edit || unit.dependencies.has(library.package)) return edit && [edit];
  const added = addScriptDependency(workspace, joinPath(unit.folder, 'package.json') ?? '', library.package, library.range);
  return added && [edit, added];
}

interface Library {
  readonly package: string;
  readonly title: string;
  readonly range: string;
  readonly import: NeededImport;
  readonly object: string;
  readonly types: Readonly<Record<TypedField['type'], string>>;
  readonly email: string;
  readonly optional: string;
  /** Of a text, which may also be empty then. */
  readonly optionalText: string;
  readonly required: string;
  readonly check: (schema: string, body: string) => string;
  readonly failed: (checked: string) => string;
  readonly data: (checked: string) => string;
  readonly issues: (checked: string) => string;
}

const ZOD: Library = {
  package: 'zod',
  title: 'Zod',
  range: '^4.1.12',
  import: { module: 'zod', names: ['z'] },
  object: 'z.object',
  types: {
    text: 'z.string()',
    integer: 'z.coerce.number().int()',
    number: 'z.coerce.number()',
    boolean: 'z.boolean()',
    list: 'z.array(z.unknown())',
    object: 'z.record(z.string(), z.unknown())',
    unknown: 'z.unknown()',
  },
  email: 'z.string().email()',
  optional: '.optional()',
  optionalText: '.optional()',
  required: '',
  check: (schema, body) => `${schema}.safeParse(${body})`,
  failed: (checked) => `!${checked}.success`,
  data: (checked) => `${checked}.data`,
  issues: (checked) => `${checked}.error.issues`,
};

const JOI: Library = {
  package: 'joi',
  title: 'Joi',
  range: '^18.0.1',
  import: { module: 'joi', default: 'Joi' },
  object: 'Joi.object',
  types: {
    text: 'Joi.string()',
    integer: 'Joi.number().integer()',
    number: 'Joi.number()',
    boolean: 'Joi.boolean()',
    list: 'Joi.array()',
    object: 'Joi.object()',
    unknown: 'Joi.any()',
  },
  email: 'Joi.string().email()',
  optional: '',
  optionalText: ".allow('')",
  required: '.required()',
  check: (schema, body) => `${schema}.validate(${body}, { stripUnknown: true })`,
  failed: (checked) => `${checked}.error`,
  data: (checked) => `${checked}.value`,
  issues: (checked) => `${checked}.error.details`,
};

/** The library of the unit; Zod where it has none. */
function libraryOf({ dependencies }: Unit): Library | undefined {
  if (dependencies.has('zod')) return ZOD;
  if (dependencies.has('joi')) return JOI;
  return [...dependencies].some((it) => OTHERS.test(it)) ? undefined : ZOD;
}

const OTHERS =
  /^(?:yup|valibot|superstruct|ajv|celebrate|@hapi\/joi|express-validator|express-joi-validation|class-validator|io-ts|runtypes|arktype|@sinclair\/typebox|koa-joi-router|koa-parameter|validatorjs|vine|@vinejs\/vine)$/;

type Answer = (reply: string, key: string, issues: string) => readonly string[];

/** How a framework answers a body that is refused, and leaves. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  express: (reply, key, issues) => [`${reply}.status(400).json({ ${key}: '${REFUSED}', issues: ${issues} });`, 'return;'],
  'koa-input': (reply, key, issues) => [
    `${reply}.status = 400;`,
    `${reply}.body = { ${key}: '${REFUSED}', issues: ${issues} };`,
    'return;',
  ],
  fastify: (reply, key, issues) => [`return ${reply}.status(400).send({ ${key}: '${REFUSED}', issues: ${issues} });`],
};

/** What a route handler of Next.js gives back. */
const WEB: Answer = (reply, key, issues) => [
  `return ${reply}.json({ ${key}: '${REFUSED}', issues: ${issues} }, { status: 400 });`,
];

const HONO: Answer = (reply, key, issues) => [`return ${reply}.json({ ${key}: '${REFUSED}', issues: ${issues} }, 400);`];

/** `request.json()` of a route handler, `c.req.json()` of Hono, `req.body` of a route below `pages/api`. */
function answerTo({ framework, call, text }: InputRead): Answer | undefined {
  if (framework !== 'web-request') return ANSWERS[framework];
  if (call === undefined) return text.endsWith('.body') ? ANSWERS.express : undefined;
  if (!text.endsWith('.json')) return undefined;
  return text.endsWith('.req.json') ? HONO : WEB;
}

function responseName({ facts }: LiftedCode): string {
  return (
    facts.imports.find((it) => it.module === 'next/server' && it.imported === 'NextResponse' && !it.isTypeOnly)?.local ??
    'Response'
  );
}

function isTyped({ facts }: LiftedCode, { span }: InputRead): boolean {
  return facts.bindings.some((it) => it.type !== undefined && it.statement.start <= span.start && span.end <= it.statement.end);
}

const REFUSED = 'The body is not valid';

/** The parameter that the answer is given to. */
function replyName({ facts }: LiftedCode, handler: ScopeId, read: string): string | undefined {
  const parameters = facts.scopes[handler]?.fn?.parameters ?? [];
  const own = parameters.findIndex((it) => it.name === read.split('.')[0]);
  if (own < 0) return undefined;
  // `ctx.request.body` of Koa, `c.req.json` of Hono: one object for both.
  const name = /^(?:ctx|context)\.|\.req\.json$/.test(read) ? parameters[own]?.name : parameters[own + 1]?.name;
  return name === '' ? undefined : name;
}

/** Under which key the file sends the text of an error. */
function keyOfAnswers(text: string): string {
  const keys = [
    ...text.matchAll(/\bstatus\(\s*[45]\d\d\s*\)\s*\.(?:json|send)\(\s*\{\s*(\w+)\s*[:,}]/g),
    ...text.matchAll(/\.json\(\s*\{\s*(\w+)\s*[:,][^{}]*\},\s*(?:\{\s*status:\s*)?[45]\d\d\b/g),
  ].flatMap((it) => it[1] ?? []);
  const known = keys.filter((it) => /^(?:error|message|msg|detail|errorMessage)$/.test(it));
  return known.toSorted((a, b) => count(known, b) - count(known, a))[0] ?? 'error';
}

function count(list: readonly string[], one: string): number {
  return list.filter((it) => it === one).length;
}

/** Before the statement that first takes the body where it stands in the function itself, or in a `try` of it; else first in the function. */
function checkPlace(
  { code, handler, reads }: HandlerInput,
  text: string,
  check: string,
  style: TextStyle,
): TextChange | undefined {
  const { scopes, bindings } = code.facts;
  const [first] = reads;
  const own = first && bindings.find((it) => it.statement.start <= first.span.start && first.span.end <= it.statement.end);
  const block = own && scopes[own.scope];
  const isOutermost = own?.scope === handler || (block?.kind === 'try' && block.parent === handler);
  const others = reads.every((it) => own !== undefined && it.span.start >= own.statement.start);
  return own && isOutermost && others
    ? beforeStatement(text, own.statement, check, style)
    : atBodyStart(text, code.facts, handler, check, style);
}

function objectOf(library: Library, fields: readonly TypedField[], depth: number, style: TextStyle): string {
  const tabs = '\t'.repeat(depth + 1);
  const lines = fields.map((it) => {
    const base =
      it.fields.length > 0
        ? objectOf(library, it.fields, depth + 1, style)
        : it.type === 'text' && /e-?mail$/i.test(it.name)
          ? library.email
          : library.types[it.type];
    const isText = it.type === 'text';
    const optional = isText ? library.optionalText : library.optional;
    const end = it.type === 'unknown' ? '' : it.isOptional ? optional : library.required;
    return `${tabs}${it.name}: ${base}${end}`;
  });
  const last = style.trailingCommas ? ',' : '';
  return `${library.object}({\n${lines.join(',\n')}${last}\n${'\t'.repeat(depth)}})`;
}
