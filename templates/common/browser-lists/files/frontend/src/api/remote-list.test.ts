import { describe, expect, test } from 'vitest';
import { createRemoteList, type Page } from './remote-list.ts';

interface Thing {
  readonly id: string;
}

/** A list whose pages are given by hand, one for each request. */
function listByHand() {
  const requests: {
    readonly cursor: string | null;
    readonly signal: AbortSignal;
    readonly answer: (ids: string, nextCursor?: string) => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  const list = createRemoteList<Thing>((cursor, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<Page<Thing>>();
    requests.push({
      cursor,
      signal,
      answer: (ids, nextCursor) => resolve({ items: [...ids].map((id) => ({ id })), nextCursor: nextCursor ?? null }),
      fail: reject,
    });
    return promise;
  });
  return {
    list,
    requests,
    shown: () =>
      list.state
        .get()
        .items?.map((it) => it.id)
        .join(''),
  };
}

/** Lets everything run that only waits for what is there already. */
const settled = () => new Promise<void>((resolve) => setTimeout(resolve));

describe('a list', () => {
  test('is read when it is shown, page by page', async () => {
    const { list, requests, shown } = listByHand();
    list.show();
    expect(shown()).toBeUndefined();
    requests[0]?.answer('ab', 'second');
    await settled();
    expect(shown()).toBe('ab');
    void list.loadMore();
    expect(list.state.get().isLoadingMore).toBe(true);
    requests[1]?.answer('bc');
    await settled();
    expect(requests.map((it) => it.cursor)).toEqual([null, 'second']);
    expect(shown()).toBe('abc');
    expect(list.state.get()).toMatchObject({ isLoadingMore: false, nextCursor: null });
  });

  test('is read once however many show it, and the request ends with the last of them', () => {
    const { list, requests } = listByHand();
    const stops = [list.show(), list.show()];
    stops[0]?.();
    expect([requests.length, requests[0]?.signal.aborted, list.isShown()]).toEqual([1, false, true]);
    stops[1]?.();
    expect([requests[0]?.signal.aborted, list.isShown()]).toEqual([true, false]);
  });

  test('keeps what it has while it reads again, all pages of it', async () => {
    const { list, requests, shown } = listByHand();
    list.show();
    requests[0]?.answer('a', 'second');
    await settled();
    void list.loadMore();
    requests[1]?.answer('b');
    await settled();
    void list.reload();
    expect(shown()).toBe('ab');
    requests[2]?.answer('x', 'second');
    await settled();
    requests[3]?.answer('a');
    await settled();
    expect(shown()).toBe('xa');
  });

  test('takes only the last of several answers', async () => {
    const { list, requests, shown } = listByHand();
    list.show();
    void list.reload();
    requests[1]?.answer('new');
    requests[0]?.answer('old');
    await settled();
    expect(shown()).toBe('new');
  });

  test('tells why it could not be read, and tries again', async () => {
    const { list, requests, shown } = listByHand();
    list.show();
    const error = new Error('gone');
    requests[0]?.fail(error);
    await settled();
    expect(list.state.get().error).toBe(error);
    void list.reload();
    expect(list.state.get().error).toBeUndefined();
    requests[1]?.answer('a');
    await settled();
    expect(shown()).toBe('a');
  });

  test('keeps what it has when it cannot be read again', async () => {
    const { list, requests, shown } = listByHand();
    list.show();
    requests[0]?.answer('a');
    await settled();
    void list.reload();
    requests[1]?.fail(new Error('gone'));
    await settled();
    expect(shown()).toBe('a');
    expect(list.state.get().error).toBeInstanceOf(Error);
  });

  test('shows nothing of what was forgotten', async () => {
    const { list, requests, shown } = listByHand();
    list.show();
    list.forget();
    requests[0]?.answer('a');
    await settled();
    expect(shown()).toBeUndefined();
  });
});
