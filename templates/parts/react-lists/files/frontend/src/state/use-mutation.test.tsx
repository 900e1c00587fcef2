import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useMutation } from './use-mutation.ts';

afterEach(cleanup);

test('is pending until what follows is done, then tells the component', async () => {
  const request = Promise.withResolvers<void>();
  const reading = Promise.withResolvers<void>();
  const { result } = renderHook(() =>
    useMutation({ mutationFn: () => request.promise, onSuccess: () => reading.promise }),
  );
  const onSuccess = vi.fn();
  act(() => result.current.mutate(undefined, { onSuccess }));
  await act(async () => request.resolve());
  expect(result.current.isPending).toBe(true);
  await act(async () => reading.resolve());
  expect(result.current).toMatchObject({ isPending: false, isError: false });
  expect(onSuccess).toHaveBeenCalledOnce();
});

test('tells why it has failed until the next attempt', async () => {
  const mutationFn = vi.fn().mockRejectedValueOnce(new Error('gone')).mockResolvedValueOnce(undefined);
  const { result } = renderHook(() => useMutation({ mutationFn }));
  await act(async () => result.current.mutate(undefined));
  expect(result.current.error).toEqual(new Error('gone'));
  await act(async () => result.current.mutate(undefined));
  expect(result.current.isError).toBe(false);
});

test('says nothing to a component that has gone', async () => {
  const request = Promise.withResolvers<void>();
  const { result, unmount } = renderHook(() => useMutation({ mutationFn: () => request.promise }));
  const onSuccess = vi.fn();
  act(() => result.current.mutate(undefined, { onSuccess }));
  unmount();
  await act(async () => request.resolve());
  expect(onSuccess).not.toHaveBeenCalled();
});
