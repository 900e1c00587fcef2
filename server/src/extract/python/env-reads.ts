import type { Import, SyntaxEnvRead } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { childIn, climbOver, spanOf } from '../assembly/nodes.ts';
import { statementSpan, textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { positionalArguments } from './calls.ts';
import { chainOf, type PythonSource, subscriptKey } from './source.ts';
import { readValue } from './values.ts';

/** The reads of the environment, whatever `os`, `environ` and `getenv` are called in the file. */
export function envReadsOf(source: PythonSource, imports: readonly Import[]): SyntaxEnvRead[] {
  const names = localNames(imports);
  if (names.size === 0) return [];
  return source.tree.nodes.flatMap((node) => {
    if (node.type !== 'identifier' || node.field === 'attribute' || node.field === 'alias') return [];
    const role = names.get(textOf(source, node));
    if (!role || (node.parent?.type === 'keyword_argument' && node.field === 'name')) return [];
    const read =
      role === 'os' ? readThroughModule(source, node) : role === 'environ' ? readOf(source, node) : readByFunction(source, node);
    return read ? [completed(source, read)] : [];
  });
}

type Role = 'os' | 'environ' | 'getenv';

function localNames(imports: readonly Import[]): Map<string, Role> {
  const names = new Map<string, Role>();
  for (const { module, imported, local } of imports) {
    if (imported === '*' && (module === 'os' || (local === 'os' && module.startsWith('os.')))) names.set(local, 'os');
    else if (module === 'os' && (imported === 'environ' || imported === 'getenv')) names.set(local, imported);
  }
  return names;
}

/** A read without what stands around it. */
interface BareRead {
  readonly node: SyntaxNode;
  readonly name?: string;
  readonly api: 'os.environ' | 'os.getenv';
  readonly form: SyntaxEnvRead['form'];
  readonly defaultValue?: Value;
  readonly isTested?: boolean;
}

function readThroughModule(source: PythonSource, os: SyntaxNode): BareRead | undefined {
  const attribute = os.parent?.type === 'attribute' ? os.parent : undefined;
  const member = attribute && childIn(attribute, 'attribute');
  if (!attribute || !member) return undefined;
  const name = textOf(source, member);
  return name === 'environ' ? readOf(source, attribute) : name === 'getenv' ? readByFunction(source, attribute) : undefined;
}

function readByFunction(source: PythonSource, getenv: SyntaxNode): BareRead | undefined {
  const call = getenv.parent;
  return call?.type === 'call' && getenv.field === 'function'
    ? { ...argumentsOf(source, call), node: call, api: 'os.getenv' }
    : undefined;
}

/** A use of `os.environ`; undefined for one that writes. */
function readOf(source: PythonSource, environ: SyntaxNode): BareRead | undefined {
  const { parent, field } = environ;
  const api = 'os.environ';
  if (parent?.type === 'subscript' && field === 'value') {
    const name = subscriptKey(source, parent);
    return isTarget(parent) ? undefined : { node: parent, api, form: 'asserted', ...(name === undefined ? {} : { name }) };
  }
  if (parent?.type === 'attribute') {
    const call = parent.parent?.type === 'call' && parent.field === 'function' ? parent.parent : undefined;
    const method = textOf(source, childIn(parent, 'attribute') ?? parent);
    if (call && method === 'get') return { ...argumentsOf(source, call), node: call, api };
    return call && WHOLE.has(method) ? { node: call, api, form: 'whole' } : undefined;
  }
  if (parent?.type === 'comparison_operator') {
    const [left] = parent.children;
    if (!left || left === environ) return undefined;
    const key = readValue(source, left);
    const name = key.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
    return { node: parent, api, form: 'plain', isTested: true, ...(name === undefined ? {} : { name }) };
  }
  return isTarget(environ) ? undefined : { node: environ, api, form: 'whole' };
}

const WHOLE: ReadonlySet<string> = new Set(['copy', 'items', 'keys', 'values']);

function isTarget({ field, parent }: SyntaxNode): boolean {
  const around = parent?.type ?? '';
  return (field === 'left' && ASSIGNING.has(around)) || around === 'pattern_list' || around === 'delete_statement';
}

const ASSIGNING: ReadonlySet<string> = new Set(['assignment', 'augmented_assignment', 'for_statement']);

function argumentsOf(source: PythonSource, call: SyntaxNode): Pick<BareRead, 'name' | 'form' | 'defaultValue'> {
  const list = childIn(call, 'arguments');
  const [first, second] = list ? positionalArguments(list) : [];
  const keyword = list?.children.find(
    (it) => it.type === 'keyword_argument' && textOf(source, childIn(it, 'name') ?? it) === 'default',
  );
  const fallback = second ?? (keyword && childIn(keyword, 'value'));
  const key = first && readValue(source, first);
  return {
    ...(key?.kind === 'literal' && typeof key.value === 'string' ? { name: key.value } : {}),
    form: fallback ? 'default' : 'plain',
    ...(fallback ? { defaultValue: readValue(source, fallback) } : {}),
  };
}

/** Adds the default, the cast and the test around a read. */
function completed(source: PythonSource, bare: BareRead): SyntaxEnvRead {
  let { form, defaultValue } = bare;
  let cast: string | undefined;
  let outer = bare.node;
  let at = bare.node;
  let isTested = bare.isTested ?? false;
  for (;;) {
    const { above, below } = climbOver(at, PARENTHESES);
    if (!above || form === 'whole' || isTested) break;
    if (above.type === 'boolean_operator' && below.field === 'left' && form !== 'default' && operatorOf(source, above) === 'or') {
      const right = childIn(above, 'right');
      form = 'default';
      if (right) defaultValue = readValue(source, right);
      outer = above;
      at = above;
    } else if (
      above.type === 'attribute' &&
      above.parent?.type === 'call' &&
      CASING.has(textOf(source, childIn(above, 'attribute') ?? above))
    ) {
      at = above.parent;
    } else if (
      above.type === 'argument_list' &&
      cast === undefined &&
      above.children[0] === below &&
      castOf(source, above.parent) !== undefined
    ) {
      cast = castOf(source, above.parent);
      outer = above.parent ?? outer;
      at = outer;
    } else if (above.type === 'comparison_operator' && isTruth(source, above, below)) {
      cast = 'boolean';
      outer = above;
      break;
    } else {
      isTested = isTest(above, below);
      break;
    }
  }
  return {
    ...(bare.name === undefined ? {} : { name: bare.name }),
    api: bare.api,
    form,
    ...(defaultValue ? { defaultValue } : {}),
    ...(cast === undefined ? {} : { cast }),
    isTested,
    scope: source.outline.scopeOf(bare.node),
    span: spanOf(bare.node),
    outerSpan: spanOf(outer),
    statement: statementSpan(source, bare.node),
  };
}

const PARENTHESES: ReadonlySet<string> = new Set(['parenthesized_expression']);

const CASING: ReadonlySet<string> = new Set(['lower', 'upper', 'strip', 'casefold', 'capitalize', 'title']);

const CASTS: ReadonlySet<string> = new Set([
  'int',
  'float',
  'bool',
  'str',
  'Decimal',
  'Path',
  'pathlib.Path',
  'json.loads',
  'ast.literal_eval',
  'strtobool',
]);

function castOf(source: PythonSource, call: SyntaxNode | undefined): string | undefined {
  const callee = call?.type === 'call' ? childIn(call, 'function') : undefined;
  const name = callee && chainOf(source, callee).path.join('.');
  return name !== undefined && CASTS.has(name) ? name : undefined;
}

/** `== 'true'`, `in ('1', 'true')`: a comparison that makes a boolean out of a text. */
function isTruth(source: PythonSource, comparison: SyntaxNode, read: SyntaxNode): boolean {
  const [left, right, more] = comparison.children;
  if (left !== read || !right || more) return false;
  const other = readValue(source, right);
  const texts = other.kind === 'array' ? other.items : [other];
  return texts.some((it) => it.kind === 'literal' && /^(?:true|false|1|0|yes|no|on|off)$/i.test(String(it.value)));
}

function operatorOf(source: PythonSource, node: SyntaxNode): string {
  const [left, right] = node.children;
  return left && right ? source.text.slice(left.end, right.start).trim() : '';
}

/** Tells whether a place only asks whether the value is there, or compares it. */
function isTest(above: SyntaxNode, below: SyntaxNode): boolean {
  let [at, from] = [above, below];
  while (at.type === 'boolean_operator' || at.type === 'parenthesized_expression') {
    if (!at.parent) return false;
    [at, from] = [at.parent, at];
  }
  switch (at.type) {
    case 'comparison_operator':
    case 'not_operator':
      return true;
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
      return from.field === 'condition';
    case 'conditional_expression':
      return at.children[1] === from;
    case 'assert_statement':
      return at.children[0] === from;
    default:
      return false;
  }
}
