import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_TEXT_LENGTH } from '#extract/limits.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import { factsOf, linesOf, type TextLanguage } from './facts-of.ts';

test.each<[string, TextLanguage, string, readonly string[]]>([
  ['a call without its end', 'python', 'x = os.getenv("A"\ny = place(1)\n', ['place']],
  ['a function without a body', 'python', 'place(1)\ndef view(request):\n\nsend(2)\n', ['place', 'send']],
  ['a member being typed', 'python', 'def view():\n    order = find(1)\n    order.\n    send(order)\n', ['find', 'send']],
  ['an else without an if', 'python', 'place(1)\nelse:\n    send(2)\n', ['place', 'send']],
  ['a member being typed', 'go', 'package p\nfunc f() {\n\torder := find(1)\n\torder.\n\tsend(order)\n}\n', ['find', 'send']],
  ['a value being typed', 'go', 'package p\nfunc f() {\n\tplace(1)\n\torder :=\n}\nfunc g() { send(2) }\n', ['place', 'send']],
  [
    'a brace too few',
    'go',
    'package p\nfunc f() {\n\tif place(1) {\n\tsend(2)\n}\nfunc g() { last() }\n',
    ['place', 'send', 'last'],
  ],
  ['a text without its end', 'go', 'package p\nfunc f() {\n\tplace("a)\n\tsend(2)\n}\n', ['place', 'send']],
  ['no package', 'go', 'func f() { place(1) }\n', ['place']],
])('reads what stands around %s in %s', (_, language, source, names) => {
  const called = factsOf(language, source).calls.map((it) => it.callee.path.at(-1));
  for (const name of names) expect(called).toContain(name);
});

test.each<[TextLanguage, string, readonly string[]]>([
  ['python', 'x = 1\n)\ny = 2\n', ['`)` could not be parsed «)»']],
  ['python', 'def f(a:\n  pass\n', ['`def f(a:` could not be parsed «def f(a:»']],
  ['python', '('.repeat(3), ['`(((` could not be parsed «(((»']],
  ['go', 'package p\nfunc f( {}\n', ['`)` is missing «»']],
  ['go', 'package p\nfunc f() { x := }\n', ['expression list is missing «»']],
])('tells where it could not read %s: %j', (language, source, errors) => {
  expect(linesOf(language, 'errors', source)).toEqual(errors);
});

test.each<[TextLanguage, string]>([
  ['python', `x = ${'('.repeat(2_000)}f()${')'.repeat(2_000)}`],
  ['python', `${'f('.repeat(2_000)}${')'.repeat(2_000)}`],
  ['python', `x = ${'[{"a": '.repeat(2_000)}1${'}]'.repeat(2_000)}`],
  ['python', `x = ${'lambda: '.repeat(2_000)}1`],
  ['python', `x = ${'"a" + '.repeat(2_000)}y`],
  ['python', `x${'.y()'.repeat(2_000)}`],
  ['go', `package p\nfunc f() {${'if a {'.repeat(2_000)}g()${'}'.repeat(2_000)}}`],
  ['go', `package p\nfunc f() {${'func() {'.repeat(2_000)}g()${'}()'.repeat(2_000)}}`],
  ['go', `package p\nvar x = ${'f('.repeat(2_000)}${')'.repeat(2_000)}`],
  ['go', `package p\nvar x = ${'"a" + '.repeat(2_000)}y`],
])('says that it leaves out what is nested 2,000 levels deep %#', (language, source) => {
  const messages = factsOf(language, source).parseErrors.map((it) => it.message);
  expect(messages).toContain('what is nested more than 1000 levels deep was not read');
});

test('tells that blocks indented 1,500 levels deep could not be parsed', () => {
  const lines = Array.from({ length: 1_500 }, (_, depth) => `${' '.repeat(depth)}if a:`);
  const source = [...lines, `${' '.repeat(1_500)}deep()`, ''].join('\n');
  expect(linesOf('python', 'errors', source)[0]).toMatch(/^`if a:` could not be parsed/);
});

test('reads two thousand branches of one if', () => {
  const facts = factsOf('python', `if a: pass\n${'elif b: f()\n'.repeat(2_000)}`);
  expect(facts.calls.length).toBe(2_000);
});

test.each<[TextLanguage, string, string]>([
  ['python', 'x = 1\n'.repeat(MAX_TEXT_LENGTH / 6 + 1), 'the file is longer than 2 MB and was not read'],
  ['go', 'package p\n\0\0', 'the file holds binary data and was not read'],
])('gives a reason and no facts for a %s file that is no code %#', (language, source, message) => {
  const facts = factsOf(language, source);
  expect(facts.parseErrors.map((it) => it.message)).toEqual([message]);
  expect(facts.scopes.length).toBe(1);
  expect(facts.calls).toEqual([]);
});

const SAMPLES: Readonly<Record<TextLanguage, string>> = {
  python: `import os, typing as t
from .db import (Session, get_db as db)
class Order(Base, table=True):
    id: t.Optional[int] = Field(default=None)
    def __init__(self, db: Session = Depends(get_db), *args, **kw):
        self.db, (self.x, *rest) = db, kw["a"]
@app.get(f"/{os.getenv('P') or 1!r:>3}")
async def view(request, key=lambda o: o.id):
    """Doc."""
    try:
        async with lock as l, open("x"): pass
        for i, o in enumerate([x async for x in y if (n := f(x))]):
            if not o.ok: continue
            elif o["k"].z(): raise E(f"{o}") from None
            else: return 1, 'a' "b" % o
    except (A, b.C) as e: # why
        pass
    finally:
        x += await g(*a, **b)[1:2]
    match o:
        case {"a": [1, *_], **r} | P(x=2) if r: pass
`,
  go: `package main
import ( "fmt"; m "a/b/v5"; . "os" )
type S[T any] struct { *gorm.Model; a, B int ${'`json:"a"`'}; f func(int) (a, b error) }
type I interface { M(a int, b ...string) (x int, err error); ~int | string }
const ( A = iota; B )
var e, d = f[int](1), map[string]any{"a": 1, k: []T{{1}, {A: 2}}}
func (s *S[T]) Get(ctx context.Context, o ...Opt) (u *User, err error) {
	x, err := s.repo.Find(ctx, o...)
	if v, ok := m[k].(*T); ok { return nil, fmt.Errorf("a: %w", err) } else if !z { g() } else { h() }
	for i := 0; i < 10; i++ { continue }
	for _, x := range xs { defer func() { recover() }() }
	switch y := f(); y { case 1, 2: a(); default: b() }
	switch z := x.(type) { case int: case *A: }
	select { case v := <-ch: f(v); case ch <- 1: }
	go func(a int) { panic("x" + Getenv("P")) }(1)
	x.y[z].w, *p = &S{a: 1}, new(time.Now())
lbl:
	return
}
`,
};

const junk = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '`',
    '"""',
    ':',
    ':=',
    '=',
    ',',
    '.',
    '@',
    '#',
    '//',
    '/*',
    '\\',
    '\n',
    '\r',
    '\t',
    '\0',
  ),
  fc.constantFrom(
    'if ',
    'for ',
    'def ',
    'func ',
    'class ',
    'case ',
    'else',
    'lambda ',
    'return ',
    'import ',
    'from ',
    'type ',
    'f"{',
    'not ',
    '\uD83D',
  ),
);

const edit = fc.record({ at: fc.nat(), removed: fc.nat({ max: 40 }), added: junk });

test.each<[TextLanguage]>([['python'], ['go']])('reads every half-typed state of a %s file', (language) => {
  const sample = SAMPLES[language];
  for (let end = 0; end <= sample.length; end += 1) assertSound(factsOf(language, sample.slice(0, end)), end);
});

test.each<[TextLanguage]>([['python'], ['go']])('never throws and stays sound for any edits of a %s file', (language) => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
      let text = SAMPLES[language];
      for (const { at, removed, added } of edits) {
        const from = at % (text.length + 1);
        text = text.slice(0, from) + added + text.slice(from + removed);
      }
      assertSound(factsOf(language, text), text.length);
    }),
    { numRuns: 400 },
  );
});

test.each<[TextLanguage]>([['python'], ['go']])('never throws for text that is no %s at all', (language) => {
  fc.assert(
    fc.property(fc.array(junk, { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      assertSound(factsOf(language, text), text.length);
    }),
    { numRuns: 400 },
  );
});

/** What holds for the facts of every text. */
function assertSound(facts: CodeFacts, length: number): void {
  const spans = [
    ...facts.scopes.flatMap((it) => [
      it.span,
      it.bodySpan,
      ...(it.fn ? [it.fn.nameSpan] : []),
      ...(it.branch ? [it.branch.conditionSpan] : []),
    ]),
    ...facts.imports.flatMap((it) => [it.statement, it.moduleSpan]),
    ...facts.calls.flatMap((it) => [it.span, it.nameSpan, it.statement]),
    ...facts.bindings.flatMap((it) => [it.span, it.statement]),
    ...facts.envReads.flatMap((it) => [it.span, it.outerSpan, it.statement]),
    ...facts.parseErrors.map((it) => it.span),
  ];
  for (const { start, end } of spans) {
    if (start < 0 || end < start || end > length) throw new Error(`span ${start}–${end} of ${length}`);
  }
  const inScope = [...facts.imports, ...facts.calls, ...facts.bindings, ...facts.returns, ...facts.assignments];
  for (const { scope } of inScope) if (facts.scopes[scope] === undefined) throw new Error(`scope ${scope}`);
  facts.scopes.forEach(({ parent }, id) => {
    if (id > 0 && (parent === undefined || parent >= id)) throw new Error(`parent ${parent} of ${id}`);
  });
  facts.calls.forEach(({ callee, nameSpan }, id) => {
    const before = facts.calls[id - 1];
    if (before && before.nameSpan.start > nameSpan.start) throw new Error(`order of call ${id}`);
    if (callee.receiver !== undefined && facts.calls[callee.receiver] === undefined) throw new Error(`receiver of ${id}`);
  });
}
