import type { Call, CallId, CodeFacts, FunctionDetails } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { followValue, functionAt } from '#link/follow.ts';
import type { Linker } from '#link/linker.ts';
import { constantText, type Seen } from './constant-text.ts';
import { member, type Row } from './loop-rows.ts';

/** What a call gives to the function that it runs. */
export interface Given {
  /** A member of an argument, or all of it for no names, by the name of the parameter; `arguments.n` for one that is taken apart. */
  readonly named: ReadonlyMap<string, (members: readonly string[]) => Seen | undefined>;
  /** What a parameter for all the rest takes, in order. */
  readonly more: ReadonlyMap<Value, Seen>;
}

/** The arguments of a call by the parameters of the function that it runs. */
export function argumentsOf(fn: FunctionDetails, call: Call, row: Row): Given {
  const named = new Map<string, (members: readonly string[]) => Seen | undefined>();
  const more = new Map<Value, Seen>();
  const parameters = fn.parameters.filter((it, index) => index > 0 || !/^(this|self|cls)$/.test(it.name));
  for (const [index, parameter] of parameters.entries()) {
    if (parameter.isRest) {
      for (const value of call.args.slice(index)) more.set(value, row(value));
      break;
    }
    const value = call.keywords.find((it) => it.name === parameter.name)?.value ?? call.args[index];
    if (!value) continue;
    named.set(parameter.name === '' ? `arguments.${index}` : parameter.name, (members) => {
      const found = member({ ...row(value), value }, members);
      return found && row(found.value);
    });
  }
  return { named, more };
}

/** Reads the expressions of a function's call with what the function was given in the place of its parameters. */
export function rowOfGiven(context: {
  readonly linker: Linker;
  readonly facts: CodeFacts;
  readonly call: Call;
  readonly given: Given['named'];
}): Row {
  const { linker, facts, call, given } = context;
  const row: Row = (value) => {
    const here: Seen = { path: facts.path, scope: call.scope, value };
    switch (value.kind) {
      case 'reference':
        return read(facts, given, value.path) ?? here;
      case 'template': {
        const texts = value.parts.map((it) => constantText(linker, row(it)));
        const pieces = value.text.split('\uFFFC');
        if (texts.some((it) => it === undefined) || pieces.length !== texts.length + 1) return here;
        const text = pieces.map((piece, index) => piece + (texts[index] ?? '')).join('');
        return { ...here, value: { kind: 'literal', value: text, span: value.span } };
      }
      case 'call':
        return innermost(linker, facts, given, value.call, 0) ?? here;
      default:
        return here;
    }
  };
  return row;
}

function read(facts: CodeFacts, given: Given['named'], names: readonly string[]): Seen | undefined {
  const [head = '', ...rest] = names;
  if (head === 'arguments') {
    return given.get(`arguments.${rest[0]}`)?.(rest.slice(1));
  }
  const argument = given.get(head);
  if (argument) return argument(rest);
  // `const { path, handler } = options;` and parameters that are taken apart.
  const { origin } = facts.bindings.find((it) => it.name === head && it.origin.kind === 'part') ?? {};
  if (origin?.kind !== 'part' || origin.value.kind !== 'reference' || origin.value.path[0] === head) return undefined;
  return read(facts, given, [...origin.value.path, ...origin.path, ...rest]);
}

/** `wrap(options.handler.bind(this))` is about the function that was given. */
function innermost(linker: Linker, facts: CodeFacts, given: Given['named'], id: CallId, depth: number): Seen | undefined {
  const call = facts.calls[id];
  if (!call || depth > 3) return undefined;
  const { path, receiver } = call.callee;
  const bound = receiver === undefined && path.at(-1) === 'bind' ? read(facts, given, path.slice(0, -1)) : undefined;
  if (bound && isFunction(linker, bound)) return bound;
  for (const argument of call.args) {
    const found =
      argument.kind === 'reference'
        ? read(facts, given, argument.path)
        : argument.kind === 'call'
          ? innermost(linker, facts, given, argument.call, depth + 1)
          : undefined;
    if (found && isFunction(linker, found)) return found;
  }
  return undefined;
}

function isFunction(linker: Linker, { path, scope, value }: Seen): boolean {
  return value.kind === 'function' || functionAt(followValue(linker, path, scope, value)) !== undefined;
}
