import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { WebConfig } from './parts.ts';

const NONE = "'none'";
const SELF = "'self'";

/** The security headers of every response. */
export function webHeaders({ publicUrl, widgetSites = [] }: WebConfig): MiddlewareHandler {
  const https = publicUrl?.startsWith('https:') ?? false;
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: [NONE],
      scriptSrc: [SELF],
      styleSrc: [SELF],
      connectSrc: [SELF],
      imgSrc: [SELF, 'data:'],
      baseUri: [NONE],
      formAction: [SELF],
      frameAncestors: widgetSites.length > 0 ? [...widgetSites] : [NONE],
    },
    permissionsPolicy: { microphone: ['self'], camera: [], geolocation: [] },
    // `no-referrer` would make browsers send `Origin: null` with our own form.
    referrerPolicy: 'same-origin',
    // It knows no list of sites.
    xFrameOptions: widgetSites.length > 0 ? false : 'DENY',
    // Browsers ignore both on plain http; once seen on https, HSTS would also lock out an intranet's http address.
    strictTransportSecurity: https,
    crossOriginOpenerPolicy: https,
  });
}
