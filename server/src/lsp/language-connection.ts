import type { Connection } from 'vscode-languageserver/node';
import { inEnglish, type Translate } from '#base/translate.ts';
import { inLanguage } from './language.ts';

/**
 * A connection through which everything goes out in the language of the person. What is behind it speaks English, as the command line and
 * reports do, and has not to know about languages; only what is put together from several sentences is translated where it is made.
 */
export function speaking(connection: Connection): { readonly connection: Connection; readonly speak: (to: Translate) => void } {
  let translate: Translate = inEnglish;
  const out = <Value>(value: Value): Value => inLanguage(value, translate);
  /** Registers a handler whose answers are translated. */
  const answering =
    <Register extends (...args: never[]) => unknown>(register: Register) =>
    (...args: Parameters<Register>): ReturnType<Register> => {
      const handle = (args as readonly unknown[]).at(-1) as (...given: unknown[]) => unknown;
      const translated = async (...given: unknown[]): Promise<unknown> => out(await handle(...given));
      return register(...([...args.slice(0, -1), translated] as Parameters<Register>)) as ReturnType<Register>;
    };
  const spoken = Object.create(connection, {
    onRequest: { value: answering(connection.onRequest as (...args: never[]) => unknown) },
    onCodeAction: { value: answering(connection.onCodeAction) },
    onCodeLens: { value: answering(connection.onCodeLens) },
    onCodeLensResolve: { value: answering(connection.onCodeLensResolve) },
    sendDiagnostics: { value: (params: Parameters<Connection['sendDiagnostics']>[0]) => connection.sendDiagnostics(out(params)) },
    sendNotification: {
      value: (type: string, ...params: readonly unknown[]) => connection.sendNotification(type, ...params.map(out)),
    },
  }) as Connection;
  return {
    connection: spoken,
    speak: (to) => {
      translate = to;
    },
  };
}
