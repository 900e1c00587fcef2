import type { Span } from '#base/span.ts';
import type { Binding, Origin, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { ts } from './compiler.ts';
import { environmentIn, noteDestructuredEnvRead } from './env-reads.ts';
import { propertyName } from './syntax.ts';
import { NOTHING, OTHER, spanOf, type Walk } from './walk.ts';

/** What is taken apart, and what the names in it become. */
export interface PatternSource {
  readonly scope: ScopeId;
  readonly statement: Span;
  readonly value: Value;
  readonly declares: Binding['declares'];
  readonly isExported: boolean;
  readonly mentions?: readonly string[];
  /** The names of a loop are elements of the value, not parts of it. */
  readonly isElement?: boolean;
}

/** Declares the names of a pattern or a single name, and walks its computed keys and defaults. */
export function declarePattern(walk: Walk, node: ts.BindingName, source: PatternSource): void {
  declareParts(walk, node, source, []);
}

function declareParts(walk: Walk, node: ts.BindingName, source: PatternSource, path: readonly string[]): void {
  if (ts.isIdentifier(node)) {
    addName(walk, node, source, originOf(walk, node, source, path));
    return;
  }
  let index = -1;
  for (const element of node.elements) {
    index += 1;
    if (!ts.isBindingElement(element)) continue;
    const key = keyOf(walk, node, element, index);
    const own = key === undefined ? undefined : [...path, key];
    const defaultValue = element.initializer && walk.visit.read(walk, element.initializer, OTHER);
    noteEnvironment(walk, source, element, path, key, defaultValue);
    if (own) declareParts(walk, element.name, source, own);
    else
      declareParts(
        walk,
        element.name,
        { ...source, value: { kind: 'opaque', mentions: NOTHING, span: spanOf(walk, element) } },
        NOTHING,
      );
  }
}

/** The member that an element takes; undefined for a rest or a computed key. */
function keyOf(walk: Walk, pattern: ts.BindingPattern, element: ts.BindingElement, index: number): string | undefined {
  if (element.dotDotDotToken) return undefined;
  if (ts.isArrayBindingPattern(pattern)) return String(index);
  const { propertyName: written } = element;
  if (written && ts.isComputedPropertyName(written)) walk.visit.see(walk, written.expression, OTHER);
  const name = written ?? (ts.isIdentifier(element.name) ? element.name : undefined);
  return name && propertyName(name);
}

function noteEnvironment(
  walk: Walk,
  { value, isElement }: PatternSource,
  element: ts.BindingElement,
  path: readonly string[],
  key: string | undefined,
  defaultValue: Value | undefined,
): void {
  if (value.kind !== 'reference' || isElement) return;
  const whole = [...value.path, ...path];
  const environment = environmentIn(walk, whole);
  if (environment && environment.length === whole.length)
    noteDestructuredEnvRead(walk, environment.api, key, element, defaultValue);
}

function originOf(walk: Walk, node: ts.Identifier, { value, scope, isElement }: PatternSource, path: readonly string[]): Origin {
  if (isElement) return { kind: 'element', value };
  if (value.kind === 'reference') {
    const whole = [...value.path, ...path];
    const environment = environmentIn(walk, whole);
    if (environment && environment.length === whole.length) walk.envNames.push({ name: node.text, api: environment.api, scope });
  }
  return path.length === 0 ? { kind: 'value', value } : { kind: 'part', value, path };
}

function addName(walk: Walk, node: ts.Identifier, source: PatternSource, origin: Origin): void {
  if (node.text === '') return;
  walk.bindings.push({
    name: node.text,
    scope: source.scope,
    span: spanOf(walk, node),
    statement: source.statement,
    declares: source.declares,
    origin,
    isExported: source.isExported,
    mentions: source.mentions ?? NOTHING,
  });
}
