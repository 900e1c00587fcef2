import type { Call } from '#facts/code-facts.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import type { ModelRelation, QuerySite, RelationLoader } from './relation-loader.ts';
import { onlyEntry } from './script-look-up.ts';

/** Prisma: models and relations are those of its schema. */
export const PRISMA: RelationLoader = {
  word: 'include',
  /** `customer.findUnique({ where: { id } })` and `line.findMany({ where: { orderId } })`, with nothing more. */
  relatedBy({ call }) {
    const { callee, args } = call;
    const method = callee.path.at(-1);
    if (callee.receiver !== undefined || args.length !== 1 || !/^find(?:Unique|Many)$/.test(method ?? '')) return undefined;
    const by = onlyEntry(onlyEntry(args[0], 'where')?.value);
    return by && { model: inClient(call), by, isList: method === 'findMany' };
  },
  modelOfRows: ({ call }) =>
    call.callee.receiver === undefined && call.callee.path.at(-1) === 'findMany' && call.args.length < 2
      ? inClient(call)
      : undefined,
  clientOf: ({ callee: { path } }) => path.slice(0, -2).join('.'),
  relations: (site) => relationsOf(site).map((it) => ({ ...it, model: firstLower(it.model), to: firstLower(it.to) })),
  load({ code, workspace, text, call }, relation) {
    const style = styleIn(workspace, code.path);
    const [options] = call.args;
    const entry = `include: { ${relation}: true }`;
    if (options === undefined) return addArgument(text, call, `{ ${entry} }`, style);
    const isPlain =
      options.kind === 'object' && !options.isOpen && !options.entries.some((it) => /^(?:select|include|omit)$/.test(it.key));
    return isPlain ? addEntry(text, options, entry, style) : undefined;
  },
};

function inClient({ callee: { path } }: Call): string {
  return path.at(-2) ?? '';
}

function firstLower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Of the only schema in the unit, or in the workspace. */
function relationsOf({ workspace, code }: QuerySite): readonly ModelRelation[] {
  const unit = workspace.unitOf(code.path);
  const schemas = [...workspace.files.values()].flatMap(({ facts }) => (facts.kind === 'prisma-schema' ? [facts] : []));
  const own = schemas.filter((it) => workspace.unitOf(it.path) === unit);
  return (own.length > 0 ? own : schemas).flatMap((it) => it.relations);
}
