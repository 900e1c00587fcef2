import { describe, expect, test } from 'vitest';
import { extractTypeScript } from '#extract/typescript/extract-typescript.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import { factsOf } from './facts-of.ts';
import { type FactGroup, factLines } from './print-facts.ts';

/** One thing said in three languages, as the body of a function, and the facts that each of them gives for it. */
interface Parity {
  readonly says: string;
  readonly typescript: string;
  readonly python: string;
  /** Left out where the language has no such thing. */
  readonly go?: string;
  readonly facts: Partial<Record<FactGroup, readonly string[]>>;
}

const TABLE: readonly Parity[] = [
  {
    says: 'a call in a loop',
    typescript: 'for (const order of orders) { repo.save(order); }',
    python: 'for order in orders:\n    repo.save(order)',
    go: 'for _, order := range orders {\n\trepo.save(order)\n}',
    facts: { scopes: ['2 loop in 1 (1 other) for-each order over orders'], calls: ['#0 repo.save(order) discarded @2'] },
  },
  {
    says: 'a call that is iterated, once',
    typescript: 'for (const order of repo.all()) { continue; }',
    python: 'for order in repo.all(): continue',
    go: 'for _, order := range repo.all() { continue }',
    facts: { scopes: ['2 loop in 1 (1 continue) for-each order over #0'], calls: ['#0 repo.all() other @1'] },
  },
  {
    says: 'a condition that is asked in each round',
    typescript: 'while (rows.next()) { break; }',
    python: 'while rows.next(): break',
    go: 'for rows.next() { break }',
    facts: { scopes: ['2 loop in 1 (1 break) while'], calls: ['#0 rows.next() other @2'] },
  },
  {
    says: 'branches',
    typescript: 'if (order.paid) { ship(order); } else if (late(order)) { return; } else { hold(); }',
    python: 'if order.paid:\n    ship(order)\nelif late(order):\n    return\nelse:\n    hold()',
    go: 'if order.paid {\n\tship(order)\n} else if late(order) {\n\treturn\n} else {\n\thold()\n}',
    facts: {
      scopes: [
        '2 branch in 1 (1 other) then of 0 «order.paid» reads order.paid',
        '3 branch in 1 (1 other) else of 0 «» reads order.paid',
        '4 branch in 3 (1 return) then of 1 «late(order)» reads late order',
        '5 branch in 3 (1 other) else of 1 «» reads late order',
      ],
      calls: ['#0 ship(order) discarded @2', '#1 late(order) other @3', '#2 hold() discarded @5'],
    },
  },
  {
    says: 'a swallowed error',
    typescript: 'try { repo.save(order); } catch { }',
    python: 'try:\n    repo.save(order)\nexcept:\n    pass',
    facts: {
      scopes: ['2 try in 1 (1 other)', '3 catch in 1 (0 none) of 2 everything'],
      calls: ['#0 repo.save(order) discarded @2'],
    },
  },
  {
    says: 'a handler that says why, and a cleanup',
    typescript: 'try { a(); } catch {\n// why\n} finally { b(); }',
    python: 'try:\n    a()\nexcept:\n    # why\n    pass\nfinally:\n    b()',
    facts: {
      scopes: ['2 try in 1 (1 other)', '3 catch in 1 (0 comment none) of 2 everything', '4 finally in 1 (1 other)'],
    },
  },
  {
    says: 'a dropped result',
    typescript: 'client.close();',
    python: 'client.close()',
    go: 'client.close()',
    facts: { calls: ['#0 client.close() discarded @1'] },
  },
  {
    says: 'a result that is kept, passed on and returned',
    typescript: 'const total = sum(load()); return send(total);',
    python: 'total = sum(load())\nreturn send(total)',
    go: 'total := sum(load())\nreturn send(total)',
    facts: {
      calls: ['#0 sum(#1) assigned to total @1', '#1 load() argument @1', '#2 send(total) returned @1'],
      returns: ['@1 #2'],
    },
  },
  {
    says: 'calls on results',
    typescript: 'db.pick(id).of(orders).limit(3);',
    python: 'db.pick(id).of(orders).limit(3)',
    go: 'db.pick(id).of(orders).limit(3)',
    facts: { calls: ['#0 db.pick(id) receiver @1', '#1 #0.of(orders) receiver @1', '#2 #1.limit(3) discarded @1'] },
  },
  {
    says: 'a text with parts filled in',
    typescript: `query(\`DELETE FROM orders WHERE id = \${order.id}\`);`,
    python: 'query(f"DELETE FROM orders WHERE id = {order.id}")',
    go: 'query("DELETE FROM orders WHERE id = " + order.id)',
    facts: {
      calls: ['#0 query(`DELETE FROM orders WHERE id = ◌`(order)) discarded @1'],
      strings: ['"DELETE FROM orders WHERE id = \uFFFC" @1'],
    },
  },
  {
    says: 'objects, lists and literals',
    typescript: 'send({ a: 1, b: [true, null], c: order.id, ...rest });',
    python: 'send({"a": 1, "b": [True, None], "c": order.id, **rest})',
    go: 'send(map[string]any{"a": 1, "b": []any{true, nil}, "c": order.id, rest: 1})',
    facts: { calls: ['#0 send({a: 1, b: [true, null], c: order.id, …}) discarded @1'] },
  },
  {
    says: 'a function that is an argument',
    typescript: 'run(1, (order) => order.id);',
    python: 'run(1, lambda order: order.id)',
    go: 'run(1, func(order Order) int { return order.id })',
    facts: { calls: ['#0 run(1, fn@2) discarded @1'], returns: ['@2 order.id'] },
  },
  {
    says: 'a needed variable of the environment',
    typescript: 'const url = process.env.DATABASE_URL;',
    python: 'url = os.getenv("DATABASE_URL")',
    go: 'url := os.Getenv("DATABASE_URL")',
    facts: { env: ['DATABASE_URL plain @1'] },
  },
  {
    says: 'a variable of the environment with a default',
    typescript: "const port = process.env.PORT ?? '80';",
    python: 'port = os.environ.get("PORT", "80")',
    go: 'port := cmp.Or(os.Getenv("PORT"), "80")',
    facts: { env: ['PORT default "80" @1'] },
  },
  {
    says: 'a variable of the environment that is a switch',
    typescript: "const debug = process.env.DEBUG === 'true';",
    python: 'debug = os.getenv("DEBUG") == "true"',
    go: 'debug := os.Getenv("DEBUG") == "true"',
    facts: { env: ['DEBUG plain cast boolean @1'] },
  },
  {
    says: 'a variable of the environment that is only asked for',
    typescript: "if (process.env.MODE === 'production') { }",
    python: 'if os.getenv("MODE") == "production": pass',
    go: 'if os.Getenv("MODE") == "production" {\n}',
    facts: { env: ['MODE plain tested @1'] },
  },
  {
    says: 'an error that is raised',
    typescript: 'throw new NotFound(id);',
    python: 'raise NotFound(id)',
    facts: { throws: ['#0 @1'] },
  },
  {
    says: 'an assignment to a member',
    typescript: 'app.state.db = pool; total += 1;',
    python: 'app.state.db = pool\ntotal += 1',
    go: 'app.state.db = pool\ntotal += 1',
    facts: { assignments: ['app.state.db = pool @1', 'total += 1 @1'] },
  },
];

describe.each(TABLE)('$says', ({ typescript, python, go, facts }) => {
  test.each(Object.entries(facts))('gives the same %s', (group, lines) => {
    expect(linesIn(inTypeScript(typescript), group)).toEqual(lines);
    expect(linesIn(inPython(python), group)).toEqual(lines);
    if (go !== undefined) expect(linesIn(inGo(go), group)).toEqual(lines);
  });
});

interface Read {
  readonly facts: CodeFacts;
  readonly source: string;
}

function inTypeScript(body: string): Read {
  const source = `function run() {\n${body}\n}\n`;
  return { facts: extractTypeScript('orders.ts', source), source };
}

function inPython(body: string): Read {
  const source = `import os\ndef run():\n    ${body.replaceAll('\n', '\n    ')}\n`;
  return { facts: factsOf('python', source), source };
}

function inGo(body: string): Read {
  const source = `package orders\n\nimport (\n\t"cmp"\n\t"os"\n)\n\nfunc run() {\n${body}\n}\n`;
  return { facts: factsOf('go', source), source };
}

/** The lines of a group without what is a language's own: how a text is spelt, its interface to the environment, its word for raising. */
function linesIn({ facts, source }: Read, group: string): readonly string[] {
  const lines = Object.entries(factLines(facts, source)).find(([name]) => name === group)?.[1] ?? [];
  switch (group) {
    case 'scopes':
      return lines.slice(2);
    case 'calls':
      return lines.filter((line) => !/ (?:os|cmp)\./.test(line)).map((line) => line.replace(/ «.*»$/, ''));
    case 'env':
      return lines.map((line) => line.replace(/ «.*»$/, '').replace(/ (?:process\.env|os\.\w+) /, ' '));
    case 'throws':
      return lines.map((line) => line.replace(/^\w+ /, ''));
    default:
      return lines;
  }
}
