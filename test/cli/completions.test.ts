import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { tiebeam } from './run.ts';

/** What bash offers after these words; the last one is what was typed so far. */
async function offered(...words: readonly string[]): Promise<string[]> {
  const root = temporaryFolder({});
  const script = join(root, 'tiebeam.bash');
  writeFileSync(script, (await tiebeam(root, 'completions', 'bash')).stdout);
  const typed = `source '${script}'; COMP_WORDS=(tiebeam "$@"); COMP_CWORD=$#; COMPREPLY=(); _tiebeam; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const printed = execFileSync('bash', ['-c', typed, 'bash', ...words], { cwd: root, encoding: 'utf8' });
  return printed.split('\n').filter((it) => it !== '');
}

it.each([
  [['chec'], ['check', 'checklist']],
  [
    ['check', '--format', ''],
    ['text', 'json', 'sarif', 'github'],
  ],
  [['check', '--rule', 'cache/'], ['cache/missing-ttl']],
  [['explain', 'cache/'], ['cache/missing-ttl']],
  [['add', 'res'], ['resource']],
  [['add', 'resource', 'order', '--fi'], ['--fields']],
  [['check', '--root', 'tieb'], ['tiebeam.bash']],
])('completes %j in bash', async (words, expected) => {
  expect(await offered(...words)).toEqual(expected);
});

it.each(['zsh', 'fish'])('names every command to %s', async (shell) => {
  const root = temporaryFolder({});
  const { stdout } = await tiebeam(root, 'completions', shell);
  for (const it of ['check', 'checklist', 'verify', 'handoff', 'completions']) expect(stdout).toContain(it);
});

it('knows three shells', async () => {
  expect(await tiebeam(temporaryFolder({}), 'completions', 'tcsh')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('bash, zsh, fish'),
  });
});
