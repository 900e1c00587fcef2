CREATE TABLE books (
  isbn text PRIMARY KEY,
  title text NOT NULL,
  price numeric(10, 2) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
