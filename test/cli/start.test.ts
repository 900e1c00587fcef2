import { chmodSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SERVER_FLAGS } from '#protocol/server.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { tiebeamWith } from './run.ts';

const PROJECT = { 'src/a.ts': 'export const a = 1;\n' };

/** Runs a check with an empty home, whose cache the caller looks into. */
function homeAndCheck(changes: NodeJS.ProcessEnv = {}) {
  const home = temporaryFolder();
  const { NODE_COMPILE_CACHE, XDG_CACHE_HOME, ...env } = process.env;
  const check = () => tiebeamWith({ ...env, HOME: home, ...changes }, temporaryFolder(PROJECT), 'check');
  return { home, check };
}

function codeBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith('.v8'))
    .map((it) => join(folder, it));
}

function theCode(folder: string): string {
  const [code, ...others] = codeBelow(folder);
  if (code === undefined || others.length > 0) throw new Error('there is no compiled code, or more than one');
  return code;
}

const CLEAN = { code: 0, stderr: '', stdout: expect.stringContaining('No findings in 1 file') };

describe('the code that a run has compiled', () => {
  it('is left for the next one, which takes it as it is', async () => {
    const { home, check } = homeAndCheck();
    expect(await check()).toMatchObject(CLEAN);
    const code = theCode(join(home, '.cache', 'tiebeam', 'code'));
    const before = readFileSync(code);
    expect(await check()).toMatchObject(CLEAN);
    expect(theCode(home)).toBe(code);
    expect(readFileSync(code).equals(before)).toBe(true);
  });

  it('can be read by nobody else', async () => {
    const { home, check } = homeAndCheck();
    await check();
    expect(statSync(join(home, '.cache', 'tiebeam', 'code')).mode & 0o077).toBe(0);
    expect(statSync(theCode(home)).mode & 0o077).toBe(0);
  });

  it.each([
    ['cut off', (it: Buffer) => it.subarray(0, it.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['changed in one place', (it: Buffer) => Buffer.concat([it.subarray(0, -8), Buffer.from('tiebeam!')])],
  ])('is made again where it is %s', async (_how, broken) => {
    const { home, check } = homeAndCheck();
    await check();
    const code = theCode(home);
    const whole = readFileSync(code).length;
    writeFileSync(code, broken(readFileSync(code)));
    expect(await check()).toMatchObject(CLEAN);
    expect(Math.abs(readFileSync(code).length - whole)).toBeLessThan(whole / 10);
    const mended = readFileSync(code);
    await check();
    expect(readFileSync(code).equals(mended)).toBe(true);
  });

  it('goes when no run has left it for a month', async () => {
    const { home, check } = homeAndCheck();
    await check();
    const code = theCode(home);
    const old = join(code, '..', 'old.v8');
    writeFileSync(old, '');
    utimesSync(old, 0, 0);
    writeFileSync(code, '');
    await check();
    expect(theCode(home)).toBe(code);
  });

  it.each([
    ['NODE_DISABLE_COMPILE_CACHE', { NODE_DISABLE_COMPILE_CACHE: '1' }],
    ['no home', { HOME: '' }],
  ])('is not kept with %s', async (_name, changes) => {
    const { home, check } = homeAndCheck(changes);
    expect(await check()).toMatchObject(CLEAN);
    expect(codeBelow(home)).toEqual([]);
  });

  it('lies where Node is told to keep it', async () => {
    const folder = temporaryFolder();
    const { home, check } = homeAndCheck({ NODE_COMPILE_CACHE: folder });
    expect(await check()).toMatchObject(CLEAN);
    expect(codeBelow(home)).toEqual([]);
    theCode(folder);
  });

  it('is done without where nothing can be written', async () => {
    const { home, check } = homeAndCheck();
    writeFileSync(join(home, '.cache'), '');
    chmodSync(home, 0o500);
    expect(await check()).toMatchObject(CLEAN);
    chmodSync(home, 0o700);
  });
});

it('has room for new objects, whoever starts it', async () => {
  const script = 'process.on("exit", () => console.error(process.execArgv.join(" ")))';
  const { check } = homeAndCheck({ NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(script)}` });
  const { stderr, code } = await check();
  expect(code).toBe(0);
  for (const flag of SERVER_FLAGS) expect(stderr).toContain(flag);
});
