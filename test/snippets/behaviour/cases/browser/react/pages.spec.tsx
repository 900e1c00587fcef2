import { act, cleanup, fireEvent, render, renderHook, screen, waitFor } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from './src/api/call-api.ts';
import { RequireSession, type Session } from './src/auth/require-session.tsx';
import { ErrorNotice } from './src/components/error-notice.tsx';
import { OfflineBanner } from './src/components/offline-banner.tsx';
import { Skeleton } from './src/components/skeleton.tsx';
import { TextField } from './src/components/text-field.tsx';
import { UploadForm } from './src/components/upload-form.tsx';
import { useUpload } from './src/hooks/use-upload.ts';

/** Answers with the status that the test sets, after half of the progress. */
class Request {
  static status = 201;
  static sent: unknown[] = [];
  readonly upload: { onprogress?: (event: { lengthComputable: boolean; loaded: number; total: number }) => void } = {};
  status = 0;
  responseText = '';
  url = '';
  onload?: () => void;
  onloadend?: () => void;
  onabort?: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  open(_method: string, url: string): void {
    this.url = url;
  }
  send(body: unknown): void {
    Request.sent.push(body);
    this.upload.onprogress?.({ lengthComputable: true, loaded: 1, total: 2 });
    this.#timer = setTimeout(() => {
      this.status = Request.status;
      this.onload?.();
      this.onloadend?.();
    }, 5);
  }
  abort(): void {
    clearTimeout(this.#timer);
    this.onabort?.();
  }
}

beforeEach(() => {
  Request.sent = [];
  vi.stubGlobal('XMLHttpRequest', Request);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('a refused field says so beside its input and takes the cursor', () => {
  const errors = [{ field: 'name', message: 'is taken' }];
  const { rerender } = render(<TextField label="Name" name="name" />);
  const input = screen.getByLabelText('Name');
  expect(input.getAttribute('aria-invalid')).toBe('false');
  rerender(<TextField label="Name" name="name" errors={errors} />);
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe('is taken');
  expect(document.activeElement).toBe(input);
});

test('the banner comes and goes with the connection', () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  render(<OfflineBanner />);
  expect(screen.getByRole('status').textContent).toBe('');
  online.mockReturnValue(false);
  act(() => void window.dispatchEvent(new Event('offline')));
  expect(screen.getByRole('status').textContent).toContain('no connection');
  online.mockReturnValue(true);
  act(() => void window.dispatchEvent(new Event('online')));
  expect(screen.getByRole('status').textContent).toBe('');
  online.mockRestore();
});

test('the skeleton waits before it shows', () => {
  vi.useFakeTimers();
  const { container } = render(<Skeleton lines={2} />);
  const lines = container.querySelector<HTMLElement>('[aria-hidden]');
  expect(lines?.style.visibility).toBe('hidden');
  act(() => void vi.advanceTimersByTime(200));
  expect(lines?.style.visibility).toBe('visible');
  expect(lines?.children).toHaveLength(2);
  vi.useRealTimers();
});

test.each<[Session, string, string]>([
  [{ kind: 'user', id: '7' }, 'the orders', '/orders?page=2'],
  [{ kind: 'none' }, 'the sign-in', '/sign-in?return_to=%2Forders%3Fpage%3D2'],
  [{ kind: 'loading' }, 'One moment…', '/orders?page=2'],
])('a session that is %j sees what it may', async (session, text, place) => {
  const router = createMemoryRouter(
    [
      { path: '/sign-in', element: <p>the sign-in</p> },
      { element: <RequireSession session={session} />, children: [{ path: '/orders', element: <p>the orders</p> }] },
    ],
    { initialEntries: ['/orders?page=2'] },
  );
  render(<RouterProvider router={router} />);
  await screen.findByText(text);
  expect(router.state.location.pathname + router.state.location.search).toBe(place);
});

test('an error is shown as a sentence, with a way to try again', () => {
  const retry = vi.fn();
  render(<ErrorNotice error={new ApiError(500, { detail: 'null pointer' })} onRetry={retry} />);
  expect(screen.getByRole('alert').textContent).not.toContain('null pointer');
  fireEvent.click(screen.getByRole('button'));
  expect(retry).toHaveBeenCalledOnce();
});

test('the form says what was refused, and tells when it is saved', async () => {
  const saved = vi.fn();
  render(<UploadForm action="/avatars" onSaved={saved} />);
  const form = screen.getByLabelText('Picture').closest('form') as HTMLFormElement;
  Request.status = 413;
  fireEvent.submit(form);
  expect((await screen.findByRole('alert')).textContent).toBe('This file is too large.');
  expect(saved).not.toHaveBeenCalled();
  Request.status = 201;
  fireEvent.submit(form);
  await waitFor(() => expect(saved).toHaveBeenCalledOnce());
  expect(screen.queryByRole('alert')).toBeNull();
});

test('an upload goes to the bucket, fails with its status and can be cancelled', async () => {
  const permit = async () => ({ key: 'k', url: 'https://bucket.test', fields: { policy: 'p' } });
  const { result } = renderHook(() => useUpload(permit));
  const file = new File(['x'], 'me.png');
  await act(() => result.current.start(file));
  expect(result.current.upload).toEqual({ kind: 'done', key: 'k' });
  expect((Request.sent[0] as FormData).get('policy')).toBe('p');
  Request.status = 403;
  await act(() => result.current.start(file));
  expect(result.current.upload).toMatchObject({ kind: 'failed', error: { status: 403 } });
  Request.status = 201;
  let running: Promise<void> | undefined;
  act(() => {
    running = result.current.start(file);
  });
  act(() => result.current.cancel());
  await act(() => running ?? Promise.reject(new Error('it was not started')));
  expect(result.current.upload).toEqual({ kind: 'idle' });
});
