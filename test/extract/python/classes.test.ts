import { expect, test } from 'vitest';
import { code, factsOf, linesOf } from '../facts-of.ts';
import { printType } from '../print-facts.ts';

test('reads a Django model', () => {
  const source = code`
    class Order(models.Model):
        """An order."""
        name = models.CharField(max_length=20)
        owner = owner_id = models.ForeignKey("User")
        class Meta:
            ordering = ["-id"]
        def __str__(self): return self.name
  `;
  expect(linesOf('python', 'classes', source)).toEqual([
    'class Order exported @1 extends models.Model',
    '  .name = #0',
    '  .owner = #1',
    '  .owner_id = #1',
    'class Meta @2',
    '  .ordering = ["-id"]',
  ]);
});

test('reads a table of SQLModel, with the keywords of the class', () => {
  const source = code`
    @dataclass(frozen=True)
    class Order(Base[int], table=True, metaclass=Meta):
        id: int | None = Field(default=None, primary_key=True)
        items: list["Item"] = Relationship()
        user: Mapped["User"]
  `;
  expect(linesOf('python', 'classes', source)).toEqual([
    'class Order exported @1 extends Base[int] table=true metaclass=Meta @dataclass #0',
    '  .id: int = #1',
    '  .items: list[Item] = #2',
    '  .user: Mapped[User]',
  ]);
});

test('takes what __init__ sets as fields, joined with what the class says of them', () => {
  const source = code`
    class Orders:
        db: Session
        limit = 10
        def __init__(this, db, client: Client):
            this.db = db
            this.client: Client = client
            if db:
                this.cache = Redis()
            other.x = 1
            def inner(): this.later = 1
            this.limit = 20
        def reset(self): self.unknown = 1
  `;
  expect(linesOf('python', 'classes', source)).toEqual([
    'class Orders exported @1',
    '  .db: Session = db',
    '  .limit = 10',
    '  .client: Client = client',
    '  .cache = #0',
  ]);
});

test.each([
  ['Order', 'Order'],
  ['shop.Order', 'shop.Order'],
  ['Optional[Order]', 'Order'],
  ['typing.Optional["Order"]', 'Order'],
  ['Order | None', 'Order'],
  ['None | shop.Order', 'shop.Order'],
  ['Union[Order, None]', 'Order'],
  ['Union[Order, User]', '?Union[Order, User]'],
  ['Order | User', '?Order | User'],
  ['list[Order]', 'list[Order]'],
  ['t.Dict[str, list[Order]]', 't.Dict[str, list[Order]]'],
  ['ClassVar[Order]', 'Order'],
  ['Awaitable[Order]', 'Order'],
  ['Coroutine[Any, Any, Order]', 'Order'],
  ['Annotated[Order, Depends(f), "x"]', 'Annotated[Order] & #0 & "x"'],
  ['"Order"', 'Order'],
  ['"shop.Order | None"', 'shop.Order'],
  ['"list[Order]"', 'list[Order]'],
  ['"Optional[Order]"', 'Order'],
  ['None', 'None'],
  ['Callable[[int], str]', 'Callable[?[int], str]'],
])('reads the type %s', (written, printed) => {
  const type = factsOf('python', `def f(x: ${written}): pass`).scopes[1]?.fn?.parameters[0]?.type;
  expect(type && printType(type)).toBe(printed);
  expect(type?.text).toBe(written);
});
