import type { InputRead } from '#concepts/kinds/input.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Value } from '#facts/value.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';
import { type HandlerInput, isChecked } from './input-evidence.ts';

/** Calls of the application's own helpers that decode the body: `readJSON(w, r, &order)`. */
export function helperReads(workspace: Workspace, code: LiftedCode): InputRead[] {
  if (code.facts.language !== 'go') return [];
  const { linker } = workspace;
  return code.facts.calls.flatMap(({ args, callee, scope, span }, call): InputRead[] => {
    if (args.length < 2 || !args.some((it) => it.kind === 'reference' && /^(r|req|request|c|ctx)$/.test(it.path[0] ?? '')))
      return [];
    const found = linker.functionOf(linker.callee(code.path, call));
    const effects = found && workspace.files.get(found.path)?.effects.get(found.scope);
    if (!effects?.takesBody || effects.validates) return [];
    const into = args.findLast((it) => it.kind === 'reference' && !/^(w|r|c|rw|req|ctx)$/.test(it.path[0] ?? ''));
    if (!into) return [];
    return [
      {
        kind: 'input-read',
        framework: 'language',
        scope,
        span,
        call,
        source: 'body',
        text: callee.path.join('.'),
        names: [],
        into,
      },
    ];
  });
}

/** Calls of a script's own helpers that give the body back: `const { name } = bodyOf(request)`. */
export function givenBodies(workspace: Workspace, code: LiftedCode): InputRead[] {
  const { language, calls, bindings } = code.facts;
  if (language !== 'typescript' && language !== 'javascript') return [];
  return calls.flatMap(({ args, callee, scope, span, form }, call): InputRead[] => {
    const [only] = args;
    if (form !== 'call' || args.length !== 1 || only?.kind !== 'reference' || only.path.length !== 1) return [];
    if (only.path[0] !== 'req' && only.path[0] !== 'request') return [];
    const found = workspace.linker.functionOf(workspace.linker.callee(code.path, call));
    const file = found && workspace.files.get(found.path);
    if (!file || !isCode(file) || file.effects.get(found.scope)?.validates === true) return [];
    const taken = file.facts.scopes[found.scope]?.fn?.parameters[0]?.name ?? '';
    const isBodyOfIt = (it: Value): boolean =>
      (it.kind === 'reference' && it.path.length === 2 && it.path[0] === taken && it.path[1] === 'body') ||
      (it.kind === 'opaque' && it.choices?.some(isBodyOfIt) === true);
    if (!file.facts.returns.some((it) => it.scope === found.scope && it.values.some(isBodyOfIt))) return [];
    const names = bindings.flatMap((it) =>
      'value' in it.origin && it.origin.value.kind === 'call' && it.origin.value.call === call ? [it.name] : [],
    );
    const text = `${callee.path.join('.')}(${only.path[0]})`;
    return [{ kind: 'input-read', framework: 'language', scope, span, call, source: 'body', text, names }];
  });
}

/** FastAPI takes a parameter of type `dict` out of the body, with whatever is in it. */
export function looseParameters(code: LiftedCode): InputRead[] {
  if (code.facts.language !== 'python') return [];
  return conceptsOf(code, 'route').flatMap((route): InputRead[] => {
    const fn = route.handler === undefined || route.framework !== 'fastapi' ? undefined : code.facts.scopes[route.handler]?.fn;
    if (!fn || route.handler === undefined || !/^(POST|PUT|PATCH)$/.test(route.method)) return [];
    const scope = route.handler;
    return fn.parameters
      .filter(
        (it) =>
          /^(dict|Dict|Any)\b/.test(it.type?.text ?? '') && it.type?.annotations === undefined && isBody(code, it.defaultValue),
      )
      .map(({ name, span }) => ({
        kind: 'input-read',
        framework: 'fastapi',
        scope,
        span,
        source: 'body',
        text: name,
        names: [name],
      }));
  });
}

function isBody(code: LiftedCode, value: Value | undefined): boolean {
  return value === undefined || (value.kind === 'call' && code.facts.calls[value.call]?.callee.path.at(-1) === 'Body');
}

/** Path and query parameters that are handed to a database or another server with nothing in between. */
export function rawParameters(input: HandlerInput): InputRead[] {
  const { code, handler, reads } = input;
  if (isChecked(input)) return [];
  const sinks = [...conceptsOf(code, 'query'), ...conceptsOf(code, 'http-request')].filter((it) =>
    isInside(code, it.scope, handler),
  );
  return reads.filter(
    (read) =>
      read.source !== 'body' &&
      sinks.some((sink) => {
        const call = sink.call === undefined ? undefined : code.facts.calls[sink.call];
        return (
          (read.span.start >= sink.span.start && read.span.end <= sink.span.end) ||
          call?.mentions.some((it) => read.names.includes(it)) === true
        );
      }),
  );
}
