import { spawnSync } from 'node:child_process';
import type { Compiler, Errors } from './compiler.ts';
import { nearestFolder, newErrors, whileWritten } from './compiler.ts';

/** `go vet ./...` of the module, which compiles all its packages and their tests. Modules that a fix requires are looked up. */
export function goCompiler(root: string): Compiler {
  const known = new Map<string, Errors>();
  return {
    name: 'go vet',
    looksAt: (path) => path.endsWith('.go') && nearestFolder(root, path, ['go.mod']) !== undefined,
    async tryTexts(texts) {
      let wasClean = true;
      const added: string[] = [];
      for (const folder of new Set([...texts.keys()].flatMap((it) => nearestFolder(root, it, ['go.mod']) ?? []))) {
        const before = known.get(folder) ?? vet(folder);
        known.set(folder, before);
        wasClean &&= before.length === 0;
        added.push(...newErrors(before, await whileWritten(root, texts, () => vet(folder))));
      }
      return { wasClean, added };
    },
    end: () => undefined,
  };
}

function vet(folder: string): Errors {
  const run = spawnSync('go', ['vet', './...'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, GOFLAGS: '-buildvcs=false -mod=mod' },
  });
  if (run.error) throw run.error;
  if (run.status === 0) return [];
  // With a package that cannot be had, no other is looked at.
  const missing = /^.*(?:no required module provides package|403 Forbidden|cannot find module|unknown revision).*$/m.exec(
    run.stderr,
  );
  if (missing) throw new Error(`${folder} cannot be compiled here: ${missing[0]}`);
  return run.stderr
    .split('\n')
    .filter((it) => it.trim() !== '' && !/^(?:#|go: downloading|\s+have |\s+want )/.test(it))
    .map((it) => it.replace(/:\d+(?::\d+)?/, ''));
}
