import { expect, test } from 'vitest';
import { eventReader, type ServerEvent } from '#verify/event-stream.ts';

// Cases from the HTML Standard, 9.2.5 "Interpreting an event stream".
test.each<[string, string, readonly ServerEvent[], readonly string[]]>([
  [
    'an event with everything',
    'id: 7\nevent: product.created\ndata: {"id":1}\n\n',
    [{ id: '7', name: 'product.created', data: '{"id":1}' }],
    [],
  ],
  ['data of several lines', 'data: YHOO\ndata: +2\ndata: 10\n\n', [{ id: undefined, name: 'message', data: 'YHOO\n+2\n10' }], []],
  ['a comment', ': test stream\n\n', [], ['test stream']],
  [
    'the id that lasts',
    'data: one\nid: 1\n\ndata: two\n\n',
    [
      { id: '1', name: 'message', data: 'one' },
      { id: '1', name: 'message', data: 'two' },
    ],
    [],
  ],
  ['an event without data', 'event: nothing\n\n', [], []],
  ['an unfinished event', 'data: half', [], []],
  ['CRLF', 'data: a\r\n\r\n', [{ id: undefined, name: 'message', data: 'a' }], []],
  ['a field without a colon', 'data\n\n', [{ id: undefined, name: 'message', data: '' }], []],
  ['one space only is taken away', 'data:  a\n\n', [{ id: undefined, name: 'message', data: ' a' }], []],
])('%s, in one piece and in single characters', (_, text, events, comments) => {
  for (const pieces of [[text], [...text]]) {
    const seen: ServerEvent[] = [];
    const said: string[] = [];
    const read = eventReader(
      (it) => seen.push(it),
      (it) => said.push(it),
    );
    for (const piece of pieces) read(piece);
    expect(seen).toEqual(events);
    expect(said).toEqual(comments);
  }
});
