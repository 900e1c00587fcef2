import { z } from 'zod';
import type { HttpRequest } from '#concepts/kinds/effects.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import { enclosingFunction } from '#link/names.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { type Detection, defineRule } from '../rule.ts';
import { useOfAnswer } from './answer-use.ts';
import { type StatusCheck, statusCheck } from './status-check.ts';

interface Data {
  readonly call: string;
  /** How the answer is read: `json`. */
  readonly read: string;
}

const Options = z
  .strictObject({
    serverSide: z.boolean().default(true).describe('Whether code that runs on a server is looked at too'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'client/unchecked-response',
  section: 5,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'vue', 'python', 'go'],
  scope: 'file',
  speaksOf: ['http-request'],
  fix: 'safe',
  options: Options,
  messages: {
    unchecked: ({ call, read }) => `The answer of \`${call}\` is read with \`${read}\` whether the request succeeded or not`,
    uploadUnchecked: ({ call }) => `Whether the upload with \`${call}\` succeeded is never looked at`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    const requests = conceptsOf(code, 'http-request').filter((it) => it.onErrorStatus === 'resolves' && it.form === 'call');
    if (requests.length === 0 || (!options.serverSide && workspace.runtimeOf(code.path) !== 'browser')) return;
    const text = workspace.textOf(code.path);
    if (text === undefined) return;
    const isScript = code.facts.language === 'typescript' || code.facts.language === 'javascript';
    for (const request of requests) {
      const call = request.call === undefined ? undefined : code.facts.calls[request.call];
      if (!call || (isScript && (isAsset(code, request) || isOpaque(request)))) continue;
      const detection = (messageId: string, read: string, check?: StatusCheck): Detection<Data> => ({
        messageId,
        data: { call: call.callee.path.join('.'), read },
        path: code.path,
        at: { kind: 'span', span: request.span },
        symbol: symbolAround(code, request.scope),
        ...(!isScript && { severity: 'info' as const }),
        ...(check && { offers: [{ id: check.id, kind: check.kind, title: check.title }] }),
      });
      const check = (): StatusCheck | undefined => statusCheck(workspace, code, request, text);
      if (isScript && isUpload(request) && call.use === 'discarded' && call.isAwaited)
        yield detection('uploadUnchecked', '', check());
      const use = useOfAnswer(code, request, text);
      if (use.kind === 'read') yield detection('unchecked', use.how, check());
    }
  },
  repair({ workspace }, { path, at }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    const text = workspace.textOf(path);
    if (!code || text === undefined || at.kind !== 'span') return [];
    const request = conceptsOf(code, 'http-request').find(({ span }) => span.start === at.span.start && span.end === at.span.end);
    const check = request && statusCheck(workspace, code, request, text);
    const edits = check?.edits();
    return check && edits ? [{ id: check.id, kind: check.kind, title: check.title, edits }] : [];
  },
});

/** A file of the application itself, or an address that holds its own data: it is there, or the build is broken. */
function isAsset(code: LiftedCode, { url, scope }: HttpRequest): boolean {
  // The bundler puts the file there: `new URL('./font.ttf', import.meta.url)`.
  if (url?.kind === 'call') {
    const { callee, args } = code.facts.calls[url.call] ?? {};
    const base = args?.[1];
    return callee?.path.join('.') === 'URL' && base?.kind === 'reference' && base.path.join('.') === 'import.meta.url';
  }
  const text = url?.kind === 'literal' ? String(url.value) : url?.kind === 'template' ? url.text : '';
  if (
    /^(data|blob):/.test(text) ||
    /^\.{0,2}\/?[^?:]*\.(json|svg|wasm|txt|md|csv|html|xml|png|jpe?g|webp|geojson|glsl|ya?ml)$/i.test(text)
  )
    return true;
  const fn = enclosingFunction(code.facts, scope)?.fn.name ?? '';
  if (url?.kind === 'reference' && /(blob|object|data)_?ur[il]/i.test(fn)) return true;
  return url?.kind === 'reference' && /^(data|blob|object)_?ur[il]$/i.test(url.path.at(-1) ?? '') && code.facts.language !== 'go';
}

/** `mode: 'no-cors'` gives an answer that cannot be read. */
function isOpaque({ options }: HttpRequest): boolean {
  return (
    options?.kind === 'object' &&
    options.entries.some((it) => it.key === 'mode' && it.value.kind === 'literal' && it.value.value === 'no-cors')
  );
}

function isUpload({ method, options, url }: HttpRequest): boolean {
  const hasBody = options?.kind === 'object' && options.entries.some((it) => it.key === 'body' && it.value.kind !== 'call');
  return method === 'PUT' && hasBody && url?.kind === 'reference';
}
