import { folderOf } from '#base/paths.ts';
import type { TimeLimit } from '#concepts/kinds/time-limits.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CodeFacts } from '#facts/code-facts.ts';
import type { CodeEdit } from '#fixes/file-edit.ts';
import { freeName, isFree } from '#fixes/free-name.ts';
import { addGoEntry } from '#fixes/go-literal.ts';
import { beforeStatement } from '#fixes/statements.ts';
import { styleOf } from '#fixes/text-style.ts';
import { enclosingFunction } from '#link/names.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

type Edit = Omit<CodeEdit, 'note'>;

/** A limit for a client, a server or a request of net/http, gin or echo. */
export function goTimeout(
  workspace: Workspace,
  code: LiftedCode,
  text: string,
  limit: TimeLimit,
  seconds: number,
): Edit | undefined {
  const { facts } = code;
  const call = limit.call === undefined ? undefined : facts.calls[limit.call];
  const local = facts.imports.find((it) => it.module === 'net/http')?.local ?? 'http';
  if (limit.of === 'request') return call && withContext(facts, text, call);
  if (declares(facts, 'time') || !/^\w+$/.test(local)) return undefined;
  // A struct of the program with a server inside has no field for it.
  if (!call && /^&?\s*\w+\s*\{/.test(text.slice(limit.span.start, limit.span.end))) return undefined;
  const life = `${seconds} * time.Second`;
  const key = limit.of === 'client' ? 'Timeout' : 'ReadHeaderTimeout';
  const changes = !call
    ? addGoEntry(text, limit.span, key, life)
    : limit.of === 'server'
      ? throughServer(facts, text, limit, call, local, life)
      : throughClient(workspace, code, text, call, local, life);
  if (!changes) return undefined;
  const needsHttp = call !== undefined && limit.framework !== 'net-http';
  return { packages: [{ module: 'time' }, ...(needsHttp ? [{ module: 'net/http' }] : [])], changes: () => changes };
}

/** A variable or parameter of this name would hide the package. */
function declares({ bindings, scopes }: CodeFacts, name: string): boolean {
  return (
    bindings.some((it) => it.name === name) || scopes.some(({ fn }) => fn?.parameters.some((it) => it.name === name) === true)
  );
}

function withContext(facts: CodeFacts, text: string, call: Call): Edit | undefined {
  const around = enclosingFunction(facts, call.scope);
  const context = around?.fn.parameters.find((it) => it.name !== '_' && it.type?.path.join('.') === 'context.Context');
  const first = call.args[0]?.span.start;
  if (!context || first === undefined || text.slice(call.nameSpan.end, first) !== '(') return undefined;
  return {
    changes: () => [
      { span: call.nameSpan, text: 'NewRequestWithContext' },
      { span: { start: first, end: first }, text: `${context.name}, ` },
    ],
  };
}

/** The package's own client, which is added above its first declaration where there is none with a limit. */
function throughClient(
  workspace: Workspace,
  { path, facts }: LiftedCode,
  text: string,
  call: Call,
  local: string,
  life: string,
): TextChange[] | undefined {
  const receiver = { start: call.span.start, end: call.nameSpan.start };
  if (![`${local}.`, `${local}.DefaultClient.`].includes(text.slice(receiver.start, receiver.end))) return undefined;
  const files = (workspace.linker.folder.goPackages.get(folderOf(path)) ?? []).flatMap((it) => {
    const other = workspace.files.get(it)?.facts;
    return other?.kind === 'code' && workspace.roleOf(it) === undefined ? [other] : [];
  });
  const known = files.flatMap((it) => it.bindings).find(isLimitedClient)?.name;
  const use = (name: string): TextChange => ({ span: receiver, text: `${name}.` });
  if (known !== undefined) return isHidden(facts, known) ? undefined : [use(known)];
  const name = NAMES.find((it) => files.every((file) => isFree(file, 0, it)));
  const first = firstDeclaration(facts, text);
  if (name === undefined || first === undefined) return undefined;
  const code = `// ${name} does not wait for ever, as the default client does.\nvar ${name} = &${local}.Client{Timeout: ${life}}\n`;
  const declaration = beforeStatement(text, { start: first, end: first }, code, styleOf(text, 'go'));
  return declaration && [declaration, use(name)];
}

const NAMES = ['httpClient', 'outboundClient'];

function isLimitedClient({ scope, origin }: CodeFacts['bindings'][number]): boolean {
  if (scope !== 0 || origin.kind !== 'value' || origin.value.kind !== 'object') return false;
  return origin.value.type?.join('.') === 'http.Client' && origin.value.entries.some((it) => it.key === 'Timeout');
}

function isHidden({ bindings, scopes }: CodeFacts, name: string): boolean {
  return (
    bindings.some((it) => it.name === name && it.scope !== 0) ||
    scopes.some(({ fn }) => fn?.parameters.some((it) => it.name === name) === true)
  );
}

/** The line with the first declaration below the imports. */
function firstDeclaration({ imports }: CodeFacts, text: string): number | undefined {
  const end = Math.max(0, ...imports.map((it) => it.statement.end));
  const found = /^(?:func|var|const|type)\b/m.exec(text.slice(end));
  return found ? end + found.index : undefined;
}

function throughServer(
  facts: CodeFacts,
  text: string,
  { framework }: TimeLimit,
  call: Call,
  local: string,
  life: string,
): TextChange[] | undefined {
  const [address, another] = call.args;
  if (framework === 'echo') {
    const isStart = call.callee.path.at(-1) === 'Start' && address !== undefined && another === undefined;
    if (!isStart || text.slice(address.span.start, address.span.end).includes('\n')) return undefined;
    const server = `&${local}.Server{Addr: ${text.slice(address.span.start, address.span.end)}, ReadHeaderTimeout: ${life}}`;
    return [{ span: { start: call.nameSpan.start, end: call.span.end }, text: `StartServer(${server})` }];
  }
  const server = goServer(facts, text, framework, call, local, life);
  const lineStart = text.lastIndexOf('\n', call.statement.start - 1) + 1;
  const before = /^([ \t]*)(?:if )?$/.exec(text.slice(lineStart, call.statement.start));
  if (!server || !before) return undefined;
  const start = lineStart + (before[1]?.length ?? 0);
  const declaration = beforeStatement(text, { start, end: call.statement.end }, server.declaration, styleOf(text, 'go'));
  return declaration && [declaration, { span: call.span, text: server.serve }];
}

/** A server of net/http in the place of a function that starts one: its declaration, and the call that then starts it. */
export function goServer(
  facts: CodeFacts,
  text: string,
  framework: string,
  call: Call,
  local: string,
  life: string,
): { readonly name: string; readonly declaration: string; readonly serve: string } | undefined {
  const args = call.args.map((it) => text.slice(it.span.start, it.span.end));
  const receiver = text.slice(call.span.start, call.nameSpan.start - 1);
  if (call.isOpen || args.some((it) => it.includes('\n')) || !/^[\w.]+$/.test(receiver)) return undefined;
  const form = FORMS[`${framework} ${call.callee.path.at(-1)} ${args.length}`]?.(receiver, ...args);
  const receivers = new Set(facts.scopes.map((it) => it.fn?.receiver));
  const names = ['server', 'srv', 'httpServer'].filter((it) => !receivers.has(it));
  const name = freeName(facts, call.scope, names);
  if (!form || name === undefined) return undefined;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['Addr', form.address],
    ['Handler', form.handler === 'nil' ? undefined : form.handler],
    ['ReadHeaderTimeout', life],
  ];
  const lines = fields.flatMap(([key, value]) => (value === undefined ? [] : [`\t${`${key}:`.padEnd(19)}${value},`]));
  const literal = lines.length === 1 ? `ReadHeaderTimeout: ${life}` : `\n${lines.join('\n')}\n`;
  return { name, declaration: `${name} := &${local}.Server{${literal}}`, serve: `${name}.${form.call}` };
}

interface Form {
  readonly address?: string;
  readonly handler: string;
  readonly call: string;
}

/** What becomes of a function that starts a server, by framework, name and number of its arguments. */
const FORMS: Readonly<Record<string, (receiver: string, ...args: readonly string[]) => Form>> = {
  'net-http ListenAndServe 2': (_, address = '', handler = '') => ({ address, handler, call: 'ListenAndServe()' }),
  'net-http ListenAndServeTLS 4': (_, address = '', certificate, key, handler = '') => ({
    address,
    handler,
    call: `ListenAndServeTLS(${certificate}, ${key})`,
  }),
  'net-http Serve 2': (_, listener, handler = '') => ({ handler, call: `Serve(${listener})` }),
  'net-http ServeTLS 4': (_, listener, handler = '', certificate, key) => ({
    handler,
    call: `ServeTLS(${listener}, ${certificate}, ${key})`,
  }),
  'gin Run 1': (handler, address = '') => ({ address, handler, call: 'ListenAndServe()' }),
  'gin RunTLS 3': (handler, address = '', certificate, key) => ({
    address,
    handler,
    call: `ListenAndServeTLS(${certificate}, ${key})`,
  }),
};
