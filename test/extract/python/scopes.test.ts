import { describe, expect, test } from 'vitest';
import { code, factsOf, linesOf } from '../facts-of.ts';

function scopesIn(source: string): readonly string[] {
  return linesOf('python', 'scopes', source).slice(1);
}

describe('functions', () => {
  test.each([
    ['a plain one', 'def place(order): pass', ['1 function in 0 (0 none) function place(order) exported']],
    [
      'types, defaults and every kind of parameter',
      'async def get(a, /, b: int = 3, *args: str, c=[], d: Order, **kw) -> list[Order] | None: return b',
      [
        '1 function in 0 (1 return) function get(a, b?: int = 3, ...args: str, c? = [], d: Order, ...kw) -> list[Order] async exported',
      ],
    ],
    [
      'injected values',
      'def read(db: Session = Depends(get_db), user: Annotated[User, Depends(current_user)] = None): ...',
      ['1 function in 0 (0 none) function read(db?: Session = #0, user?: Annotated[User] & #1 = null) exported'],
    ],
    [
      'a lambda with the name it is given',
      'key = lambda order, by=1: order.total',
      ['1 function in 0 (1 return) lambda key(order, by? = 1)'],
    ],
    ['a lambda that is an argument', 'sort(orders, lambda o: o.total)', ['1 function in 0 (1 return) lambda -(o) arg 1 of #0']],
    ['a lambda for a keyword', 'sort(orders, key=lambda o: o.total)', ['1 function in 0 (1 return) lambda key(o)']],
    [
      'decorators',
      '@router.get("/orders", tags=[1])\n@login_required\ndef index(request): return 1',
      ['1 function in 0 (1 return) function index(request) exported @router.get #0 @login_required'],
    ],
    [
      'one inside another',
      'def outer():\n    def inner(): pass',
      ['1 function in 0 (1 other) function outer() exported', '2 function in 1 (0 none) function inner()'],
    ],
  ])('reads %s', (_, source, lines) => {
    expect(scopesIn(source)).toEqual(lines);
  });

  test('tells methods by their class, with the receiver apart', () => {
    const source = code`
      class Orders(Base):
          def __init__(self, db: Session): self.db = db
          async def find(self, id: int) -> "Order": return await self.db.get(id)
          @property
          def total(self): return 1
          @staticmethod
          def parse(text): return text
          @classmethod
          def create(cls, **data): return cls(**data)
    `;
    expect(scopesIn(source)).toEqual([
      '1 class in 0 (5 other)',
      '2 function in 1 (1 other) constructor Orders.__init__(db: Session) exported receiver self',
      '3 function in 1 (1 return) method Orders.find(id: int) -> Order async exported receiver self',
      '4 function in 1 (1 return) accessor Orders.total() exported receiver self @property',
      '5 function in 1 (1 return) method Orders.parse(text) exported @staticmethod',
      '6 function in 1 (1 return) method Orders.create(...data) exported receiver cls @classmethod',
    ]);
  });

  test('takes what a generator hands out for its result', () => {
    const source = code`
      def get_db() -> Generator[Session, None, None]:
          with Session(engine) as session:
              yield session
      def rows() -> Iterator[Row]: return iter([])
    `;
    expect(scopesIn(source)).toEqual([
      '1 function in 0 (1 other) function get_db() -> Session exported',
      '2 function in 0 (1 return) function rows() -> Iterator[Row] exported',
    ]);
    expect(linesOf('python', 'returns', source)).toEqual(['@1 session', '@2 #1']);
  });

  test('covers the decorators, and its body alone', () => {
    const source = '@route\ndef index(request):\n    # first\n    return 1\nx = 1\n';
    const scope = factsOf('python', source).scopes[1];
    expect(source.slice(scope?.span.start, scope?.span.end)).toBe('@route\ndef index(request):\n    # first\n    return 1');
    expect(source.slice(scope?.bodySpan.start, scope?.bodySpan.end)).toBe('return 1');
    expect(source.slice(scope?.fn?.nameSpan.start, scope?.fn?.nameSpan.end)).toBe('index');
  });
});

describe('loops', () => {
  test.each([
    ['for', 'for order in orders: send(order)', ['1 loop in 0 (1 other) for-each order over orders']],
    ['for with several names', 'for i, (a, *b) in rows(): continue', ['1 loop in 0 (1 continue) for-each i, a, b over #0']],
    ['while', 'while busy(): break', ['1 loop in 0 (1 break) while']],
    ['a comprehension', 'x = [f(o) for o in g() if h(o)]', ['1 loop in 0 (1 other) comprehension o over #1']],
    ['a dictionary comprehension', 'x = {k: v for k, v in pairs}', ['1 loop in 0 (1 other) comprehension k, v over pairs']],
    ['a generator with two loops', 'sum(a for b in c for a in b.items)', ['1 loop in 0 (1 other) comprehension b, a over c']],
  ])('reads %s', (_, source, lines) => {
    expect(scopesIn(source)).toEqual(lines);
  });

  test('runs what is iterated once and the rest in each round', () => {
    const source = code`
      for order in once(): each()
      else: after()
      while each(): each()
      [each(x) for x in once() if each() for y in each()]
    `;
    const scopes = factsOf('python', source).calls.map(
      (it) => `${it.callee.path[0]} ${factsOf('python', source).scopes[it.scope]?.kind}`,
    );
    expect(scopes).toEqual([
      'once module',
      'each loop',
      'after module',
      'each loop',
      'each loop',
      'each loop',
      'once module',
      'each loop',
      'each loop',
    ]);
  });
});

describe('branches', () => {
  test('pairs then and else; elif is an else that holds the next if', () => {
    const source = code`
      if order.paid and not config["debug"]: ship(order)
      elif is_open(order): hold()
      else: raise Unpaid
    `;
    expect(scopesIn(source)).toEqual([
      '1 branch in 0 (1 other) then of 0 «order.paid and not config["debug"]» reads order.paid config.debug',
      '2 branch in 0 (1 other) else of 0 «» reads order.paid config.debug',
      '3 branch in 2 (1 other) then of 1 «is_open(order)» reads is_open order',
      '4 branch in 2 (1 throw) else of 1 «» reads is_open order',
    ]);
  });

  test('numbers the cases of a match together and binds what they capture', () => {
    const source = code`
      match event.kind:
          case "paid" | "sent": f()
          case Created(id=number) if number > 1: g()
          case {"user": who, **others}: h()
          case Color.RED: i()
          case [first, *tail] as whole: j()
          case _: pass
    `;
    expect(scopesIn(source)).toEqual([
      '1 branch in 0 (1 other) case of 0 «"paid" | "sent"» reads event.kind',
      '2 branch in 0 (1 other) case of 0 «Created(id=number) if number > 1» reads event.kind number',
      '3 branch in 0 (1 other) case of 0 «{"user": who, **others}» reads event.kind',
      '4 branch in 0 (1 other) case of 0 «Color.RED» reads event.kind',
      '5 branch in 0 (1 other) case of 0 «[first, *tail] as whole» reads event.kind',
      '6 branch in 0 (0 none) case of 0 «_» reads event.kind',
    ]);
    const names = factsOf('python', source).bindings.map((it) => `${it.name} @${it.scope}`);
    expect(names).toEqual(['number @2', 'who @3', 'others @3', 'whole @5', 'first @5', 'tail @5']);
  });
});

describe('errors', () => {
  test('ties handlers to their try', () => {
    const source = code`
      try:
          save()
      except (Conflict, db.Gone) as error:
          log(error.args)
      except ValueError as e:
          e = None
      except:
          pass
      else:
          done()
      finally:
          close()
    `;
    expect(scopesIn(source)).toEqual([
      '1 try in 0 (1 other)',
      '2 catch in 0 (1 other) of 1 Conflict, db.Gone as error used',
      '3 catch in 0 (1 other) of 1 ValueError as e used',
      '4 catch in 0 (0 none) of 1 everything',
      '5 finally in 0 (1 other)',
    ]);
  });

  test('reads several caught classes without brackets', () => {
    expect(scopesIn('try: f()\nexcept A, b.C: pass\n')[1]).toBe('2 catch in 0 (0 none) of 1 A, b.C');
  });

  test.each([
    ['a comment above the first statement', 'except E:\n    # why\n    pass', '(0 comment none)'],
    ['a comment behind the last statement', 'except E:\n    pass\n    # why', '(0 comment none)'],
    ['a comment on the same line', 'except E: pass  # why', '(0 comment none)'],
    ['a comment behind the colon', 'except E:  # why\n    pass', '(0 comment none)'],
    ['a comment that follows outside', 'except E:\n    pass\n# next\nx = 1', '(0 none)'],
    ['an ellipsis and a text', 'except E:\n    "nothing"\n    ...', '(0 none)'],
    ['a return', 'except E:\n    return None', '(1 return)'],
  ])('sums up a handler with %s', (_, handler, summary) => {
    expect(scopesIn(`try:\n    f()\n${handler}\n`)[1]).toBe(`2 catch in 0 ${summary} of 1 E`);
  });

  test('does not make a scope of with', () => {
    expect(scopesIn('with open(path) as file, lock:\n    read(file)\n')).toEqual([]);
  });
});
