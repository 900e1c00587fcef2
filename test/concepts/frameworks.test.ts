// One page for each framework: code, and in a comment on each line the concepts that it stands for.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '#base/span.ts';
import type { Concept } from '#concepts/concept.ts';
import { FRAMEWORKS } from '#concepts/frameworks.generated.ts';
import type { Value } from '#facts/value.ts';
import { projectOf } from '../sources.ts';

const folder = new URL('./frameworks/', import.meta.url);
const EXTENSIONS: Readonly<Record<string, string>> = { ts: 'ts', js: 'js', python: 'py', go: 'go' };

describe.each(readdirSync(folder).map((it) => it.slice(0, -'.md'.length)))('%s', (name) => {
  const page = readFileSync(new URL(`${name}.md`, folder), 'utf8');
  const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({ language, text }));

  it('has a model of that name', () => {
    expect(FRAMEWORKS.map((it) => it.name)).toContain(name);
  });

  it.each(blocks.map((block, index) => [index + 1, block] as const))('block %i', async (_, { language, text }) => {
    const path = `src/app.${EXTENSIONS[language]}`;
    const { project } = await projectOf({ [path]: text }, { rules: [] });
    project.check();
    const index = new LineIndex(text);
    const found = (project.workspace?.files.get(path)?.concepts ?? [])
      .filter((it) => it.framework === name)
      .map((it) => `${index.positionAt(it.span.start).line + 1}: ${describeConcept(it)}`);
    expect(found).toEqual(expected(text));
    expect(found).not.toEqual([]);
  });
});

function expected(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const comment = /(?:\/\/|#) (.*)$/.exec(line)?.[1];
    return comment === undefined ? [] : comment.split(', ').map((it) => `${index + 1}: ${it}`);
  });
}

function describeConcept(it: Concept): string {
  switch (it.kind) {
    case 'route':
      return ['route', it.method, it.path].filter(Boolean).join(' ');
    case 'query':
      return ['query', it.operation, it.subject].filter(Boolean).join(' ');
    case 'middleware':
      return `middleware ${it.role}`;
    case 'mount':
      return ['mount', it.path].filter(Boolean).join(' ');
    case 'cache-write':
      return `cache-write expires ${it.expires}`;
    case 'http-request':
      return ['http-request', it.form === 'call' ? undefined : it.form, it.method, addressOf(it.url)].filter(Boolean).join(' ');
    case 'log':
      return `log ${it.level}`;
    case 'shutdown':
      return `shutdown ${it.what}`;
    case 'signal':
      return `signal ${it.signals.join('+')}`;
    case 'env-schema':
      return `env-schema ${it.variables.map((variable) => variable.name).join('+')}`;
    case 'time-limit':
    case 'time-limit-default':
      return `${it.kind} ${it.limit}`;
    case 'token-signing':
    case 'token-defaults':
      return [it.kind, it.expires, it.lifetimeSeconds].filter((part) => part !== undefined).join(' ');
    case 'setting-read':
      return `setting-read ${it.name}${it.isRequired ? ' required' : ''}`;
    case 'settings-load':
      return `settings-load ${it.isValidated ? 'checked' : 'unchecked'}`;
    case 'credential-use':
      return `credential-use ${it.what}`;
    case 'index-change':
      return `index-change ${it.action}${it.isConcurrent ? ' concurrent' : ''}`;
    case 'response':
      return ['response', it.status, it.isRaised && 'raised', !it.body && 'empty'].filter(Boolean).join(' ');
    case 'cors':
      return ['cors', it.origins.kind, it.credentials === 'yes' && 'credentials', !it.isAppWide && 'route']
        .filter(Boolean)
        .join(' ');
    case 'safeguard':
      return `safeguard ${it.what}`;
    default:
      return it.kind;
  }
}

/** Stands for what is filled in: `*`. */
function addressOf(url: Value | undefined): string | undefined {
  if (url?.kind === 'literal') return String(url.value);
  return url?.kind === 'template'
    ? url.text.replaceAll('\uFFFC', '*')
    : url?.kind === 'reference'
      ? url.path.join('.')
      : undefined;
}
