import type { Span } from '#base/span.ts';
import type { Callee, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import type { Meaning } from '#link/meaning.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, literalText } from '../call-site.ts';
import type { Catalog } from '../catalog.ts';
import type { Concept } from '../concept.ts';
import type { InputRead } from '../kinds/input.ts';
import { untypedRequest } from '../requests/untyped-request.ts';

/** A call that gives what the client sent, or decodes it into its argument. */
export function liftInputCall(site: CallSite, model: Extract<CallModel, { is: 'input-read' }>): Concept[] {
  const { call, facts } = site;
  if (model.reads !== undefined && !readsRequest(site, model.reads)) return [];
  const key = model.key === undefined ? undefined : literalText(site, call.args[model.key]);
  const into = model.into === undefined ? undefined : call.args[model.into];
  return [
    {
      kind: 'input-read',
      framework: site.framework,
      scope: call.scope,
      span: call.span,
      call: site.id,
      source: model.source,
      text: textOf(facts, site),
      names: into ? [] : namesOf(facts, call.scope, site.id, call.targets),
      ...(key !== undefined && { key }),
      ...(into && { into }),
    },
  ];
}

/** Members of a request that hold what the client sent, and parameters that are given it. */
export function liftInputs(facts: CodeFacts, linker: Linker, catalog: Catalog): Concept[] {
  if (facts.scopes.length < 2 || facts.language === 'go') return [];
  const found = new Map<string, InputRead>();
  const take = (path: readonly string[], scope: ScopeId, span: Span, names: readonly string[], field?: string): void => {
    if (path.length < 2) return;
    const length = path.findIndex((it, index) => index > 0 && catalog.inputMembers.has(it)) + 1;
    if (length === 0) return;
    const meaning = requestMember(facts, linker, catalog, scope, path.slice(0, length));
    const input = catalog.inputOf(meaning);
    if (!input) return;
    // One expression may be seen twice: as an argument, and inside of it.
    const id = `${span.start} ${path.join('.')}`;
    if (found.has(id)) return;
    const key = path[length] ?? field;
    const { framework, source } = input;
    const text = path.slice(0, length).filter((it) => it !== 'arguments' && !/^\d+$/.test(it));
    found.set(id, {
      kind: 'input-read',
      framework,
      scope,
      span,
      source,
      text: text.join('.').replace(/^this\b/, facts.language === 'python' ? 'self' : 'this'),
      names,
      ...(key !== undefined && { key }),
    });
  };
  const walk = (value: Value, scope: ScopeId, names: readonly string[]): void => {
    if (value.kind === 'reference') take(value.path, scope, value.span, names);
    else if (value.kind === 'object') for (const it of value.entries) walk(it.value, scope, []);
    else if (value.kind === 'array') for (const it of value.items) walk(it, scope, []);
  };
  for (const { callee, args, keywords, scope, span, targets } of facts.calls) {
    if (callee.receiver === undefined && callee.path.length > 2)
      take(
        callee.path.slice(0, -1),
        scope,
        span,
        targets,
        callee.path.at(-1) === 'get' ? literalText({ facts }, args[0]) : undefined,
      );
    for (const it of args) walk(it, scope, []);
    for (const it of keywords) walk(it.value, scope, []);
  }
  for (const { origin, scope, span, name } of facts.bindings) {
    if (origin.kind === 'part' && origin.value.kind === 'reference')
      take([...origin.value.path, ...origin.path], scope, span, [name]);
    else if (origin.kind === 'value' || origin.kind === 'element') walk(origin.value, scope, [name]);
  }
  for (const it of facts.assignments) walk(it.value, it.scope, it.target.length === 1 ? it.target : []);
  for (const it of facts.returns) for (const value of it.values) walk(value, it.scope, []);
  return [...found.values(), ...inputParameters(facts, linker, catalog)];
}

/** What a member chain of a request means; where the request has no type, by the names that guides give to it. */
function requestMember(facts: CodeFacts, linker: Linker, catalog: Catalog, scope: ScopeId, path: readonly string[]): Meaning {
  const meaning = catalog.normalise(linker.reference(facts.path, scope, path));
  // A wrapper such as `asyncHandler` gives its parameters a meaning of their own.
  if (
    catalog.inputOf(meaning) ||
    (meaning.kind === 'external' && !meaning.chain.some((it) => it.startsWith('(')) && facts.language !== 'python')
  )
    return meaning;
  return untypedRequest(facts, catalog, scope, path) ?? meaning;
}

function inputParameters(facts: CodeFacts, linker: Linker, catalog: Catalog): InputRead[] {
  return facts.scopes.flatMap(({ fn, parent = 0 }, scope): InputRead[] => {
    if (!fn) return [];
    return fn.parameters.flatMap((parameter): InputRead[] => {
      const names = [
        ...parameter.decorators.map((it) => linker.reference(facts.path, parent, it.path)),
        ...[parameter.defaultValue, ...(parameter.type?.annotations ?? [])].flatMap((it) =>
          it?.kind === 'call' ? [linker.callee(facts.path, it.call)] : [],
        ),
      ];
      for (const meaning of names) {
        const input = catalog.inputParameter(catalog.normalise(meaning));
        if (!input) continue;
        const decorator = parameter.decorators[0];
        const argument = decorator?.call === undefined ? undefined : facts.calls[decorator.call]?.args[0];
        const key = argument?.kind === 'literal' && typeof argument.value === 'string' ? argument.value : undefined;
        return [
          {
            kind: 'input-read',
            framework: input.framework,
            scope,
            span: parameter.span,
            source: input.source,
            text: parameter.name,
            names: [parameter.name],
            ...(key !== undefined && { key }),
            ...(parameter.type && { type: parameter.type }),
          },
        ];
      }
      return [];
    });
  });
}

/** The names that take a result: targets of the call, and what is taken out of it. */
export function namesOf(facts: CodeFacts, scope: ScopeId, id: number, targets: readonly string[]): string[] {
  const parts = facts.bindings.flatMap((it) =>
    it.scope === scope &&
    (it.origin.kind === 'part' || it.origin.kind === 'value') &&
    it.origin.value.kind === 'call' &&
    it.origin.value.call === id
      ? [it.name]
      : [],
  );
  return [...new Set([...targets.filter((it) => it !== '_' && it !== 'err'), ...parts])];
}

function textOf(facts: CodeFacts, { call }: CallSite): string {
  const inner = call.callee.receiver === undefined ? undefined : facts.calls[call.callee.receiver];
  return `${inner ? `${inner.callee.path.join('.')}(…).` : ''}${call.callee.path.join('.')}`.replace(/^this\./, 'self.');
}

/** `json.NewDecoder(r.Body).Decode(…)`, `json.Unmarshal(body, …)`: a read of the request only where the bytes come from one. */
function readsRequest({ call, facts, linker, catalog }: CallSite, reads: 'receiver' | 'argument'): boolean {
  let source: Value | undefined = call.args[0];
  if (reads === 'receiver') {
    const receiver = call.callee.receiver === undefined ? undefined : facts.calls[call.callee.receiver];
    source = receiver?.args[0];
  } else if (source?.kind === 'reference' && source.path.length === 1) {
    const name = source.path[0];
    const origin = facts.bindings.findLast((it) => it.name === name && it.span.start < call.span.start)?.origin;
    const from = origin && 'value' in origin && origin.value.kind === 'call' ? facts.calls[origin.value.call] : undefined;
    source = from?.args.find((it) => it.kind === 'reference' && it.path.at(-1) === 'Body');
  }
  if (source?.kind === 'call') source = facts.calls[source.call]?.args.find((it) => it.kind === 'reference');
  if (source?.kind !== 'reference' || source.path.length < 2) return false;
  return catalog.inputOf(catalog.normalise(linker.reference(facts.path, call.scope, source.path))) !== undefined;
}

const CHECK =
  /valid|sanitiz|schema|serializer|^(is_valid|full_clean|cleaned?_data|checkbody|check_?(fields|params|input|required|payload|request)|require_?(fields|params|keys|body)|parse_?(body|input|args|params|payload|request|json_body)|plainTo(Instance|Class)|safeParse(Async)?|parseAsync|parse_obj|validationResult|matchedData|assert|invariant)$/i;

/** Calls whose own name says that they check something: enough to be silent about, never to accuse. */
export function liftNamedValidations(facts: CodeFacts): Concept[] {
  return facts.calls.flatMap(({ callee, form, scope, span }, call): Concept[] =>
    form !== 'decorator' &&
    (callee.path.some((it, index) => (index === callee.path.length - 1 || form === 'call') && CHECK.test(it)) ||
      loadsBySchema(facts, callee))
      ? [{ kind: 'validation', framework: 'language', scope, span, call }]
      : [],
  );
}

/** `OrderSchema(only=fields).load(data)`: what is called on a schema that is made on the spot. */
function loadsBySchema(facts: CodeFacts, { receiver, path }: Callee): boolean {
  const made = receiver === undefined ? undefined : facts.calls[receiver]?.callee.path.at(-1);
  return (
    made !== undefined && path.length === 1 && /schema$/i.test(made) && /^(?:loads?|deserialize|decode)$/.test(path[0] ?? '')
  );
}
