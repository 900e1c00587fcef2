import { expect, test } from 'vitest';
import { code, factsOf, linesOf } from '../facts-of.ts';

test.each([
  ['a value', 'total = order.total', ['variable total = order.total @0 exported mentions order']],
  ['a constant by its name', 'MAX_ITEMS = 3', ['constant MAX_ITEMS = 3 @0 exported']],
  ['a constant by its type', 'limit: Final[int] = 3', ['constant limit: int = 3 @0 exported']],
  ['a written type', 'db: Session = make()', ['variable db: Session = #0 @0 exported mentions make']],
  ['a type alone', 'db: Session', ['variable db: Session = - @0 exported']],
  [
    'a type alias',
    'Db = Annotated[Session, Depends(get_db)]',
    ['type Db = type Annotated[Session] & #0 @0 exported mentions Annotated Session Depends get_db'],
  ],
  ['a marked type alias', 'Id: TypeAlias = int', ['type Id = type int @0 exported mentions int']],
  ['a type statement', 'type Ids = list[int]', ['type Ids = type list[int] @0 exported']],
  ['an element of a list, which is no type', 'first = orders[0]', ['variable first = orders.0 @0 exported mentions orders']],
  ['a chain', 'a = b = load()', ['variable a = #0 @0 exported mentions load', 'variable b = #0 @0 exported mentions load']],
  [
    'parts of a value',
    'a, (b, *c) = load()',
    [
      'variable a = part 0 of #0 @0 exported mentions load',
      'variable b = part 1.0 of #0 @0 exported mentions load',
      'variable c = - @0 exported mentions load',
    ],
  ],
  [
    'parts that are written in place',
    'a, b = 1, x',
    ['variable a = 1 @0 exported mentions x', 'variable b = x @0 exported mentions x'],
  ],
  ['with', 'with open(p) as file: pass', ['variable file = #0 @0 exported mentions open p']],
  ['a walrus', 'if (n := count()): pass', ['variable n = #0 @0 exported mentions count']],
  ['a function', '@task\ndef send(): pass', ['function send = fn@1 @0 exported']],
  ['a class', 'class Order: pass', ['class Order = class Order @0 exported']],
  ['a lambda', 'key = lambda o: secret', ['variable key = fn@1 @0 exported']],
])('binds %s', (_, source, lines) => {
  expect(linesOf('python', 'bindings', source)).toEqual(lines);
});

test.each([
  ['the elements', 'for order in orders(): pass', ['variable order = element of #0 @1 mentions orders']],
  [
    'counted elements',
    'for i, order in enumerate(orders): pass',
    ['variable i = - @1 mentions enumerate orders', 'variable order = element of orders @1 mentions enumerate orders'],
  ],
  [
    'paired elements',
    'for a, b in zip(xs, ys): pass',
    ['variable a = element of xs @1 mentions zip xs ys', 'variable b = element of ys @1 mentions zip xs ys'],
  ],
  [
    'parts of elements, which are not followed',
    'for k, v in d.items(): pass',
    ['variable k = - @1 mentions d', 'variable v = - @1 mentions d'],
  ],
  [
    'a comprehension',
    'x = [o.id for o in orders]',
    ['variable x = ?(o orders) @0 exported mentions o orders', 'variable o = element of orders @1 mentions orders'],
  ],
])('binds the variables of a loop over %s', (_, source, lines) => {
  expect(linesOf('python', 'bindings', source)).toEqual(lines);
});

test('binds a caught error in its handler, of the type that it has for certain', () => {
  const source = 'try: f()\nexcept db.Gone as gone: pass\nexcept (A, B) as either: pass\nexcept C: pass\n';
  expect(linesOf('python', 'bindings', source)).toEqual(['variable gone: db.Gone = - @2', 'variable either = - @3']);
});

test('declares a name once a function, whatever branch it stands in; parameters and globals are there already', () => {
  const source = code`
    cache = None
    def load(key, fresh=False):
        global cache
        if fresh:
            value = read(key)
        else:
            value = cache
        key = str(key)
        cache = value
        value += 1
        self.hits["load"], log[key].last = 1, key
  `;
  expect(linesOf('python', 'bindings', source)).toEqual([
    'variable cache = null @0 exported',
    'function load = fn@1 @0 exported',
    'variable value = #0 @1 mentions read key',
  ]);
  expect(linesOf('python', 'assignments', source)).toEqual([
    'value = cache @3',
    'key = #1 @1',
    'cache = value @1',
    'value += 1 @1',
    'self.hits.load = 1 @1',
    'log.[].last = key @1',
  ]);
});

test('takes the names of a class as fields, not as bindings', () => {
  const source = 'class Order:\n    total = 0\n    def pay(self): done = True\n    class Meta: table = "orders"\n';
  expect(linesOf('python', 'bindings', source)).toEqual(['class Order = class Order @0 exported', 'variable done = true @2']);
});

test('reads returns and raises with the scope that they stand in', () => {
  const source = code`
    def find(id):
        if not id:
            raise NotFound(f"order {id}")
        try:
            return 1, id
        except KeyError:
            raise
        return
  `;
  expect(linesOf('python', 'returns', source)).toEqual(['@3 [1, id]', '@1']);
  expect(linesOf('python', 'throws', source)).toEqual(['raise #0 @2', 'raise - @4']);
});

test('places a name and its statement', () => {
  const source = 'a = 1; b = (\n  2\n)\n@d\nclass C: pass\n';
  const spans = factsOf('python', source).bindings.map((it) => [
    source.slice(it.span.start, it.span.end),
    source.slice(it.statement.start, it.statement.end),
  ]);
  expect(spans).toEqual([
    ['a', 'a = 1;'],
    ['b', 'b = (\n  2\n)'],
    ['C', '@d\nclass C: pass'],
  ]);
});
