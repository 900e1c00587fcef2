import { describe, expect, test } from 'vitest';
import { code, factsOf, linesOf } from '../facts-of.ts';

test.each([
  ['a name', 'place(order)', ['#0 place(order) discarded @0 «place»']],
  ['a member chain', 'shop.orders.place(order, 1)', ['#0 shop.orders.place(order, 1) discarded @0 «place»']],
  ['keywords and open arguments', 'f(a, *rest, b=2, **more)', ['#0 f(a, b=2, …) discarded @0 «f»']],
  [
    'calls on results',
    'select(Order).where(x).limit(3)',
    ['#0 select(Order) receiver @0 «select»', '#1 #0.where(x) receiver @0 «where»', '#2 #1.limit(3) discarded @0 «limit»'],
  ],
  [
    'members between calls',
    'Order.objects.filter(a=1).query.run()',
    ['#0 Order.objects.filter(a=1) receiver @0 «filter»', '#1 #0.query.run() discarded @0 «run»'],
  ],
  ['arguments after their callee', 'outer(inner(1))', ['#0 outer(#1) discarded @0 «outer»', '#1 inner(1) argument @0 «inner»']],
  ['an awaited call', 'x = await (client.get(url))', ['#0 client.get(url) assigned to x awaited @0 «get»']],
  ['an element with a literal', 'handlers["paid"](order)', ['#0 handlers.paid(order) discarded @0 «"paid"»']],
  ['a computed element', 'handlers[kind](order)', ['#0 ?.(order) discarded @0 «kind»']],
  ['a receiver without a name', '(a or b).find(1)', ['#0 ?.find(1) discarded @0 «find»']],
  ['a method of a text', '", ".join(names)', ['#0 ?.join(names) discarded @0 «join»']],
  ['the base class', 'super().save()', ['#0 super() receiver @0 «super»', '#1 #0.save() discarded @0 «save»']],
  ['a generator as the only argument', 'all(x.ok for x in xs)', ['#0 all(?(x xs)) discarded @0 «all»']],
  ['a result that is called', 'make(1)(2)', ['#0 make(1) receiver @0 «make»', '#1 #0.(2) discarded @0 «make(1)»']],
])('reads %s', (_, source, lines) => {
  expect(linesOf('python', 'calls', source)).toEqual(lines);
});

test.each([
  ['discarded', 'f()', 'discarded'],
  ['assigned', 'x = f()', 'assigned to x'],
  ['assigned to members', 'self.x = app.y = f()', 'assigned to app.y'],
  ['assigned to the blank', '_ = f()', 'assigned to _'],
  ['assigned to a tuple', 'a, _, *c = f()', 'assigned to a, _, c'],
  ['assigned as part of a tuple', 'a, b = 1, f()', 'assigned to b'],
  ['assigned by a walrus', 'if (x := f()): pass', 'assigned to x'],
  ['assigned by with', 'with f() as x: pass', 'assigned to x'],
  ['assigned by +=', 'x += f()', 'assigned'],
  ['managed without a name', 'with f(): pass', 'other'],
  ['returned', 'def g(): return f()', 'returned'],
  ['returned by a lambda', 'lambda: f()', 'returned'],
  ['an argument', 'g(x=f())', 'argument'],
  ['a receiver', 'f().x', 'receiver'],
  ['a receiver of an element', 'f()["x"]', 'receiver'],
  ['raised', 'raise f() from g', 'thrown'],
  ['tested', 'if f(): pass', 'other'],
  ['iterated', 'for x in f(): pass', 'other'],
  ['part of a sum', 'x = f() + 1', 'other'],
])('tells a result that is %s', (_, source, use) => {
  const line = linesOf('python', 'calls', source).find((it) => it.includes('f('));
  expect(line).toContain(`f() ${use} @`);
});

describe('spans', () => {
  test('give the call with its receiver, and the statement around it', () => {
    const source = code`
      def view(request):
          total = 1;  order = shop.get(
              id,
          );  done()
          if check(order):
              pass
    `;
    const calls = factsOf('python', source).calls.map((it) => [
      source.slice(it.span.start, it.span.end),
      source.slice(it.statement.start, it.statement.end).replace(/\s+/g, ' '),
    ]);
    expect(calls).toEqual([
      ['shop.get(\n        id,\n    )', 'order = shop.get( id, );'],
      ['done()', 'done()'],
      ['check(order)', 'if check(order): pass'],
    ]);
  });

  test('take a decorated definition as the statement of its decorators', () => {
    const source = '@app.get("/")\ndef index(): pass\n';
    const [call] = factsOf('python', source).calls;
    expect(call?.form).toBe('decorator');
    expect(source.slice(call?.statement.start, call?.statement.end)).toBe(source.trim());
  });
});

test('lists the heads of all names in the arguments, functions included', () => {
  const source = 'run(a.b, c["d"](e), key=lambda g: h(g), *i, **{"j": k}, **m)';
  expect(factsOf('python', source).calls.find((it) => it.callee.path[0] === 'run')?.mentions).toEqual([
    'a',
    'c',
    'e',
    'h',
    'g',
    'i',
    'k',
    'm',
  ]);
});

test('calls a method own object this, by whatever name', () => {
  const source = code`
    class Orders:
        def place(me, order):
            me.db.save(order, by=me)
            return [me.log(x) for x in order]
        @staticmethod
        def helper(self): self.run()
    def outside(self): self.run()
  `;
  expect(linesOf('python', 'calls', source)).toEqual([
    '#0 this.db.save(order, by=this) discarded @2 «save»',
    '#1 this.log(x) other @3 «log»',
    '#2 self.run() discarded @4 «run»',
    '#3 self.run() discarded @5 «run»',
  ]);
});
