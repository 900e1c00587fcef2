import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Choices, Decisions } from '#decisions/decisions.ts';
import { newCommandLine } from '#decisions/new-command.ts';
import { completeDecisions } from '#decisions/recommendation.ts';
import { exampleResource, parseFieldList, type Resource } from '#decisions/resource.ts';
import { parseSettings } from '#decisions/settings.ts';

const plain = { name: 'my-shop', choices: {}, resource: exampleResource, git: true, install: true };

describe('the command line of a project', () => {
  it('names nothing that follows by itself', () => {
    expect(newCommandLine(plain)).toBe('tiebeam new my-shop --yes');
  });

  it('names what is special', () => {
    const line = newCommandLine({
      ...plain,
      choices: { realtime: 'sse', service: 'api', frontend: 'react' },
      git: false,
      install: false,
    });
    expect(line).toBe(
      'tiebeam new my-shop --set frontend=react --set service=api --set realtime=sse --no-install --no-git --yes',
    );
  });

  it('quotes a folder and fields for the shell', () => {
    const resource: Resource = {
      name: 'order-line',
      plural: 'order-lines',
      fields: [{ name: 'note', type: 'text', required: false, unique: true }],
    };
    expect(newCommandLine({ ...plain, into: "/home/ada/Ada's code", resource })).toBe(
      String.raw`tiebeam new my-shop --into '/home/ada/Ada'\''s code' --resource order-line --fields 'note:text?!' --yes`,
    );
    expect(parseFieldList('note:text?!')).toEqual({ ok: true, value: resource.fields });
  });

  it('says enough: the same decisions follow from its settings', () => {
    const shapes = Object.entries(Decisions.shape).map(([field, schema]) => [
      field,
      fc.constantFrom(...valuesIn(schema), undefined),
    ]);
    fc.assert(
      fc.property(fc.record(Object.fromEntries(shapes)), (record) => {
        const choices = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Choices;
        const settings = [...newCommandLine({ ...plain, choices }).matchAll(/--set (\S+)/g)].map((match) => match[1] ?? '');
        const parsed = parseSettings(settings);
        expect(parsed.ok && completeDecisions(parsed.value)).toEqual(completeDecisions(choices));
      }),
    );
  });
});

function valuesIn(schema: { readonly options?: readonly unknown[] } | object): readonly unknown[] {
  return 'options' in schema && Array.isArray(schema.options) ? schema.options : [true, false];
}
