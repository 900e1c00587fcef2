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
