import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDevIdp, type DevIdp } from "@gatehouse/dev-idp";
import type { Config } from "../../src/config.js";
import { type RunningApp, start } from "../../src/start.js";
import { freePort } from "./free-port.js";
import { type Person, signedIn, stranger } from "./people.js";

/** The app inside the tests' process: real sign-in at a real provider, a real PDP, a real database, real sockets. */
export interface TestApp {
  readonly url: string;
  readonly idp: DevIdp;
  readonly running: RunningApp;
  /** Signs in a demo user: `alice`, `bob`, `carol` ... */
  as(name: string): Promise<Person>;
  stranger(): Person;
  stop(): Promise<void>;
}

/** Starts the app with a provider that the tests hold in their hands; the rest as `config` says. */
export async function openTestApp(config: Partial<Config> & Pick<Config, "database">): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), "contacts-test-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const idp = await startIdp(url);
  const running = await start({
    production: false,
    host: "127.0.0.1",
    port,
    logLevel: "silent",
    dataDir,
    identityProvider: oktaClient(idp, url),
    sessionSecrets: undefined,
    pdp: { kind: "embedded" },
    policyVersion: "default",
    seedContacts: true,
    ...config,
  });
  return {
    url,
    idp,
    running,
    as: (name) => signedIn(url, idp, `${name}@example.com`),
    stranger: () => stranger(url),
    async stop() {
      await running.stop();
      await idp.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const CLIENT = { clientId: "contacts", clientSecret: "a-secret-of-the-tests" };

/** A provider at which the app at `appBaseUrl` is registered. */
export async function startIdp(appBaseUrl: string): Promise<DevIdp> {
  const redirectUris = [`${appBaseUrl}/authorization-code/callback`];
  const idp = createDevIdp({
    port: 0,
    clients: [{ ...CLIENT, redirectUris, postLogoutRedirectUris: [`${appBaseUrl}/`] }],
  });
  await idp.listen();
  return idp;
}

/** The app's registration there, in the configuration's words. */
export function oktaClient(idp: DevIdp, appBaseUrl: string): Config["identityProvider"] {
  return { kind: "okta", issuer: idp.issuer, ...CLIENT, appBaseUrl };
}

/** The same as variables, for an app in a process of its own. */
export function oktaVariables(idp: DevIdp, appBaseUrl: string): Record<string, string> {
  return {
    PORT: new URL(appBaseUrl).port,
    OKTA_ISSUER: idp.issuer,
    OKTA_CLIENTID: CLIENT.clientId,
    OKTA_CLIENTSECRET: CLIENT.clientSecret,
    OKTA_APP_BASE_URL: appBaseUrl,
  };
}
