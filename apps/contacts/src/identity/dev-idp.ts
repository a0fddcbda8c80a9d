import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createDevIdp, type DevIdp, DevIdpError, type DevUser } from "@gatehouse/dev-idp";
import { StartError } from "../start-error.js";

/** The running development provider and this app's registration there. */
export interface RunningDevIdp {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly description: string;
  /** The demo users with their groups, for people. */
  readonly users: string;
  close(): Promise<void>;
}

export interface DevIdpStart {
  readonly appBaseUrl: string;
  /** Another free one is taken when this is in use. */
  readonly port: number;
  readonly dataDir: string;
}

/** Starts the development provider with this app as its one client. Its keys are kept, so that a restart signs nobody out. */
export async function startDevIdp({ appBaseUrl, port, dataDir }: DevIdpStart): Promise<RunningDevIdp> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const client = {
    clientId: "contacts",
    clientSecret: "contacts-development-secret",
    name: "Contacts",
    redirectUris: [`${appBaseUrl}/authorization-code/callback`],
    postLogoutRedirectUris: [`${appBaseUrl}/`],
  };
  const listenOn = async (wanted: number): Promise<DevIdp> => {
    const idp = createDevIdp({ port: wanted, clients: [client], dataDir: join(dataDir, "dev-idp") });
    await idp.listen();
    return idp;
  };
  try {
    const idp = await listenOn(port).catch((error: unknown) => {
      if (error instanceof DevIdpError && error.code === "ERR_PORT" && port !== 0) return listenOn(0);
      throw error;
    });
    const moved = port !== 0 && new URL(idp.issuer).port !== String(port);
    return {
      issuer: idp.issuer,
      clientId: client.clientId,
      clientSecret: client.clientSecret,
      description: `development, ${idp.issuer}${moved ? ` (port ${port} was taken)` : ""}`,
      users: idp.users.map(introduce).join(", "),
      close: () => idp.close(),
    };
  } catch (error) {
    if (error instanceof DevIdpError)
      throw new StartError(`The development identity provider did not start: ${error.message}`);
    throw error;
  }
}

function introduce({ login, groups, assigned }: DevUser): string {
  if (!assigned) return `${login} (not assigned to this app)`;
  if (groups.length > 5) return `${login} (${groups.length} groups)`;
  return `${login} (${groups.join(", ") || "no groups"})`;
}
