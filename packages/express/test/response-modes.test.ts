import { generateKeyPair } from "jose";
import { describe, expect, it } from "vitest";
import { createSignIn } from "../src/index.js";
import { SECRET } from "./support/site.js";
import { sites } from "./support/sites.js";

const start = sites();
const FORM = { "content-type": "application/x-www-form-urlencoded" };

describe("form_post", () => {
  const options = { responseMode: "form_post" } as const;

  it("signs in by a cross-site POST, with the transaction's cookie only being SameSite=None", async () => {
    const { browser, base, op } = await start({ options });
    const visitor = browser();
    const away = await visitor.ask(`${base}/login?returnTo=/guarded`);
    expect(away.setCookie[0]).toMatch(/; Secure; SameSite=None$/);
    const asked = away.headers.location ?? "";
    expect(new URL(asked).searchParams.get("response_mode")).toBe("form_post");
    const callback = new URL(op.authorize(asked));
    const body = callback.searchParams.toString();
    const post = { method: "POST", headers: FORM, body, from: "https://op.example" };
    const done = await visitor.ask(callback.origin + callback.pathname, post);
    expect([done.status, done.headers.location]).toEqual([303, `${base}/guarded`]);
    expect(done.setCookie.find((line) => line.startsWith("__Host-gh="))).toContain("SameSite=Lax");
    expect((await visitor.ask(`${base}/guarded`)).status).toBe(200);
  });

  it("TH-48: an error comes to its page, GET is 405, and other bodies are refused", async () => {
    const { browser, base, op } = await start({ options });
    const visitor = browser();
    const away = await visitor.ask(`${base}/login`);
    const callback = new URL(op.refuse(away.headers.location ?? "", "access_denied"));
    const url = callback.origin + callback.pathname;
    expect((await visitor.ask(callback.href)).status).toBe(405);
    const refused = await visitor.ask(url, {
      method: "POST",
      headers: FORM,
      body: callback.searchParams.toString(),
      from: op.issuer,
    });
    expect([refused.status, refused.text.includes("access_denied")]).toEqual([403, true]);
    for (const [headers, body] of [
      [{ "content-type": "application/json" }, "{}"],
      [FORM, `state=${"x".repeat(17_000)}`],
    ] as const)
      expect((await visitor.ask(url, { method: "POST", headers, body, from: op.issuer })).status).toBe(400);
  });

  it("needs https", () => {
    const insecure = {
      issuer: "https://op.example",
      clientId: "c",
      appBaseUrl: "http://localhost:1",
      session: { secret: SECRET },
    };
    expect(() => createSignIn({ ...insecure, ...options })).toThrow(/responseMode: form_post needs an https/);
  });
});

describe("pushed authorization requests", () => {
  const pushed = (url: URL) =>
    url.pathname.endsWith("/v1/par")
      ? Response.json({ request_uri: "urn:ietf:params:oauth:request_uri:1", expires_in: 60 }, { status: 201 })
      : undefined;

  it.each([true, "auto"] as const)("par: %s sends the parameters ahead", async (par) => {
    const { browser, base, op } = await start({ options: { par } });
    op.misdeeds = {
      discovery: (document) => ({ ...document, pushed_authorization_request_endpoint: "https://op.example/v1/par" }),
      network: async (url) => pushed(url),
    };
    const away = await browser().ask(`${base}/login`);
    expect([...new URL(away.headers.location ?? "").searchParams.keys()].sort()).toEqual(["client_id", "request_uri"]);
    const body = new URLSearchParams(String(op.requests.find(({ url }) => url.pathname.endsWith("/par"))?.init?.body));
    expect(body.get("code_challenge")).toMatch(/^[\w-]{43}$/);
  });

  it("auto does without where the provider does", async () => {
    const { browser, base, op } = await start({ options: { par: "auto" } });
    const away = await browser().ask(`${base}/login`);
    expect(new URL(away.headers.location ?? "").searchParams.get("state")).not.toBeNull();
    expect(op.count("/par")).toBe(0);
  });
});

describe("client authentication", () => {
  const tokenRequest = async (options: object) => {
    const { browser, signInAs, op } = await start({ options });
    await signInAs(browser());
    const init = op.requests.find(({ url }) => url.pathname.endsWith("/token"))?.init;
    return { header: new Headers(init?.headers).get("authorization"), body: new URLSearchParams(String(init?.body)) };
  };

  it("is what the options say", async () => {
    const post = await tokenRequest({ clientAuth: "client_secret_post" });
    expect([post.header, post.body.get("client_secret")]).toEqual([null, "client-secret-canary"]);
    const asked = await tokenRequest({ clientSecret: async () => "from a function" });
    expect(asked.header).toBe(`Basic ${Buffer.from("client:from+a+function").toString("base64")}`);
    const { privateKey } = await generateKeyPair("RS256");
    const signed = await tokenRequest({ clientAuth: "private_key_jwt", clientKey: { key: privateKey, kid: "mine" } });
    expect([signed.header, signed.body.get("client_secret")]).toEqual([null, null]);
    expect(signed.body.get("client_assertion")).toMatch(/^eyJ/);
    const none = await tokenRequest({ clientSecret: undefined });
    expect([none.header, none.body.get("client_id")]).toEqual([null, "client"]);
  });
});

describe("starting a sign-in from another site (TH-114)", () => {
  it("is for our issuer and our pages only", async () => {
    const { browser, base, signInAs } = await start();
    expect((await browser().ask(`${base}/login?iss=https://evil.example`)).status).toBe(400);
    const path = "/login?iss=https://op.example&target_link_uri=https://app.example/guarded";
    expect((await signInAs(browser(), path)).url).toBe(`${base}/guarded`);
    const foreign = "/login?iss=https://op.example&target_link_uri=https://evil.example/";
    expect((await signInAs(browser(), foreign)).url).toBe(`${base}/`);
  });
});

describe("authenticateUpgrade (UNA-4)", () => {
  it("knows the person, for pages of the app only", async () => {
    const { browser, signInAs, signIn } = await start();
    const visitor = browser();
    await signInAs(visitor);
    const cookie = `__Host-gh=${visitor.cookie("__Host-gh")}`;
    const upgrade = (headers: object) => signIn.authenticateUpgrade({ headers } as never);
    expect((await upgrade({ cookie, origin: "https://app.example" }))?.principal?.id).toBe("00u1alice");
    expect(await upgrade({ cookie, origin: "https://evil.example" })).toBeNull();
    expect(await upgrade({ origin: "https://app.example" })).toBeNull();
  });
});
