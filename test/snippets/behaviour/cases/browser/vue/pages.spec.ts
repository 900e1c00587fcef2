import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/vue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope, nextTick } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { requireSession } from './src/auth/require-session.ts';
import LoadingSkeleton from './src/components/LoadingSkeleton.vue';
import OfflineBanner from './src/components/OfflineBanner.vue';
import TextField from './src/components/TextField.vue';
import UploadForm from './src/components/UploadForm.vue';
import { useUpload } from './src/composables/use-upload.ts';

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

test('a refused field says so beside its input and takes the cursor', async () => {
  const page = render(TextField, { props: { label: 'Name', name: 'name', modelValue: 'Tea' } });
  const input = screen.getByLabelText<HTMLInputElement>('Name');
  expect([input.value, input.getAttribute('aria-invalid')]).toEqual(['Tea', 'false']);
  await page.rerender({ errors: [{ field: 'name', message: 'is taken' }] });
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe('is taken');
  expect(document.activeElement).toBe(input);
  await fireEvent.update(input, 'Cup');
  expect(page.emitted()['update:modelValue']).toEqual([['Cup']]);
});

test('the banner comes and goes with the connection', async () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  render(OfflineBanner);
  expect(screen.getByRole('status').textContent?.trim()).toBe('');
  online.mockReturnValue(false);
  window.dispatchEvent(new Event('offline'));
  await nextTick();
  expect(screen.getByRole('status').textContent).toContain('no connection');
  online.mockReturnValue(true);
  window.dispatchEvent(new Event('online'));
  await nextTick();
  expect(screen.getByRole('status').textContent?.trim()).toBe('');
  online.mockRestore();
});

test('the skeleton waits before it shows', async () => {
  vi.useFakeTimers();
  const { container } = render(LoadingSkeleton, { props: { lines: 2 } });
  const lines = container.querySelector<HTMLElement>('[aria-hidden]');
  expect(lines?.style.visibility).toBe('hidden');
  vi.advanceTimersByTime(200);
  await nextTick();
  expect(lines?.style.visibility).toBe('visible');
  expect(lines?.children).toHaveLength(2);
  vi.useRealTimers();
});

test('who is not signed in is sent to the sign-in and back', async () => {
  const component = { template: '<p />' };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/sign-in', component, meta: { isPublic: true } },
      { path: '/orders', component },
    ],
  });
  let hasSession = false;
  requireSession(router, async () => hasSession);
  await router.push('/orders?page=2');
  expect(router.currentRoute.value.path).toBe('/sign-in');
  expect(router.currentRoute.value.query).toEqual({ return_to: '/orders?page=2' });
  hasSession = true;
  await router.push('/orders?page=2');
  expect(router.currentRoute.value.fullPath).toBe('/orders?page=2');
});

test('the form says what was refused, and tells when it is saved', async () => {
  const page = render(UploadForm, { props: { action: '/avatars' } });
  const form = screen.getByLabelText('Picture').closest('form') as HTMLFormElement;
  Request.status = 413;
  await fireEvent.submit(form);
  expect((await screen.findByRole('alert')).textContent).toBe('This file is too large.');
  expect(page.emitted().saved).toBeUndefined();
  Request.status = 201;
  await fireEvent.submit(form);
  await waitFor(() => expect(page.emitted().saved).toHaveLength(1));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('an upload goes to the bucket, fails with its status and is cancelled with its scope', async () => {
  const permit = async () => ({ key: 'k', url: 'https://bucket.test', fields: { policy: 'p' } });
  const scope = effectScope();
  const { upload, start } = scope.run(() => useUpload(permit)) as ReturnType<typeof useUpload>;
  const file = new File(['x'], 'me.png');
  await start(file);
  expect(upload.value).toEqual({ kind: 'done', key: 'k' });
  Request.status = 403;
  await start(file);
  expect(upload.value).toMatchObject({ kind: 'failed', error: { status: 403 } });
  Request.status = 201;
  const running = start(file);
  scope.stop();
  await running;
  expect(upload.value.kind).toBe('sending');
  expect(Request.sent).toHaveLength(2);
});
