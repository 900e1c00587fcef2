import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { connection } from './connection.ts';
import { OfflineBanner } from './offline-banner.tsx';

afterEach(cleanup);

test('stands there while the connection is lost', () => {
  render(<OfflineBanner />);
  expect(screen.queryByRole('alert')).toBeNull();
  act(() => void window.dispatchEvent(new Event('offline')));
  expect(screen.getByRole('alert').textContent).toContain('offline');
  act(() => connection.set('online'));
  expect(screen.queryByRole('alert')).toBeNull();
});
