import type { InputRead } from '#concepts/kinds/input.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
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
