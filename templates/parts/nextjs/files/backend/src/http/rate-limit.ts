import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyRequestsError } from '../errors/app-errors.ts';

/** Counts what an address does within a window of time, in the memory of this process. */
export class RateLimit {
  readonly #limiter: RateLimiterMemory;

  constructor({ windowMs, limit }: { readonly windowMs: number; readonly limit: number }) {
    this.#limiter = new RateLimiterMemory({ duration: windowMs / 1000, points: limit });
  }

  /** Counts one more. Throws TooManyRequestsError above the limit. */
  async count(address: string): Promise<void> {
    try {
      await this.#limiter.consume(address);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw tooMany(error);
    }
  }

  /** Throws TooManyRequestsError where the limit has been reached; counts nothing. */
  async check(address: string): Promise<void> {
    const counted = await this.#limiter.get(address);
    if (counted !== null && counted.consumedPoints >= this.#limiter.points) throw tooMany(counted);
  }
}

function tooMany({ msBeforeNext }: RateLimiterRes): TooManyRequestsError {
  return new TooManyRequestsError('Too many requests; try again later', Math.max(1, Math.ceil(msBeforeNext / 1000)));
}
