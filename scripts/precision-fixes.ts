import { join } from 'node:path';
import { z } from 'zod';
import { FIX_KINDS } from '../server/src/fixes/edit.ts';
import { readJsonLines } from './json-lines.ts';

const FOLDER = 'test/ecosystem/fixes';

/** One fix that `fix-proof.ts` has applied to a finding of a public repository. */
const TriedFix = z.strictObject({
  repository: z.string(),
  commit: z.string(),
  rule: z.string(),
  fix: z.string(),
  kind: z.enum(FIX_KINDS),
  place: z.string(),
  tool: z.enum(['go vet', 'TypeScript', 'Pyright']),
  /** The tool had nothing to say before. */
  wasClean: z.boolean(),
  outcome: z.enum(['compiles', 'breaks', 'refused']),
});
type TriedFix = z.infer<typeof TriedFix>;

const TOOLS = ['go vet', 'TypeScript', 'Pyright'] as const;

/** The numbers and the table of the fixes that were tried with the languages' own tools. Throws where a line is malformed. */
export function fixTables(root: string): string {
  const all = readJsonLines(join(root, FOLDER), TriedFix);
  const tried = all.filter((it) => it.outcome !== 'refused');
  const clean = tried.filter((it) => it.wasClean);
  const rules = [...new Set(tried.map((it) => it.rule))].sort();
  const rows = rules.map((rule) =>
    row(
      `\`${rule}\``,
      tried.filter((it) => it.rule === rule),
    ),
  );
  const repositories = (of: readonly TriedFix[]): number => new Set(of.map((it) => it.repository)).size;
  const ofTool = TOOLS.map((tool) => tried.filter((it) => it.tool === tool));
  const ofKind = FIX_KINDS.map((kind) => `${tried.filter((it) => it.kind === kind).length} ${kind}`);
  return [
    `**${tried.length} fixes in ${repositories(tried)} repositories**: ${TOOLS.map((tool, index) => `${ofTool[index]?.length} with ${tool} in ${repositories(ofTool[index] ?? [])}`).join(', ')}. ${share(tried)} bring no new error, and all files parse; ${all.length - tried.length} more were refused by the engine before. By kind: ${ofKind.join(', ')}. In ${clean.length} the tool had nothing at all to say before: ${share(clean)} of these are as clean afterwards.`,
    '',
    '| Rule | Go | TypeScript, JavaScript | Python | Compile | Break |',
    '|---|---|---|---|---|---|',
    ...rows,
    row('together', tried),
  ].join('\n');
}

function row(title: string, tried: readonly TriedFix[]): string {
  const counts = TOOLS.map((tool) => tried.filter((it) => it.tool === tool).length || '');
  const breaks = tried.filter((it) => it.outcome === 'breaks').length;
  return `| ${title} | ${counts.join(' | ')} | ${tried.length - breaks} | ${breaks || ''} |`;
}

function share(tried: readonly TriedFix[]): string {
  const good = tried.filter((it) => it.outcome === 'compiles').length;
  return `${good} (${tried.length === 0 ? 0 : Math.floor((good / tried.length) * 100)} %)`;
}
