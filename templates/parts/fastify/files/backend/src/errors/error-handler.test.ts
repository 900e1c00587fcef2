import fastify from 'fastify';
import { afterAll, expect, test } from 'vitest';
import { genReqId } from '../http/request-id.ts';
import { UnsupportedMediaTypeError } from './app-errors.ts';
import { answerError, answerNotFound, answerUnroutable } from './error-handler.ts';

const app = fastify({ genReqId, frameworkErrors: answerUnroutable });
app.setErrorHandler(answerError);
app.setNotFoundHandler(answerNotFound);
app.post('/echo', (request) => request.body);
app.get('/refused', () => {
  throw new UnsupportedMediaTypeError('only this way');
});
app.get('/broken', () => {
  throw new Error('secret table is missing');
});
afterAll(() => app.close());

test.each([
  ['GET', '/refused', 415, 'only this way'],
  ['GET', '/broken', 500, 'The request could not be completed'],
  ['GET', '/nowhere?secret=1', 404, 'Nothing answers GET /nowhere'],
  ['GET', '/%zz', 404, 'Nothing answers this path'],
] as const)('%s %s is answered with a problem', async (method, url, status, detail) => {
  const response = await app.inject({ method, url, headers: { 'X-Request-Id': 'abc-1' } });
  expect(response.statusCode).toBe(status);
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(response.json()).toMatchObject({ status, detail, instance: url.split('?')[0], request_id: 'abc-1' });
});

test.each([
  ['application/json', '{"a":', 400],
  ['application/json', '', 400],
  ['application/xml', '<a/>', 415],
])('a body as %s: %j', async (type, payload, status) => {
  const response = await app.inject({ method: 'POST', url: '/echo', headers: { 'Content-Type': type }, payload });
  expect(response.statusCode).toBe(status);
  expect(response.json()).toMatchObject({ status });
});
