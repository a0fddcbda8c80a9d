import type { RequestHandler } from "express";
import helmet from "helmet";

export interface SecurityHeaders {
  /** Whether people reach the app by https; only then may browsers insist on it. */
  readonly https: boolean;
  /** Where forms may lead beside the app itself, asked anew for every answer: the provider's logout (LOGOUT-6). */
  readonly formTargets: () => readonly string[];
}

/** A strict Content-Security-Policy, nothing inline, and the other headers that a browser should see. */
export function securityHeaders({ https, formTargets }: SecurityHeaders): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'", () => formTargets().join(" ")],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https,
    xFrameOptions: { action: "deny" },
    // With no-referrer a browser without Fetch Metadata would send the logout form with `Origin: null` (CSRF-2).
    referrerPolicy: { policy: "same-origin" },
  });
}
