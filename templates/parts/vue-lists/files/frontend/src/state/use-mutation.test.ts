import { expect, test, vi } from 'vitest';
import { useMutation } from './use-mutation.ts';

test('is pending until what follows is done, then tells the component', async () => {
  const request = Promise.withResolvers<void>();
  const reading = Promise.withResolvers<void>();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => request.promise,
    onSuccess: () => reading.promise,
  });
  const onSuccess = vi.fn();
  const running = mutate(undefined, { onSuccess });
  request.resolve();
  await request.promise;
  expect(isPending.value).toBe(true);
  expect(onSuccess).not.toHaveBeenCalled();
  reading.resolve();
  await running;
  expect([isPending.value, error.value]).toEqual([false, null]);
  expect(onSuccess).toHaveBeenCalledOnce();
});

test('tells why it has failed until the next attempt', async () => {
  const mutationFn = vi
    .fn<() => Promise<void>>()
    .mockRejectedValueOnce(new Error('gone'))
    .mockResolvedValueOnce(undefined);
  const { mutate, error, isPending } = useMutation({ mutationFn });
  await mutate();
  expect([isPending.value, error.value]).toEqual([false, new Error('gone')]);
  await mutate();
  expect(error.value).toBeNull();
});
