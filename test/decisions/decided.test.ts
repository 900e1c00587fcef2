import { describe, expect, it } from 'vitest';
import { writtenDecisions } from '#decisions/decided.ts';

const cases: readonly { readonly title: string; readonly text: string; readonly says: readonly string[] | undefined }[] = [
  {
    title: 'values with their lines, in the order of the file',
    text: '{\n  "version": 1,\n  "decisions": {\n    "realtime": "sse",\n    // kept for the queue\n    "redis": true\n  }\n}\n',
    says: ['realtime=sse:4', 'redis=true:6'],
  },
  { title: 'no decisions', text: '{ "version": 1 }', says: [] },
  { title: 'names and values that are not known', text: '{ "decisions": { "backend": "cobol", "mood": "good" } }', says: [] },
  { title: 'decisions of another form', text: '{ "decisions": ["sse"] }', says: [] },
  {
    title: 'the last of two values',
    text: '{ "decisions": { "api": "rest" }, "decisions": { "api": "trpc" } }',
    says: ['api=trpc:1'],
  },
  { title: 'a text in the middle of an edit', text: '{ "decisions": { "api": ', says: undefined },
  { title: 'an empty text', text: '', says: undefined },
];

describe('the decisions of a tiebeam.json', () => {
  it.each(cases)('$title', ({ text, says }) => {
    expect(writtenDecisions(text)?.map((it) => `${it.field}=${it.value}:${it.line}`)).toEqual(says);
  });
});
