// What a hover shows of a rule's page: code before and after that belongs together.
import { describe, expect, it } from 'vitest';
import { pageExcerpt } from '#rules/page-excerpt.ts';
import { RULE_PAGES } from '#rules/pages.generated.ts';
import { RULES } from '#rules/rules.generated.ts';

const PAGE = `# Loud door

A door that slams.

## Why

People sleep.

## Bad

### Python: with a bell

\`\`\`python
from bells import ring

ring(2)  # finding: bell
\`\`\`

### Python: with a hinge

\`\`\`python
from hinges import swing

swing(1)  # finding: hinge
\`\`\`

Fix: Oil it

\`\`\`python
from hinges import glide

glide(1)
\`\`\`

## Good

### Python: no door

\`\`\`python
pass
\`\`\`

### Python: a bell that whispers

\`\`\`python
from bells import ring

ring(0)
\`\`\`
`;

describe('the excerpt of a page', () => {
  const WITHOUT_FIX = PAGE.replace(/Fix: [\s\S]*?(?=## Good)/, '');

  it.each([
    ['what a fix makes of it', PAGE, 'hinge', ['swing(1)', 'glide(1)']],
    ['what a fix makes of another, where the message has none', PAGE, 'bell', ['swing(1)', 'glide(1)']],
    ['the good code that is most like it, where there is no fix', WITHOUT_FIX, 'hinge', ['ring(2)', 'ring(0)']],
  ])('shows beside the bad code %s', (_what, page, messageId, ends) => {
    const blocks = pageExcerpt(page, 'python', messageId).match(/```python\n[\s\S]*?```/g) ?? [];
    expect(blocks.map((it) => it.trimEnd().split('\n').at(-2))).toEqual(ends);
  });

  it('shows code of the language before and after for every rule, and never the same twice', () => {
    const poor = RULES.flatMap((rule) =>
      rule.languages.flatMap((language) => {
        const [bad, good] = pageExcerpt(RULE_PAGES[rule.id] ?? '', language).match(/```\w*\n[\s\S]*?```/g) ?? [];
        return bad === undefined || good === undefined || bad === good ? [`${rule.id} in ${language}`] : [];
      }),
    );
    expect(poor).toEqual([]);
  });
});
