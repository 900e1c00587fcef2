import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonLines } from './json-lines.ts';
import { fixTables } from './precision-fixes.ts';

const FOLDER = 'test/ecosystem';

/** One finding that a person has read at its place. */
const Judgement = z.strictObject({
  repository: z.string(),
  commit: z.string(),
  path: z.string(),
  line: z.int().min(1),
  rule: z.string(),
  messageId: z.string(),
  verdict: z.enum(['right', 'wrong']),
  reason: z.string().min(1),
});
type Judgement = z.infer<typeof Judgement>;

/** How often each rule is right, from the judgements, between the two parts of the notes. Throws where a judgement is malformed. */
export async function precisionPage(root: string): Promise<string> {
  const { RULES } = await import('#rules/rules.generated.ts');
  const judgements = readJsonLines(join(root, FOLDER, 'judgements'), Judgement);
  const notes = readFileSync(join(root, FOLDER, 'notes.md'), 'utf8');
  const rows = RULES.filter((it) => it.section > 0).map(({ id }) =>
    row(
      id,
      judgements.filter((it) => it.rule === id),
    ),
  );
  const right = judgements.filter((it) => it.verdict === 'right').length;
  const repositories = [...new Map(judgements.map((it) => [it.repository, it.commit]))].sort(([a], [b]) => (a < b ? -1 : 1));
  const table = [
    '| Rule | Repositories | Read | Right | Wrong | Precision | At least |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    `| together | ${repositories.length} | ${judgements.length} | ${right} | ${judgements.length - right} | ${percent(right, judgements.length)} | ${lowest(right, judgements.length)} |`,
    '',
    `Of ${repositories.length} repositories: ${repositories.map(([name, commit]) => `${name} \`${commit}\``).join(', ')}.`,
  ];
  return `<!-- Written by scripts/generate.ts from the judgements and notes of ${FOLDER}/. -->\n\n${notes.replace('<!-- table -->', table.join('\n')).replace('<!-- fixes -->', fixTables(root))}`;
}

function row(id: string, judgements: readonly Judgement[]): string {
  const right = judgements.filter((it) => it.verdict === 'right').length;
  const repositories = new Set(judgements.map((it) => it.repository)).size;
  return `| [\`${id}\`](rules/${id}.md) | ${repositories || ''} | ${judgements.length} | ${right || ''} | ${judgements.length - right || ''} | ${percent(right, judgements.length)} | ${lowest(right, judgements.length)} |`;
}

function percent(right: number, all: number): string {
  return all === 0 ? '' : `${Math.round((right / all) * 100)} %`;
}

/** The lower bound of Wilson's score interval at 95 % (E. B. Wilson, 1927): what few findings are worth. */
function lowest(right: number, all: number): string {
  if (all === 0) return '';
  const z2 = 1.96 ** 2;
  const share = right / all;
  const centre = share + z2 / (2 * all);
  const spread = 1.96 * Math.sqrt((share * (1 - share)) / all + z2 / (4 * all * all));
  return `${Math.floor(((centre - spread) / (1 + z2 / all)) * 100)} %`;
}
