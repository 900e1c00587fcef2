import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Value } from '#facts/value.ts';

/**
 * The name of the field that a value is logged as: its own, its last member's, with the one before where that alone says little (`userId` for
 * `user.id`). In the form of the language: `userId`, in Python and Go `user_id`. Undefined where no name can be had.
 */
export function fieldName(code: LiftedCode, value: Value, expression: string): string | undefined {
  const parts = nameParts(code, value, expression);
  if (parts === undefined) return undefined;
  const name = parts.flatMap((it) => words(it).split(' ')).filter(Boolean);
  const { language } = code.facts;
  const joined =
    language === 'python' || language === 'go'
      ? name.join('_')
      : name.map((it, index) => (index === 0 ? it : it.charAt(0).toUpperCase() + it.slice(1))).join('');
  if (!/^[A-Za-z_]\w*$/.test(joined)) return undefined;
  // The name as it is written keeps its capitals: `userID`.
  return parts.length === 1 &&
    parts[0] === expression &&
    language !== 'go' &&
    language !== 'python' &&
    !/^[A-Z][A-Z0-9_]*$/.test(expression)
    ? expression
    : joined;
}

/** `createUser`, `create_user` → `create user`. */
export function words(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** Members that say little without what they belong to. */
const VAGUE =
  /^(?:_?id|name|type|key|value|status|code|length|size|count|url|path|data|title|text|email|username|host|port|method|body|result|message|pk|uuid|version|state)$/i;
/** Heads that say nothing. */
const EMPTY_HEADS =
  /^(?:body|payload|data|json|form|this|self|req|request|res|response|r|c|ctx|context|params|query|_+|cls|args|opts|options)$/;
/** Calls that only change the form of what they are given. */
const FORMS =
  /^(?:JSON\.stringify|String|Number|util\.inspect|inspect|str|repr|int|float|bool|list|dict|set|tuple|sorted|json\.dumps|pformat|string)$/;
const MEMBER_FORMS =
  /^(?:to[A-Z]\w*|valueOf|trim|join|isoformat|strip|lower|upper|decode|encode|String|Error|dict|json|hex|format|model_dump|get_full_path)$/;

function nameParts(code: LiftedCode, value: Value, expression: string): readonly string[] | undefined {
  switch (value.kind) {
    case 'reference':
      return ofPath(value.path);
    case 'call': {
      const call = code.facts.calls[value.call];
      if (!call || value.path.length > 0) return value.path.length > 0 ? ofPath(value.path) : undefined;
      const path = call.callee.path;
      const name = path.join('.');
      const [argument] = call.args;
      if (name === 'len' && argument) return withCount(nameParts(code, argument, ''));
      if (FORMS.test(name) && argument) return nameParts(code, argument, '');
      if (path.length > 1 && MEMBER_FORMS.test(path.at(-1) ?? '')) return ofPath(path.slice(0, -1));
      if (
        /^(?:get|Get|param|Param|query|Query|header|Header|env|getenv|Getenv)$/.test(path.at(-1) ?? '') &&
        argument?.kind === 'literal'
      )
        return typeof argument.value === 'string' ? [argument.value] : undefined;
      const last = (path.at(-1) ?? '').replace(/^(?:get|find|fetch|load|read|compute|calculate|count)_?(?=[A-Z_a-z])/, '');
      return last === '' || call.callee.receiver !== undefined ? undefined : [last];
    }
    case 'opaque': {
      const chain = /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*|\[['"]\w+['"]\])*$/.test(expression);
      if (chain) return ofPath(expression.match(/[A-Za-z_$][\w$]*/g) ?? []);
      const [only, ...others] = value.mentions;
      return only !== undefined && others.length === 0 && !EMPTY_HEADS.test(only) && only.length > 1 ? [only] : undefined;
    }
    case 'array':
    case 'template':
    case 'object':
      return undefined;
    default:
      return undefined;
  }
}

function ofPath(path: readonly string[]): readonly string[] | undefined {
  const told = path.filter((it, index) => !(index === 0 && it === 'this'));
  const last = told.at(-1);
  if (last === undefined) return undefined;
  const before = told.at(-2);
  if (before === undefined || !VAGUE.test(last) || EMPTY_HEADS.test(before)) return [last];
  if (/^length$/.test(last)) return [before, 'count'];
  return before.length === 1 ? [last] : [before, last];
}

function withCount(parts: readonly string[] | undefined): readonly string[] | undefined {
  return parts && [...parts, 'count'];
}
