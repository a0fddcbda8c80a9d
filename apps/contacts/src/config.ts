import { join, resolve } from "node:path";
import { StartError } from "./start-error.js";

/** How to reach a policy decision point that runs elsewhere. */
export type RemotePdp = {
  readonly kind: "remote";
  readonly address: string;
  readonly playground: string | undefined;
} & (
  | { readonly protocol: "http"; readonly baseUrl: string }
  | { readonly protocol: "grpc"; readonly target: string; readonly tls: boolean }
);

/** The registration of this app at Okta, or at any provider that OKTA_ISSUER names. */
export interface OktaClient {
  readonly kind: "okta";
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appBaseUrl: string;
}

/** What the environment asks for; every default is already in place. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly logLevel: string;
  /** Absolute. Holds what the app keeps when nothing else was given: session secret, development keys, PGlite. */
  readonly dataDir: string;
  readonly identityProvider: OktaClient | { readonly kind: "dev-idp"; readonly port: number };
  /** The first encrypts, all decrypt (ENC-3). `undefined`: one is made and kept in `dataDir`. */
  readonly sessionSecrets: readonly string[] | undefined;
  readonly pdp: RemotePdp | { readonly kind: "embedded" };
  readonly policyVersion: string;
  readonly database:
    | { readonly kind: "postgres"; readonly url: string }
    | { readonly kind: "pglite"; readonly directory: string };
  /** Whether a database that was never seeded gets the 60 demo contacts. */
  readonly seedContacts: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

/**
 * Reads the variables that `.env.sample` describes; an empty value counts as unset.
 * @throws StartError naming every problem at once, never a value that may be secret.
 */
export function readConfig(environment: Environment): Config {
  const problems: string[] = [];
  const read = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const reader: Reader = { read, problem: (text) => void problems.push(text) };

  const production = read("NODE_ENV") === "production";
  const dataDir = resolve(read("DATA_DIR") ?? ".data");
  const config: Config = {
    production,
    host: read("HOST") ?? "127.0.0.1",
    port: readPort(reader, "PORT", 8080),
    logLevel: readLogLevel(reader, production),
    dataDir,
    identityProvider: readIdentityProvider(reader, production),
    sessionSecrets: readSessionSecrets(reader, production),
    pdp: readPdp(reader),
    policyVersion: readPolicyVersion(reader),
    database: readDatabase(reader, dataDir),
    seedContacts: readSwitch(reader, "SEED_CONTACTS", true),
  };
  if (config.identityProvider.kind === "dev-idp" && !LOOPBACK.test(config.host)) {
    problems.push("HOST must be a loopback address with the development identity provider, which lets anybody in.");
  }
  if (problems.length > 0) {
    throw new StartError(["The configuration is not complete:", ...problems.map((text) => `  - ${text}`)].join("\n"));
  }
  return config;
}

interface Reader {
  readonly read: (name: string) => string | undefined;
  readonly problem: (text: string) => void;
}

function readPort({ read, problem }: Reader, name: string, fallback: number): number {
  const text = read(name);
  if (text === undefined) return fallback;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  problem(`${name} must be a port number from 0 to 65535; 0 picks a free one.`);
  return fallback;
}

/** Quiet by default, so that the three lines of the start stay readable; in production a line per request. */
function readLogLevel({ read, problem }: Reader, production: boolean): string {
  const level = read("LOG_LEVEL") ?? (production ? "info" : "warn");
  if (!LOG_LEVELS.includes(level)) problem(`LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}.`);
  return level;
}

function readSwitch({ read, problem }: Reader, name: string, fallback: boolean): boolean {
  const text = read(name)?.toLowerCase();
  if (text === undefined) return fallback;
  if (["true", "yes", "on", "1"].includes(text)) return true;
  if (!["false", "no", "off", "0"].includes(text)) problem(`${name} must be true or false.`);
  return false;
}

function readPolicyVersion({ read, problem }: Reader): string {
  const version = read("POLICY_VERSION") ?? "default";
  if (!/^\w+$/.test(version)) problem("POLICY_VERSION must consist of letters, digits and underscores.");
  return version;
}

function readIdentityProvider({ read, problem }: Reader, production: boolean): Config["identityProvider"] {
  const needed = {
    OKTA_DOMAIN: read("OKTA_DOMAIN") ?? read("OKTA_ISSUER"),
    OKTA_CLIENTID: read("OKTA_CLIENTID"),
    OKTA_CLIENTSECRET: read("OKTA_CLIENTSECRET"),
    OKTA_APP_BASE_URL: read("OKTA_APP_BASE_URL"),
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === Object.keys(needed).length) {
    if (production) {
      problem(
        `NODE_ENV=production needs a real identity provider. Missing: ${missing.join(", ")}. (OKTA_ISSUER may stand for OKTA_DOMAIN.)`,
      );
    }
    return { kind: "dev-idp", port: readPort({ read, problem }, "DEV_IDP_PORT", 9090) };
  }
  if (missing.length > 0) {
    problem(
      `The Okta settings are half-filled. Missing: ${missing.join(", ")}. (Leave all of them empty for the development identity provider.)`,
    );
  }
  return {
    kind: "okta",
    issuer: readIssuer({ read, problem }),
    clientId: needed.OKTA_CLIENTID ?? "",
    clientSecret: needed.OKTA_CLIENTSECRET ?? "",
    appBaseUrl: readAppBaseUrl({ read, problem }),
  };
}

function readIssuer({ read, problem }: Reader): string {
  const issuer = read("OKTA_ISSUER");
  if (issuer !== undefined) {
    if (!isHttpUrl(issuer)) problem("OKTA_ISSUER must be a URL such as https://dev-12345678.okta.com/oauth2/default.");
    return issuer;
  }
  const domain = read("OKTA_DOMAIN");
  if (domain !== undefined && (!/^[a-z0-9.-]+(:\d+)?$/i.test(domain) || domain.includes("-admin."))) {
    problem(
      "OKTA_DOMAIN must be a bare host such as dev-12345678.okta.com: no https://, no path, not the -admin console.",
    );
  }
  return `https://${domain}/oauth2/default`;
}

function readAppBaseUrl({ read, problem }: Reader): string {
  const url = read("OKTA_APP_BASE_URL");
  if (url !== undefined && (!isHttpUrl(url) || url.endsWith("/"))) {
    problem("OKTA_APP_BASE_URL must be a URL such as https://contacts.example.com, without a slash at its end.");
  }
  return url ?? "";
}

function readSessionSecrets({ read, problem }: Reader, production: boolean): readonly string[] | undefined {
  const secrets = read("SESSION_SECRET")
    ?.split(/[\s,]+/)
    .filter(Boolean);
  if (secrets === undefined || secrets.length === 0) {
    if (production) problem("NODE_ENV=production needs SESSION_SECRET, 32 characters or more.");
    return undefined;
  }
  if (secrets.some((secret) => secret.length < 32)) {
    problem("SESSION_SECRET must be 32 characters or more; several, separated by commas, must each be that long.");
  }
  return secrets;
}

function readPdp({ read, problem }: Reader): Config["pdp"] {
  const text = read("CERBOS_HOSTNAME");
  const playground = read("CERBOS_PLAYGROUND");
  if (text === undefined) {
    if (playground !== undefined)
      problem("CERBOS_PLAYGROUND needs CERBOS_HOSTNAME, such as https://demo-pdp.cerbos.cloud.");
    return { kind: "embedded" };
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const address = url === undefined ? text : `${url.protocol}//${url.host}`;
  if (url?.username === "" && url.password === "" && url.search === "" && url.hash === "" && url.hostname !== "") {
    const remote = { kind: "remote", address, playground } as const;
    if (url.protocol === "http:" || url.protocol === "https:") {
      return { ...remote, protocol: "http", baseUrl: url.origin + url.pathname.replace(/\/+$/, "") };
    }
    if ((url.protocol === "grpc:" || url.protocol === "grpcs:") && ["", "/"].includes(url.pathname)) {
      const target = `${url.hostname}:${url.port || "3593"}`;
      return { ...remote, protocol: "grpc", target, tls: url.protocol === "grpcs:" };
    }
  }
  problem("CERBOS_HOSTNAME must be http://HOST:PORT, https://HOST, grpc://HOST:PORT or, with TLS, grpcs://HOST:PORT.");
  return { kind: "embedded" };
}

function readDatabase({ read, problem }: Reader, dataDir: string): Config["database"] {
  const url = read("DATABASE_URL");
  if (url === undefined) return { kind: "pglite", directory: join(dataDir, "postgres") };
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    problem("DATABASE_URL must be a URL such as postgres://user:password@localhost:5432/contacts.");
  }
  return { kind: "postgres", url };
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
