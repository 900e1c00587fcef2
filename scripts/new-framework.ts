// `npm run new-framework -- name [module]`: the model of a framework and the page that tests it.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Writes the model of a framework and its page below `root`; gives the reason where it cannot. */
export function newFramework(root: string, name: string, module = name): string | undefined {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) return 'Say the name: npm run new-framework -- name [module]';
  const model = join(root, 'server/src/concepts/frameworks', `${name}.ts`);
  const page = join(root, 'test/concepts/frameworks', `${name}.md`);
  if (existsSync(model) || existsSync(page)) return `There is a framework ${name} already`;
  for (const file of [model, page]) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    model,
    `import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: '${name}',
  title: '${name.charAt(0).toUpperCase()}${name.slice(1)}',
  languages: ['typescript', 'javascript'],
  modules: ['${module}'],
  types: { Application: ['default()'] },
  routerTypes: ['Application'],
  calls: [
    { on: 'default', is: 'server' },
    { on: 'Application#{get,post,put,patch,delete}', is: 'route', method: 'name', path: 0 },
    { on: 'Application#use', is: 'use', firstMayBePath: true },
    { on: 'Application#listen', is: 'listen' },
  ],
});
`,
  );
  writeFileSync(
    page,
    `# ${name}

Each line says in a comment which concepts it stands for.

\`\`\`ts
import create from '${module}';

const app = create(); // server
app.get('/orders', (request, response) => response.send([])); // route GET /orders
app.listen(3000); // listen
\`\`\`
`,
  );
  return undefined;
}

if (import.meta.main) {
  const [name = '', module] = process.argv.slice(2);
  const reason = newFramework(fileURLToPath(new URL('..', import.meta.url)), name, module);
  if (reason === undefined) {
    console.log(
      `Written:\n  server/src/concepts/frameworks/${name}.ts\n  test/concepts/frameworks/${name}.md\nNext: fill them in, then run: npm run generate && npx vitest run test/concepts`,
    );
  } else {
    console.error(reason);
    process.exitCode = 2;
  }
}
