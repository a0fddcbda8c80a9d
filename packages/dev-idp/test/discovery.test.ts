import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Application, application } from "./support/application.js";

let app: Application;
beforeAll(async () => {
  app = await application();
});
afterAll(() => app.idp.close());

const json = async (url: string) => (await (await fetch(url)).json()) as Record<string, unknown>;

describe("DEV-2: Okta's discovery document", () => {
  it("has Okta's endpoint paths below the issuer (DEV-1)", async () => {
    const { issuer } = app.idp;
    expect(issuer).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth2\/default$/);
    const metadata = await json(`${issuer}/.well-known/openid-configuration`);
    expect(metadata).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/v1/authorize`,
      token_endpoint: `${issuer}/v1/token`,
      userinfo_endpoint: `${issuer}/v1/userinfo`,
      jwks_uri: `${issuer}/v1/keys`,
      end_session_endpoint: `${issuer}/v1/logout`,
      introspection_endpoint: `${issuer}/v1/introspect`,
      revocation_endpoint: `${issuer}/v1/revoke`,
      pushed_authorization_request_endpoint: `${issuer}/v1/par`,
      device_authorization_endpoint: `${issuer}/v1/device/authorize`,
      registration_endpoint: `${new URL(issuer).origin}/oauth2/v1/clients`,
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
      subject_types_supported: ["public"],
    });
  });

  it("leaves out what Okta does not have", async () => {
    const metadata = await json(`${app.idp.issuer}/.well-known/openid-configuration`);
    const absent =
      /^(authorization_response_iss_parameter|backchannel_logout|frontchannel_logout|acr_values|claims_param)/;
    expect(Object.keys(metadata).filter((name) => absent.test(name))).toEqual([]);
  });

  it("is the same document at both places for OAuth metadata", async () => {
    const { origin, pathname } = new URL(app.idp.issuer);
    const metadata = await json(`${app.idp.issuer}/.well-known/openid-configuration`);
    expect(await json(`${origin}/.well-known/oauth-authorization-server${pathname}`)).toEqual(metadata);
    expect(await json(`${app.idp.issuer}/.well-known/oauth-authorization-server`)).toEqual(metadata);
  });

  it("names the issuer's own endpoints whatever host name the request came by", async () => {
    const { issuer } = app.idp;
    const url = `${issuer.replace("127.0.0.1", "localhost")}/.well-known/openid-configuration`;
    const response = await fetch(url).catch(() => undefined);
    if (response) expect(await response.json()).toMatchObject({ issuer, token_endpoint: `${issuer}/v1/token` });
  });

  it("has no org server beside the custom one", async () => {
    const response = await fetch(`${new URL(app.idp.issuer).origin}/.well-known/openid-configuration`);
    expect(response.status).toBe(404);
  });

  it("refuses registration with 403 E0000006", async () => {
    const response = await fetch(`${new URL(app.idp.issuer).origin}/oauth2/v1/clients`, { method: "POST", body: "{}" });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ errorCode: "E0000006" });
  });

  it("publishes a signing key and a standby key, RS256 only, with a Cache-Control that means something (OKT-5)", async () => {
    const response = await fetch(`${app.idp.issuer}/v1/keys`);
    expect(response.headers.get("cache-control")).toMatch(/max-age=\d+/);
    expect(response.headers.get("content-type")).toContain("application/json");
    const { keys } = (await response.json()) as { keys: Record<string, string>[] };
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(key).toMatchObject({ kty: "RSA", use: "sig", alg: "RS256", e: "AQAB" });
      expect(Object.keys(key).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
    }
  });

  it("answers to loopback names only, so that no web site can reach it under a name of its own", async () => {
    const { hostname, port } = new URL(app.idp.issuer);
    const { request } = await import("node:http");
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request({ hostname, port, path: "/", headers: { host: `rebound.example:${port}` } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
    expect(status).toBe(421);
  });
});
