/** One directive a line; nothing that a page loads may come from anywhere but its own origin. */
const policy = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');

const COMMON = {
  'default-src': "'none'",
  'script-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};

const OTHERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

export type Headers = Readonly<Record<string, string>>;

/** Of the page itself. */
export const PAGE_HEADERS: Headers = {
  ...OTHERS,
  'content-security-policy': policy({
    ...COMMON,
    'style-src': "'self'",
    // of its own making: the writer of workbooks packs long tables beside the page
    'worker-src': "'self' blob:",
    'base-uri': "'none'",
  }),
};

/** Of the GraphQL workshop: an Angular program that writes style elements as it goes, and has a base of its own. */
export const WORKSHOP_HEADERS: Headers = {
  ...OTHERS,
  'content-security-policy': policy({
    ...COMMON,
    'style-src': "'self' 'unsafe-inline'",
    'worker-src': "'self'",
    'frame-src': "'self'",
    'base-uri': "'self'",
  }),
};
