// What a menu lists: no fix that is known to be refused when it is chosen.
import { describe, expect, it } from 'vitest';
import { conceptsOf, isCode } from '#concepts/lifted-file.ts';
import { worded } from '#fixes/wording.ts';
import { defineRule } from '#rules/rule.ts';
import { projectOf } from '../sources.ts';

const PATH = 'src/a.ts';
const TEXT = 'export function run() {\n  console.log(1);\n}\n';
const OFFERS = ['mends', 'breaks', 'changes-nothing'].map((id) => ({ id, kind: 'suggest' as const, title: worded`${id}` }));
const WRITES: Readonly<Record<string, string>> = {
  mends: 'void 0',
  breaks: 'console.log((',
  'changes-nothing': 'console.log(2)',
};

const prints = defineRule({
  id: 'test/prints',
  section: 1,
  tier: 1,
  severity: 'info',
  languages: ['typescript'],
  scope: 'file',
  fix: 'suggest',
  messages: { print: () => 'It prints' },
  *check({ file }) {
    if (!isCode(file)) return;
    for (const { span } of conceptsOf(file, 'log'))
      yield { messageId: 'print', data: {}, path: file.path, at: { kind: 'span', span }, offers: OFFERS };
  },
  repair(_, { path, at }) {
    if (at.kind !== 'span') return [];
    const { span } = at;
    return OFFERS.map((it) => ({
      ...it,
      edits: [{ kind: 'change' as const, path, changes: [{ span, text: WRITES[it.id] ?? '' }], note: worded`` }],
    }));
  },
});

async function opened(rule = prints) {
  const { project } = await projectOf({ [PATH]: TEXT }, { rules: [rule] });
  const [found] = [...(project.check()?.findings.values() ?? [])].flat();
  return { project, fingerprint: found?.fingerprint ?? '' };
}

describe('the fixes that are offered', () => {
  it('leave out what breaks the file and what does not mend it', async () => {
    const { project, fingerprint } = await opened();
    expect(project.fixes(PATH, fingerprint).map((it) => it.id)).toEqual(['mends', 'breaks', 'changes-nothing']);
    expect(project.fixesToOffer(PATH, fingerprint, () => true).map((it) => it.id)).toEqual(['mends']);
  });

  it('are not tried where there is no time, and leave out what was refused before', async () => {
    const { project, fingerprint } = await opened();
    expect(project.fixesToOffer(PATH, fingerprint, () => false)).toHaveLength(3);
    expect(project.resolveFix(PATH, fingerprint, 'breaks').kind).toBe('refused');
    expect(project.fixesToOffer(PATH, fingerprint, () => false).map((it) => it.id)).toEqual(['mends', 'changes-nothing']);
  });

  it('are tried once for one check', async () => {
    const { project, fingerprint } = await opened();
    project.fixesToOffer(PATH, fingerprint, () => true);
    let asked = 0;
    const isInTime = () => {
      asked += 1;
      return true;
    };
    expect(project.fixesToOffer(PATH, fingerprint, isInTime)).toHaveLength(1);
    expect(asked).toBe(0);
  });

  it('do not count for fix-all where there is no edit', async () => {
    const { project } = await opened({ ...prints, repair: () => [] });
    const steps = project.fixAll({ wants: () => true });
    let step = steps.next();
    while (!step.done) step = steps.next();
    expect(step.value).toMatchObject({ applied: [], left: 0 });
  });
});
