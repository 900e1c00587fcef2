// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are code.
import { describe, expect, it } from 'vitest';
import { factsOf, linesOf } from './facts-of.ts';

describe('environment reads', () => {
  it.each<[string, string[]]>([
    ['f(process.env.PORT);', ['PORT process.env plain @0 «process.env.PORT»']],
    ["f(process.env['PORT']);", ["PORT process.env plain @0 «process.env['PORT']»"]],
    ['f(process?.env?.PORT);', ['PORT process.env plain @0 «process?.env?.PORT»']],
    ['f(process.env[name]);', ['? process.env plain @0 «process.env[name]»']],
    ['f(process.env);', ['? process.env whole @0 «process.env»']],
    ['const a = { ...process.env };', ['? process.env whole @0 «process.env»']],
    ['f(globalThis.process.env.PORT);', ['PORT process.env plain @0 «globalThis.process.env.PORT»']],
    ['f(import.meta.env.VITE_URL);', ['VITE_URL import.meta.env plain @0 «import.meta.env.VITE_URL»']],
    ['f(Bun.env.PORT);', ['PORT Bun.env plain @0 «Bun.env.PORT»']],
    ["f(Deno.env.get('PORT') ?? '1');", ["PORT Deno.env default \"1\" @0 «Deno.env.get('PORT') ?? '1'»"]],
    ['f(Deno.env.toObject());', ['? Deno.env whole @0 «Deno.env.toObject()»']],
    ["import { env } from 'node:process'; f(env.PORT);", ['PORT process.env plain @0 «env.PORT»']],
    ["import { env as e } from 'process'; f(e);", ['? process.env whole @0 «e»']],
    ["import proc from 'node:process'; f(proc.env.PORT);", ['PORT process.env plain @0 «proc.env.PORT»']],
    ["const { env } = require('process'); f({ env });", ['? process.env whole @0 «env»']],
    ['function f(env) { return env.PORT; }', []],
    [
      'const { PORT, HOST: host = "h", ...rest } = process.env;',
      [
        'PORT process.env plain @0 «PORT»',
        'HOST process.env default "h" @0 «HOST: host = "h"»',
        '? process.env whole @0 «...rest»',
      ],
    ],
    ['const { env } = process; f(env.PORT);', ['PORT process.env plain @0 «env.PORT»']],
    ['const { env: { PORT } } = process;', ['PORT process.env plain @0 «PORT»']],
    ['const env = process.env; f(env.PORT);', ['? process.env whole @0 «process.env»', 'PORT process.env plain @0 «env.PORT»']],
    ['function f() { const env = process.env; } function g(env) { return env.PORT; }', ['? process.env whole @1 «process.env»']],
    ['f(process.env.PORT ?? 3000);', ['PORT process.env default 3000 @0 «process.env.PORT ?? 3000»']],
    [
      "f((process.env.URL || 'x').split(','));",
      ["URL process.env default \"x\" cast split @0 «(process.env.URL || 'x').split(',')»"],
    ],
    [
      "f(process.env.A || process.env.B || 'x');",
      ['A process.env default "x" @0 «process.env.A || process.env.B || \'x\'»', 'B process.env default "x" @0 «process.env.B»'],
    ],
    ['f(process.env.KEY!);', ['KEY process.env asserted @0 «process.env.KEY!»']],
    ['f(process.env.KEY as string);', ['KEY process.env asserted @0 «process.env.KEY as string»']],
    ['f(process.env.KEY as string | undefined);', ['KEY process.env plain @0 «process.env.KEY»']],
    ["f(process.env.KEY!.split(','));", ["KEY process.env asserted cast split @0 «process.env.KEY!.split(',')»"]],
    ['f(Number(process.env.PORT));', ['PORT process.env plain cast Number @0 «Number(process.env.PORT)»']],
    [
      "f(parseInt(process.env.PORT || '3000', 10));",
      ['PORT process.env default "3000" cast parseInt @0 «parseInt(process.env.PORT || \'3000\', 10)»'],
    ],
    [
      'f(parseInt(process.env.PORT!, 10) || 3000);',
      ['PORT process.env default 3000 cast parseInt @0 «parseInt(process.env.PORT!, 10) || 3000»'],
    ],
    ['f(+process.env.PORT);', ['PORT process.env plain cast Number @0 «+process.env.PORT»']],
    ["f(process.env.PORT?.split(','));", ["PORT process.env plain cast split @0 «process.env.PORT?.split(',')»"]],
    ["f(process.env.DEBUG === 'true');", ["DEBUG process.env plain cast boolean @0 «process.env.DEBUG === 'true'»"]],
    ["if (process.env.NODE_ENV === 'production') {}", ['NODE_ENV process.env plain tested @0 «process.env.NODE_ENV»']],
    ["if (a && !(process.env.NODE_ENV !== 'x')) {}", ['NODE_ENV process.env plain tested @1 «process.env.NODE_ENV»']],
    [
      'if (process.env.A && process.env.B) {}',
      ['A process.env plain tested @0 «process.env.A»', 'B process.env plain tested @1 «process.env.B»'],
    ],
    ['const a = process.env.A ? 1 : 2;', ['A process.env plain tested @0 «process.env.A»']],
    ['const a = !process.env.A;', ['A process.env plain tested @0 «process.env.A»']],
    ['while (process.env.A) {}', ['A process.env plain tested @1 «process.env.A»']],
    ['const a = isDev && process.env.A;', ['A process.env plain @1 «process.env.A»']],
    ['process.env.A = "x"; delete process.env.B;', []],
    ["process.env.A ??= 'x';", ['A process.env default "x" @0 «process.env.A ??= \'x\'»']],
    [
      'new Pool({ connectionString: process.env.DATABASE_URL });',
      ['DATABASE_URL process.env plain @0 «process.env.DATABASE_URL»'],
    ],
    ['const url = `http://${process.env.HOST}`;', ['HOST process.env plain @0 «process.env.HOST»']],
    ['schema.parse(process.env).PORT;', ['? process.env whole @0 «process.env»']],
    ['f(environment.process.env);', []],
  ])('%s', (source, expected) => {
    expect(linesOf('env', source)).toEqual(expected);
  });

  it('keeps the read alone apart from what is around it', () => {
    const source = 'const port = Number(process.env.PORT ?? 3000);';
    const read = factsOf(source).envReads[0];
    const texts = [read?.span, read?.outerSpan, read?.statement].map((it) => it && source.slice(it.start, it.end));
    expect(texts).toEqual(['process.env.PORT', 'Number(process.env.PORT ?? 3000)', source]);
    expect(Object.keys(read ?? {}).sort()).toEqual(
      ['api', 'cast', 'defaultValue', 'form', 'isTested', 'name', 'outerSpan', 'scope', 'span', 'statement'].sort(),
    );
  });
});
