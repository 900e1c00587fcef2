// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of snippets.
import { describe, expect, test } from 'vitest';
import { insertedText, insertSnippet, newFileText } from '#snippets/insertion.ts';
import { languageOfPath } from '#snippets/layout.ts';
import type { SnippetEntry } from '#snippets/section.ts';
import { layout, snippetOf } from './place.ts';

const zod: Partial<SnippetEntry> = { imports: [{ module: 'zod', names: ['z'] }] };
const go: Partial<SnippetEntry> = { languages: ['go'], imports: [{ module: 'time' }] };
const python: Partial<SnippetEntry> = { languages: ['python'], imports: [{ module: 'json', namespace: 'json' }] };
const vue: Partial<SnippetEntry> = { languages: ['vue', 'typescript'], imports: [{ module: 'vue', names: ['ref'] }] };

/** Inserts at the bar. A text without one gets the body at its end. */
function insert(path: string, marked: string, body: string, entry: Partial<SnippetEntry>): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const language = languageOfPath(path) ?? 'typescript';
  const target = { path, language, text, layout, fileOf: () => 'src/errors/app-errors.ts' };
  return insertedText(text, insertSnippet(snippetOf(body, entry), target, offset < 0 ? undefined : offset));
}

describe('insertSnippet', () => {
  test.each<[string, string, string, string, Partial<SnippetEntry>, string]>([
    ['into an empty file', 'src/a.ts', '', 'const ${1:a} = z;', zod, "import { z } from 'zod';\n\nconst a = z;\n"],
    [
      'at the end',
      'src/a.ts',
      "import b from 'b';\n\nlet c;\n",
      'const a = z;',
      zod,
      "import b from 'b';\nimport { z } from 'zod';\n\nlet c;\n\nconst a = z;\n",
    ],
    [
      'behind the imports alone',
      'src/a.ts',
      "import b from 'b';\n",
      'const a = z;',
      zod,
      "import b from 'b';\nimport { z } from 'zod';\n\nconst a = z;\n",
    ],
    ['on an empty line', 'src/a.ts', 'let b;\n\n|\n\nlet c;\n', 'const a = 1;', {}, 'let b;\n\nconst a = 1;\n\nlet c;\n'],
    ['at the end of a line', 'src/a.ts', 'let b;|\nlet c;\n', 'const a = 1;', {}, 'let b;\n\nconst a = 1;\n\nlet c;\n'],
    [
      'out of the imports',
      'src/a.ts',
      "|import b from 'b';\n\nlet c;\n",
      'const a = z;',
      zod,
      "import b from 'b';\nimport { z } from 'zod';\n\nconst a = z;\n\nlet c;\n",
    ],
    [
      'out of a function',
      'src/a.ts',
      'function f() {\n  |g();\n\n  h();\n}\n\nlet c;\n',
      'const a = 1;',
      {},
      'function f() {\n  g();\n\n  h();\n}\n\nconst a = 1;\n\nlet c;\n',
    ],
    [
      'in the file’s indentation',
      'src/a.ts',
      'function f() {\n    g();\n}\n',
      'if (a) {\n\tb();\n}',
      {},
      'function f() {\n    g();\n}\n\nif (a) {\n    b();\n}\n',
    ],
    [
      'in the file’s line ends',
      'src/a.ts',
      'let b;\r\n',
      'let a;\nlet c;',
      zod,
      "import { z } from 'zod';\r\n\r\nlet b;\r\n\r\nlet a;\r\nlet c;\r\n",
    ],
    [
      'a sibling by a relative path',
      'src/http/a.ts',
      '',
      'let a;',
      { siblings: [{ snippet: 'one', names: ['AppError'] }] },
      "import { AppError } from '../errors/app-errors';\n\nlet a;\n",
    ],
    [
      'a sibling with the file’s extension',
      'src/a.ts',
      "import b from './b.js';\n",
      'let a;',
      { siblings: [{ snippet: 'one', names: ['AppError'] }] },
      "import b from './b.js';\nimport { AppError } from './errors/app-errors.js';\n\nlet a;\n",
    ],
    [
      'a generated file as the place of insertion sees it',
      'src/orders/a.ts',
      "import b from './b.js';\n",
      'let a;',
      { file: 'db/client.ts', imports: [{ module: '../generated/client', names: ['Client'] }] },
      "import { Client } from '../generated/client.js';\nimport b from './b.js';\n\nlet a;\n",
    ],
    [
      'a fragment where it stands',
      'src/a.ts',
      'function f() {\n  g();\n  |\n}\n',
      'if (a) {\n\tb();\n}',
      { isFragment: true },
      'function f() {\n  g();\n  if (a) {\n    b();\n  }\n}\n',
    ],
    [
      'Python with two empty lines',
      'app/a.py',
      'import os\n\n\ndef f():\n    pass\n',
      'def g():\n\tpass',
      python,
      'import json\nimport os\n\n\ndef f():\n    pass\n\n\ndef g():\n    pass\n',
    ],
    ['Python with one below the imports', 'app/a.py', '', 'A = json', python, 'import json\n\nA = json\n'],
    [
      'Python out of a function',
      'app/a.py',
      'def f():\n    |pass\n\n    return 1\nx = 1\n',
      'A = 1',
      { languages: ['python'] },
      'def f():\n    pass\n\n    return 1\n\n\nA = 1\n\n\nx = 1\n',
    ],
    [
      'Go',
      'a/a.go',
      'package a\n',
      'func f() {\n\ttime.Now()\n}',
      go,
      'package a\n\nimport "time"\n\nfunc f() {\n\ttime.Now()\n}\n',
    ],
    [
      'Go beside other code',
      'a/a.go',
      'package a\n\nimport "fmt"\n\nfunc g() {\n\tfmt.Println()|\n}\n',
      'func f() {}',
      go,
      'package a\n\nimport (\n\t"fmt"\n\t"time"\n)\n\nfunc g() {\n\tfmt.Println()\n}\n\nfunc f() {}\n',
    ],
    [
      'Vue, into the script',
      'src/a.vue',
      '<script setup lang="ts">\nconst b = 1;\n</script>\n\n<template />\n',
      'const a = ref(1);',
      vue,
      '<script setup lang="ts">\nimport { ref } from \'vue\';\n\nconst b = 1;\n\nconst a = ref(1);\n</script>\n\n<template />\n',
    ],
    [
      'Vue, into an empty script',
      'src/a.vue',
      '<script setup lang="ts">\n</script>\n',
      'const a = ref(1);',
      vue,
      '<script setup lang="ts">\nimport { ref } from \'vue\';\n\nconst a = ref(1);\n</script>\n',
    ],
    [
      'Vue, into a new script',
      'src/a.vue',
      '<template />\n',
      'const a = ref(1);',
      vue,
      '<script setup lang="ts">\nimport { ref } from \'vue\';\n\nconst a = ref(1);\n</script>\n\n<template />\n',
    ],
    ['plain text', '.env.example', 'A=1\n', 'B=2', { languages: ['dotenv'] }, 'A=1\n\nB=2\n'],
  ])('%s', (_, path, before, body, entry, after) => {
    expect(insert(path, before, body, entry)).toBe(after);
  });

  test('keeps the body a template, and the imports apart from it', () => {
    const text = 'let b;\n';
    const target = { path: 'src/a.ts', language: 'typescript', text, layout, fileOf: () => undefined } as const;
    expect(insertSnippet(snippetOf('const ${1:a} = `\\${z}`;', zod), target)).toEqual({
      imports: [{ span: { start: 0, end: 0 }, text: "import { z } from 'zod';\n\n" }],
      body: { span: { start: 6, end: 7 }, template: '\n\nconst ${1:a} = `\\${z}`;\n', lineIndent: '' },
      conflicts: [],
    });
  });

  test('tells of a name that is taken', () => {
    const text = "import { z } from './z';\n";
    const target = { path: 'src/a.ts', language: 'typescript', text, layout, fileOf: () => undefined } as const;
    expect(insertSnippet(snippetOf('let a;', zod), target).conflicts).toEqual(['z']);
  });
});

describe('newFileText', () => {
  test.each<[string, string, Partial<SnippetEntry>, string]>([
    ['internal/apperr/apperr.go', 'type Error struct{}', { languages: ['go'] }, 'package apperr\n\ntype Error struct{}\n'],
    ['cmd/api/main.go', 'func main() {}', { languages: ['go'] }, 'package main\n\nfunc main() {}\n'],
    ['src/a.ts', 'let a;', {}, 'let a;\n'],
    ['app/a.py', 'class A:\n\tb = 1', { languages: ['python'] }, 'class A:\n    b = 1\n'],
    [
      'src/A.vue',
      '<script setup lang="ts">\nlet a;\n</script>\n\n<template>\n\t<p>{{ a }}</p>\n</template>',
      { languages: ['vue'] },
      '<script setup lang="ts">\nlet a;\n</script>\n\n<template>\n  <p>{{ a }}</p>\n</template>\n',
    ],
  ])('%s', (path, body, entry, text) => {
    expect(newFileText(snippetOf(body, entry), { path, layout, fileOf: () => undefined })).toBe(text);
  });
});
