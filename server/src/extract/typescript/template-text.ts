import type { Span } from '#base/span.ts';
import type { Rendered } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';

/** `{{ a.b }}` and attributes that take a text, in Vue; `{a.b}` in Svelte. */
const VUE =
  /\{\{([^{}]{1,200})\}\}|\s(?::|v-bind:)(message|description|error|text|title|subtitle|label|error-messages)="([^"]{1,200})"|\sv-(text|html)="([^"]{1,200})"/g;
const SVELTE = /\{(?:@html\s+)?([^{}#:/@]{1,200})\}/g;
const MAY_BE_ERROR = /err|exception|fail|message|problem/i;
const CHAIN = /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*$/;
const CALL = /^(?:JSON\.stringify|String)\(\s*([\w$.?]+)\s*(?:,[^()]*)?\)$/;

/** What the template of a component shows and that by its names may be the text of an error. Reads chains, and choices between them. */
export function shownInTemplate(
  text: string,
  scripts: readonly { readonly content: Span }[],
  container: 'vue' | 'svelte',
): Rendered[] {
  if (!MAY_BE_ERROR.test(text)) return [];
  const found: Rendered[] = [];
  for (const match of text.matchAll(container === 'vue' ? VUE : SVELTE)) {
    const expression = match[1] ?? match[3] ?? match[5] ?? '';
    if (!MAY_BE_ERROR.test(expression)) continue;
    const start = match.index + match[0].indexOf(expression);
    if (scripts.some(({ content }) => start >= content.start && start < content.end)) continue;
    const span = { start, end: start + expression.length };
    const value = choiceOf(expression, span);
    if (value) found.push({ value, scope: 0, span, ...(match[2] !== undefined && { attribute: match[2] }) });
  }
  return found;
}

function choiceOf(expression: string, span: Span): Value | undefined {
  const parts = expression
    .replace(/^[^?]*[^?]\?(?![?.])/, '')
    .split(/\|\||\?\?|(?<=\s):(?=\s)/)
    .flatMap((it) => chainOf(it.trim(), span) ?? []);
  const [first] = parts;
  if (!first || parts.length === 1) return first;
  return {
    kind: 'opaque',
    mentions: parts.flatMap((it) => (it.kind === 'reference' ? it.path.slice(0, 1) : [])),
    choices: parts,
    span,
  };
}

function chainOf(text: string, span: Span): Value | undefined {
  const inner = CALL.exec(text)?.[1];
  if (!CHAIN.test(inner ?? text)) return undefined;
  const path = (inner ?? text).split(/\??\./);
  return { kind: 'reference', path: path[0] === 'this' ? path.slice(1) : path, span };
}
