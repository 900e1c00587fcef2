import * as z from 'zod';

// The requests behind adding a resource, from the editor to the language server. Both ends parse with these schemas. Taking it back is the
// `UNDO` of the decision sheet.

export const ResourceWish = z.strictObject({
  /** Absolute path of a folder of the project. */
  folder: z.string().max(4096),
  name: z.string().max(200),
  /** In the notation of `parseFieldList`. */
  fields: z.string().max(10_000),
});
export type ResourceWish = Readonly<z.infer<typeof ResourceWish>>;

const HandStep = z.strictObject({
  /** The line above, as the templates have it. */
  after: z.string().optional(),
  instead: z.array(z.string()).readonly(),
  lines: z.array(z.string()).readonly(),
});

/** A file that a person has to see to; `reason` is a clause without a full stop. */
export const ResourceConflict = z.strictObject({ path: z.string(), reason: z.string(), byHand: z.array(HandStep).readonly() });
export type ResourceConflict = Readonly<z.infer<typeof ResourceConflict>>;

const Plan = z.strictObject({
  kind: z.literal('plan'),
  /** Absolute path of the project. */
  folder: z.string(),
  /** Its name in kebab-case. */
  resource: z.string(),
  /** New files have no `before`. Paths are relative to `folder`. */
  files: z.array(z.strictObject({ path: z.string(), before: z.string().optional(), after: z.string() })).readonly(),
  conflicts: z.array(ResourceConflict).readonly(),
  notes: z.array(z.string()).readonly(),
  /** Stands for the texts of the plan. */
  digest: z.string(),
});
export type ResourcePlanShown = Readonly<z.infer<typeof Plan>>;

/** The project has it already, its name or fields cannot be used, or nothing can be added here; `message` is for the person. */
const NotPlanned = z.strictObject({ kind: z.enum(['present', 'problems', 'refused']), message: z.string() });

/** What would change. Nothing is written. Refused in an untrusted workspace. */
export const PLAN_RESOURCE = 'tiebeam/resource/plan';
export const PlanResourceResult = z.discriminatedUnion('kind', [Plan, NotPlanned]);
export type PlanResourceResult = Readonly<z.infer<typeof PlanResourceResult>>;

/** Writes what a plan has shown. Refused in an untrusted workspace. Cancelling the request takes back what was written. */
export const ADD_RESOURCE = 'tiebeam/resource/add';
export const AddResourceParams = z.strictObject({
  wish: ResourceWish,
  digest: z.string().max(200),
  /** The person agreed to write the rest, where files have conflicts. */
  skipConflicts: z.boolean(),
});
export type AddResourceParams = Readonly<z.infer<typeof AddResourceParams>>;
export const AddResourceResult = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('added'),
    created: z.int(),
    changed: z.int(),
    notes: z.array(z.string()).readonly(),
    /** The token for `UNDO`; undefined where it could not be kept. */
    undo: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('failed'), message: z.string() }),
  z.strictObject({ kind: z.literal('cancelled') }),
]);
export type AddResourceResult = Readonly<z.infer<typeof AddResourceResult>>;
