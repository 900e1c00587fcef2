import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractVue } from '#extract/typescript/extract-vue.ts';
import { printFacts } from '../print-facts.ts';
import { expectSound, groupOf } from '../typescript/facts-of.ts';

function lines(group: string, text: string, path = 'src/Orders.vue'): string[] {
  const facts = extractVue(path, text);
  expectSound(facts, text);
  return groupOf(printFacts(facts, text), group);
}

const COMPONENT = `<!-- tiebeam-ignore-file contract/unknown-route -- legacy -->
<script lang="ts">
export const size = 10;
</script>

<script setup lang="ts">
import { ref } from 'vue';
const orders = ref<Order[]>([]);
// tiebeam-ignore-next-line a/b
orders.value = await api.get('/orders');
</script>

<template>
  <template v-for="order in orders"><p @click="save(order)">{{ order.id }}</p></template>
  <script>notMine();</script>
</template>

<style scoped>
p { content: '<script>'; }
</style>
`;

describe('component files', () => {
  it('has the facts of both scripts as one module', () => {
    const facts = extractVue('src/Orders.vue', COMPONENT);
    expect(facts).toMatchObject({ container: 'vue', language: 'typescript', hasMarkup: true, parseErrors: [] });
    expect(facts.lineCount).toBe(COMPONENT.split('\n').length);
    expect(lines('imports', COMPONENT)).toEqual(['vue ref @0']);
    expect(lines('exports', COMPONENT)).toEqual(['size']);
    expect(lines('bindings', COMPONENT)).toEqual(['constant size = 10 @0 exported', 'constant orders = #0 @0 mentions ref']);
    expect(lines('calls', COMPONENT)).toEqual([
      '#0 ref<Array[Order]>([]) assigned to orders @0 «ref»',
      '#1 api.get("/orders") assigned to orders.value awaited @0 «get»',
    ]);
  });

  it('keeps offsets and lines of the whole file', () => {
    const facts = extractVue('src/Orders.vue', COMPONENT);
    const directives = facts.directives.map((it) => [it.line, it.form, COMPONENT.slice(it.span.start, it.span.end)]);
    expect(directives).toEqual([
      [0, 'file', '<!-- tiebeam-ignore-file contract/unknown-route -- legacy -->'],
      [8, 'next-line', '// tiebeam-ignore-next-line a/b'],
    ]);
  });

  it.each<[string, string, string[]]>([
    ['a script without a language', '<script>\nf();\n</script>', ['f']],
    ['capitals', '<SCRIPT>f();</SCRIPT>', ['f']],
    ['attributes with signs', '<script setup generic="T extends A<B>" lang="ts">f<B>();</script>', ['f']],
    ['a closing tag in a string', "<script>f('</script>');</script>", ['f']],
    ['no end', '<script>f();', ['f']],
    ['no script', '<template><p>f()</p></template>', []],
    ['a script in a comment', '<!-- <script>f();</script> --><script>g();</script>', ['g']],
    ['an empty script', '<script src="./a.ts" /><script>g();</script>', ['g']],
    ['markup in a script', '<script lang="tsx">f(<p />);</script>', ['f']],
    ['blocks of its own', '<i18n>{ "a": "<script>" }</i18n>', []],
    ['a picture in the template', `<template><svg d="${'1 '.repeat(9_000)}" /></template><script>f();</script>`, ['f']],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    const facts = extractVue('src/Orders.vue', text);
    expectSound(facts, text);
    expect(facts.calls.map((it) => it.callee.path.join('.'))).toEqual(expected);
  });

  it('reads Svelte in the same way', () => {
    const text =
      '<script module>\nf();\n</script>\n<script lang="ts">\nconst a: A = g();\n</script>\n<svelte:head><script>h();</script></svelte:head>\n<p>{a}</p>\n';
    expect(extractVue('src/A.svelte', text)).toMatchObject({ container: 'svelte', language: 'typescript', hasMarkup: true });
    expect(lines('calls', text, 'src/A.svelte')).toEqual(['#0 f() discarded @0 «f»', '#1 g() assigned to a @0 «g»']);
  });

  it('gives sound facts of files that are being edited', () => {
    const piece = fc.constantFrom(
      '<script>',
      '</script>',
      '<template>',
      '</template>',
      '<!--',
      '-->',
      '"',
      '<',
      '>',
      '`',
      '{',
      '',
      '\0',
    );
    fc.assert(
      fc.property(fc.nat({ max: COMPONENT.length }), fc.nat({ max: 30 }), piece, (at, remove, insert) => {
        const text = COMPONENT.slice(0, at) + insert + COMPONENT.slice(at + remove);
        expectSound(extractVue('src/Orders.vue', text), text);
      }),
      { numRuns: 300, seed: 20_260_301 },
    );
  });
});
