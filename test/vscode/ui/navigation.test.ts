// Front end and back end know each other: lenses, peeks, hovers, definitions, and the tree of the findings, in both kinds of theme.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, openFile, openSession, picture, runCommand, type Session } from './session.ts';

const FILES = new Map([
  ['web/package.json', '{ "name": "web", "dependencies": { "react": "19" } }\n'],
  [
    'web/src/orders.ts',
    `export interface Order {
  readonly id: number;
  readonly title: string;
}

export async function openOrders(): Promise<readonly Order[]> {
  const response = await fetch('/api/orders');
  if (!response.ok) throw new Error('The orders cannot be read');
  return response.json();
}

export async function oneOrder(id: number): Promise<Order> {
  const response = await fetch(\`/api/orders/\${id}\`);
  if (!response.ok) throw new Error('The order cannot be read');
  return response.json();
}

export async function addOrder(title: string): Promise<Order> {
  const response = await fetch('/api/orders', { method: 'POST', body: JSON.stringify({ title }) });
  if (!response.ok) throw new Error('The order cannot be added');
  return response.json();
}
`,
  ],
  [
    'web/src/search.ts',
    `import type { Order } from './orders';

export async function recentOrders(): Promise<readonly Order[]> {
  const response = await fetch('/api/orders?recent=true');
  if (!response.ok) throw new Error('The orders cannot be read');
  return response.json();
}
`,
  ],
  ['backend/pyproject.toml', '[project]\nname = "backend"\nversion = "1.0.0"\ndependencies = ["fastapi", "redis", "httpx"]\n'],
  ['backend/.env.example', 'CACHE_URL=redis://localhost\n'],
  ['backend/app/__init__.py', ''],
  [
    'backend/app/main.py',
    `from fastapi import FastAPI

from app.order_routes import router

app = FastAPI()
app.include_router(router, prefix="/api/orders")
`,
  ],
  [
    'backend/app/order_routes.py',
    `from fastapi import APIRouter, Depends

from app.auth import current_user
from app.order_service import OrderService

router = APIRouter()
orders = OrderService()


@router.get("/")
async def open_orders() -> list[dict]:
    return orders.all()


@router.get("/{order_id}", dependencies=[Depends(current_user)])
async def one_order(order_id: int) -> dict:
    return orders.find(order_id)


@router.post("/")
async def add_order(order: dict) -> dict:
    return orders.add(order)
`,
  ],
  ['backend/app/auth.py', 'def current_user() -> str:\n    return "somebody"\n'],
  [
    'backend/app/order_service.py',
    `import os

import httpx

from app.order_repository import OrderRepository


class OrderService:
    def __init__(self) -> None:
        self.repository = OrderRepository()
        self.mail_key = os.environ["MAIL_KEY"]

    def all(self) -> list[dict]:
        return self.repository.all()

    def find(self, order_id: int) -> dict:
        try:
            return self.repository.find(order_id)
        except Exception:
            pass
        return {}

    def add(self, order: dict) -> dict:
        httpx.post("https://mail.example.com/send", json=order)
        return order
`,
  ],
  [
    'backend/app/order_repository.py',
    `class OrderRepository:
    def all(self) -> list[dict]:
        return []

    def find(self, order_id: int) -> dict:
        return {"id": order_id}
`,
  ],
  ['tiebeam.json', '{\n  "baseline": { "mode": "hide" }\n}\n'],
]);

describe.each([
  ['dark', 'Default Dark Modern'],
  ['light', 'Default Light Modern'],
])('a person between front end and back end, in a %s theme', (theme, colours) => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession({ files: FILES, settings: { 'workbench.colorTheme': colours } });
    await session.page.getByRole('treeitem', { name: 'tiebeam.json' }).waitFor();
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(session, `failed-${theme}-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  const lens = (text: string | RegExp) => session.page.locator('.codelens-decoration a', { hasText: text }).first();

  test('sees above a route how often it is called, and peeks at the calls', async () => {
    await openFile(session, 'order_routes.py');
    await lens('2 front-end calls').waitFor();
    await lens('1 front-end call').waitFor();
    await picture(session, `lens-${theme}`);
    await lens('2 front-end calls').click();
    const peek = session.page.locator('.peekview-widget');
    await peek.getByRole('treeitem', { name: /fetch/ }).first().waitFor();
    await peek.locator('.view-line', { hasText: 'fetch' }).first().waitFor();
    await picture(session, `peek-${theme}`);
    await session.page.keyboard.press('Escape');
    await peek.waitFor({ state: 'hidden' });
  });

  /** A file that is open already. */
  const goBackTo = async (name: string): Promise<void> => {
    await session.page.locator('.tabs-container .tab', { hasText: name }).first().click();
    await session.page.locator('.tabs-container .tab.active', { hasText: name }).waitFor();
  };

  test('sees above a service who uses it', async () => {
    await openFile(session, 'order_service.py');
    await lens('used by 1 controller · uses 1 repository').waitFor();
    await picture(session, `lens-service-${theme}`);
  });

  test('reads on a route who serves it, what runs before and who calls it', async () => {
    await goBackTo('order_routes.py');
    await line(session, '"/{order_id}"').getByText('order_id').first().hover();
    const hover = session.page.locator('.monaco-hover', { hasText: 'Called from 1 place' });
    await hover.waitFor();
    expect(await hover.innerText()).toContain('GET /api/orders/:order_id');
    await picture(session, `hover-route-${theme}`);
    await hover
      .getByRole('link', { name: /orders\.ts:\d+/ })
      .or(hover.locator('a', { hasText: /orders\.ts:\d+/ }))
      .first()
      .click();
    await session.page.locator('.tabs-container .tab.active', { hasText: 'orders.ts' }).waitFor();
  });

  test('reads on a call who serves it, and goes there', async () => {
    await openFile(session, 'web/src/orders.ts');
    const address = line(session, '/api/orders/${').getByText('/api/orders', { exact: false }).first();
    await address.hover();
    const hover = session.page.locator('.monaco-hover', { hasText: 'Served by one_order' });
    await hover.waitFor();
    await picture(session, `hover-call-${theme}`);
    await session.page.keyboard.press('Escape');
    await address.click();
    await session.page.keyboard.press('F12');
    await session.page.locator('.tabs-container .tab.active', { hasText: 'order_routes.py' }).waitFor();
    await picture(session, `definition-${theme}`);
  });

  test('sees all findings by section and by layer, opens one, and then only what is new', async () => {
    const { page } = session;
    await runCommand(session, 'Tiebeam: Focus on New Findings');
    const tree = page.getByRole('tree', { name: /Findings/ });
    await tree
      .getByRole('treeitem', { name: /Configuration/ })
      .first()
      .waitFor();
    for (const other of ['Checklist', 'Structure']) await page.locator('.pane-header', { hasText: other }).first().click();
    await picture(session, `findings-${theme}`);
    await tree
      .getByRole('treeitem', { name: /order_service\.py line/ })
      .first()
      .click();
    await page.locator('.tabs-container .tab.active', { hasText: 'order_service.py' }).waitFor();
    await tree.hover();
    await page.getByRole('button', { name: 'Group by Layer' }).click();
    await tree
      .getByRole('treeitem', { name: /Services/ })
      .first()
      .waitFor();
    await picture(session, `findings-by-layer-${theme}`);
    await runCommand(session, 'Tiebeam: Baseline: Accept Current Findings');
    await page.getByText('Nothing new: everything that was found is in the baseline.').waitFor();
    await picture(session, `findings-nothing-new-${theme}`);
    await page
      .getByRole('link', { name: 'Show All Findings' })
      .or(page.getByRole('button', { name: 'Show All Findings' }))
      .last()
      .click();
    await tree
      .getByRole('treeitem', { name: /Services/ })
      .first()
      .waitFor();
    await picture(session, `findings-old-${theme}`);
  });
});
