import * as client from "openid-client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Application, application, jwtPart } from "./support/application.js";

let app: Application;
beforeAll(async () => {
  app = await application();
});
afterAll(() => app.idp.close());
const untouched = { thinIdToken: true, groupsInIdToken: true, groupsInUserinfo: true, overage: "full" } as const;
afterEach(() => app.idp.set(untouched));

const alice = "00u1aliceDevUser05d7";
const userinfo = (token: string) =>
  fetch(`${app.idp.issuer}/v1/userinfo`, { headers: { authorization: `Bearer ${token}` } });
/** A form posted with the application's credentials. */
const post = (endpoint: string, form: Record<string, string>) => {
  const { OKTA_CLIENTID, OKTA_CLIENTSECRET } = app.idp.environment;
  const authorization = `Basic ${Buffer.from(`${OKTA_CLIENTID}:${OKTA_CLIENTSECRET}`).toString("base64")}`;
  return fetch(`${app.idp.issuer}/v1/${endpoint}`, {
    method: "POST",
    headers: { authorization },
    body: new URLSearchParams(form),
  });
};

describe("DEV-3: tokens as Okta makes them", () => {
  it("gives an ID token with Okta's claims, thin by default (OKT-9)", async () => {
    const before = Math.floor(Date.now() / 1000);
    const tokens = await app.signIn("alice");
    const claims = tokens.claims();
    expect(jwtPart(tokens.id_token, 0)).toEqual({ alg: "RS256", kid: expect.any(String) });
    expect(claims).toEqual({
      ver: 1,
      jti: expect.stringMatching(/^ID\.[\w-]{43}$/),
      iss: app.idp.issuer,
      aud: app.idp.environment.OKTA_CLIENTID,
      sub: alice,
      iat: expect.any(Number),
      exp: (claims?.iat ?? 0) + 3600,
      auth_time: expect.any(Number),
      amr: ["pwd"],
      idp: expect.stringMatching(/^00o/),
      nonce: expect.any(String),
      at_hash: expect.any(String),
      name: "Alice Admin",
      preferred_username: "alice@example.com",
      groups: ["Everyone", "admin"],
    });
    expect(claims?.auth_time).toBeGreaterThanOrEqual(before);
  });

  it("gives an access token for api://default whose sub is the login, without typ (OKT-1, OKT-2)", async () => {
    const tokens = await app.signIn("alice");
    expect(jwtPart(tokens.access_token, 0)).toEqual({ alg: "RS256", kid: expect.any(String) });
    const payload = jwtPart(tokens.access_token, 1);
    expect(payload).toEqual({
      ver: 1,
      jti: expect.stringMatching(/^AT\.[\w-]{43}$/),
      iss: app.idp.issuer,
      aud: "api://default",
      iat: expect.any(Number),
      exp: Number(payload.iat) + 3600,
      auth_time: tokens.claims()?.auth_time,
      cid: app.idp.environment.OKTA_CLIENTID,
      uid: alice,
      scp: ["openid", "profile", "email"],
      sub: "alice@example.com",
    });
    expect(tokens).toMatchObject({ token_type: "bearer", expires_in: 3600, scope: "openid profile email" });
  });

  it("signs both with a published key", async () => {
    const tokens = await app.signIn("alice");
    const { createRemoteJWKSet, jwtVerify } = await import("jose");
    const keys = createRemoteJWKSet(new URL(`${app.idp.issuer}/v1/keys`));
    await jwtVerify(tokens.access_token, keys, { issuer: app.idp.issuer, audience: "api://default" });
    await jwtVerify(tokens.id_token ?? "", keys, { issuer: app.idp.issuer });
  });

  it("takes that same access token at userinfo, where sub is the user id and the groups are", async () => {
    const tokens = await app.signIn("alice");
    const info = await client.fetchUserInfo(app.config, tokens.access_token, alice);
    expect(info).toMatchObject({
      sub: alice,
      name: "Alice Admin",
      preferred_username: "alice@example.com",
      given_name: "Alice",
      family_name: "Admin",
      email: "alice@example.com",
      email_verified: true,
      groups: ["Everyone", "admin"],
    });
    expect(Object.keys(info)).not.toContain("ver");
  });

  it("gives only the claims of the granted scopes (OKT-8)", async () => {
    const tokens = await app.signIn("frank", { scope: "openid email" });
    expect(tokens.claims()).not.toHaveProperty("name");
    expect(await (await userinfo(tokens.access_token)).json()).toEqual({
      sub: "00u1frankDevUser05d7",
      email: "frank@example.com",
      email_verified: false,
      groups: ["Everyone", "user"],
    });
  });

  it("refuses userinfo without one of the profile scopes with 403 insufficient_scope (OKT-7)", async () => {
    const tokens = await app.signIn("alice", { scope: "openid" });
    const response = await userinfo(tokens.access_token);
    expect(response.status).toBe(403);
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer .*error="insufficient_scope"/);
  });

  it("refuses anything but an access token it issued with 401 invalid_token (OKT-7)", async () => {
    const tokens = await app.signIn("alice");
    const [head, body, signature = ""] = tokens.access_token.split(".");
    const forged = `${head}.${body}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    for (const token of ["", "nonsense", forged, tokens.id_token ?? "", String(jwtPart(tokens.access_token, 1).jti)]) {
      const response = await userinfo(token);
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toMatch(/^Bearer .*error="invalid_token"/);
    }
    expect((await fetch(`${app.idp.issuer}/v1/userinfo`)).status).toBe(401);
  });

  it("takes client_secret_basic and client_secret_post (OKT-17)", async () => {
    const { OKTA_CLIENTID, OKTA_CLIENTSECRET } = app.idp.environment;
    const config = await client.discovery(
      new URL(app.idp.issuer),
      OKTA_CLIENTID,
      undefined,
      client.ClientSecretPost(OKTA_CLIENTSECRET),
      { execute: [client.allowInsecureRequests] },
    );
    const started = await app.attempt();
    const url = new URL(await app.idp.loginAs("alice", started.url));
    expect((await client.authorizationCodeGrant(config, url, started.checks)).claims()?.sub).toBe(alice);
  });

  it("refuses a wrong secret with 401 invalid_client", async () => {
    const response = await fetch(`${app.idp.issuer}/v1/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from("0oa1gatehouseDev05d7:wrong").toString("base64")}` },
      body: new URLSearchParams({ grant_type: "authorization_code", code: "x", redirect_uri: "http://localhost/" }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: "invalid_client" });
  });
});

describe("groups, where the switches put them (okta.md 2.1)", () => {
  it("leaves the claim out for a user without groups", async () => {
    const tokens = await app.signIn("carol");
    expect(tokens.claims()).not.toHaveProperty("groups");
    expect(await (await userinfo(tokens.access_token)).json()).not.toHaveProperty("groups");
  });

  it("groupsInIdToken: false leaves them to userinfo", async () => {
    app.idp.set({ groupsInIdToken: false });
    const tokens = await app.signIn("alice");
    expect(tokens.claims()).not.toHaveProperty("groups");
    expect(await (await userinfo(tokens.access_token)).json()).toHaveProperty("groups", ["Everyone", "admin"]);
  });

  it("groupsInUserinfo: false leaves them to the ID token", async () => {
    app.idp.set({ groupsInUserinfo: false });
    const tokens = await app.signIn("alice");
    expect(tokens.claims()?.groups).toEqual(["Everyone", "admin"]);
    expect(await (await userinfo(tokens.access_token)).json()).not.toHaveProperty("groups");
  });

  it("thinIdToken: false puts all claims of the scopes into the ID token", async () => {
    app.idp.set({ thinIdToken: false });
    const tokens = await app.signIn("alice");
    expect(tokens.claims()).toMatchObject({ email: "alice@example.com", email_verified: true, given_name: "Alice" });
  });

  it("erin has 120 groups, of which overage leaves all, 100 or none (DEV-6)", async () => {
    expect((await app.signIn("erin")).claims()?.groups).toHaveLength(120);
    app.idp.set({ overage: "truncate" });
    const cut = await app.signIn("erin");
    expect(cut.claims()?.groups).toHaveLength(100);
    expect(((await (await userinfo(cut.access_token)).json()) as { groups: string[] }).groups).toHaveLength(100);
    app.idp.set({ overage: "error" });
    expect(await app.refusal("erin")).toMatchObject({
      error_description: expect.stringContaining("The groups claim matched too many groups"),
      state: expect.any(String),
    });
    expect((await app.signIn("alice")).claims()?.groups).toEqual(["Everyone", "admin"]);
  });
});

describe("codes, refresh tokens, introspection, revocation", () => {
  it("a code works once; using it again ends the tokens it gave (trap 12)", async () => {
    const started = await app.attempt();
    const url = await app.idp.loginAs("alice", started.url);
    const tokens = await app.exchange(url, started);
    await expect(app.exchange(url, started)).rejects.toMatchObject({
      error: "invalid_grant",
      error_description: "The authorization code is invalid or has expired.",
      status: 400,
    });
    expect((await userinfo(tokens.access_token)).status).toBe(401);
  });

  it("checks the PKCE verifier", async () => {
    const started = await app.attempt();
    const url = await app.idp.loginAs("alice", started.url);
    const other = { ...started, checks: { ...started.checks, pkceCodeVerifier: client.randomPKCECodeVerifier() } };
    await expect(app.exchange(url, other)).rejects.toMatchObject({ error: "invalid_grant" });
  });

  it("gives no refresh token without offline_access, and one with it, without asking for consent (trap 3)", async () => {
    expect((await app.signIn("alice")).refresh_token).toBeUndefined();
    const tokens = await app.signIn("alice", { scope: "openid profile offline_access" });
    expect(tokens.refresh_token).toEqual(expect.any(String));
    expect(tokens.scope).toBe("openid profile offline_access");
    expect(jwtPart(tokens.access_token, 1).scp).toContain("offline_access");
  });

  it("a refresh repeats sub, auth_time and nonce, with new token ids", async () => {
    const started = await app.attempt({ scope: "openid profile offline_access" });
    const tokens = await app.exchange(await app.idp.loginAs("alice", started.url), started);
    const next = await client.refreshTokenGrant(app.config, tokens.refresh_token ?? "");
    expect(next.claims()).toMatchObject({
      sub: alice,
      auth_time: tokens.claims()?.auth_time,
      nonce: started.checks.expectedNonce,
      groups: ["Everyone", "admin"],
    });
    expect(next.claims()?.jti).not.toBe(tokens.claims()?.jti);
    expect(jwtPart(next.access_token, 1)).toMatchObject({
      sub: "alice@example.com",
      auth_time: tokens.claims()?.auth_time,
    });
    expect((await userinfo(next.access_token)).status).toBe(200);
  });

  it("two refreshes at once both work within the leeway, each with a new token; later reuse ends everything (OKT-20)", async () => {
    const tokens = await app.signIn("alice", { scope: "openid profile offline_access" });
    const first = tokens.refresh_token ?? "";
    const both = await Promise.all([1, 2].map(() => client.refreshTokenGrant(app.config, first)));
    expect(new Set([first, ...both.map((next) => next.refresh_token)]).size).toBe(3);

    app.idp.set({ leeway: 0 });
    await expect(client.refreshTokenGrant(app.config, first)).rejects.toMatchObject({ error: "invalid_grant" });
    for (const { refresh_token, access_token } of both) {
      await expect(client.refreshTokenGrant(app.config, refresh_token ?? "")).rejects.toMatchObject({
        error: "invalid_grant",
        error_description: "The refresh token is invalid or expired.",
      });
      expect((await userinfo(access_token)).status).toBe(401);
    }
    app.idp.set({ leeway: 30 });
  });

  it("rotate: false keeps the refresh token", async () => {
    app.idp.set({ rotate: false });
    const tokens = await app.signIn("alice", { scope: "openid profile offline_access" });
    for (const _ of [1, 2]) {
      const next = await client.refreshTokenGrant(app.config, tokens.refresh_token ?? "");
      expect(next.refresh_token ?? tokens.refresh_token).toBe(tokens.refresh_token);
    }
    app.idp.set({ rotate: true });
  });

  it("lifetimes follow the switches", async () => {
    app.idp.set({ idTokenLifetime: 120, accessTokenLifetime: 60 });
    const tokens = await app.signIn("alice");
    const { iat = 0, exp = 0 } = tokens.claims() ?? {};
    expect(exp - iat).toBe(120);
    expect(tokens.expires_in).toBe(60);
    app.idp.set({ idTokenLifetime: 3600, accessTokenLifetime: 3600 });
  });

  it("introspects its JWT with Okta's members", async () => {
    const tokens = await app.signIn("alice");
    const { jti, exp } = jwtPart(tokens.access_token, 1);
    expect(await (await post("introspect", { token: tokens.access_token })).json()).toMatchObject({
      active: true,
      username: "alice@example.com",
      sub: "alice@example.com",
      uid: alice,
      aud: "api://default",
      scope: "openid profile email",
      jti,
      exp,
    });
    expect(await (await post("introspect", { token: "a.b.c" })).json()).toEqual({ active: false });
  });

  it("revokes access and refresh tokens", async () => {
    const tokens = await app.signIn("alice", { scope: "openid profile offline_access" });
    expect((await post("revoke", { token: tokens.access_token, token_type_hint: "access_token" })).status).toBe(200);
    expect((await userinfo(tokens.access_token)).status).toBe(401);
    await client.refreshTokenGrant(app.config, tokens.refresh_token ?? "");

    const other = await app.signIn("alice", { scope: "openid profile offline_access" });
    expect((await post("revoke", { token: other.refresh_token ?? "" })).status).toBe(200);
    await expect(client.refreshTokenGrant(app.config, other.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
    expect((await userinfo(other.access_token)).status).toBe(401);
    expect((await post("revoke", { token: "unknown" })).status).toBe(200);
  });
});
