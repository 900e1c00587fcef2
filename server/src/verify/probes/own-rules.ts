import type { Probe } from '#verify/probe.ts';

export const ownRules: Probe = {
  id: 'own-rules',
  title: "Tiebeam's own rules find nothing",
  needs: 'sources',
  exemption: () => undefined,
  run: async ({ root, check }, expect) => {
    const ask = expect.need(check, {
      expected: 'the rules can be asked',
      actual: 'this run of the verification has no rule engine',
    });
    const findings = await ask(root);
    expect.that(findings.length === 0, {
      expected: '`tiebeam check` has no findings',
      actual: `it has ${findings.length}`,
    });
    for (const { path, line, rule, message } of findings.slice(0, mostShown)) {
      expect.that(false, { expected: `nothing is found by ${rule}`, actual: message, place: { path, line } });
    }
  },
};

/** More are not worth reading here; `tiebeam check` shows them all. */
const mostShown = 20;
