import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { addEntry } from '#fixes/last-element.ts';
import { quoted } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { belowServer, type ServerStatement } from '../prod/server-statement.ts';

/**
 * Fastify numbers requests by itself, and its logger carries that: the id is taken from the caller or made so that it is one of its kind, and sent
 * back. Undefined where the options of the server cannot be read, or say something of ids already.
 */
export function fastifyIds(workspace: Workspace, server: ServerStatement, header: string): FileEdit[] | undefined {
  const { code, text, statement, style, name } = server;
  const made = code.facts.calls.find(
    (it) => it.statement.start === statement.start && it.targets[0] === name && it.callee.receiver === undefined,
  );
  const [options] = made?.args ?? [];
  if (!made || made.args.length > 1 || (options && (options.kind !== 'object' || options.isOpen))) return undefined;
  const wanted = [`requestIdHeader: ${quoted(header.toLowerCase(), style)}`, 'genReqId: () => randomUUID()'];
  const changes: TextChange[] = [];
  if (options?.kind === 'object') {
    if (options.entries.some((it) => /^(?:requestIdHeader|genReqId)$/.test(it.key))) return undefined;
    const added = addEntry(text, options, '\0', style);
    if (!added) return undefined;
    // Entries on lines of their own stay so.
    const indent = added.map((it) => /(\r?\n[ \t]*)\0/.exec(it.text)?.[1]).find((it) => it !== undefined);
    changes.push(...added.map((it) => ({ ...it, text: it.text.replace('\0', () => wanted.join(indent ? `,${indent}` : ', ')) })));
  } else {
    const at = made.span.end - 1;
    if (text.charAt(at) !== ')') return undefined;
    changes.push({ span: { start: at, end: at }, text: `{ ${wanted.join(', ')} }` });
  }
  const hook = `${name}.addHook('onRequest', async (request, reply) => {\n\treply.header('${header}', request.id);\n});`;
  const below = belowServer(server, hook, 0);
  if (!below) return undefined;
  const edit = editCode(workspace, code.path, {
    packages: [{ module: 'node:crypto', names: ['randomUUID'] }],
    changes: () => [...changes, below],
    note: worded`Take or make the id of each request, and send it back`,
  });
  return edit && [edit];
}
