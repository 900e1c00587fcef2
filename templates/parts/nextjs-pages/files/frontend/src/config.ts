/** The origin of the API: the one that the page comes from. Nothing while a page is rendered on the server, which calls no API. */
export const apiUrl: string = globalThis.location?.origin ?? '';
