// Every fix is proven by its cases: what it gives, that the finding goes and nothing else comes, and that a file keeps its own form.
// UPDATE_FIXES=1 writes what the fixes really give into the pages, to be read before it is committed.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { LineIndex } from '#base/span.ts';
import type { FixOutcome } from '#engine/try-fix.ts';
import type { Finding } from '#rules/finding.ts';
import { RULES } from '#rules/rules.generated.ts';
import { languageOf } from '../../server/src/lsp/language.ts';
import { projectOf, type SourceProject, type Sources } from '../sources.ts';
import { type FixCase, parseFixPage, withActual } from './fix-page.ts';
import { VARIANTS, withoutFinalLineEnd } from './variants.ts';

const HERE = new URL('./', import.meta.url);
const inChinese = languageOf('zh-cn', new URL('../../l10n/', HERE));
const isUpdating = process.env.UPDATE_FIXES === '1';

const LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  typescript: ['ts', 'tsx'],
  javascript: ['ts', 'tsx', 'js', 'jsx'],
  vue: ['vue'],
  python: ['python'],
  go: ['go'],
  sql: ['sql'],
  env: ['env', 'yaml'],
};

const pages = readdirSync(HERE, { recursive: true, encoding: 'utf8' })
  .map((it) => it.replaceAll('\\', '/'))
  .filter((it) => it.endsWith('.md'))
  .sort();

for (const file of pages) {
  const url = new URL(file, HERE);
  const markdown = readFileSync(url, 'utf8');
  const page = parseFixPage(markdown);
  const actual = new Map<string, Readonly<Record<string, string>>>();

  describe(page.rule, () => {
    it('has its page where its name says', () => {
      expect(file).toBe(`${page.rule}.md`);
      expect(RULES.map((it) => it.id)).toContain(page.rule);
    });

    describe.each(page.cases.map((it) => [it.title, it] as const))('%s', (_, example) => {
      const { expected } = example;
      const before: Sources = Object.fromEntries(example.files.map((it) => [it.path, it.text]));

      if (expected.kind === 'no-fix') {
        it('offers nothing that can be applied', async () => {
          const subject = await open(before, example);
          const found = findings(subject).filter((it) => it.rule === page.rule && it.messageId === expected.messageId);
          expect(found).not.toEqual([]);
          for (const { path, fingerprint } of found)
            for (const { id } of subject.project.fixes(path, fingerprint))
              expect(subject.project.resolveFix(path, fingerprint, id)).toMatchObject({ kind: 'refused' });
          const { obstacle } = expected;
          const said = obstacle && found.map(({ path, fingerprint }) => subject.project.obstacle(path, fingerprint));
          for (const it of said ?? [])
            expect(it).toMatchObject({ path: obstacle?.path, message: expect.stringContaining(obstacle?.words ?? '') });
          expect(untranslated((said ?? []).map((it) => it?.message ?? ''))).toEqual([]);
          expect(subject.crashes).toEqual([]);
        });
        return;
      }

      const { id, fixKind, at, files: changedFiles } = expected;
      const after: Sources = { ...before, ...Object.fromEntries(changedFiles.map((it) => [it.path, it.text])) };

      it('gives the text', async () => {
        const changed = await fixed(before);
        if (isUpdating) actual.set(example.title, changed);
        else expect({ ...before, ...changed }).toEqual(after);
      });

      it('is told in the language of the person', async () => {
        const { fix } = chosen(await open(before, example), before);
        expect(untranslated([fix.title, ...fix.edits.map((it) => it.note)])).toEqual([]);
      });

      it('takes the finding away and brings no other', async () => {
        const subject = await open(before, example);
        const repaired = target(subject, before);
        const changed = await fixed(before);
        const old = findings(subject);
        subject.edit(changed);
        const now = findings(subject);
        expect(subject.crashes).toEqual([]);
        const alike = (list: readonly Finding[]): number =>
          list.filter((it) => it.path === repaired.path && it.rule === repaired.rule && it.message === repaired.message).length;
        expect(alike(now)).toBe(alike(old) - 1);
        const grave = now.filter((it) => it.severity === 'error' || it.severity === 'warning');
        const words = (it: Finding): string => `${it.path} ${it.rule} ${it.message}`;
        expect(grave.map(words).filter((it) => !old.map(words).includes(it))).toEqual([]);
        for (const path of Object.keys(changed)) expect(subject.project.facts(path)?.parseErrors ?? []).toEqual([]);
      });

      it('changes nothing when it is asked for again', async () => {
        const subject = await open(before, example);
        const { path, fingerprint } = target(subject, before);
        const others = findings(subject).filter((it) => it.path === path && it.fingerprint.startsWith(fingerprint)).length;
        subject.edit(await fixed(before));
        subject.project.check();
        if (others === 1) expect(subject.project.resolveFix(path, fingerprint, id)).toMatchObject({ reason: 'gone' });
      });

      it.each(VARIANTS.filter((it) => it.isShown(before)).map((it) => [it.name, it] as const))(
        'keeps the form of files %s',
        async (_name, { of }) => {
          const changed = await fixed(of(before));
          expect({ ...of(before), ...changed }).toEqual(of({ ...before, ...(await fixed(before)) }));
        },
      );

      it('keeps the end of files without a final line end', async () => {
        const changed = await fixed(before);
        const kept = new Set(Object.keys(changed).filter((it) => it in before));
        const bare = withoutFinalLineEnd(before, kept);
        expect({ ...bare, ...(await fixed(bare)) }).toEqual(withoutFinalLineEnd({ ...before, ...changed }, kept));
      });

      it('leaves files alone that are in the middle of a merge', async () => {
        const changed = Object.keys(await fixed(before)).find((it) => it in before);
        const subject = await open(before, example);
        const { path, fingerprint } = target(subject, before);
        if (changed === undefined) return;
        const merge = `${before[changed]}<<<<<<< ours\n=======\n>>>>>>> theirs\n`;
        const outcome = (await open({ ...before, [changed]: merge }, example)).project.resolveFix(path, fingerprint, id);
        expect(outcome.kind).toBe('refused');
      });

      async function fixed(sources: Sources): Promise<Record<string, string>> {
        return Object.fromEntries(chosen(await open(sources, example), sources).texts);
      }

      function chosen(subject: SourceProject, sources: Sources): Extract<FixOutcome, { kind: 'fixed' }> {
        const finding = target(subject, sources);
        expect(finding.fixes).toContainEqual(expect.objectContaining({ id, kind: fixKind }));
        const listed = subject.project.fixes(finding.path, finding.fingerprint).find((it) => it.id === id);
        const offer = finding.fixes.find((it) => it.id === id);
        expect(listed).toMatchObject({ ...offer });
        const outcome = subject.project.resolveFix(finding.path, finding.fingerprint, id);
        if (outcome.kind === 'refused') throw new Error(outcome.message);
        return outcome;
      }

      function target(subject: SourceProject, sources: Sources): Finding {
        const found = findings(subject).filter((it) => it.rule === page.rule && it.fixes.some((fix) => fix.id === id));
        const finding = found.find((it) => {
          const line = new LineIndex(sources[it.path] ?? '').positionAt(it.span.start).line + 1;
          return at === undefined || at === `${it.path}:${line}`;
        });
        if (!finding) throw new Error(`no finding with the fix ${id}`);
        return finding;
      }
    });

    if (isUpdating) afterAll(() => writeFileSync(url, withActual(markdown, actual)));
  });
}

describe('every rule with a fix', () => {
  it.each(RULES.filter((it) => it.fix !== 'none').map((it) => [it.id, it] as const))(
    '%s has cases in its languages',
    (id, rule) => {
      const url = new URL(`${id}.md`, HERE);
      expect(existsSync(url), `there is no test/fixes/${id}.md`).toBe(true);
      const cases = parseFixPage(readFileSync(url, 'utf8')).cases.flatMap(({ files, expected }) =>
        expected.kind === 'fix' ? [[...files, ...expected.files]] : [],
      );
      const without = (rule.fixLanguages ?? rule.languages).filter(
        (language) => !cases.some((files) => files.some((it) => LANGUAGES[language]?.includes(it.language))),
      );
      expect(without).toEqual([]);
    },
  );
});

/** The texts that come out of the translation as they went in. */
function untranslated(texts: readonly string[]): string[] {
  return texts.filter((it) => inChinese(it) === it);
}

function open(sources: Sources, { configuration, git }: FixCase): Promise<SourceProject> {
  return projectOf(sources, { ...(configuration !== undefined && { configuration }), ...(git && { git }) });
}

function findings({ project }: SourceProject): Finding[] {
  return [...(project.check()?.findings.values() ?? [])].flat();
}
