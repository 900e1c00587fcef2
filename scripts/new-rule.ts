// `npm run new-rule -- section/what-is-wrong`: the two files of a rule, ready to be filled in.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Writes the code and the page of a rule below `root`; gives the reason where it cannot. */
export function newRule(root: string, id: string): string | undefined {
  if (!/^[a-z]+\/[a-z][a-z0-9-]+$/.test(id)) return 'Say the id: npm run new-rule -- section/what-is-wrong';
  const code = join(root, 'server/src/rules', `${id}.ts`);
  const page = join(root, 'server/src/rules', `${id}.md`);
  if (existsSync(code) || existsSync(page)) return `There is a rule ${id} already`;
  mkdirSync(dirname(code), { recursive: true });
  writeFileSync(
    code,
    `import { conceptsOf } from '#concepts/lifted-file.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly name: string;
}

export default defineRule<unknown, Data>({
  id: '${id}',
  section: 1,
  tier: 3,
  severity: 'info',
  languages: ['typescript'],
  scope: 'file',
  fix: 'none',
  messages: {
    found: ({ name }) => \`\\\`\${name}\\\` is logged here\`,
  },
  *check({ workspace, file }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    for (const it of conceptsOf(code, 'log')) {
      const name = it.call === undefined ? '' : (code.facts.calls[it.call]?.callee.path.join('.') ?? '');
      yield {
        messageId: 'found',
        data: { name },
        path: code.path,
        at: { kind: 'span', span: it.span },
        symbol: symbolAround(code, it.scope),
      };
    }
  },
});
`,
  );
  writeFileSync(
    page,
    `# What is wrong, in a few words

One sentence that says what the rule reports.

## Why

What it costs, in two or three sentences.

## Bad

### TypeScript: the common case

\`\`\`ts
console.log('order placed'); // finding: found
\`\`\`

## Good

### TypeScript: looks dangerous and is right

\`\`\`ts
export const console2 = { log: (text: string) => text };
\`\`\`

## When to switch it off

Say when.

## Edge cases

Say what is left alone.
`,
  );
  return undefined;
}

if (import.meta.main) {
  const [id = ''] = process.argv.slice(2);
  const reason = newRule(fileURLToPath(new URL('..', import.meta.url)), id);
  if (reason === undefined) {
    console.log(
      `Written:\n  server/src/rules/${id}.ts\n  server/src/rules/${id}.md\nNext: fill in the page, then the rule, then run: npm run generate && npx vitest run test/rules`,
    );
  } else {
    console.error(reason);
    process.exitCode = 2;
  }
}
