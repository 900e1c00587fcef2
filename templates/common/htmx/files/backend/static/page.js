// What every page says about its requests: that one is on its way, and that there is no network.

function showConnection(isOnline) {
  const banner = document.getElementById('offline-banner');
  if (banner !== null) banner.hidden = isOnline;
}

window.addEventListener('offline', () => showConnection(false));
window.addEventListener('online', () => showConnection(true));

document.addEventListener('htmx:before:request', (event) => {
  showConnection(navigator.onLine);
  if (navigator.onLine) document.body.setAttribute('aria-busy', 'true');
  else event.preventDefault();
});
document.addEventListener('htmx:finally:request', () => document.body.removeAttribute('aria-busy'));
document.addEventListener('htmx:after:swap', () => showConnection(navigator.onLine));
document.addEventListener('htmx:error', ({ detail }) => {
  // fetch fails with a TypeError when the server cannot be reached.
  if (detail.error instanceof TypeError) showConnection(false);
});
