import type { SyntaxEnvRead } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { childIn, climbOver, spanOf } from '../assembly/nodes.ts';
import { statementSpan } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { argumentsOf } from './calls.ts';
import { PARENTHESES } from './grammar.ts';
import { calleeOf } from './outline.ts';
import { type GoSource, packageMember } from './source.ts';
import { readValue } from './values.ts';

/** The reads of the environment through the package `os`, whatever it is called in the file. */
export function envReadsOf(source: GoSource): SyntaxEnvRead[] {
  if (![...source.packages.values()].includes('os')) return [];
  return source.outline.calls.flatMap(({ node }) => {
    const member = memberCalled(source, node);
    if (member?.module !== 'os') return [];
    if (member.name === 'Environ') return [completed(source, node, 'os.Getenv', 'whole')];
    return member.name === 'Getenv' || member.name === 'LookupEnv' ? [completed(source, node, `os.${member.name}`, 'plain')] : [];
  });
}

function memberCalled(source: GoSource, call: SyntaxNode | undefined): ReturnType<typeof packageMember> {
  const callee = call && calleeOf(call);
  return callee && packageMember(source, callee);
}

/** Adds the default, the cast and the test around a read. */
function completed(
  source: GoSource,
  read: SyntaxNode,
  api: 'os.Getenv' | 'os.LookupEnv',
  kind: 'plain' | 'whole',
): SyntaxEnvRead {
  const [argument] = argumentsOf(read);
  const name = argument && readValue(source, argument);
  let form: SyntaxEnvRead['form'] = kind;
  let defaultValue: Value | undefined;
  let cast: string | undefined;
  let isTested = false;
  let outer = read;
  let at = read;
  for (;;) {
    const { above, below } = climbOver(at, PARENTHESES);
    const call = above?.type === 'argument_list' ? above.parent : undefined;
    const member = call && memberCalled(source, call);
    const path = member && `${member.module}.${member.name}`;
    if (call && path === 'cmp.Or' && form === 'plain') {
      const fallback = argumentsOf(call).at(-1);
      form = 'default';
      if (fallback && fallback !== below) defaultValue = readValue(source, fallback);
      outer = call;
    } else if (call && path !== undefined && CASTS.has(path) && cast === undefined) {
      cast = path;
      outer = call;
    } else if (!call || path === undefined || !CASING.has(path)) {
      const comparison = above?.type === 'binary_expression' ? above : undefined;
      isTested =
        comparison !== undefined &&
        COMPARES.test(source.text.slice(childIn(comparison, 'left')?.end, childIn(comparison, 'right')?.start));
      if (comparison && isTested && isTruth(source, comparison, below)) {
        cast = 'boolean';
        isTested = false;
        outer = comparison;
      }
      break;
    }
    at = call;
  }
  return {
    ...(name?.kind === 'literal' && typeof name.value === 'string' ? { name: name.value } : {}),
    api,
    form,
    ...(defaultValue ? { defaultValue } : {}),
    ...(cast === undefined ? {} : { cast }),
    isTested,
    scope: source.outline.scopeOf(read),
    span: spanOf(read),
    outerSpan: spanOf(outer),
    statement: statementSpan(source, read),
  };
}

const CASTS: ReadonlySet<string> = new Set([
  'strconv.Atoi',
  'strconv.ParseBool',
  'strconv.ParseInt',
  'strconv.ParseUint',
  'strconv.ParseFloat',
  'time.ParseDuration',
  'net/url.Parse',
]);

const CASING: ReadonlySet<string> = new Set(['strings.ToLower', 'strings.ToUpper', 'strings.TrimSpace']);

const COMPARES = /^\s*[=!]=\s*$/;

/** `== "true"`: a comparison that makes a boolean out of a text. */
function isTruth(source: GoSource, comparison: SyntaxNode, read: SyntaxNode): boolean {
  const other = comparison.children.find((it) => it !== read);
  const value = other && readValue(source, other);
  return value?.kind === 'literal' && /^(?:true|false|1|0|yes|no|on|off)$/i.test(String(value.value));
}
