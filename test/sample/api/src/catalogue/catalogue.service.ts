import { Redis } from 'ioredis';
import { config } from '../config.js';
import { NotFoundError } from '../http/errors.js';
import { type Book, findBestSellers, findBook } from './catalogue.repository.js';

const redis = new Redis(config.REDIS_URL);

export async function bookByIsbn(isbn: string): Promise<Book> {
  const key = `book:${isbn}`;
  const cached = await redis.get(key);
  if (cached !== null) return JSON.parse(cached);
  const book = await findBook(isbn);
  if (book === undefined) throw new NotFoundError('The book');
  await redis.set(key, JSON.stringify(book));
  return book;
}

export async function bestSellers(): Promise<Book[]> {
  const cached = await redis.get('best-sellers');
  if (cached !== null) return JSON.parse(cached);
  const books = await findBestSellers();
  await redis.set('best-sellers', JSON.stringify(books), 'EX', 600);
  return books;
}
