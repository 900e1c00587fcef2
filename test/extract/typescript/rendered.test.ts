// What markup shows, and the sides of a choice.
import { describe, expect, it } from 'vitest';
import { extractTypeScript } from '#extract/typescript/extract-typescript.ts';
import { extractVue } from '#extract/typescript/extract-vue.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';

function written(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return JSON.stringify(value.value);
    case 'reference':
      return value.path.join('.');
    case 'call':
      return ['call', ...value.path].join('.');
    case 'opaque':
      return value.choices ? value.choices.map(written).join(' | ') : '?';
    default:
      return value.kind;
  }
}

function shown(facts: CodeFacts, text: string): string[] {
  return (facts.rendered ?? []).map(
    (it) => `${it.attribute ?? ''}(${written(it.value)}) @${it.scope} «${text.slice(it.span.start, it.span.end)}»`,
  );
}

describe('what JSX shows', () => {
  it.each<[string, string[]]>([
    ['const a = <p>{error.message}</p>;', ['(error.message) @0 «error.message»']],
    ['const a = <>{error?.message ?? "none"}</>;', ['(error.message | "none") @0 «error?.message ?? "none"»']],
    ['const a = <Alert message={err.message} kind={err.kind} />;', ['message(err.message) @0 «err.message»']],
    ['const a = <Alert onClose={() => error.reset()}>{(error) => error.message}</Alert>;', []],
    ['const a = <p>{order.title}</p>;', []],
    ['const a = <p>{String(error)}</p>;', ['(call) @0 «String(error)»']],
    [
      'const a = () => <ul>{errors.map((it) => <li>{it.message}</li>)}</ul>;',
      ['(it.message) @2 «it.message»', '(call) @1 «errors.map((it) => <li>{it.message}</li>)»'],
    ],
  ])('%s', (text, expected) => {
    expect(shown(extractTypeScript('src/a.tsx', text), text)).toEqual(expected);
  });
});

describe('what the template of a component shows', () => {
  it.each<[string, string, string[]]>([
    ['a.vue', '<template><p>{{ error.message }}</p></template>', ['(error.message) @0 « error.message »']],
    [
      'a.vue',
      '<template><p>{{ error?.message || text }}</p></template>',
      ['(error.message | text) @0 « error?.message || text »'],
    ],
    ['a.vue', '<template><p>{{ words(error) }}</p></template>', []],
    [
      'a.vue',
      '<template><Alert :description="err.message" :kind="err.kind" /></template>',
      ['description(err.message) @0 «err.message»'],
    ],
    ['a.vue', '<template><p v-html="error.stack" /></template>', ['(error.stack) @0 «error.stack»']],
    ['a.vue', '<script>const a = `{{ error.message }}`;</script>', []],
    ['a.svelte', '<p>{error.message}</p>', ['(error.message) @0 «error.message»']],
    ['a.svelte', '{#if error}<p>{/* error */}</p>{/if}', []],
  ])('%s: %s', (path, text, expected) => {
    expect(shown(extractVue(path, text), text)).toEqual(expected);
  });
});

describe('choices', () => {
  it.each<[string, string]>([
    ['a.b || c', 'a.b | c'],
    ['a ?? b.c ?? "d"', 'a | b.c | "d"'],
    ['x ? err.message : undefined', 'err.message | null'],
    ['x && err.stack', 'err.stack'],
    ['load() || null', 'call | null'],
    ['a || b', '?'],
    ['a > b', '?'],
  ])('%s', (text, expected) => {
    const [first] = extractTypeScript('src/a.ts', `save(${text});`).calls.find((it) => it.callee.path[0] === 'save')?.args ?? [];
    expect(first && written(first)).toBe(expected);
  });
});
