import { z } from 'zod';
import type { WebStorageWrite } from '#concepts/kinds/effects.ts';
import { conceptsOf } from '#concepts/lifted-file.ts';
import type { Value } from '#facts/value.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly name: string;
  readonly store: string;
}

const Options = z
  .strictObject({
    sessionStorage: z.enum(['off', 'info', 'warning', 'error']).default('warning').describe('Severity for sessionStorage'),
    keys: z
      .string()
      .default('(access|auth|id|refresh|jwt|bearer|session)[_-]?token|^token$|[_-]token$|jwt|credential')
      .describe('Names that hold a credential, as a regular expression'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'auth/token-in-web-storage',
  section: 6,
  tier: 1,
  severity: 'error',
  languages: ['typescript', 'javascript', 'vue'],
  scope: 'file',
  fix: 'none',
  options: Options,
  messages: {
    webStorage: ({ name, store }) => `\`${name}\` is kept in ${store}, where any script on the page can read it`,
    readableCookie: ({ name }) => `\`${name}\` is kept in a cookie that scripts can read`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || workspace.runtimeOf(file.path) === 'server') return;
    const credential = new RegExp(options.keys, 'i');
    for (const write of conceptsOf(code, 'web-storage-write')) {
      const name = [write.key, ...valueNames(write.value)].find(
        (it) => it !== undefined && credential.test(it) && !NOT_A_CREDENTIAL.test(it),
      );
      if (name === undefined || (write.key !== undefined && NOT_A_CREDENTIAL.test(write.key)) || clears(write)) continue;
      if (write.store === 'sessionStorage' && options.sessionStorage === 'off') continue;
      yield {
        messageId: write.store === 'cookie' ? 'readableCookie' : 'webStorage',
        data: { name, store: write.store },
        path: code.path,
        at: { kind: 'span', span: write.span },
        symbol: symbolAround(code, write.scope),
        ...(write.store === 'sessionStorage' && options.sessionStorage !== 'off' && { severity: options.sessionStorage }),
        ...(write.store === 'cookie' && { severity: 'warning' as const }),
      };
    }
  },
});

const NOT_A_CREDENTIAL =
  /csrf|xsrf|state|verifier|nonce|fcm|push|device|share|invite|expir|_at$|dismiss|theme|last_|count|type|role|header/i;

/** Names in what is stored: `data.accessToken` has `accessToken`. */
function valueNames(value: Value | undefined): string[] {
  switch (value?.kind) {
    case 'reference':
      return value.path.slice(-1);
    case 'template':
      return [...value.mentions];
    case 'object':
      return value.entries.map((it) => it.key);
    case 'call':
      return value.path.slice(-1);
    default:
      return [];
  }
}

/** Writing '' or null takes the credential away. */
function clears(write: WebStorageWrite): boolean {
  return write.value?.kind === 'literal' && (write.value.value === '' || write.value.value === null);
}
