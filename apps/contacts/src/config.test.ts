import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "./config.js";

const okta = {
  OKTA_DOMAIN: "dev-1.okta.com",
  OKTA_CLIENTID: "0oa1",
  OKTA_CLIENTSECRET: "very-secret-value",
  OKTA_APP_BASE_URL: "https://contacts.example.com",
};
const secret = "0123456789abcdef0123456789abcdef";

const problemsOf = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("accepted");
};

describe("readConfig", () => {
  it("needs nothing: everything has a default", () => {
    expect(readConfig({})).toEqual({
      production: false,
      host: "127.0.0.1",
      port: 8080,
      logLevel: "warn",
      dataDir: join(process.cwd(), ".data"),
      identityProvider: { kind: "dev-idp", port: 9090 },
      sessionSecrets: undefined,
      pdp: { kind: "embedded" },
      policyVersion: "default",
      database: { kind: "pglite", directory: join(process.cwd(), ".data/postgres") },
      seedContacts: true,
    });
  });

  it("takes an empty value for an unset one, as a copied .env.sample has them", () => {
    const names = [
      "PORT",
      "HOST",
      "DATA_DIR",
      "LOG_LEVEL",
      "OKTA_DOMAIN",
      "OKTA_ISSUER",
      "DATABASE_URL",
      "CERBOS_HOSTNAME",
    ];
    expect(readConfig(Object.fromEntries(names.map((name) => [name, " "])))).toEqual(readConfig({}));
  });

  it("makes Okta's issuer from the domain, and lets OKTA_ISSUER override it", () => {
    expect(readConfig(okta).identityProvider).toEqual({
      kind: "okta",
      issuer: "https://dev-1.okta.com/oauth2/default",
      clientId: "0oa1",
      clientSecret: "very-secret-value",
      appBaseUrl: "https://contacts.example.com",
    });
    const issuer = "http://127.0.0.1:9090/oauth2/default";
    expect(readConfig({ ...okta, OKTA_ISSUER: issuer }).identityProvider).toMatchObject({ issuer });
    const { OKTA_DOMAIN: _, ...withoutDomain } = okta;
    expect(readConfig({ ...withoutDomain, OKTA_ISSUER: issuer }).identityProvider).toMatchObject({ issuer });
  });

  it.each(Object.keys(okta))("names %s when the Okta settings lack it, and no other", (name) => {
    const message = problemsOf({ ...okta, [name]: "" });
    expect(message).toMatch(new RegExp(`half-filled. Missing: ${name}\\.`));
    expect(message).not.toContain("very-secret-value");
  });

  it("names all that is missing when only one Okta setting is there", () => {
    expect(problemsOf({ OKTA_CLIENTID: "0oa1" })).toContain(
      "Missing: OKTA_DOMAIN, OKTA_CLIENTSECRET, OKTA_APP_BASE_URL.",
    );
  });

  it.each(["https://dev-1.okta.com", "dev-1-admin.okta.com", "dev-1.okta.com/oauth2", "{yourOktaDomain}"])(
    "refuses the domain %s",
    (OKTA_DOMAIN) => {
      expect(problemsOf({ ...okta, OKTA_DOMAIN })).toContain("OKTA_DOMAIN must be a bare host");
    },
  );

  it("wants a provider and a session secret in production", () => {
    const message = problemsOf({ NODE_ENV: "production" });
    expect(message).toContain("OKTA_DOMAIN, OKTA_CLIENTID, OKTA_CLIENTSECRET, OKTA_APP_BASE_URL");
    expect(message).toContain("SESSION_SECRET");
    expect(readConfig({ ...okta, NODE_ENV: "production", SESSION_SECRET: secret })).toMatchObject({
      production: true,
      logLevel: "info",
      sessionSecrets: [secret],
    });
  });

  it("takes several session secrets for rotation, each long enough", () => {
    const other = secret.toUpperCase();
    expect(readConfig({ SESSION_SECRET: `${secret}, ${other}` }).sessionSecrets).toEqual([secret, other]);
    const message = problemsOf({ SESSION_SECRET: `${secret},short-one` });
    expect(message).toContain("SESSION_SECRET must be 32 characters or more");
    expect(message).not.toContain("short-one");
  });

  it.each([
    ["http://localhost:3592", { protocol: "http", baseUrl: "http://localhost:3592" }],
    ["https://pdp.example/cerbos/", { protocol: "http", baseUrl: "https://pdp.example/cerbos" }],
    ["grpc://localhost:3593", { protocol: "grpc", target: "localhost:3593", tls: false }],
    ["grpcs://pdp.example", { protocol: "grpc", target: "pdp.example:3593", tls: true }],
    ["grpc://[::1]:3593", { protocol: "grpc", target: "[::1]:3593", tls: false }],
  ])("understands CERBOS_HOSTNAME=%s", (CERBOS_HOSTNAME, expected) => {
    expect(readConfig({ CERBOS_HOSTNAME }).pdp).toMatchObject({ kind: "remote", ...expected });
  });

  it.each(["localhost:3593", "ftp://pdp", "http://user:secret@pdp", "grpc://pdp/path", "nonsense"])(
    "refuses CERBOS_HOSTNAME=%s",
    (CERBOS_HOSTNAME) => {
      expect(problemsOf({ CERBOS_HOSTNAME })).toContain("CERBOS_HOSTNAME must be http://HOST:PORT");
    },
  );

  it("passes the playground on, and refuses one without a PDP to play at", () => {
    const CERBOS_PLAYGROUND = "gE623b0180QlsG5a4QIN6UOZ6f3iSFW2";
    expect(readConfig({ CERBOS_HOSTNAME: "https://demo-pdp.cerbos.cloud", CERBOS_PLAYGROUND }).pdp).toMatchObject({
      playground: CERBOS_PLAYGROUND,
    });
    expect(problemsOf({ CERBOS_PLAYGROUND })).toContain("CERBOS_PLAYGROUND needs CERBOS_HOSTNAME");
  });

  it("never repeats a DATABASE_URL that it refuses", () => {
    const message = problemsOf({ DATABASE_URL: "mysql://me:hunter2@db/contacts" });
    expect(message).toContain("DATABASE_URL must be a URL");
    expect(message).not.toContain("hunter2");
  });

  it("keeps the development identity provider on this machine", () => {
    expect(problemsOf({ HOST: "0.0.0.0" })).toContain("HOST must be a loopback address");
    expect(readConfig({ ...okta, HOST: "0.0.0.0" }).host).toBe("0.0.0.0");
    expect(readConfig({ HOST: "::1" }).host).toBe("::1");
  });

  it("reports every problem at once", () => {
    const message = problemsOf({
      PORT: "80a",
      DEV_IDP_PORT: "70000",
      LOG_LEVEL: "loud",
      POLICY_VERSION: "a b",
      SEED_CONTACTS: "maybe",
    });
    expect(message.split("\n").slice(1)).toHaveLength(5);
  });
});
