import { z } from 'zod';
import type { MiddlewareUse } from '#concepts/kinds/routing.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { FileEdit, FixOffer } from '#fixes/edit.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { type Detection, defineRule } from '../rule.ts';
import { moveEntry } from './move-entry.ts';
import { moveStatement } from './move-statement.ts';
import { type Registration, violations } from './order-violations.ts';

export interface OrderData {
  readonly name: string;
  readonly other: string;
}

const Options = z
  .strictObject({
    soft: z.enum(['off', 'info', 'warning']).default('info').describe('Severity of orders that work and cost something'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, OrderData>({
  id: 'auth/wrong-middleware-order',
  section: 6,
  tier: 1,
  severity: 'error',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'safe',
  options: Options,
  messages: {
    errorBeforeRoutes: ({ name, other }) =>
      `\`${name}\` handles errors and is registered before \`${other}\`, whose errors it never sees`,
    notFoundBeforeRoutes: ({ name, other }) => `\`${name}\` answers everything, so that \`${other}\` is never reached`,
    afterRoutes: ({ name, other }) => `\`${name}\` is registered after \`${other}\` and never runs for it`,
    sessionAfterAuth: ({ name, other }) => `\`${name}\` is registered after \`${other}\`, which needs it`,
    corsInsideAuth: ({ name, other }) =>
      `\`${other}\` answers before \`${name}\`, so that its refusals reach the browser without CORS headers`,
    wrongPlace: ({ name, other }) => `\`${name}\` must stand before \`${other}\``,
    afterBody: ({ name, other }) => `\`${name}\` runs after \`${other}\` has read the body already`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    for (const chain of chainsOf(code)) {
      for (const { rule, one, other, isSoft } of violations(code, chain)) {
        if (isSoft && options.soft === 'off') continue;
        yield detect(workspace, code, rule, one, other, isSoft && options.soft !== 'off' ? options.soft : 'error');
      }
    }
  },
  repair({ workspace }, detection) {
    const edits = editsFor(workspace, detection);
    return edits ? [{ ...offerFor(detection), edits }] : [];
  },
});

/** Everything that is registered on one app or router, in order. */
function chainsOf(code: LiftedCode): Registration[][] {
  const chains = new Map<string, Registration[]>();
  for (const it of code.concepts) {
    if ((it.kind !== 'route' && it.kind !== 'mount' && it.kind !== 'middleware') || isOfHelper(code, it)) continue;
    const key = `${it.framework} ${it.target}`;
    const list = chains.get(key);
    if (list) list.push(it);
    else chains.set(key, [it]);
  }
  return [...chains.values()];
}

/** What a helper of the project registers along with a route is for that route. */
function isOfHelper(code: LiftedCode, it: Registration): boolean {
  if (it.kind !== 'middleware' || it.call === undefined || code.facts.calls[it.call]?.callee.path.at(-1) === 'use') return false;
  return code.concepts.some((other) => other.kind === 'route' && other.call === it.call);
}

function detect(
  workspace: Workspace,
  code: LiftedCode,
  messageId: string,
  one: MiddlewareUse,
  other: Registration,
  severity: Severity,
): Detection<OrderData> {
  const detection: Detection<OrderData> = {
    messageId,
    data: { name: shortName(one), other: shortName(other) },
    path: code.path,
    at: { kind: 'span', span: one.span },
    severity,
    related: [{ path: code.path, at: { kind: 'span', span: other.span }, message: `\`${shortName(other)}\` is registered here` }],
  };
  return { ...detection, offers: editsFor(workspace, detection) ? [offerFor(detection)] : [] };
}

/** What only costs time stays where somebody has put it. */
function editsFor(workspace: Workspace, detection: Detection<OrderData>): FileEdit[] | undefined {
  if (detection.messageId === 'afterBody') return undefined;
  return (detection.messageId === 'wrongPlace' ? moveEntry : moveStatement)(workspace, detection);
}

function offerFor({ messageId, data }: Detection<OrderData>): FixOffer {
  return { id: 'move', kind: 'safe', title: titleFor(messageId, data) };
}

function titleFor(messageId: string, { name, other }: OrderData): Wording {
  if (messageId === 'corsInsideAuth') return worded`Move ${name} behind ${other}`;
  if (messageId === 'errorBeforeRoutes' || messageId === 'notFoundBeforeRoutes') return worded`Move ${name} to the end`;
  return other === '' ? worded`Move ${name} before what needs it` : worded`Move ${name} before ${other}`;
}

function shortName(it: Registration): string {
  if (it.kind === 'middleware') return it.name.split('.').at(-1) || 'middleware';
  if (it.kind === 'mount') return it.path ?? (it.router || 'the router');
  return `${it.method} ${it.path ?? ''}`.trim();
}
