import { pool } from '../database.js';

export interface Book {
  readonly isbn: string;
  readonly title: string;
  readonly price: number;
}

export async function findBook(isbn: string): Promise<Book | undefined> {
  const { rows } = await pool.query<Book>('SELECT isbn, title, price FROM books WHERE isbn = $1', [isbn]);
  return rows[0];
}

export async function findBestSellers(): Promise<Book[]> {
  const { rows } = await pool.query<Book>('SELECT isbn, title, price FROM best_sellers ORDER BY rank LIMIT 20');
  return rows;
}
