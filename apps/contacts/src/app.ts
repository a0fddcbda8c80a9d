import { authorization, type Decisions, errorHandler, type SignIn } from "@gatehouse/express";
import express, { type Express } from "express";
import type { Logger } from "pino";
import { contactRoutes } from "./contacts/routes.js";
import type { Contacts } from "./data/contacts.js";
import { canonicalHost } from "./http/canonical-host.js";
import { errorAnswers, logFailures, unknownPath } from "./http/error-answers.js";
import { health, type ReadinessCheck } from "./http/health.js";
import { requestLog } from "./http/log.js";
import { noStore, page } from "./http/page.js";
import { securityHeaders } from "./http/security-headers.js";
import { sessionRoutes } from "./session-routes.js";

/** What the app is made of; nothing here listens, connects or reads the environment. */
export interface AppParts {
  readonly appBaseUrl: string;
  readonly signIn: SignIn;
  readonly decisions: Decisions;
  readonly contacts: Contacts;
  readonly policyVersion: string;
  /** What `/readyz` asks, by name. */
  readonly readiness: Readonly<Record<string, ReadinessCheck>>;
  /** The folder with the built page. */
  readonly pageFolder: string;
  readonly log: Logger;
}

/** A decision takes milliseconds; one that takes this long will not come, and a locked contact waits for it. */
const DECISION_WITHIN = 3_000;

/** The contacts app: the page, sign-in, and the API behind it. */
export function createApp(parts: AppParts): Express {
  const { appBaseUrl, signIn, contacts, policyVersion, log } = parts;
  const https = appBaseUrl.startsWith("https:");
  const signedIn = signIn.requireUser();

  const app = express();
  app.disable("x-powered-by");
  app.disable("etag"); // Contacts have their version as ETag; nothing else needs one.
  app.set("trust proxy", https ? ["loopback", "linklocal", "uniquelocal"] : false); // The app itself speaks plain http.

  app.use(requestLog(log));
  app.use(securityHeaders({ https, formTargets: () => signIn.cspSources() }));
  app.use(canonicalHost(appBaseUrl));
  app.use(page(parts.pageFolder));

  app.use(noStore);
  app.use(health(parts.readiness));
  app.use(signIn.middleware());
  app.use(signIn.csrf());
  app.use(authorization({ decisions: parts.decisions, timeout: DECISION_WITHIN }));
  app.use(sessionRoutes({ signedIn, policyVersion }));
  app.use("/contacts", contactRoutes({ contacts, signedIn, policyVersion }));

  app.use(unknownPath);
  app.use(logFailures(log), errorHandler(), errorAnswers);
  return app;
}
