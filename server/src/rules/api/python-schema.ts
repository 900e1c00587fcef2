import { pascalCase } from '#decisions/names.ts';
import { beforeStatement } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { type FieldType, modelField, typeByName } from './field-types.ts';
import type { HandlerInput } from './input-evidence.ts';
import { bodyName, declarationAround } from './schema-place.ts';
import type { UsedKey } from './used-keys.ts';

/** Names that a field of a model of Pydantic cannot have. */
export const RESERVED =
  /^(?:class|def|from|import|in|is|not|and|or|if|else|for|while|with|as|pass|return|lambda|global|try|model_\w*|copy|json|dict|schema|_.*)$/;

/** Names for the class that describes the body of a handler, the best first. */
export function className(input: HandlerInput, ending: string): readonly string[] | undefined {
  const fn = input.code.facts.scopes[input.handler]?.fn;
  const subject = fn?.owner?.replace(/(?:API)?(?:View(?:[Ss]et)?|Endpoint|(?:List)?Resource|Controller)$/, '') ?? '';
  const verb = VERBS[fn?.name ?? ''];
  if (fn?.owner !== undefined && verb !== undefined && subject !== '') {
    const base = /^(?:Bulk)?(?:Create|Update|Delete|Add|Remove|Mark)/.test(subject) ? subject : `${verb}-${subject}`;
    return [pascalCase(`${base}-${ending}`), pascalCase(`${base}-input-${ending}`)];
  }
  return bodyName(input, ending);
}

const VERBS: Readonly<Record<string, string>> = {
  post: 'create',
  create: 'create',
  put: 'update',
  patch: 'update',
  update: 'update',
  partial_update: 'patch',
};

/** What the uses of a key, the model's field of its name, or its name say of its type. */
export function typeOf({ workspace, code }: HandlerInput, { name, types }: UsedKey): FieldType {
  const [hint, other] = [...types];
  if (other !== undefined) return types.size === 2 && types.has('integer') && types.has('number') ? 'number' : 'unknown';
  return hint ?? modelField(workspace, code, name)?.type ?? typeByName(name);
}

const PYTHON_TYPES: Readonly<Record<FieldType, string>> = {
  text: 'str',
  integer: 'int',
  number: 'float',
  boolean: 'bool',
  list: 'list',
  object: 'dict',
  unknown: 'Any',
};

/** A field of a model of Pydantic. */
export function modelLine(input: HandlerInput, key: UsedKey): string {
  const type = PYTHON_TYPES[typeOf(input, key)];
  if (!key.isOptional) return `${key.name}: ${type}`;
  return key.fallback === 'None' && type !== 'Any'
    ? `${key.name}: ${type} | None = None`
    : `${key.name}: ${type} = ${key.fallback ?? 'None'}`;
}

/** Puts a class above the handler, or above the class that it is a method of. */
export function aboveHandler(
  { code, handler }: HandlerInput,
  text: string,
  declaration: string,
  style: TextStyle,
): TextChange | undefined {
  return beforeStatement(text, declarationAround(text, code.facts, handler), `${declaration}\n\n`, style);
}
