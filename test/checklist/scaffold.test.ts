import { describe, expect, test } from 'vitest';
import type { Choices } from '#decisions/decisions.ts';
import { renderProject } from '../scaffold/project.ts';
import { listsOf } from './apps.ts';

const stacks: readonly Choices[] = [
  {},
  { frontend: 'vue' },
  { api: 'trpc' },
  { auth: 'session', structure: 'layer-first' },
  { auth: 'session', frontend: 'htmx' },
  { backend: 'fastapi' },
  { backend: 'fastapi', database: 'postgresql', frontend: 'vue' },
  { backend: 'fastapi', auth: 'session', frontend: 'htmx' },
  { backend: 'django' },
  { backend: 'django', database: 'postgresql', auth: 'session' },
  { backend: 'go' },
  { backend: 'go', database: 'postgresql', auth: 'session', realtime: 'websocket' },
  { backend: 'go', frontend: 'none', structure: 'layer-first' },
  { backend: 'nextjs' },
  { backend: 'nextjs', auth: 'session', realtime: 'none' },
];

describe('a project that Tiebeam made has all that applies', () => {
  test.each(stacks.map((it) => [JSON.stringify(it), it] as const))('%s', async (_name, choices) => {
    const files = renderProject({ choices });
    const sources = Object.fromEntries([...files].flatMap(([path, text]) => (typeof text === 'string' ? [[path, text]] : [])));
    const lists = await listsOf(sources, { configuration: sources['tiebeam.json'] ?? '{}' });
    const wanted = lists.filter((it) => it.list.id === 'backend' || it.list.id === 'integration');
    const open = wanted.flatMap(({ name, items }) =>
      items.flatMap(({ item, verdict }) =>
        verdict.state === 'done' || verdict.state === 'not-applicable'
          ? []
          : [`${name} ${item.id}: ${verdict.state}, ${verdict.summary}`],
      ),
    );
    expect(open).toEqual([]);
    expect(wanted.map((it) => it.items.length).sort()).toEqual(
      choices.frontend === 'none' || choices.frontend === 'htmx' ? [13] : [13, 8],
    );
  });
});
