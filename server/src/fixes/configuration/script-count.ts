import type { CodeFacts } from '#facts/code-facts.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { freeName } from '../free-name.ts';
import { atFileEnd } from '../statements.ts';
import { quoted } from '../text-style.ts';
import type { ScriptPlace } from './script-place.ts';

/**
 * The call that reads the setting as a whole number above zero, or its default, in a module without a schema; the function for it is added at the
 * end where the module has none. Undefined where no name is free for that.
 */
export function countingRead({
  file: { facts },
  text,
  style,
  setting,
}: ScriptPlace): { readonly call: string; readonly changes: readonly TextChange[] } | undefined {
  const known = countingFunction(facts);
  const name = known ?? freeName(facts, 0, ['positiveInteger', 'positiveIntegerOf']);
  if (name === undefined) return undefined;
  const call = `${name}(${quoted(setting.name, style)}, ${setting.fallback})`;
  if (known !== undefined) return { call, changes: [] };
  const isTyped = facts.language === 'typescript';
  const code = [
    `function ${name}(name${isTyped ? ': string' : ''}, fallback${isTyped ? ': number' : ''})${isTyped ? ': number' : ''} {`,
    '\tconst value = Number(process.env[name] || fallback);',
    '\tif (Number.isInteger(value) && value > 0) return value;',
    `\tthrow new Error(\`The environment variable \${name} has to be a whole number above zero\`);`,
    '}',
  ].join('\n');
  return { call, changes: [atFileEnd(text, code, style)] };
}

/** A function of the module that is given the name of a variable and a number: `int('PORT', 3000)`. */
function countingFunction({ bindings, calls, scopes, envReads }: CodeFacts): string | undefined {
  const reads = scopes.flatMap(({ fn, parent, span }) =>
    fn?.name !== undefined &&
    parent === 0 &&
    fn.parameters.length === 2 &&
    envReads.some((it) => span.start <= it.span.start && it.span.end <= span.end)
      ? [fn.name]
      : [],
  );
  return calls
    .filter(({ callee, args: [first, second, ...rest] }) => {
      const isVariable = first?.kind === 'literal' && /^[A-Z][A-Z0-9_]*$/.test(String(first.value));
      const isNumber = second?.kind === 'literal' && typeof second.value === 'number';
      return callee.path.length === 1 && isVariable && isNumber && rest.length === 0;
    })
    .map((it) => it.callee.path[0] ?? '')
    .find((it) => reads.includes(it) && bindings.some(({ name, scope }) => scope === 0 && name === it));
}
