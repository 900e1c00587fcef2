// Playwright's library without what comes along for its command line, its recorder's server and its tools for language models.
// The package is two bundles of everything; what the library itself reaches is found by tree shaking, as in the rest of the build.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * The text of `lib/coreBundle.js` with what `lib/utilsBundle.js` adds to it, exporting `inprocess.playwright` as `index.js` asks for.
 * `folder` is that of the package. Throws when the bundles have another form than this one knows.
 */
export async function bundleBrowserDriver(folder: string): Promise<string> {
  const lib = path.join(folder, 'lib');
  const core = asModule(readFileSync(path.join(lib, CORE), 'utf8'));
  const utils = utilsModule(readFileSync(path.join(lib, UTILS), 'utf8'));
  const result = await build({
    stdin: { contents: coreModule(core), resolveDir: lib, sourcefile: CORE, loader: 'js' },
    bundle: true,
    write: false,
    // Names stay: the messages tell the class and the method that failed, by the names in the stack.
    minifyWhitespace: true,
    minifySyntax: true,
    platform: 'node',
    target: 'node20.18',
    format: 'cjs',
    legalComments: 'none',
    logLevel: 'warning',
    // Only what stands in these two files is taken in; what they look for beside themselves stays beside them.
    external: ['./bootstrap', '../*', 'vite', 'electron', 'electron/*', 'chromium-bidi/*', 'bufferutil', 'utf-8-validate'],
    plugins: [
      {
        name: 'utils-bundle',
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^\.\/utilsBundle$/ }, () => ({ path: UTILS, namespace: 'driver', sideEffects: false }));
          onLoad({ filter: /./, namespace: 'driver' }, () => ({ contents: utils, resolveDir: lib, loader: 'js' }));
        },
      },
    ],
  });
  const [output] = result.outputFiles;
  if (output === undefined) throw new Error('the browser driver could not be bundled');
  return output.text;
}

const CORE = 'coreBundle.js';
const UTILS = 'utilsBundle.js';

/** Marks the wrappers of modules as free of effects, and makes the objects of exports from one such call each. */
function asModule(text: string): string {
  const wrappers = replaced(text, /^(var \w+ = )(__esm|__commonJS)\(\{$/gm, '$1/* @__PURE__ */ $2({');
  const exported = replaced(wrappers, /^var (\w+) = \{\};\n__export\(\1, \{$/gm, 'var $1 = /* @__PURE__ */ __exported({');
  return `${exported}\nfunction __exported(all) { const target = {}; __export(target, all); return target; }\n`;
}

function coreModule(text: string): string {
  const start = replaced(text, /^init_coreBundle\(\);$/gm, '');
  const withoutExports = replaced(start, /^(0 && \(module\.exports = \{[^}]*\}\)|module\.exports = __toCommonJS\(\w+\));$/gm, '');
  const direct = replaced(
    withoutExports,
    /\(\{ (\w+)(?:: (\w+))? \} = require\("\.\/utilsBundle"\)\)/g,
    (_, name: string, alias = name) => `${alias} = utilsBundle.${name}`,
  );
  const named = replaced(direct, /(\w+) = require\("\.\/utilsBundle"\);/g, (_, variable: string) => {
    const names = new Set([...text.matchAll(new RegExp(`\\b${variable}\\.(\\w+)`, 'g'))].map((it) => it[1]));
    return `${variable} = { ${[...names].map((name) => `${name}: utilsBundle.${name}`).join(', ')} };`;
  });
  // A direct eval sees every name around it, so none of them could be left out. Those here see nothing but their own argument.
  const core = replaced(replaced(named, /require\("\.\/utilsBundle"\)/g, 'utilsBundle'), /([^.\w])eval\(`/g, '$1(0, eval)(`');
  return `import * as utilsBundle from './utilsBundle';\n${core}\ninit_inprocess();\nexport const inprocess = { playwright: inprocess_exports.playwright };\n`;
}

function utilsModule(text: string): string {
  const pattern =
    /^var utilsBundle_exports = \{\};\n__export\(utilsBundle_exports, \{\n([^}]*)\}\);\nmodule\.exports = __toCommonJS\(utilsBundle_exports\);$/m;
  const names = [...(pattern.exec(text)?.[1] ?? '').matchAll(/^ {2}(\w+): \(\) => (\w+),?$/gm)];
  const withoutExports = replaced(replaced(text, pattern, ''), /^0 && \(module\.exports = \{[^}]*\}\);$/gm, '');
  // Asking for a package does nothing that anybody but its caller would see.
  const required = replaced(withoutExports, /^(var \w+ = )__toESM\((\w+\(\))/gm, '$1/* @__PURE__ */ __toESM(/* @__PURE__ */ $2');
  return `${asModule(required)}\nexport { ${names.map((it) => `${it[2]} as ${it[1]}`).join(', ')} };\n`;
}

/** A package of another form is an error here rather than a driver that does not start. */
function replaced(text: string, pattern: RegExp, by: string | ((...groups: string[]) => string)): string {
  const result = typeof by === 'string' ? text.replace(pattern, by) : text.replace(pattern, by);
  if (result === text) throw new Error(`the browser driver has another form than expected: ${pattern.source} is not in it`);
  return result;
}
