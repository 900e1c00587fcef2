import { cleanup, render, screen } from '@testing-library/vue';
import { afterEach, expect, test } from 'vitest';
import { nextTick } from 'vue';
import { connection } from './connection.ts';
import OfflineBanner from './OfflineBanner.vue';

afterEach(cleanup);

test('stands there while the connection is lost', async () => {
  render(OfflineBanner);
  expect(screen.queryByRole('alert')).toBeNull();
  window.dispatchEvent(new Event('offline'));
  await nextTick();
  expect(screen.getByRole('alert').textContent).toContain('offline');
  connection.set('online');
  await nextTick();
  expect(screen.queryByRole('alert')).toBeNull();
});
