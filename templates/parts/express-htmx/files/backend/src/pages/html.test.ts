import { expect, test } from 'vitest';
import { html } from './html.ts';

test('escapes values, in text and in attributes', () => {
  const name = `<script>"&'</script>`;
  const escaped = '&#60;script&#62;&#34;&#38;&#39;&#60;/script&#62;';
  expect(String(html`<p title="${name}">${name}</p>`)).toBe(`<p title="${escaped}">${escaped}</p>`);
});

test('takes markup, lists and numbers as they are, and shows nothing for what is not there', () => {
  const items = [1, 2].map((it) => html`<li>${it}</li>`);
  expect(String(html`<ul>${items}</ul>${undefined}${false}${'\\n'}`)).toBe('<ul><li>1</li><li>2</li></ul>\\n');
});
