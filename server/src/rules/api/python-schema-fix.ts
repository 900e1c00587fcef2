import type { FileEdit, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import { atBodyStart, beforeStatement } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { FieldType } from './field-types.ts';
import { addFlaskSchema, flaskOffer } from './flask-schema-fix.ts';
import type { HandlerInput } from './input-evidence.ts';
import { aboveHandler, className, modelLine, RESERVED, typeOf } from './python-schema.ts';
import { withoutTexts } from './used-fields.ts';
import { keysInPython, type UsedKey, type UsedKeys } from './used-keys.ts';

/** What a view of Django REST framework, FastAPI or Flask may be given; undefined for others. */
export function modelOffer(framework: string, dependencies: ReadonlySet<string>): FixOffer | undefined {
  if (framework === 'django-rest-framework')
    return { id: 'add-schema', kind: 'suggest', title: worded`Check the body with a serializer` };
  if (framework === 'flask') return flaskOffer(dependencies);
  return framework === 'fastapi'
    ? { id: 'add-schema', kind: 'suggest', title: worded`Check the body with a model of Pydantic` }
    : undefined;
}

/** Puts a serializer or a model of the keys that the handler reads above it, and has the body pass it first. */
export function addPythonSchema(input: HandlerInput): FileEdit[] | undefined {
  const { workspace, code, handler, reads } = input;
  const text = workspace.textOf(code.path);
  const [read] = reads;
  if (read?.framework === 'flask') return addFlaskSchema(input);
  const scope = code.facts.scopes[handler];
  if (text === undefined || !read || !scope || reads.some((it) => it.text !== read.text)) return undefined;
  // Offsets stay: the head of the function is blank.
  const blank = text.slice(0, scope.bodySpan.start).replace(/[^\r\n]/g, ' ');
  const own = blank + withoutTexts(text.slice(scope.bodySpan.start, scope.bodySpan.end), 'python');
  const used = keysInPython(own, read.text);
  if (!used || used.keys.every((it) => typeOf(input, it) === 'unknown')) return undefined;
  const target: Target = { input, text, own, body: read.text, used, style: styleIn(workspace, code.path) };
  const edit = read.framework === 'fastapi' ? asModel(target) : asSerializer(target);
  return edit && [edit];
}

interface Target {
  readonly input: HandlerInput;
  readonly text: string;
  /** The body of the function alone, without comments. */
  readonly own: string;
  readonly body: string;
  readonly used: UsedKeys;
  readonly style: TextStyle;
}

function asSerializer({ input, text, own, body, used, style }: Target): FileEdit | undefined {
  const { workspace, code, handler } = input;
  const { facts } = code;
  const names = className(input, 'serializer');
  const name = names && freeName(facts, 0, names);
  const checked = freeName(facts, handler, ['serializer', 'incoming', 'checked']);
  if (name === undefined || checked === undefined || facts.bindings.some((it) => it.scope === 0 && it.name === 'serializers'))
    return undefined;
  const fields = used.keys.map((it) => `\t${it.name} = serializers.${serializerField(input, it)}`);
  const declared = aboveHandler(input, text, `class ${name}(serializers.Serializer):\n${fields.join('\n')}`, style);
  const check = `${checked} = ${name}(data=${body})\n${checked}.is_valid(raise_exception=True)`;
  const first = checkPlace(input, text, check, style);
  if (!declared || !first) return undefined;
  const uses = [...own.matchAll(new RegExp(`(?<![\\w.])${body.replaceAll('.', '\\.')}(?!\\w)`, 'g'))].map(
    (it): TextChange => ({
      span: { start: it.index, end: it.index + it[0].length },
      text: `${checked}.validated_data`,
    }),
  );
  return editCode(workspace, code.path, {
    packages: [{ module: 'rest_framework', names: ['serializers'] }],
    changes: () => [declared, first, ...uses],
    note: worded`Check the body with ${name} before it is used`,
  });
}

/** `payload: dict` becomes `payload: CreateOrderBody`, and its keys become attributes. */
function asModel({ input, text, body, used, style }: Target): FileEdit | undefined {
  const { workspace, code, handler } = input;
  const { facts } = code;
  const type = facts.scopes[handler]?.fn?.parameters.find((it) => it.name === body)?.type;
  const names = className(input, 'body');
  const name = names && freeName(facts, 0, names);
  if (
    !type ||
    name === undefined ||
    used.asksForKeys ||
    used.keys.some((it) => RESERVED.test(it.name) || (it.isOptional && it.fallback === undefined))
  )
    return undefined;
  const lines = used.keys
    .toSorted((a, b) => Number(a.isOptional) - Number(b.isOptional))
    .map((it) => `\t${modelLine(input, it)}`);
  const declared = aboveHandler(input, text, `class ${name}(BaseModel):\n${lines.join('\n')}`, style);
  if (!declared) return undefined;
  const uses = used.reads.map(({ key, span }): TextChange => {
    const head = /^\w+/.exec(text.slice(span.start))?.[0] ?? body;
    return { span, text: `${head}.${key}` };
  });
  const packages: NeededImport[] = [{ module: 'pydantic', names: ['BaseModel'] }];
  if (lines.some((it) => /\bAny\b/.test(it))) packages.push({ module: 'typing', names: ['Any'] });
  return editCode(workspace, code.path, {
    packages,
    changes: () => [declared, { span: type.span, text: name }, ...uses],
    note: worded`Take the body as ${name}`,
  });
}

const SERIALIZER_FIELDS: Readonly<Record<FieldType, string>> = {
  text: 'CharField',
  integer: 'IntegerField',
  number: 'FloatField',
  boolean: 'BooleanField',
  list: 'ListField',
  object: 'DictField',
  unknown: 'JSONField',
};

function serializerField(input: HandlerInput, key: UsedKey): string {
  const type = typeOf(input, key);
  const field = type === 'text' && /e-?mail$/i.test(key.name) ? 'EmailField' : SERIALIZER_FIELDS[type];
  const isText = field === 'CharField' || field === 'EmailField';
  const settings = [
    ...(key.isOptional ? ['required=False'] : []),
    ...(key.isOptional && key.mayBeNone ? ['allow_null=True'] : []),
    ...(isText && (key.mayBeEmpty || key.fallback === "''" || key.fallback === '""') ? ['allow_blank=True'] : []),
  ];
  return `${field}(${settings.join(', ')})`;
}

/** Before the statement that first takes the body where it stands in the function itself; else first in the function. */
function checkPlace(
  { code, handler, reads }: HandlerInput,
  text: string,
  check: string,
  style: TextStyle,
): TextChange | undefined {
  const [first] = reads;
  const own =
    first && code.facts.bindings.find((it) => it.statement.start <= first.span.start && first.span.end <= it.statement.end);
  return own?.scope === handler
    ? beforeStatement(text, own.statement, check, style)
    : atBodyStart(text, code.facts, handler, check, style);
}
