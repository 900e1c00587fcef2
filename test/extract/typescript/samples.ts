/** Sources that look like those of real projects: the ground for random edits. */
export const SAMPLES: readonly string[] = [
  `import express, { type Request, Router } from 'express';
import * as fs from 'node:fs/promises';
import { env } from 'node:process';
import './setup';

const app = express();
export const config = {
  port: Number(process.env.PORT ?? 3000),
  secret: process.env.JWT_SECRET!,
  debug: env.DEBUG === 'true',
  hosts: (process.env.HOSTS || '').split(','),
};
const { HOME, SHELL = 'sh', ...others } = process.env;

/** Orders. */
app.get('/orders/:id', auth({ role: 'admin' }), async (req: Request, res) => {
  try {
    const order = await db.select().from(orders).where(eq(orders.id, req.params.id));
    if (!order) return res.status(404).json({ error: \`no \${req.params.id}\` });
    for (const item of order.items) await prisma.item.update({ where: { id: item.id }, data: { n: 1 } });
    res.json(order);
  } catch (err) {
    // tiebeam-ignore-next-line errors/silent-catch -- on purpose
  } finally {
    span?.end();
  }
});
isProduction && app.use(helmet());
export default app;
`,
  `'use strict';
const { Router } = require('express');
const orders = require('./orders').orders;

const router = Router();
const catchAsync = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch((err) => next(err));

router.post('/', catchAsync(async (req, res) => {
  const rows = await Promise.all(req.body.ids.map(async (id) => orders.find({ id })));
  let total = 0;
  for (let i = 0; i < rows.length; i++) total += rows[i].price * 100;
  while (await queue.next()) { if (total > 5e3) break; else continue; }
  switch (req.query.kind) {
    case 'a': { res.send('a'); break; }
    default: throw new Error('SELECT * FROM orders WHERE id = ' + req.query.id + ';');
  }
}));

module.exports = { router, total: () => 1, ...require('./more') };
exports.late = function late() { return import('./late').then(({ run }) => run()); };
`,
  `@Injectable()
export class OrderService extends PartialType(Base) implements Service<Order> {
  private readonly logger = new Logger(OrderService.name);
  static #count = 0;
  @Column({ type: 'int', nullable: true }) total?: number | null;

  constructor(
    @InjectRepository(Order) private readonly orders: Repository<Order>,
    config: ConfigService,
  ) {
    super();
    this.url = config.get<string>('url') ?? 'https://example.com';
  }

  @Get(':id')
  async find(@Param('id', ParseIntPipe) id: number, { limit = 10, page }: Query): Promise<Order[] | undefined> {
    return this.orders.createQueryBuilder('o').where(\`o.id = \${id}\`).take(limit).getMany();
  }

  get all(): readonly Order[] { return this.#rows satisfies Order[]; }
}
export enum Status { Open = 'open', Closed = 'closed' }
export interface Order { id: string; items: Map<string, Item[]>; user?: User['id'] }
type Props = Base & { onSave: (order: Order) => void };
declare global { namespace Express { interface Request { user?: User } } }
export type { Props };
export * from './item';
`,
  `'use client';
import { useQuery } from '@tanstack/react-query';

export default function Orders({ user, onSelect }: Props) {
  const { data, isLoading } = useQuery({ queryKey: ['orders', user.id], queryFn: () => api.get<Order[]>(\`/orders?user=\${user.id}\`) });
  const [open, setOpen] = useState<string | null>(null);
  useEffect(() => { localStorage.token = user.token; }, [user]);
  if (isLoading) return <Spinner />;
  return (
    <>
      <h1 className="title">Orders &amp; more</h1>
      {data?.length ? data.map((order) => (
        <Row key={order.id} {...order} onClick={async () => { await select(order); setOpen(order.id); }}>
          {/* eslint-disable-next-line */}
          <a href={import.meta.env.VITE_URL + '/x'}>{order.total.toFixed(2)}</a>
        </Row>
      )) : <Empty />}
      {open && <Modal.Dialog onClose={() => setOpen(null)} />}
    </>
  );
}
`,
];
