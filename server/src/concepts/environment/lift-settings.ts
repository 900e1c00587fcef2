import type { CallId, CodeFacts } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword, literalText } from '../call-site.ts';
import type { Concept } from '../concept.ts';

/** A schema of the environment with its variables; nothing for schemas of other things. */
export function liftEnvSchema(site: CallSite, model: Extract<CallModel, { is: 'env-schema' }>): Concept[] {
  const place = model.keys;
  const argument = site.call.args[place.index];
  if (argument?.kind !== 'object') return [];
  const objects =
    place.kind === 'object' ? [argument] : argument.entries.filter((it) => place.keys.includes(it.key)).map((it) => it.value);
  const entries = objects.flatMap((it) => (it.kind === 'object' ? it.entries : []));
  const names = entries.filter((it) => /^[A-Z][A-Z0-9_]*$/.test(it.key));
  // A schema of the environment speaks in capitals; a request body that happens to be validated does not.
  if (names.length === 0 || names.length < entries.length) return [];
  const variables = names.map((it) => ({ name: it.key, span: it.span, ...defaultOf(site.facts, it.value) }));
  return [
    { kind: 'env-schema', framework: site.framework, scope: site.call.scope, span: site.call.span, call: site.id, variables },
  ];
}

/** A setting that a library reads by its name. */
export function liftSettingRead(site: CallSite, model: Extract<CallModel, { is: 'setting-read' }>): Concept[] {
  const { call } = site;
  const name = literalText(site, typeof model.name === 'number' ? call.args[model.name] : chainArgument(site, model.name));
  if (name === undefined || name === '') return [];
  const byKeyword = model.defaultKeyword === undefined ? undefined : keyword(call, model.defaultKeyword);
  const byPlace = model.default === undefined ? undefined : call.args[model.default];
  const defaultValue = byKeyword ?? (byPlace?.kind === 'object' ? undefined : byPlace);
  return [
    {
      kind: 'setting-read',
      framework: site.framework,
      scope: call.scope,
      span: call.span,
      call: site.id,
      name,
      isRequired: model.isRequired === true && defaultValue === undefined,
      ...(defaultValue && { defaultValue }),
    },
  ];
}

/** The place where the environment is loaded, with whether anything checks it. */
export function liftSettingsLoad(site: CallSite, model: Extract<CallModel, { is: 'settings-load' }>): Concept[] {
  const options = site.call.args[0];
  const isReadable = options === undefined || options.kind === 'object';
  const keys = options?.kind === 'object' && !options.isOpen ? options.entries.map((it) => it.key) : [];
  const isOpen = !isReadable || (options?.kind === 'object' && options.isOpen);
  // Loaders may check what they load; their code is their own.
  const isValidated = model.isChecked === true || isOpen || keys.some((it) => model.checks.includes(it) || it === model.loaders);
  return [
    {
      kind: 'settings-load',
      framework: site.framework,
      scope: site.call.scope,
      span: site.call.nameSpan,
      call: site.id,
      isValidated,
    },
  ];
}

/** Each value that stands where a secret belongs. */
export function liftCredentialUse(site: CallSite, model: Extract<CallModel, { is: 'credential-use' }>): Concept[] {
  const { call } = site;
  const base = { kind: 'credential-use', framework: site.framework, scope: call.scope, span: call.span, call: site.id } as const;
  return model.uses.flatMap(({ what, argument, keys = [] }) => {
    const positional = argument === undefined ? undefined : call.args[argument];
    const values = [
      ...(positional && positional.kind !== 'object' ? [positional] : []),
      ...keyed(site.facts, call.args, keys),
      ...call.keywords.filter((it) => keys.includes(it.name)).map((it) => it.value),
    ];
    return values.flatMap((value) => (value.kind === 'array' ? value.items : [value])).map((value) => ({ ...base, what, value }));
  });
}

function keyed(facts: CodeFacts, args: readonly Value[], keys: readonly string[]): Value[] {
  const objects = args.flatMap((it) => objectOf(facts, it) ?? []);
  return objects.flatMap((object) => keys.flatMap((key) => member(object, key.split('.')) ?? []));
}

/** The object itself, or the one that a constant of the file holds. */
function objectOf(facts: CodeFacts, value: Value): ObjectValue | undefined {
  if (value.kind !== 'reference' || value.path.length !== 1) return value.kind === 'object' ? value : undefined;
  const origin = facts.bindings.find((it) => it.scope === 0 && it.name === value.path[0])?.origin;
  return origin?.kind === 'value' && origin.value.kind === 'object' ? origin.value : undefined;
}

function member(object: ObjectValue, path: readonly string[]): Value | undefined {
  let at: Value | undefined = object;
  for (const name of path) at = at?.kind === 'object' ? at.entries.find((it) => it.key === name)?.value : undefined;
  return at;
}

function chainArgument(site: CallSite, place: string): Value | undefined {
  const name = place.slice('chain:'.length);
  for (let id = site.call.callee.receiver; id !== undefined; id = site.facts.calls[id]?.callee.receiver) {
    const call = site.facts.calls[id];
    if (call?.callee.path.at(-1) === name) return call.args[0];
  }
  return undefined;
}

/** What `.optional()`, `.default(x)` and `str({ default: x })` say, anywhere in a chain. */
function defaultOf(facts: CodeFacts, value: Value): { readonly isOptional: boolean; readonly defaultValue?: Value } {
  let isOptional = false;
  for (
    let id: CallId | undefined = value.kind === 'call' ? value.call : undefined;
    id !== undefined;
    id = facts.calls[id]?.callee.receiver
  ) {
    const call = facts.calls[id];
    for (const argument of call?.args ?? []) {
      const entries = argument.kind === 'object' ? argument.entries : [];
      const fallback = entries.find((it) => it.key === 'default')?.value;
      if (fallback) return { isOptional: true, defaultValue: fallback };
      isOptional ||= entries.some((it) => it.key === 'devDefault');
    }
    const last = call?.callee.path.at(-1) ?? '';
    if (/^(default|catch|prefault)$/.test(last) && call?.args[0]) return { isOptional: true, defaultValue: call.args[0] };
    isOptional ||= call?.callee.path.some((it) => /^(optional|default|nullish|catch|devDefault)$/.test(it)) === true;
  }
  return { isOptional };
}
