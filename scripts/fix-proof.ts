// `node scripts/fix-proof.ts FOLDER…`: applies every offered fix to findings of real projects, one by one, and asks the language's own tool whether the
// project still compiles. Folders are check-outs with their packages installed; they are left as they were. Never a test.
// The table goes to standard output, one line of JSON for each fix to the file of --log.
import { appendFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createTwoFilesPatch } from 'diff';
import type { Analysis } from '#host/analysis.ts';
import type { Compiler } from './fix-proof/compiler.ts';
import { goCompiler } from './fix-proof/go-compiler.ts';
import { pythonCompiler } from './fix-proof/python-compiler.ts';
import { typescriptCompiler } from './fix-proof/typescript-compiler.ts';

/** What became of one fix. */
interface Proof {
  readonly project: string;
  readonly rule: string;
  readonly fix: string;
  readonly kind: string;
  readonly place: string;
  readonly tool: string;
  /** Whether the tool had nothing to say of the project before. */
  readonly wasClean: boolean;
  readonly outcome: 'compiles' | 'breaks' | 'refused';
  /** Why it was refused, or the new errors. */
  readonly reasons: readonly string[];
  readonly diff: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    log: { type: 'string' },
    rule: { type: 'string', multiple: true },
    /** Most fixes of one rule and id in a project. */
    most: { type: 'string', default: '4' },
    pyright: { type: 'string', default: 'node_modules/pyright/langserver.index.js' },
    python: { type: 'string', default: 'python3' },
  },
});

const { analyse } = await import('../server/src/cli/open-analysis.ts');
const proofs: Proof[] = [];
for (const folder of positionals) {
  const root = resolve(folder);
  const { analysis, check } = await analyse(root);
  const compilers = compilersOf(root);
  const taken = new Map<string, number>();
  for (const [path, findings] of check.findings) {
    const compiler = compilers.find((it) => it.looksAt(path));
    if (!compiler) continue;
    for (const finding of findings) {
      if (values.rule && !values.rule.includes(finding.rule)) continue;
      for (const fix of analysis.project.fixesToOffer(path, finding.fingerprint, () => true)) {
        const key = `${finding.rule} ${fix.id} ${compiler.name}`;
        if ((taken.get(key) ?? 0) >= Number(values.most)) continue;
        taken.set(key, (taken.get(key) ?? 0) + 1);
        const line = (analysis.textOf(path) ?? '').slice(0, finding.span.start).split('\n').length;
        const tried = await tryOne(analysis, compiler, { path, fingerprint: finding.fingerprint, id: fix.id });
        const proof: Proof = {
          project: basename(root),
          rule: finding.rule,
          fix: fix.id,
          kind: fix.kind,
          place: `${path}:${line}`,
          tool: compiler.name,
          ...tried,
        };
        proofs.push(proof);
        if (values.log !== undefined) appendFileSync(values.log, `${JSON.stringify(proof)}\n`);
        console.error(`${proof.outcome.padEnd(8)} ${proof.project} ${proof.place} ${fix.id}`);
        for (const it of proof.reasons.slice(0, 4)) console.error(`         ${it}`);
      }
    }
  }
  for (const it of compilers) it.end();
}
console.log(tableOf(proofs));

function compilersOf(root: string): readonly Compiler[] {
  return [typescriptCompiler(root), pythonCompiler(root, resolve(values.pyright), values.python), goCompiler(root)];
}

async function tryOne(
  analysis: Analysis,
  compiler: Compiler,
  { path, fingerprint, id }: { readonly path: string; readonly fingerprint: string; readonly id: string },
): Promise<Pick<Proof, 'wasClean' | 'outcome' | 'reasons' | 'diff'>> {
  const outcome = analysis.project.resolveFix(path, fingerprint, id);
  if (outcome.kind === 'refused') return { wasClean: false, outcome: 'refused', reasons: [outcome.message], diff: '' };
  const diff = [...outcome.texts]
    .map(([at, after]) => createTwoFilesPatch(at, at, analysis.textOf(at) ?? '', after, '', '', { context: 2 }))
    .join('\n');
  const { wasClean, added } = await compiler.tryTexts(outcome.texts);
  return { wasClean, outcome: added.length === 0 ? 'compiles' : 'breaks', reasons: added, diff };
}

function tableOf(all: readonly Proof[]): string {
  const keys = [...new Set(all.map((it) => `${it.rule}\t${it.tool}`))].sort();
  const rows = keys.map((key) => {
    const [rule = '', tool = ''] = key.split('\t');
    return row(
      `\`${rule}\` | ${tool}`,
      all.filter((it) => it.rule === rule && it.tool === tool),
    );
  });
  return [
    '| Rule | Tool | Projects | Fixes | Compile | Break | Refused |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    row('together |', all),
  ].join('\n');
}

function row(title: string, proofs: readonly Proof[]): string {
  const count = (outcome: Proof['outcome']) => proofs.filter((it) => it.outcome === outcome).length;
  const projects = new Set(proofs.map((it) => it.project)).size;
  const applied = count('compiles') + count('breaks');
  return `| ${title} | ${projects} | ${applied} | ${count('compiles')} | ${count('breaks') || ''} | ${count('refused') || ''} |`;
}
