import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CodeAction, CompletionItem, Diagnostic, Hover, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { DETECT, PREVIEW } from '#decisions/sheet-protocol.ts';
import { EXPLAIN_FILE, RULE_PAGE, RULES } from '#protocol/rules.ts';
import { DIAGNOSTICS_REPORT, RESCAN, TRUST_GRANTED } from '#protocol/server.ts';
import { PLAN_SNIPPET, type PlanSnippetResult, SNIPPETS, type SnippetsResult } from '#protocol/snippets.ts';
import {
  ANSWER_LAUNCH,
  type AnswerLaunchResult,
  LAUNCH_QUESTIONS,
  type LaunchQuestionsResult,
  PROBES,
  type ProbesResult,
  VERIFY,
  VERIFY_OUTPUT,
  VERIFY_PROGRESS,
  type VerifyOutputParams,
} from '#protocol/verification.ts';
import { probeIds } from '#verify/report.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { CAPABILITIES, type ClientOptions, has, hasAny, hasNone, isReady, startClient } from './client.ts';
import { CACHE, CLEAN_CACHE, MISSING_TTL, SHOP } from './shop.ts';

const ENVIRONMENT = 'config/env-read-outside-config';

async function shop(files: Readonly<Record<string, string>> = {}, options: ClientOptions = {}) {
  const root = temporaryFolder({ ...SHOP, ...files });
  const client = await startClient({ folders: [root], ...options });
  await client.status(isReady);
  return { root, ...client };
}

/** A project whose `process.env` reads can move into the configuration: config entry, example key and replacement. */
const WITH_CONFIG = {
  'src/config.ts':
    "import { z } from 'zod';\nconst schema = z.object({\n  DATABASE_URL: z.string(),\n});\nexport const config = schema.parse(process.env);\n",
  '.env.example': 'DATABASE_URL=postgres://localhost/shop\n',
  'src/mail.ts': "export function key(): string {\n  return process.env.MAIL_KEY ?? '';\n}\n",
  'src/server.ts': "import express from 'express';\nexpress().listen(3000);\n",
};

describe('hover', () => {
  it('shows the page of a rule on its finding, and nothing elsewhere', async () => {
    const { connection, uri } = await shop();
    const at = (path: string, line: number, character: number): Promise<Hover | null> =>
      connection.sendRequest('textDocument/hover', { textDocument: { uri: uri(path) }, position: { line, character } });
    expect((await at('src/cache.ts', 3, 12))?.contents).toMatchObject({
      kind: 'markdown',
      value: expect.stringMatching(/expire/i),
    });
    for (const [path, line, character] of [
      ['src/cache.ts', 0, 3],
      ['src/cache.ts', 900, 0],
      ['src/quiet.ts', 0, 3],
      ['src/none.ts', 0, 0],
    ] as const)
      expect(await at(path, line, character), `${path}:${line}`).toBeNull();
  });
});

describe('code actions', () => {
  it('offer the fixes, the page and a suppression; the edit of the chosen one comes when it is asked for', async () => {
    const { connection, actions, diagnostics, open } = await shop();
    await open('src/cache.ts', CACHE, 4);
    const [finding] = await diagnostics('src/cache.ts', hasAny);
    const offered = await actions('src/cache.ts', finding as Diagnostic);
    expect(offered.map((it) => it.title)).toEqual([
      'Expire the entry after 300 seconds',
      `Insert a snippet for ${MISSING_TTL}…`,
      `Explain ${MISSING_TTL}`,
      'Suppress cache/missing-ttl here with a reason…',
      'Suppress cache/missing-ttl in this file…',
      'Turn off cache/missing-ttl in this folder…',
    ]);
    const [fix, snippet] = offered;
    expect(snippet?.command?.arguments).toEqual([['cache-aside', 'cache-lock']]);
    expect(fix).toMatchObject({ isPreferred: true, data: expect.anything() });
    expect(fix).not.toHaveProperty('edit');
    const { edit } = await connection.sendRequest<CodeAction>('codeAction/resolve', fix);
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { version: 4 } }]);
    expect(applied(CACHE, edit)).toContain("'EX', 300");
  });

  it('resolve to nothing where the finding has gone', async () => {
    const { connection, actions, diagnostics, open, change } = await shop();
    await open('src/cache.ts', CACHE);
    const [finding] = await diagnostics('src/cache.ts', hasAny);
    const [fix] = await actions('src/cache.ts', finding as Diagnostic);
    await change('src/cache.ts', 2, [{ text: CLEAN_CACHE }]);
    expect(await connection.sendRequest('codeAction/resolve', fix)).not.toHaveProperty('edit');
    expect(await connection.sendRequest('codeAction/resolve', { title: 'of someone else', data: 5 })).toEqual({
      title: 'of someone else',
      data: 5,
    });
  });

  it('put the comment above the line, indented like it', async () => {
    const { actions, diagnostics, open, change } = await shop();
    await open('src/cache.ts', CACHE);
    const [finding] = await diagnostics('src/cache.ts', hasAny);
    const offered = await actions('src/cache.ts', finding as Diagnostic);
    const suppression = offered.find((it) => it.title.startsWith('Suppress cache/missing-ttl here'));
    const after = applied(CACHE, suppression?.edit);
    const comment = `  // tiebeam-ignore-next-line ${MISSING_TTL} -- reason`;
    expect(after.split('\n')[3]).toBe(comment);
    const [, line, start, end] = suppression?.command?.arguments ?? [];
    expect([line, comment.slice(start, end)]).toEqual([3, 'reason']);
    await change('src/cache.ts', 2, [{ text: after }]);
    await diagnostics('src/cache.ts', hasNone);
  });

  it('change several files with annotations, so that the editor asks first', async () => {
    const { connection, actions, diagnostics, uri } = await shop(WITH_CONFIG);
    const finding = (await diagnostics('src/mail.ts', has(ENVIRONMENT))).find((it) => it.code === ENVIRONMENT);
    const fix = (await actions('src/mail.ts', finding as Diagnostic)).find((it) => it.data !== undefined);
    const { edit } = await connection.sendRequest<CodeAction>('codeAction/resolve', fix);
    const changed = edit?.documentChanges?.flatMap((it) => ('textDocument' in it ? [it.textDocument.uri] : []));
    expect(changed?.sort()).toEqual(['.env.example', 'src/config.ts', 'src/mail.ts'].map(uri));
    expect(Object.values(edit?.changeAnnotations ?? {}).filter((it) => it.needsConfirmation)).toHaveLength(1);
  });

  it('come with plain edits to a client that knows nothing else', async () => {
    const { actions, diagnostics, uri } = await shop(WITH_CONFIG, { capabilities: {} });
    const finding = (await diagnostics('src/mail.ts', has(ENVIRONMENT))).find((it) => it.code === ENVIRONMENT);
    const fix = (await actions('src/mail.ts', finding as Diagnostic))[0];
    expect(Object.keys(fix?.edit?.changes ?? {}).sort()).toEqual(['.env.example', 'src/config.ts', 'src/mail.ts'].map(uri));
    expect(JSON.stringify(fix?.edit)).not.toContain('annotation');
  });

  it('leave our commands out for other clients', async () => {
    const root = temporaryFolder(SHOP);
    const client = await startClient({ folders: [root], initialize: false });
    await client.connection.sendRequest('initialize', { processId: null, rootUri: `file://${root}`, capabilities: CAPABILITIES });
    await client.connection.sendNotification('initialized', {});
    const [finding] = await client.diagnostics('src/cache.ts', hasAny);
    const offered = await client.actions('src/cache.ts', finding as Diagnostic);
    expect(offered.filter((it) => it.command !== undefined)).toEqual([]);
    expect(offered.map((it) => it.title)).toEqual([
      'Expire the entry after 300 seconds',
      'Suppress cache/missing-ttl here with a reason…',
      'Suppress cache/missing-ttl in this file…',
      'Turn off cache/missing-ttl in src/',
      'Turn off cache/missing-ttl in tiebeam.json',
    ]);
  });

  it('are filtered by kind', async () => {
    const { actions, diagnostics } = await shop();
    const [finding] = await diagnostics('src/cache.ts', hasAny);
    expect(await actions('src/cache.ts', finding as Diagnostic, ['refactor'])).toEqual([]);
    expect(await actions('src/cache.ts', finding as Diagnostic, ['source.fixAll'])).toEqual([]);
    expect((await actions('src/cache.ts', finding as Diagnostic, ['quickfix'])).length).toBeGreaterThan(1);
  });
});

describe('completion', () => {
  const complete = async (client: Awaited<ReturnType<typeof shop>>, path: string, text: string): Promise<CompletionItem[]> => {
    await client.open(path, text);
    const lines = text.split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    return client.connection.sendRequest('textDocument/completion', { textDocument: { uri: client.uri(path) }, position });
  };

  it.each([
    ['src/routes.ts', "import { Router } from 'express';\n\ntb-", /express/i],
    ['app/main.py', 'import os\n\ntb-', /python|fastapi|flask|django/i],
    ['cmd/main.go', 'package main\n\ntb-', /go|net\/http|chi|gin/i],
    ['untitled:Untitled-1.ts', 'tb-', /./],
  ])('offers the section snippets of %s, the best first, with their imports apart', async (path, text, expected) => {
    const client = await shop();
    const items = await complete(client, path, text);
    expect(items.length).toBeGreaterThan(3);
    expect(items[0]).toMatchObject({ kind: 15, insertTextFormat: 2, detail: expect.stringMatching(expected) });
    for (const it of items) {
      expect(it.label).toMatch(/^tb-/);
      const replaced = (it.textEdit as TextEdit).range;
      expect(replaced.end.character - replaced.start.character).toBe('tb-'.length);
      for (const { range } of it.additionalTextEdits ?? []) expect(range.end.line).toBeLessThan(replaced.start.line);
    }
    expect(items.some((it) => (it.additionalTextEdits ?? []).length > 0) || path.startsWith('untitled:')).toBe(true);
    expect(items.map((it) => it.sortText)).toEqual(items.map((it) => it.sortText).sort());
  });

  it('offers nothing in a string, for a member, or to a client without snippets', async () => {
    const client = await shop();
    expect(await complete(client, 'src/a.ts', "const a = 'tb-")).toEqual([]);
    expect(await complete(client, 'src/b.ts', 'config.tb')).toEqual([]);
    expect(await complete(client, 'src/c.txt', 'tb-')).toEqual([]);
    expect(await complete(await shop({}, { capabilities: {} }), 'src/a.ts', 'tb-')).toEqual([]);
  });
});

describe('requests beyond LSP', () => {
  it('give rules, pages, explanations and a report without source text', async () => {
    const { connection, uri, root } = await shop();
    expect(await connection.sendRequest(RULES)).toContainEqual(
      expect.objectContaining({ id: MISSING_TTL, title: expect.any(String) }),
    );
    expect(await connection.sendRequest(RULE_PAGE, { rule: MISSING_TTL })).toMatchObject({
      markdown: expect.stringMatching(/^# /),
    });
    expect(await connection.sendRequest(RULE_PAGE, { rule: 'no/such' })).toBeNull();
    expect(await connection.sendRequest(EXPLAIN_FILE, { uri: uri('src/cache.ts') })).toMatchObject({
      markdown: expect.stringContaining('ioredis'),
    });
    expect(await connection.sendRequest(EXPLAIN_FILE, { uri: uri('none.ts') })).toMatchObject({
      markdown: expect.stringContaining('does not read'),
    });
    const { text } = await connection.sendRequest<{ text: string }>(DIAGNOSTICS_REPORT);
    expect(text).toContain('3 files, 1 findings');
    expect(text).not.toContain(root);
  });

  it('explain a file that is asked for before the folder has been read', async () => {
    const root = temporaryFolder(SHOP);
    const { connection, uri } = await startClient({ folders: [root] });
    expect(await connection.sendRequest(EXPLAIN_FILE, { uri: uri('src/cache.ts') })).toMatchObject({
      markdown: expect.stringContaining('ioredis'),
    });
  });

  it('explain nothing where checks are switched off, and do not wait for them', async () => {
    const root = temporaryFolder(SHOP);
    const { connection, uri } = await startClient({ folders: [root], settings: () => ({ enable: false }) });
    await connection.sendRequest(RULES);
    expect(await connection.sendRequest(EXPLAIN_FILE, { uri: uri('src/cache.ts') })).toMatchObject({
      markdown: expect.stringContaining('does not read'),
    });
  });

  it('read everything again', async () => {
    const { connection, root, diagnostics } = await shop();
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(root, 'src/quiet.ts'), CACHE);
    await connection.sendRequest(RESCAN);
    await diagnostics('src/quiet.ts', hasAny);
  });

  it('answer the decision sheet', async () => {
    const { connection, root } = await shop();
    expect(await connection.sendRequest(DETECT, { folders: [root] })).toMatchObject({
      detections: expect.arrayContaining([
        expect.objectContaining({ field: 'backend', value: 'express', path: 'package.json', line: 1 }),
      ]),
    });
    const project = {
      name: 'shop',
      parent: root,
      choices: {},
      resource: { name: 'product', fields: [{ name: 'name', type: 'string', required: true, unique: false }] },
    };
    expect(await connection.sendRequest(PREVIEW, project)).toMatchObject({
      kind: 'plan',
      files: expect.arrayContaining([expect.objectContaining({ change: 'new' })]),
    });
    await expect(connection.sendRequest(PREVIEW, { name: 5 })).rejects.toThrow(/name/);
  });
});

describe('inserting a section snippet', () => {
  it('gives the menu for a file, and the whole of what an insertion changes', async () => {
    const { connection, uri } = await shop();
    const menu = await connection.sendRequest<SnippetsResult>(SNIPPETS, { uri: uri('src/quiet.ts') });
    const variants = menu?.sections.flatMap((it) => it.patterns.flatMap((pattern) => pattern.variants)) ?? [];
    const variant = variants.find((it) => it.fitsHere && it.fitsProject);
    expect(variants.length).toBeGreaterThan(10);
    const where = { kind: 'here', line: 1, character: 0 };
    const plan = await connection.sendRequest<PlanSnippetResult>(PLAN_SNIPPET, {
      uri: uri('src/quiet.ts'),
      snippet: variant?.id,
      where,
    });
    expect(plan).toMatchObject({ path: 'src/quiet.ts', isNew: false, body: { template: expect.stringMatching(/\S/) } });
    expect(plan?.preview).toContain('export const quiet = 1;');
    expect(await connection.sendRequest(SNIPPETS, { uri: uri('picture.png') })).toBeNull();
    expect(await connection.sendRequest(PLAN_SNIPPET, { uri: uri('src/quiet.ts'), snippet: 'no-such', where })).toBeNull();
    expect(await connection.sendRequest(PLAN_SNIPPET, { uri: 5 })).toBeNull();
  });
});

describe('verification', () => {
  const RUN = (start: readonly string[]) => JSON.stringify({ run: { backend: { path: '.', start, requiredVariables: [] } } });

  const WEB = "import { createServer } from 'node:http';\ncreateServer(() => undefined).listen(process.env.PORT);\n";

  it.each([
    ['an untrusted workspace', false, { 'tiebeam.json': RUN(['false']) }, {}, /not trusted/],
    ['a folder without a server', true, {}, {}, /no server was found/i],
    ['a broken configuration', true, { 'tiebeam.json': '{ "preset": 1 }' }, {}, /the configuration has problems/i],
    ['a server that nobody has said how to start', true, { 'src/web.ts': WEB }, {}, /verify\.start/],
    ['an unknown probe', true, { 'tiebeam.json': RUN(['false']) }, { only: ['helth'] }, /did you mean 'health'/],
    ['a request without a folder', true, {}, { folder: 7 }, /needs the folder/],
  ])('is refused for %s', async (_what, trusted, files, params, reason) => {
    const { connection, root } = await shop({ ...files }, { trusted });
    await expect(connection.sendRequest(VERIFY, { folder: root, ...params })).rejects.toThrow(reason);
  });

  it('has a tree of all probes for a project, and none for a folder without one', async () => {
    const { connection, root } = await shop({ 'tiebeam.json': RUN(['false']) });
    const { groups } = await connection.sendRequest<ProbesResult>(PROBES, { folder: root });
    expect(groups.flatMap((it) => it.probes.map(({ id }) => id)).sort()).toEqual([...probeIds].sort());
    expect(groups.flatMap((it) => [it, ...it.probes]).every((it) => it.title.length > 2)).toBe(true);
    expect(await connection.sendRequest(PROBES, { folder: `${root}-elsewhere` })).toEqual({ groups: [] });
  });

  it('asks how a server is started, and keeps the answer with the comments of the file', async () => {
    const text = '{\n  // Ours.\n  "preset": "recommended"\n}\n';
    const manifest = { 'package.json': '{ "name": "shop" }\n' };
    const { connection, root, uri } = await shop({ ...manifest, 'src/web.ts': WEB, 'tiebeam.json': text });
    const ask = () => connection.sendRequest<LaunchQuestionsResult>(LAUNCH_QUESTIONS, { folder: root });
    const { groups } = await connection.sendRequest<ProbesResult>(PROBES, { folder: root });
    expect(groups.flatMap((it) => it.probes.map(({ title }) => title))).toContain('It starts and answers');
    const [question] = (await ask()).questions;
    expect(question).toMatchObject({ path: ['verify', 'start'], form: 'words' });
    const answer = (typed: string) =>
      connection.sendRequest<AnswerLaunchResult>(ANSWER_LAUNCH, { folder: root, ...question, answer: typed });
    expect(await answer('npm start && true')).toEqual({ problem: expect.stringContaining('shell') });
    const edit = await answer('node dist/web.js');
    expect(edit).toMatchObject({ uri: uri('tiebeam.json') });
    writeFileSync(
      join(root, 'tiebeam.json'),
      TextDocument.applyEdits(TextDocument.create('', 'json', 0, text), [...(edit.changes ?? [])]),
    );
    const kept = readFileSync(join(root, 'tiebeam.json'), 'utf8');
    expect(kept).toContain('// Ours.');
    expect(JSON.parse(kept.replace('// Ours.', ''))).toEqual({
      preset: 'recommended',
      verify: { start: ['node', 'dist/web.js'] },
    });
    expect(await ask()).toEqual({ questions: [] });
  });

  it('tells what the commands and the started project print, line by line and without a secret', async () => {
    const script =
      "const s = process.env.JWT_SECRET; process.stdout.write('secret ' + s.slice(0, 20)); setTimeout(() => console.log(s.slice(20)), 50)";
    const { connection, root } = await shop({ 'tiebeam.json': RUN([process.execPath, '-e', script]) });
    let printed = '';
    connection.onNotification(VERIFY_OUTPUT, ({ probe, lines }: VerifyOutputParams) => {
      printed += `${probe}> ${lines}`;
    });
    await connection.sendRequest(VERIFY, { folder: root, only: ['health'] });
    expect(printed).toContain(`health> $ ${process.execPath} -e`);
    expect(printed).toContain('health> secret •••\n');
  });

  it('tells each probe and gives a report', async () => {
    const { connection, root, uri } = await shop({ 'tiebeam.json': RUN([process.execPath, '--version']) });
    const told: unknown[] = [];
    connection.onNotification(VERIFY_PROGRESS, (it) => {
      told.push(it);
    });
    const result = await connection.sendRequest(VERIFY, { folder: root, only: ['own-rules'] });
    expect(told).toMatchObject([
      { probe: 'own-rules', state: 'running' },
      {
        probe: 'own-rules',
        state: 'failed',
        ms: expect.any(Number),
        detail: expect.any(String),
        failures: expect.arrayContaining([
          { expected: expect.any(String), actual: expect.any(String), uri: uri('src/cache.ts'), line: expect.any(Number) },
        ]),
      },
    ]);
    expect(result).toMatchObject({ passed: 0, failed: 1, markdown: expect.stringContaining('src/cache.ts') });
  });

  it('ends when it is cancelled, and can be started again', async () => {
    const { connection, root } = await shop({ 'tiebeam.json': RUN([process.execPath, '-e', 'setInterval(() => {}, 1000)']) });
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol');
    const source = new CancellationTokenSource();
    connection.onNotification(VERIFY_PROGRESS, () => source.cancel());
    await expect(connection.sendRequest<object>(VERIFY, { folder: root, only: ['health'] }, source.token)).rejects.toThrow(
      /cancelled/,
    );
    await expect(connection.sendRequest(VERIFY, { folder: root, only: ['own-rules'] })).resolves.toMatchObject({ failed: 1 });
  });
});

describe('an untrusted workspace', () => {
  it('is analysed, and everything else waits for trust', async () => {
    const { connection, diagnostics, statuses, status } = await shop({}, { trusted: false });
    await diagnostics('src/cache.ts', hasAny);
    const report = async (): Promise<string> => (await connection.sendRequest<{ text: string }>(DIAGNOSTICS_REPORT)).text;
    expect(await report()).toContain('Trusted: no');
    const before = statuses.length;
    await connection.sendNotification(TRUST_GRANTED);
    await status((it) => statuses.indexOf(it) > before && it.state === 'ready');
    expect(await report()).toContain('Trusted: yes');
  });
});

function applied(text: string, edit: WorkspaceEdit | undefined): string {
  const change = edit?.documentChanges?.[0];
  const edits = change && 'edits' in change ? change.edits : [];
  const offset = ({ line, character }: { line: number; character: number }): number =>
    text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
  return edits
    .flatMap((it) => ('newText' in it && 'range' in it ? [it] : []))
    .toSorted((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce((out, { range, newText }) => out.slice(0, offset(range.start)) + newText + out.slice(offset(range.end)), text);
}
