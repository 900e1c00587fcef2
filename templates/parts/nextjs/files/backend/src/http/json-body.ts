import { BadRequestError, PayloadTooLargeError, UnsupportedMediaTypeError } from '../errors/app-errors.ts';
import { runtime } from '../logging/request-context.ts';

/** The JSON that a request carries, still unchecked. Stops reading at the limit, whatever length the request has announced. */
export async function jsonBody(request: Request): Promise<unknown> {
  const encoding = request.headers.get('Content-Encoding') ?? 'identity';
  if (encoding !== 'identity' || !isJson(request)) throw new UnsupportedMediaTypeError('The body must be JSON');
  const text = await textWithin(request, runtime().config.bodyLimitBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequestError('The body is not valid JSON');
  }
}

function isJson(request: Request): boolean {
  return /^application\/json\s*(;|$)/i.test(request.headers.get('Content-Type') ?? '');
}

async function textWithin(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get('Content-Length')) > limit) throw tooLarge();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > limit) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(): PayloadTooLargeError {
  return new PayloadTooLargeError('The request body is too large');
}
