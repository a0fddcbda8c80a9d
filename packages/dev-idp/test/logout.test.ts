import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Application, application, home } from "./support/application.js";
import { Browser, visibleText } from "./support/browser.js";

let app: Application;
let browser: Browser;
beforeAll(async () => {
  app = await application();
});
afterAll(() => app.idp.close());
beforeEach(() => {
  browser = new Browser(new URL(app.idp.issuer).origin);
});

/** Signs alice in with the browser and gives her ID token. */
async function idToken(): Promise<string> {
  const started = await app.attempt();
  const page = await browser.goto(started.url);
  const form = page.forms.find(({ inputs }) => "login" in inputs);
  if (!form) throw new Error("no login form");
  const back = await browser.submit(form, { login: "alice@example.com", password: "x" });
  return (await app.exchange(back.url, started)).id_token ?? "";
}
const logoutUrl = (parameters: Record<string, string>) => client.buildEndSessionUrl(app.config, parameters);
const isSignedIn = async () =>
  (await browser.goto((await app.attempt({ prompt: "none" })).url)).url.searchParams.has("code");

describe("DEV-7: logout", () => {
  it("ends the session and redirects back at once, 302, with state", async () => {
    const hint = await idToken();
    expect(await isSignedIn()).toBe(true);
    const back = await browser.goto(logoutUrl({ id_token_hint: hint, post_logout_redirect_uri: home, state: "s-1" }));
    expect(back.redirects).toEqual([302]);
    expect(back.url.href).toBe(`${home}?state=s-1`);
    expect(await isSignedIn()).toBe(false);
  });

  it("redirects back as well when the session is gone already (OKT-18)", async () => {
    const hint = await idToken();
    browser.forget();
    const back = await browser.goto(logoutUrl({ id_token_hint: hint, post_logout_redirect_uri: home, state: "s-2" }));
    expect([back.redirects, back.url.href]).toEqual([[302], `${home}?state=s-2`]);
  });

  it("takes an expired hint (OKT-18)", async () => {
    app.idp.set({ idTokenLifetime: 1 });
    const hint = await idToken();
    app.idp.set({ idTokenLifetime: 3600 });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const back = await browser.goto(logoutUrl({ id_token_hint: hint, post_logout_redirect_uri: home }));
    expect(back.url.href).toBe(home);
  });

  it("takes a hint signed with a key that has rotated since", async () => {
    const hint = await idToken();
    await app.idp.rotateKeys();
    expect((await browser.goto(logoutUrl({ id_token_hint: hint, post_logout_redirect_uri: home }))).url.href).toBe(
      home,
    );
  });

  it("takes a POST too", async () => {
    const body = new URLSearchParams({ id_token_hint: await idToken(), post_logout_redirect_uri: home, state: "s-3" });
    const back = await browser.goto(`${app.idp.issuer}/v1/logout`, { method: "POST", body });
    expect(back.url.href).toBe(`${home}?state=s-3`);
    expect(await isSignedIn()).toBe(false);
  });

  it("ends at a page of its own without post_logout_redirect_uri", async () => {
    const page = await browser.goto(logoutUrl({ id_token_hint: await idToken() }));
    expect([page.status, visibleText(page)]).toEqual([200, expect.stringContaining("You are signed out")]);
    expect(await isSignedIn()).toBe(false);
  });

  it("needs the hint: without it a 400 page, and the session lives on", async () => {
    await idToken();
    for (const parameters of [
      {},
      { post_logout_redirect_uri: home },
      { client_id: app.idp.environment.OKTA_CLIENTID },
    ]) {
      const response = await fetch(
        `${app.idp.issuer}/v1/logout?${new URLSearchParams(parameters as Record<string, string>)}`,
        {
          redirect: "manual",
        },
      );
      expect([response.status, response.headers.get("content-type")]).toEqual([
        400,
        expect.stringContaining("text/html"),
      ]);
    }
    expect(await isSignedIn()).toBe(true);
  });

  it.each([
    "http://localhost:8080/elsewhere",
    "http://evil.example/",
    "http://localhost:8080/?x=1",
    `${home}"><script>alert(1)</script>`,
  ])("does not redirect to %s", async (uri) => {
    const url = logoutUrl({ id_token_hint: await idToken(), post_logout_redirect_uri: uri });
    const response = await fetch(url, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([400, null]);
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(await response.text()).not.toContain("<script");
    expect(await isSignedIn()).toBe(true);
  });

  it("does not take a forged hint", async () => {
    const [head, body, signature = ""] = (await idToken()).split(".");
    const forged = `${head}.${body}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    for (const hint of [forged, "nonsense"]) {
      const response = await fetch(logoutUrl({ id_token_hint: hint, post_logout_redirect_uri: home }), {
        redirect: "manual",
      });
      expect([response.status, response.headers.get("location")]).toEqual([400, null]);
    }
    expect(await isSignedIn()).toBe(true);
  });

  it("leaves refresh tokens alone, as Okta does (trap 16)", async () => {
    const started = await app.attempt({ scope: "openid profile offline_access" });
    const page = await browser.goto(started.url);
    const back = await browser.submit(page.forms[0] ?? fail(), { login: "alice", password: "x" });
    const tokens = await app.exchange(back.url, started);
    await browser.goto(logoutUrl({ id_token_hint: tokens.id_token ?? "", post_logout_redirect_uri: home }));
    expect((await client.refreshTokenGrant(app.config, tokens.refresh_token ?? "")).claims()?.sub).toBe(
      tokens.claims()?.sub,
    );
  });
});

describe("back-channel logout, for a client that names an address (DEV-8)", () => {
  it("posts a logout token with sub, sid and events, good for 120 s (7.4, trap 2)", async () => {
    const received: string[] = [];
    const receiver = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += String(chunk);
      });
      request.on("end", () => {
        received.push(new URLSearchParams(body).get("logout_token") ?? "");
        response.writeHead(200, { connection: "close" }).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/logout`;
    const other = await application({
      clients: [
        {
          clientId: "0oaListens05d7",
          clientSecret: "secret",
          redirectUris: ["http://localhost:8080/authorization-code/callback"],
          postLogoutRedirectUris: [home],
          backchannelLogoutUri: address,
        },
      ],
    });
    try {
      const visitor = new Browser(new URL(other.idp.issuer).origin);
      const started = await other.attempt();
      const page = await visitor.goto(started.url);
      const back = await visitor.submit(page.forms[0] ?? fail(), { login: "alice", password: "x" });
      const tokens = await other.exchange(back.url, started);
      await visitor.goto(client.buildEndSessionUrl(other.config, { id_token_hint: tokens.id_token ?? "" }));

      const keys = createRemoteJWKSet(new URL(`${other.idp.issuer}/v1/keys`));
      const { payload } = await jwtVerify(received[0] ?? "", keys, { typ: "logout+jwt", issuer: other.idp.issuer });
      expect(payload).toMatchObject({
        sub: "00u1aliceDevUser05d7",
        sid: tokens.claims()?.sid,
        events: { "http://schemas.openid.net/event/backchannel-logout": {} },
      });
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(120);
    } finally {
      await other.idp.close();
      receiver.close();
    }
  });
});

function fail(): never {
  throw new Error("no form");
}
