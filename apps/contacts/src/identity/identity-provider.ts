import { createSignIn, type SignIn, type SignInOptions } from "@gatehouse/express";
import type { Config } from "../config.js";
import { StartError } from "../start-error.js";

const appName = "Contacts";

/** Where people sign in. */
export interface IdentityProvider {
  readonly signIn: SignIn;
  readonly appBaseUrl: string;
  /** For people: which provider, and how they sign in there. */
  readonly description: string;
  readonly users: string;
  close(): Promise<void>;
}

export interface IdentityOptions {
  readonly config: Config["identityProvider"];
  readonly sessionSecrets: readonly string[];
  /** Where the development provider keeps its keys. */
  readonly dataDir: string;
  /** The port that the app listens on, for its own address in development. */
  readonly port: number;
}

/**
 * Sign-in with the provider of the configuration; the development one is started. A real one need not be there yet.
 * @throws StartError naming what is wrong with the settings.
 */
export async function openIdentityProvider({
  config,
  sessionSecrets,
  dataDir,
  port,
}: IdentityOptions): Promise<IdentityProvider> {
  const session = { secret: sessionSecrets };
  if (config.kind === "okta") {
    const { issuer, clientId, clientSecret, appBaseUrl } = config;
    const signIn = checked({ issuer, clientId, clientSecret, appBaseUrl, session, appName });
    return {
      signIn,
      appBaseUrl,
      description: issuer,
      users: `Sign in with a user of ${new URL(issuer).host} who is assigned to this app.`,
      close: async () => signIn.close(),
    };
  }
  const appBaseUrl = `http://localhost:${port}`;
  const { startDevIdp } = await import("./dev-idp.js"); // Not loaded where a real provider is in use.
  const idp = await startDevIdp({ appBaseUrl, port: config.port, dataDir });
  const { issuer, clientId, clientSecret } = idp;
  const signIn = checked({ issuer, clientId, clientSecret, appBaseUrl, session, appName });
  return {
    signIn,
    appBaseUrl,
    description: idp.description,
    users: `Sign in with any password as ${idp.users}`,
    async close() {
      signIn.close();
      await idp.close();
    },
  };
}

function checked(options: SignInOptions): SignIn {
  try {
    return createSignIn(options);
  } catch (error) {
    if (error instanceof TypeError) throw new StartError(error.message);
    throw error;
  }
}
