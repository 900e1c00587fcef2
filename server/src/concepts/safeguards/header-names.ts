/** The headers that browsers obey for the safety of a page. */
export const SECURITY_HEADERS: ReadonlySet<string> = new Set([
  'content-security-policy',
  'strict-transport-security',
  'x-frame-options',
  'x-content-type-options',
  'referrer-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
]);

/** The headers that carry the name of a request from one process to the next. */
export const REQUEST_ID_HEADERS: ReadonlySet<string> = new Set([
  'x-request-id',
  'x-requestid',
  'request-id',
  'x-correlation-id',
  'correlation-id',
  'x-trace-id',
  'x-cloud-trace-context',
  'x-amzn-trace-id',
  'traceparent',
]);

/** The name of a header that rules ask for, in small letters; undefined for all other texts. */
export function knownHeader(text: string): string | undefined {
  if (text.length < 10 || text.length > 32) return undefined;
  // Go's constants: `echo.HeaderXRequestID`.
  const name = /^Header[A-Z]/.test(text) ? (GO_CONSTANTS[text] ?? '') : text.toLowerCase();
  return SECURITY_HEADERS.has(name) || REQUEST_ID_HEADERS.has(name) || name.startsWith('access-control-allow-')
    ? name
    : undefined;
}

const GO_CONSTANTS: Readonly<Record<string, string>> = {
  HeaderXRequestID: 'x-request-id',
  HeaderXCorrelationID: 'x-correlation-id',
  HeaderXFrameOptions: 'x-frame-options',
  HeaderXContentTypeOptions: 'x-content-type-options',
  HeaderContentSecurityPolicy: 'content-security-policy',
  HeaderStrictTransportSecurity: 'strict-transport-security',
  HeaderReferrerPolicy: 'referrer-policy',
  HeaderAccessControlAllowOrigin: 'access-control-allow-origin',
  HeaderAccessControlAllowCredentials: 'access-control-allow-credentials',
};
