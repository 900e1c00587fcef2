import type { BuiltSqlPart } from '#concepts/kinds/data.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Binding, Call, ScopeId, TypeReference } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';
import { comesOfHarmless, isGivenHarmless } from './harmless-source.ts';

const NUMBER_TYPE =
  /^(number|bigint|boolean|bool|int\d*|uint\d*|float\d*|integer|decimal|uuid|date|datetime|time|duration|objectid)$/i;
const NUMBER_CALL =
  /^(number|parseint|parsefloat|int|float|bool|boolean|len|abs|round|min|max|count|atoi|parseuint|formatint|itoa|unix|tointeger|now|gettime|floor|ceil|date|uuid4|range|enumerate|startswith|endswith|hasprefix|hassuffix|includes|exists)$/i;
const QUOTING =
  /escape|quote|ident|literal|sanit|placeholder|param|bind|to_?sql|compile|as_string|mogrify|clean|validat|allow|whitelist|hash|digest|encrypt|md5|sha\d/i;
/** All but the letters that are listed is taken out: `re.sub('[^a-z]', '', name)`. */
const KEEPS_LETTERS = /(?:\bre\.sub\(\s*\w?['"]|\.replace(?:All)?\(\s*\/)\[\^/;
/** What tables, databases and lists say of themselves. */
const OWN_NAME = /^(length|size|_meta|__tablename__|tableName|table_name|tablename|db_table|schema_name|schemaName)$/;
const PLACEHOLDERS = /placeholder|params?$|^marks?$|bind|slots?$|(^|_)phs?$/i;
/** What is joined out of these are placeholders. */
const PLACEHOLDER_TEXT = /['"`]\s*\(?\s*(?:\?|%s|\$|:\w|@\w|\$\$\{)/;

/** Names, parameters and results are followed over at most this many steps. */
const MAX_DEPTH = 8;

/** Tells whether a part of an SQL text cannot carry anything of a user's: a constant, a number, a name of a class, something quoted, a placeholder. */
export function isHarmless(workspace: Workspace, code: LiftedCode, text: string, part: BuiltSqlPart): boolean {
  return part.isNumber || isHarmlessValue(workspace, code, text, part.scope, part.value, 0);
}

function isHarmlessValue(
  workspace: Workspace,
  code: LiftedCode,
  text: string,
  scope: ScopeId,
  value: Value,
  depth: number,
): boolean {
  const judge = (at: ScopeId, it: Value): boolean => isHarmlessValue(workspace, code, text, at, it, depth + 1);
  switch (value.kind) {
    case 'literal':
      return true;
    case 'template':
      return value.parts.every(
        (it, index) => value.numbers?.includes(index) || isHarmlessValue(workspace, code, text, scope, it, depth + 1),
      );
    case 'array':
      return value.items.every((it) => judge(scope, it));
    case 'object':
      return !value.isOpen && value.entries.every((it) => judge(scope, it.value));
    case 'reference':
      return isHarmlessName(workspace, code, text, scope, value.path, depth);
    case 'call': {
      const call = code.facts.calls[value.call];
      const name = call?.callee.path.at(-1) ?? '';
      if (
        NUMBER_CALL.test(name) ||
        /Int(?:eger)?s?(?:64|32)?(?:[A-Z]|s?$)/.test(name) ||
        QUOTING.test(call?.callee.path.join('.') ?? '') ||
        OWN_NAME.test(value.path.at(-1) ?? '') ||
        // What the connection says of itself: `db.Dialect().URI().DBName`.
        /^db_?name$/i.test(value.path.at(-1) ?? '') ||
        KEEPS_LETTERS.test(text.slice(value.span.start, value.span.end))
      )
        return true;
      if (/^join$/i.test(name) && call?.args.some((it) => it.kind === 'reference' && PLACEHOLDERS.test(it.path.at(-1) ?? '')))
        return true;
      if (
        /^join$/i.test(name) &&
        call?.args[0] &&
        call.args[0].kind !== 'literal' &&
        isHarmlessValue(workspace, code, text, scope, call.args[0], depth + 1)
      )
        return true;
      if (/^(join|repeat|map)$/i.test(name))
        return PLACEHOLDER_TEXT.test(text.slice(value.span.start, value.span.end).replace(/^['"`][^'"`]*['"`]\.join/, ''));
      if (/^(toISOString|toISODate|toFormat|isoformat|strftime|Format|toFixed)$/.test(name)) return true;
      if (name === 'String' && call && isWrittenOfLiterals(workspace, code, text, call, depth)) return true;
      if (call && depth <= MAX_DEPTH && comesOfHarmless(workspace, code, value.call, call, judge)) return true;
      const [only] = call?.args ?? [];
      return /^(str|string|String|toString|toUpperCase|toLowerCase|upper|lower|trim|strip)$/.test(name) &&
        depth < 3 &&
        call !== undefined
        ? isHarmlessText(workspace, code, text, scope, only, call.callee.path, depth)
        : false;
    }
    case 'opaque':
      return isHarmlessExpression(workspace, code, text, scope, value.span.start, value.span.end, value.mentions, depth);
    default:
      return false;
  }
}

/** `marks.WriteString("?,")` … `marks.String()`: a builder holds what is written into it. */
function isWrittenOfLiterals(workspace: Workspace, code: LiftedCode, text: string, built: Call, depth: number): boolean {
  const [builder] = built.callee.path;
  const around = enclosingFunction(code.facts, built.scope)?.id;
  if (built.callee.path.length !== 2 || around === undefined) return false;
  const writes = code.facts.calls.filter(
    ({ callee: { path }, scope }) =>
      path.length === 2 &&
      path[0] === builder &&
      /^Write(String|Byte|Rune)$/.test(path[1] ?? '') &&
      isInside(code, scope, around),
  );
  return (
    writes.length > 0 &&
    writes.every(({ args, scope }) => args.every((it) => isHarmlessValue(workspace, code, text, scope, it, depth + 1)))
  );
}

function isHarmlessText(
  workspace: Workspace,
  code: LiftedCode,
  text: string,
  scope: ScopeId,
  argument: Value | undefined,
  path: readonly string[],
  depth: number,
): boolean {
  if (argument) return isHarmlessValue(workspace, code, text, scope, argument, depth + 1);
  return path.length > 1 && isHarmlessName(workspace, code, text, scope, path.slice(0, -1), depth + 1);
}

/** Arithmetic and choices between literals: nothing in it is a text from outside. */
function isHarmlessExpression(
  workspace: Workspace,
  code: LiftedCode,
  text: string,
  scope: ScopeId,
  start: number,
  end: number,
  mentions: readonly string[],
  depth: number,
): boolean {
  const written = text.slice(start, end);
  if (mentions.length === 0 || KEEPS_LETTERS.test(written)) return true;
  if (PLACEHOLDER_TEXT.test(written) && /join|\*|repeat|map|for /i.test(written)) return true;
  if (/^[\w.\s()]*(?:\?|if)\s*/.test(written) && /\?[\s\S]*:|\bif\b[\s\S]*\belse\b/.test(written)) {
    const arms = written.includes('?')
      ? written.slice(written.indexOf('?') + 1).split(':')
      : [written.split(/\bif\b/)[0] ?? '', written.split(/\belse\b/)[1] ?? ''];
    if (arms.every((it) => /^\s*(?:'[^'${]*'|"[^"${]*"|`[^`$]*`|\d+)\s*$/.test(it))) return true;
  }
  const isArithmetic = /[-+*/]\s*\d|\d\s*[-+*/]|[\w)\]]\s*[-*/]\s*[\w(]/.test(written) && !/['"`]/.test(written);
  if (isArithmetic) return true;
  const names = mentions.filter((it) => !CONVERSIONS.test(it));
  return (
    depth < MAX_DEPTH &&
    names.every((name) => {
      // The variable of a comprehension is known inside it only.
      const { over } =
        code.facts.scopes.find(({ loop, span }) => span.start >= start && span.end <= end && loop?.variables.includes(name))
          ?.loop ?? {};
      return over
        ? isHarmlessValue(workspace, code, text, scope, over, depth + 1)
        : isHarmlessName(workspace, code, text, scope, [name], depth + 1);
    })
  );
}

const CONVERSIONS = /^(str|String|map|list|tuple|sorted|strings|strconv|fmt)$/;

function isHarmlessName(
  workspace: Workspace,
  code: LiftedCode,
  text: string,
  scope: ScopeId,
  path: readonly string[],
  depth: number,
): boolean {
  const [head = ''] = path;
  const last = path.at(-1) ?? '';
  if (depth > MAX_DEPTH) return false;
  if (/^[A-Z][A-Z0-9_]*$/.test(last) && last.length > 1) return true;
  // `Status.Open`, `Order.__tablename__`, `models.OrderTable.Name`: what a class or an enumeration says of itself.
  if (path.length > 1 && path.slice(0, -1).some((it) => /^[A-Z][a-z]/.test(it)) && code.facts.language !== 'go') return true;
  if (OWN_NAME.test(last)) return true;
  if (path.some((it) => /^(_meta|__table__|config|configuration|settings)$/.test(it))) return true;
  if (PLACEHOLDERS.test(last)) return true;
  if (path.length === 1 && isGuarded(code, scope, head)) return true;
  const { scopes, bindings, assignments, imports } = code.facts;
  for (let at: ScopeId | undefined = scope; at !== undefined; at = scopes[at]?.parent) {
    const parameter = path.length === 1 ? scopes[at]?.fn?.parameters.find((it) => it.name === head) : undefined;
    if (parameter)
      return (
        isNumberType(parameter.type) ||
        (parameter.type === undefined && isNumberValue(parameter.defaultValue)) ||
        isGivenHarmless(workspace, code, at, head, (from, it) => isHarmlessValue(workspace, code, text, from, it, depth + 1))
      );
    const found = bindings.filter((it) => it.scope === at && it.name === head);
    if (found.length === 0) continue;
    const given = assignments
      .filter((it) => it.target[0] === head && it.target.length === 1)
      .map((it) => it.value)
      // A piece of itself is what it was.
      .filter((it) => it.kind !== 'opaque' || it.mentions.some((name) => name !== head && name !== 'len'));
    return (
      // `var mark string`, and each dialect gives it another text.
      (found.every((it) => it.origin.kind === 'none') && given.length > 0
        ? path.length === 1
        : found.every((it) => isHarmlessBinding(workspace, code, text, it, path, depth))) &&
      given.every((it) =>
        addedTo(code, head, it).every((added) => isHarmlessValue(workspace, code, text, scope, added, depth + 1)),
      )
    );
  }
  return (
    (imports.some((it) => it.local === head) || code.facts.language === 'go') && isImportedConstant(workspace, code, scope, path)
  );
}

/** `ids = append(ids, strconv.Itoa(id))` adds to what is there; any other value takes its place. */
function addedTo({ facts }: LiftedCode, list: string, value: Value): readonly Value[] {
  const call = value.kind === 'call' && facts.language === 'go' ? facts.calls[value.call] : undefined;
  const [first, ...others] = call?.callee.path.join('.') === 'append' ? call.args : [];
  return first?.kind === 'reference' && first.path.join('.') === list ? others : [value];
}

const GUARD =
  /^(is[A-Z_]\w*|\w*valid\w*|assert\w*|check\w*|ensure\w*|test|match|fullmatch|has|includes|contains|indexOf|MatchString)$/i;

/** Tells whether the function asks somebody whether a name is as it should be. */
function isGuarded(code: LiftedCode, scope: ScopeId, name: string): boolean {
  const fn = enclosingFunction(code.facts, scope)?.id;
  if (fn === undefined) return false;
  return (
    isRefusedOtherwise(code, fn, name) ||
    code.facts.calls.some(
      (it) => it.mentions.includes(name) && GUARD.test(it.callee.path.at(-1) ?? '') && isInside(code, it.scope, fn),
    )
  );
}

/** `if key not in ("pinned", "shared"): raise …`: only what is listed gets further. */
function isRefusedOtherwise({ facts }: LiftedCode, fn: ScopeId, name: string): boolean {
  return facts.scopes.some(
    ({ branch, body, parent }) =>
      parent === fn &&
      branch?.form === 'then' &&
      (body.last === 'throw' || body.last === 'return') &&
      new RegExp(`(?<![\\w.])${name}\\s+not\\s+in\\b`).test(branch.text),
  );
}

function isHarmlessBinding(
  workspace: Workspace,
  code: LiftedCode,
  text: string,
  binding: Binding,
  path: readonly string[],
  depth: number,
): boolean {
  if (isNumberType(binding.type)) return true;
  const { origin } = binding;
  const loop = code.facts.scopes[binding.scope]?.loop;
  // The index of a loop.
  if (loop?.variables[0] === binding.name && /^(i|j|idx|index|n)$/.test(binding.name)) return true;
  // `for name, city in [("Ada", "London"), …]`.
  if (origin.kind === 'none' && loop?.over) return isHarmlessValue(workspace, code, text, binding.scope, loop.over, depth + 1);
  if (path.length > 1 && origin.kind === 'value' && origin.value.kind === 'object') {
    const entry = origin.value.entries.find((it) => it.key === path[1]);
    return entry !== undefined && isHarmlessValue(workspace, code, text, binding.scope, entry.value, depth + 1);
  }
  if (path.length > 1) return false;
  if (origin.kind === 'value') return isHarmlessValue(workspace, code, text, binding.scope, origin.value, depth + 1);
  return (
    (origin.kind === 'element' || origin.kind === 'part') &&
    isHarmlessValue(workspace, code, text, binding.scope, origin.value, depth + 1)
  );
}

function isNumberType(type: TypeReference | undefined): boolean {
  if (!type) return false;
  if (/^(?:readonly\s+)?(?:\[\](?:u?int\d*|float\d+|bool)|(?:number|bigint|boolean)\[\])$/.test(type.text)) return true;
  if (LIST_TYPE.test(type.path.at(-1) ?? '')) return type.args.length > 0 && type.args.every(isNumberType);
  if (type.path.length > 0) return NUMBER_TYPE.test(type.path.at(-1) ?? '') || /^(Literal|Enum)$/.test(type.path.at(-1) ?? '');
  // A union of literals.
  return /^\s*(?:['"][^'"]*['"]\s*\|?\s*)+$/.test(type.text);
}

const LIST_TYPE = /^(list|set|frozenset|tuple|sequence|iterable|collection|array|readonlyarray)$/i;

function isNumberValue(value: Value | undefined): boolean {
  return value?.kind === 'literal' && (typeof value.value === 'number' || typeof value.value === 'boolean');
}

function isImportedConstant(workspace: Workspace, code: LiftedCode, scope: ScopeId, path: readonly string[]): boolean {
  const meaning = workspace.linker.reference(code.path, scope, path);
  if (meaning.kind !== 'local') return code.facts.language === 'go' && meaning.kind === 'external' && path.length > 1;
  const facts = workspace.files.get(meaning.file)?.facts;
  if (facts?.kind !== 'code' || meaning.chain.length > 0) return false;
  const binding = facts.bindings.find((it) => it.scope === 0 && it.name === meaning.name);
  const origin = binding?.origin;
  if (facts.language === 'go' && binding?.declares === 'constant') return true;
  return origin?.kind === 'value' && (origin.value.kind === 'literal' || origin.value.kind === 'template');
}
