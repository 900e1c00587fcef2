// The only file that reads the build's environment. Its values are part of the page, so they are never secret.

/** The origin of the API without a slash at its end. */
export const apiUrl = readApiUrl(import.meta.env.VITE_API_URL);

function readApiUrl(value: unknown): string {
  if (typeof value !== 'string' || !URL.canParse(value)) {
    throw new Error('VITE_API_URL must be the address of the API, such as http://localhost:3000');
  }
  return value.replace(/\/+$/, '');
}
