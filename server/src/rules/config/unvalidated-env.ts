import { z } from 'zod';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import { requireVariable } from '#fixes/configuration/require-variable.ts';
import type { FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { enclosingFunction } from '#link/names.ts';
import { isBuildStamp, isPlatformVariable } from '#workspace/environment.ts';
import { isPublicVariable } from '#workspace/public-prefix.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { defineRule } from '../rule.ts';
import { isNeeded, uncheckedReads } from './unchecked-reads.ts';

interface Data {
  readonly name: string;
}

const Options = z
  .strictObject({
    optional: z.array(z.string()).default([]).describe('Variables that may be missing'),
    helperNames: z.array(z.string()).default([]).describe('Functions that end in an error when a variable is missing'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'config/unvalidated-env',
  section: 2,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'suggest',
  options: Options,
  messages: {
    asserted: ({ name }) => `The code claims that \`${name}\` is set, and nothing checks it when the process starts`,
    unchecked: ({ name }) => `\`${name}\` is needed, and nothing checks when the process starts that it is set`,
    mayBeMissing: ({ name }) => `\`${name}\` is needed, and \`get\` gives undefined where nobody set it`,
    noSchema: () => 'The environment is loaded, and nothing checks that the variables in it are set',
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || workspace.runtimeOf(file.path) === 'browser') return;
    const unit = workspace.unitOf(file.path);
    if (unit.kind !== 'server' && unit.kind !== 'fullstack') return;
    const environment = workspace.environmentOf(unit);
    const isOptional = (name: string): boolean =>
      isPlatformVariable(name) ||
      isBuildStamp(name) ||
      isPublicVariable(name) ||
      OPTIONAL.test(name) ||
      options.optional.includes(name) ||
      environment.checked.has(name) ||
      // What loads the environment holds it against the example.
      (environment.isLoadValidated === true &&
        environment.declared.length === 0 &&
        environment.examples.some(({ entries }) => entries.some((it) => it.key === name)));
    const found = (messageId: string, name: string, span: { readonly start: number; readonly end: number }, scope: number) => ({
      messageId,
      data: { name },
      path: file.path,
      at: { kind: 'span', span } as const,
      symbol: symbolAround(code, scope),
      offers: offersFor(messageId, name),
      // Pages that a host builds and serves fail in its build, not at a start.
      ...(unit.dependencies.has('next') && { severity: 'info' as const }),
    });
    for (const it of conceptsOf(code, 'settings-load'))
      if (
        !it.isValidated &&
        !environment.isLoadValidated &&
        environment.declared.length === 0 &&
        hasNeeds(workspace, code) &&
        !unit.files.some((path) => hasRequiringReader(workspace.files.get(path)?.facts))
      )
        yield found('noSchema', '', it.span, it.scope);
    if (environment.isLoadValidated === false)
      for (const it of conceptsOf(code, 'setting-read'))
        if (!it.isRequired && !it.defaultValue && isNeeded(it.name) && !isOptional(it.name))
          yield found('mayBeMissing', it.name, it.span, it.scope);
    if (!isPlace(workspace, code)) return;
    for (const { read, messageId, name } of uncheckedReads(code, options.helperNames))
      if (!isOptional(name)) yield found(messageId, name, read.span, read.scope);
  },
  repair({ workspace }, { data, path, at, offers = [] }) {
    const code = workspace.files.get(path);
    const [offer] = offers;
    if (at.kind !== 'span' || !offer || code?.facts.kind !== 'code') return [];
    const { facts } = code;
    if (offer.id === 'get-or-throw') {
      const call = facts.calls.find(
        (it) => it.callee.path.at(-1) === 'get' && it.span.start <= at.span.start && it.span.end >= at.span.end,
      );
      if (call?.args.length !== 1) return [];
      const changes = [{ span: call.nameSpan, text: 'getOrThrow' }];
      return [{ ...offer, edits: [{ kind: 'change', path, changes, note: worded`End without ${data.name}` }] }];
    }
    const read = facts.envReads.find((it) => it.span.start === at.span.start);
    const edits = read && requireVariable(workspace, path, read);
    return edits ? [{ ...offer, edits }] : [];
  },
});

function offersFor(messageId: string, name: string): readonly FixOffer[] {
  if (messageId === 'noSchema') return [];
  return messageId === 'mayBeMissing'
    ? [{ id: 'get-or-throw', kind: 'safe', title: worded`Read ${name} with getOrThrow` }]
    : [{ id: 'require', kind: 'suggest', title: worded`End the process without ${name}` }];
}

/** Tells whether a file is where the environment is meant to be read; elsewhere `config/env-read-outside-config` speaks. */
function isPlace(workspace: Workspace, { path }: LiftedCode): boolean {
  const layer = workspace.layerOf(path)?.layer;
  return (
    layer === 'config' ||
    layer === 'entrypoint' ||
    workspace.environmentOf(workspace.unitOf(path)).configModules.includes(path) ||
    /(^|\/)(settings|config|conf)(\/|\.)/.test(path)
  );
}

/** A function that is told a name, asks the settings for it and fails where there is nothing: each variable is checked where it is used. */
function hasRequiringReader(facts: FileFacts | undefined): boolean {
  if (facts?.kind !== 'code') return false;
  const asked = facts.calls.flatMap(({ callee, args: [name], scope }) => {
    const fn = enclosingFunction(facts, scope);
    const isNamedByCaller =
      name?.kind === 'reference' && name.path.length === 1 && fn?.fn.parameters.some((it) => it.name === name.path[0]) === true;
    return fn &&
      isNamedByCaller &&
      callee.path.at(-1) === 'get' &&
      callee.path.slice(0, -1).some((it) => /config|settings|env/i.test(it))
      ? [fn.id]
      : [];
  });
  return asked.length > 0 && facts.throws.some((it) => asked.some((fn) => fn === enclosingFunction(facts, it.scope)?.id));
}

/** A project without variables of its own has nothing to check. */
function hasNeeds(workspace: Workspace, { path }: LiftedCode): boolean {
  const { reads, settings } = workspace.environmentOf(workspace.unitOf(path));
  return reads.length + settings.length > 0;
}

const OPTIONAL = /(?:_ENABLED|_DEBUG|SENTRY_DSN|_OPTIONAL)$|^(?:OTEL|SENTRY|DD|NEW_RELIC)_|LOG_LEVEL/;
