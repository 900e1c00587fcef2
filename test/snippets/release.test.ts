import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { expandTemplate } from '#snippets/expand.ts';
import type { Snippet } from '#snippets/library.ts';
import { shippedLibrary } from './library.ts';

// What is built and run elsewhere is held to what can be read out of it here.

const Versions = z.object({ images: z.record(z.string(), z.string()), ci: z.record(z.string(), z.string()) });
const { images, ci } = Versions.parse(
  JSON.parse(readFileSync(new URL('../../templates/versions.json', import.meta.url), 'utf8')),
);
const snippets = [...shippedLibrary().snippets.values()];
const of = (pattern: string): (readonly [string, string])[] =>
  snippets.filter((it) => it.pattern === pattern).map((it) => [it.id, textOf(it)] as const);

function textOf(snippet: Snippet): string {
  const text = expandTemplate(snippet.body);
  if (!text.ok) throw new Error(snippet.id);
  return text.value;
}

function yamlOf(text: string): unknown {
  const document = parseDocument(text, { merge: true });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS();
}

describe('Dockerfiles', () => {
  test.each(of('dockerfile'))('%s builds in stages and runs without root', (_, text) => {
    const stages = text.split(/^(?=FROM )/m).map((it) => ({
      image: /^FROM (\S+)/.exec(it)?.[1] ?? '',
      name: /^FROM \S+ AS (\S+)/.exec(it)?.[1],
      lines: it,
    }));
    const last = stages.at(-1);
    expect(stages.length).toBeGreaterThan(1);
    const names = new Set(stages.map((it) => it.name));
    for (const [, from = ''] of text.matchAll(/^COPY --from=(\S+)/gm)) expect(from.includes('/') || names.has(from)).toBe(true);
    const user = [...(last?.lines ?? '').matchAll(/^USER (\S+)/gm)].at(-1)?.[1];
    expect(user === undefined ? last?.image : user).toMatch(user === undefined ? /nonroot|unprivileged/ : /^(?!root$|0$)/);
    // In the form of a list the process itself gets SIGTERM, not a shell around it.
    for (const [, command = ''] of text.matchAll(/^(?:CMD|ENTRYPOINT) (.*)$/gm)) {
      expect(z.array(z.string()).parse(JSON.parse(command))[0]).not.toMatch(/^(sh|npm|npx)$/);
    }
    // A build may run as any user: a cache in the home folder of one of them is lost on the others.
    expect(text).not.toMatch(/\/root\/|\/home\/|~\//);
    // Dependencies are installed before the sources are copied, or each change would install them again.
    expect(text.search(/npm ci|uv sync|go mod download/)).toBeLessThan(text.indexOf('COPY . .'));
  });

  test.each(of('dockerfile'))('%s names the images of the templates', (_, text) => {
    for (const [, image = '', tag = ''] of text.matchAll(/^FROM (?:nginxinc\/)?([a-z]+)(?:-unprivileged)?:(\S+)/gm)) {
      expect([image, tag]).toEqual([image, images[image]]);
    }
  });
});

const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string().optional(),
      build: z.string().optional(),
      restart: z.string().optional(),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
      healthcheck: z.unknown().optional(),
      volumes: z.array(z.string()).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});

test.each(of('compose'))('%s waits for what it needs and keeps its data', (_, text) => {
  const { services, volumes } = Compose.parse(yamlOf(text));
  for (const service of Object.values(services)) {
    expect(service.image ?? service.build).toBeDefined();
    for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
      const needed = services[name];
      expect(needed).toBeDefined();
      if (condition === 'service_healthy') expect(needed?.healthcheck).toBeDefined();
      // What has to complete must not be started again.
      if (condition === 'service_completed_successfully') expect(needed?.restart).toBeUndefined();
    }
  }
  expect(services.database?.image).toBe(`postgres:${images.postgres}`);
  const kept = Object.values(services).flatMap((it) => it.volumes ?? []);
  expect(Object.keys(volumes).filter((name) => !kept.some((it) => it.startsWith(`${name}:`)))).toEqual([]);
  // Passwords come from outside.
  expect(text).not.toMatch(/PASSWORD: (?!\$\{\w+:\?\})/);
});

const Workflow = z.object({
  on: z.object({ push: z.object({ branches: z.array(z.string()) }), pull_request: z.null() }),
  permissions: z.object({ contents: z.literal('read') }),
  jobs: z.record(
    z.string(),
    z.object({
      'timeout-minutes': z.number(),
      steps: z.array(z.union([z.object({ uses: z.string() }), z.object({ run: z.string() })])).min(3),
    }),
  ),
});

test.each(of('ci-workflow'))('%s reads alone, ends in time and uses the actions of the templates', (_, text) => {
  const { jobs } = Workflow.parse(yamlOf(text));
  const steps = Object.values(jobs).flatMap((it) => it.steps);
  const used = steps.flatMap((it) => ('uses' in it ? [it.uses] : []));
  const known: Readonly<Record<string, string | undefined>> = {
    'actions/checkout': ci.checkout,
    'actions/setup-node': ci.setupNode,
    'actions/setup-python': ci.setupPython,
    'actions/setup-go': ci.setupGo,
  };
  for (const [name = '', version = ''] of used.map((it) => it.split('@'))) {
    if (name.startsWith('actions/')) expect([name, version]).toEqual([name, known[name]]);
    else expect(version).toMatch(/^v\d+$/);
  }
  expect(steps.some((it) => 'run' in it && /test/.test(it.run))).toBe(true);
});

test.each([...of('release-checklist'), ...of('rollback-plan'), ...of('decision-record')])('%s is a document', (_, text) => {
  expect(text.match(/^# /gm)).toHaveLength(1);
  expect(text).not.toMatch(/lorem|TBD|XXX/i);
});
