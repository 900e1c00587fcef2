import { describe, expect, it } from 'vitest';
import type { Connection } from 'vscode-languageserver/node';
import { inEnglish } from '#base/translate.ts';
import { inLanguage, languageOf } from '../../server/src/lsp/language.ts';
import { speaking } from '../../server/src/lsp/language-connection.ts';

const bundles = new URL('../../l10n/', import.meta.url);
const diagnostic = {
  code: 'cache/missing-ttl',
  message: "'redis.set' caches a value that never expires",
  relatedInformation: [{ message: 'The write before' }],
  data: { fingerprint: 'The write before' },
};
const inChinese = {
  code: 'cache/missing-ttl',
  message: "'redis.set' 缓存的值永不过期",
  relatedInformation: [{ message: '之前的写入' }],
  data: { fingerprint: 'The write before' },
};

describe('the server', () => {
  it('speaks Chinese to an editor in Chinese, and English to all others', () => {
    expect(inLanguage(diagnostic, languageOf('zh-cn', bundles))).toEqual(inChinese);
    expect(inLanguage(diagnostic, languageOf('zh-CN', bundles))).toEqual(inChinese);
    for (const locale of [undefined, 'en', 'en-gb', 'fr', '../zh-cn']) expect(languageOf(locale, bundles)).toBe(inEnglish);
  });

  it('says in Chinese what keeps a quick-fix away, and passes the place on as it is', () => {
    const message =
      "The token is reached as `sessionStorage.token` here. Write `sessionStorage.getItem('token')` instead, then look for the quick-fix again.";
    const command = {
      title: 'Show why there is no quick-fix',
      command: 'tiebeam.showObstacle',
      arguments: ['file:///a.ts', null, { message }],
    };
    expect(inLanguage(command, languageOf('zh-cn', bundles))).toEqual({
      title: '显示为什么没有快速修复',
      command: 'tiebeam.showObstacle',
      arguments: [
        'file:///a.ts',
        null,
        { message: "这里通过 `sessionStorage.token` 访问令牌。请改写为 `sessionStorage.getItem('token')`，然后再查看快速修复。" },
      ],
    });
  });

  it('says in Chinese what a probe expected and what came instead, and passes the request and the log on as they are', () => {
    const failures = [
      { expected: 'a create with the field "note" as null answers 422', actual: 'it answered 500', request: 'it is missing' },
      { expected: 'a request to /api/orders without a token answers 401', actual: 'no answer: socket hang up' },
      {
        expected: 'the 500 of a path that does not exist has a problem body (RFC 9457)',
        actual: 'the content type is text/html, and also it gives away a stack trace: at run (a.js:1:2)',
        log: 'it is missing',
      },
      { expected: '`npm run migrate` succeeds on a new database', actual: 'it exited with code 3' },
      { expected: 'every answer has a Referrer-Policy', actual: 'the header referrer-policy is missing' },
    ];
    expect(inLanguage({ probe: 'validation', state: 'failed', failures }, languageOf('zh-cn', bundles))).toEqual({
      probe: 'validation',
      state: 'failed',
      failures: [
        { expected: '创建请求，内容：字段“note”为 null，返回 422', actual: '返回了 500', request: 'it is missing' },
        { expected: '请求 /api/orders，不带令牌，返回 401', actual: '没有响应：socket hang up' },
        {
          expected: '不存在的路径，其 500 响应带有问题详情（RFC 9457）',
          actual: '内容类型为 text/html；此外，泄露了堆栈跟踪：at run (a.js:1:2)',
          log: 'it is missing',
        },
        { expected: '`npm run migrate` 在新的数据库上执行成功', actual: '它以代码 3 退出' },
        { expected: '每个响应都要求：Referrer-Policy', actual: '缺少响应头 referrer-policy' },
      ],
    });
  });

  it('says in Chinese why a probe does not apply', () => {
    const progress = { probe: 'crud', state: 'not-applicable', detail: 'tiebeam.json names no resource' };
    expect(inLanguage(progress, languageOf('zh-cn', bundles))).toEqual({ ...progress, detail: 'tiebeam.json 没有列出资源' });
  });

  it('translates what goes out, by whichever way, and nothing that comes in', async () => {
    const sent: unknown[] = [];
    const handlers = new Map<string, (params: unknown) => unknown>();
    const { connection, speak } = speaking({
      onRequest: (method: string, handle: (params: unknown) => unknown) => handlers.set(method, handle),
      onCodeAction: () => undefined,
      onCodeLens: () => undefined,
      onCodeLensResolve: () => undefined,
      sendDiagnostics: async (params: unknown) => sent.push(params),
      sendNotification: async (method: string, params: unknown) => sent.push([method, params]),
    } as unknown as Connection);
    connection.onRequest('ask', (params: unknown) => ({ asked: JSON.stringify(params), message: 'The write before' }));
    speak(languageOf('zh-cn', bundles));
    await connection.sendDiagnostics({ uri: 'file:///a.ts', diagnostics: [diagnostic as never] });
    await connection.sendNotification('status', { problem: 'The disk is full.' });
    expect(sent).toEqual([{ uri: 'file:///a.ts', diagnostics: [inChinese] }, ['status', { problem: '磁盘已满。' }]]);
    expect(await handlers.get('ask')?.({ message: 'Open' })).toEqual({ asked: '{"message":"Open"}', message: '之前的写入' });
  });
});
