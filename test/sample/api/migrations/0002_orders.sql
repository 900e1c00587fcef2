CREATE TABLE orders (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'placed',
  discount numeric(10, 2) NOT NULL DEFAULT 0,
  placed_at timestamptz NOT NULL
);

CREATE TABLE order_lines (
  order_id uuid NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  isbn text NOT NULL REFERENCES books (isbn) ON DELETE RESTRICT,
  quantity integer NOT NULL,
  unit_price numeric(10, 2) NOT NULL,
  PRIMARY KEY (order_id, isbn)
);
