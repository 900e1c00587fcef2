'use strict';
// Runs inside the extension host in place of the suite that extensionTestsPath names, and leaves a mark when the suite has come
// to a good end. Without the mark a run never counts as passed: the workbench reports exit code 0 also for an extension host that
// just died.
const { writeFileSync } = require('node:fs');
const { pathToFileURL } = require('node:url');

const { VSCODE_WEB_HOST_SUITE: suitePath, VSCODE_WEB_HOST_MARK: markPath } = process.env;

async function load() {
  const file = require.resolve(suitePath);
  try {
    return require(file);
  } catch (error) {
    if (!/^ERR_REQUIRE_(ESM|ASYNC_MODULE)$/.test(error.code)) throw error;
    return import(pathToFileURL(file).href);
  }
}

exports.run = async () => {
  const suite = await load();
  const run = suite.run ?? suite.default?.run;
  await new Promise((resolve, reject) => {
    const promise = run(suitePath, (error, failures) => {
      if (error || failures > 0) reject(error ?? new Error(`${failures} test(s) failed`));
      else resolve();
    });
    promise?.then?.(resolve, reject);
  });
  writeFileSync(markPath, 'passed');
};
