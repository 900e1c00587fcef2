import { type CancellationToken, type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import * as z from 'zod';
import { formatFieldList } from '#decisions/resource.ts';
import {
  ADD_RESOURCE,
  AddResourceParams,
  type AddResourceResult,
  PLAN_RESOURCE,
  type PlanResourceResult,
  ResourceWish,
} from '#decisions/resource-protocol.ts';
import type { ApplyOutcome, ReadyPlan, ResourcePlan, Resources } from '#host/add-resource.ts';
import { conflictReasons } from '#resource/conflict-reasons.ts';
import { signalOf } from './guard.ts';

export interface ResourceSurroundings {
  readonly session: { readonly isTrusted: boolean };
  readonly open: () => Promise<Resources>;
  /** Takes the output of formatters. */
  readonly log: (text: string) => void;
}

/** Answers the requests behind "Add Resource". The templates are read by the first one. */
export function registerResourceRequests(
  connection: Connection,
  session: ResourceSurroundings['session'],
  open: () => Promise<Resources>,
): void {
  const log = (text: string): void => connection.console.info(text);
  for (const [method, handle] of Object.entries(resourceHandlers({ session, open, log }))) {
    connection.onRequest(method, (params: unknown, token: CancellationToken) => handle(params, token));
  }
}

export type ResourceHandler = (params: unknown, token: CancellationToken) => Promise<unknown>;

/** The handlers by method, apart from any connection. */
export function resourceHandlers({ session, open, log }: ResourceSurroundings): Readonly<Record<string, ResourceHandler>> {
  return {
    [PLAN_RESOURCE]: async (params): Promise<PlanResourceResult> => {
      const wish = parse(ResourceWish, params);
      if (!session.isTrusted) return { kind: 'refused', message: untrusted };
      return planResult(await (await open()).plan(requestOf(wish)));
    },
    [ADD_RESOURCE]: async (params, token): Promise<AddResourceResult> => {
      const { wish, digest, skipConflicts } = parse(AddResourceParams, params);
      if (!session.isTrusted) return { kind: 'failed', message: untrusted };
      const signal = signalOf(token);
      return addResult(await (await open()).apply({ ...requestOf(wish), digest, skipConflicts, signal, onOutput: log }));
    },
  };
}

const untrusted = 'This workspace is not trusted, so nothing is written.';

function requestOf({ folder, name, fields }: ResourceWish): Parameters<Resources['plan']>[0] {
  return { folder, wanted: { name, fields } };
}

function planResult(plan: ResourcePlan): PlanResourceResult {
  return plan.kind === 'plan' ? shown(plan) : { kind: plan.kind, message: messageOf(plan) };
}

function shown({ folder, resource, created, changed, conflicts, notes, digest }: ReadyPlan): PlanResourceResult {
  const files = [
    ...[...changed].map(([path, { before, after }]) => ({ path, before, after })),
    ...[...created].map(([path, after]) => ({ path, after })),
  ];
  return {
    kind: 'plan',
    folder,
    resource: resource.name,
    files,
    conflicts: conflicts.map(({ path, reason, byHand }) => ({ path, reason: conflictReasons[reason], byHand })),
    notes,
    digest,
  };
}

function addResult(outcome: ApplyOutcome): AddResourceResult {
  switch (outcome.kind) {
    case 'added': {
      const { plan, notes, undo } = outcome;
      return {
        kind: 'added',
        created: plan.created.size,
        changed: plan.changed.size,
        notes,
        ...(undo !== undefined && { undo }),
      };
    }
    case 'cancelled':
      return outcome;
    case 'failed':
      return { kind: 'failed', message: `${outcome.reason} ${outcome.advice}` };
    case 'conflicts':
      return { kind: 'failed', message: 'Files have to be changed by hand, so nothing was written.' };
    case 'outdated':
      return { kind: 'failed', message: 'The files were changed while the plan was shown, so nothing was written. Try again.' };
    default:
      return { kind: 'failed', message: messageOf(outcome) };
  }
}

function messageOf(plan: Exclude<ResourcePlan, ReadyPlan>): string {
  switch (plan.kind) {
    case 'present':
      return `${plan.resource.name} (${formatFieldList(plan.resource.fields)}) is there already; nothing was changed.`;
    case 'problems':
      return `${plan.problems.map((it) => it.message).join('; ')}.`;
    case 'refused':
      return `${plan.reason} ${plan.advice}`;
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, params: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  throw new ResponseError(ErrorCodes.InvalidParams, z.prettifyError(parsed.error));
}
