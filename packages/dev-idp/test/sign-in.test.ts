import * as client from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Application, application, callback, jwtPart } from "./support/application.js";
import { Browser, type Page, visibleText } from "./support/browser.js";

let app: Application;
let browser: Browser;
beforeAll(async () => {
  app = await application();
});
afterAll(() => app.idp.close());
beforeEach(() => {
  browser = new Browser(new URL(app.idp.issuer).origin);
});

const result = (page: Page) => Object.fromEntries(page.url.searchParams);
/** Signs in by the form, the way a person does it. */
async function typeLogin(page: Page, login: string): Promise<Page> {
  const form = page.forms.find(({ inputs }) => "login" in inputs);
  if (!form) throw new Error(`no login form: ${visibleText(page)}`);
  return browser.submit(form, { login, password: "anything" });
}

describe("7.4: the sign-in of an application", () => {
  it("code, PKCE, state and nonce: signs alice in through the form and gives her tokens", async () => {
    const started = await app.attempt();
    const back = await typeLogin(await browser.goto(started.url), "alice@example.com");
    expect(back.url.href.startsWith(`${callback}?`)).toBe(true);
    expect(Object.keys(result(back)).sort()).toEqual(["code", "state"]);
    const tokens = await app.exchange(back.url, started);
    expect(tokens.claims()?.sub).toBe("00u1aliceDevUser05d7");
  });

  it("sends no iss with a response, good or bad, unless issParameter is on", async () => {
    expect(await app.refusal("dave")).not.toHaveProperty("iss");
    app.idp.set({ issParameter: true });
    expect(await app.refusal("dave")).toHaveProperty("iss", app.idp.issuer);
    expect(new URL(await app.idp.loginAs("alice", (await app.attempt()).url)).searchParams.get("iss")).toBe(
      app.idp.issuer,
    );
    app.idp.set({ issParameter: false });
  });

  it("asks nobody again while the session lives (SSO), and keeps auth_time", async () => {
    const first = await app.attempt();
    const tokens = await app.exchange((await typeLogin(await browser.goto(first.url), "alice@example.com")).url, first);
    const second = await app.attempt({ prompt: "none" });
    const again = await app.exchange((await browser.goto(second.url)).url, second);
    expect(again.claims()?.auth_time).toBe(tokens.claims()?.auth_time);
    expect(again.claims()?.sub).toBe(tokens.claims()?.sub);
  });

  it("offline_access works with prompt=none as well", async () => {
    await typeLogin(await browser.goto((await app.attempt()).url), "alice@example.com");
    const silent = await app.attempt({ prompt: "none", scope: "openid profile offline_access" });
    const tokens = await app.exchange((await browser.goto(silent.url)).url, silent);
    expect(tokens.refresh_token).toEqual(expect.any(String));
  });

  it("prompt=none without a session: login_required with Okta's text", async () => {
    const back = await browser.goto((await app.attempt({ prompt: "none" })).url);
    expect(result(back)).toEqual({
      error: "login_required",
      error_description: "The client specified not to prompt, but the user is not logged in.",
      state: expect.any(String),
    });
  });

  it.each([{ prompt: "login" }, { max_age: "0" }, { prompt: "login consent" }])(
    "%j shows the login page again",
    async (extra) => {
      await typeLogin(await browser.goto((await app.attempt()).url), "alice@example.com");
      const started = await app.attempt(extra);
      const page = await browser.goto(started.url);
      expect(visibleText(page)).toContain("Sign in to Gatehouse CRM");
      expect(page.forms[0]?.fields.login).toBe("alice@example.com");
      const tokens = await app.exchange((await typeLogin(page, "alice@example.com")).url, started);
      expect(tokens.claims()?.auth_time).toEqual(expect.any(Number));
    },
  );

  it("max_age shows the login page only when the sign-in is older", async () => {
    await typeLogin(await browser.goto((await app.attempt()).url), "alice@example.com");
    expect(result(await browser.goto((await app.attempt({ max_age: "600" })).url))).toHaveProperty("code");
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect((await browser.goto((await app.attempt({ max_age: "1" })).url)).forms).not.toHaveLength(0);
  });

  it("prompt=consent is answered without a page (trap 4)", async () => {
    await typeLogin(await browser.goto((await app.attempt()).url), "alice@example.com");
    expect(result(await browser.goto((await app.attempt({ prompt: "consent" })).url))).toHaveProperty("code");
  });

  it("prompt=login as somebody else switches the session without script (trap 9)", async () => {
    await typeLogin(await browser.goto((await app.attempt()).url), "alice@example.com");
    const started = await app.attempt({ prompt: "login" });
    const back = await typeLogin(await browser.goto(started.url), "bob@example.com");
    expect((await app.exchange(back.url, started)).claims()?.sub).toBe("00u1bobDevUser0005d7");
    const next = await app.attempt({ prompt: "none" });
    expect((await app.exchange((await browser.goto(next.url)).url, next)).claims()?.sub).toBe("00u1bobDevUser0005d7");
  });

  it("two tabs of one browser sign in side by side", async () => {
    const [one, two] = [await app.attempt(), await app.attempt()];
    const [pageOne, pageTwo] = [await browser.goto(one.url), await browser.goto(two.url)];
    const backTwo = await typeLogin(pageTwo, "alice@example.com");
    const backOne = await typeLogin(pageOne, "bob@example.com");
    expect((await app.exchange(backOne.url, one)).claims()?.sub).toBe("00u1bobDevUser0005d7");
    expect((await app.exchange(backTwo.url, two)).claims()?.sub).toBe("00u1aliceDevUser05d7");
  });

  it("response_mode=form_post posts code and state", async () => {
    const page = await typeLogin(await browser.goto((await app.attempt({ response_mode: "form_post" })).url), "alice");
    expect(page.forms[0]).toMatchObject({ action: callback, method: "post", fields: { state: expect.any(String) } });
    expect(Object.keys(page.forms[0]?.fields ?? {}).sort()).toEqual(["code", "state"]);
  });

  it("takes pushed requests, offline_access included", async () => {
    const { url, checks } = await app.attempt({ scope: "openid profile offline_access" });
    const pushed = await client.buildAuthorizationUrlWithPAR(app.config, url.searchParams);
    expect([...pushed.searchParams.keys()].sort()).toEqual(["client_id", "request_uri"]);
    const tokens = await app.exchange(await app.idp.loginAs("alice", pushed), { url, checks });
    expect(tokens.refresh_token).toEqual(expect.any(String));
    await expect(
      client.buildAuthorizationUrlWithPAR(app.config, (await app.attempt({ scope: "openid groups" })).url.searchParams),
    ).rejects.toMatchObject({ error: "invalid_scope" });
  });

  it("acr_values: the ID token has the context that was asked for, unknown ones are ignored (OKT-3)", async () => {
    expect((await app.signIn("alice")).claims()).not.toHaveProperty("acr");
    expect((await app.signIn("alice", { acr_values: "made:up" })).claims()).not.toHaveProperty("acr");
    expect((await app.signIn("alice", { acr_values: "made:up urn:okta:loa:1fa:any" })).claims()?.acr).toBe(
      "urn:okta:loa:1fa:any",
    );
  });

  it("acr_values: asks again when the session had one factor and two are wanted, and says so in amr", async () => {
    await typeLogin(await browser.goto((await app.attempt()).url), "alice@example.com");
    const started = await app.attempt({ acr_values: "urn:okta:loa:2fa:any" });
    const page = await browser.goto(started.url);
    const tokens = await app.exchange((await typeLogin(page, "alice@example.com")).url, started);
    expect(tokens.claims()).toMatchObject({ acr: "urn:okta:loa:2fa:any", amr: ["pwd", "otp", "mfa"] });
    expect(result(await browser.goto((await app.attempt({ acr_values: "phr", prompt: "none" })).url))).toHaveProperty(
      "code",
    );
  });
});

describe("DEV-6: errors that go back to the application", () => {
  it("dave is not assigned, and leaves no session behind", async () => {
    const back = await typeLogin(await browser.goto((await app.attempt()).url), "dave@example.com");
    expect(result(back)).toEqual({
      error: "access_denied",
      error_description: "User is not assigned to the client application.",
      state: expect.any(String),
    });
    expect((await browser.goto((await app.attempt()).url)).status).toBe(200);
  });

  it("an unknown scope is invalid_scope, `groups` included", async () => {
    for (const scope of ["openid groups", "openid profile made-up", "openid okta.users.read"]) {
      expect(await app.refusal("alice", { scope })).toEqual({
        error: "invalid_scope",
        error_description: "One or more scopes are not configured for the authorization server resource.",
        state: expect.any(String),
      });
    }
  });

  it("a missing or strange state is invalid_request and names the parameter (OKT-14)", async () => {
    for (const state of ["", "a b", "<script>"]) {
      const { url } = await app.attempt();
      if (state === "") url.searchParams.delete("state");
      else url.searchParams.set("state", state);
      const back = await browser.goto(url);
      expect(result(back)).toMatchObject({
        error: "invalid_request",
        error_description: expect.stringContaining("'state'"),
      });
      expect(back.url.href.startsWith(callback)).toBe(true);
    }
  });

  it("noAccessPolicy refuses everybody with the policy text", async () => {
    app.idp.set({ noAccessPolicy: true });
    expect(await app.refusal("alice")).toMatchObject({
      error: "access_denied",
      error_description: "Policy evaluation failed for this request, please check the policy configurations.",
    });
    app.idp.set({ noAccessPolicy: false });
  });

  it("pkceRequired refuses requests without PKCE, which pass otherwise", async () => {
    const { url } = await app.attempt();
    url.searchParams.delete("code_challenge");
    url.searchParams.delete("code_challenge_method");
    expect(await app.idp.loginAs("alice", url)).toContain("code=");
    app.idp.set({ pkceRequired: true });
    expect(await app.idp.loginAs("alice", url)).toContain("error=invalid_request");
    app.idp.set({ pkceRequired: false });
  });

  it("takes PKCE with S256 only", async () => {
    expect(await app.refusal("alice", { code_challenge_method: "plain" })).toMatchObject({ error: "invalid_request" });
  });

  it("other response types and prompts are refused at the application", async () => {
    expect(await app.refusal("alice", { prompt: "select_account" })).toMatchObject({ error: "invalid_request" });
    const { url } = await app.attempt({ response_type: "id_token" });
    expect((await browser.goto(url)).url.href).toContain("error=unsupported_response_type");
  });
});

describe("what must not go back to the application: an HTML page, 400, no redirect (OKT-15)", () => {
  const pages: [string, Record<string, string>][] = [
    ["another host", { redirect_uri: "http://evil.example/authorization-code/callback" }],
    ["another port", { redirect_uri: "http://localhost:8081/authorization-code/callback" }],
    ["localhost by its number", { redirect_uri: "http://127.0.0.1:8080/authorization-code/callback" }],
    ["a longer path", { redirect_uri: `${callback}/` }],
    ["an added query", { redirect_uri: `${callback}?next=1` }],
    ["other letters' case", { redirect_uri: callback.replace("callback", "Callback") }],
    ["markup", { redirect_uri: `${callback}"><script>alert(1)</script>` }],
    ["no redirect_uri", { redirect_uri: "" }],
    ["an unknown client", { client_id: "0oaUnknown" }],
    ["a client that is markup", { client_id: "<script>alert(1)</script>" }],
    ["no client", { client_id: "" }],
  ];

  it.each(pages)("%s", async (_what, parameters) => {
    const { url } = await app.attempt();
    for (const [name, value] of Object.entries(parameters)) {
      if (value === "") url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    const response = await fetch(url, { redirect: "manual" });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(text).not.toContain("<script");
  });

  it("a bad redirect_uri gets a page also when something else is wrong", async () => {
    const { url } = await app.attempt({ redirect_uri: "http://evil.example/", scope: "openid groups" });
    url.searchParams.delete("state");
    const response = await fetch(url, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([400, null]);
  });
});

describe("key rotation (OKT-5)", () => {
  const kids = async () => {
    const { keys } = (await (await fetch(`${app.idp.issuer}/v1/keys`)).json()) as { keys: { kid: string }[] };
    return keys.map(({ kid }) => kid);
  };

  it("lets the published standby key sign and publishes a new one; old tokens, sessions and sign-ins under way live on", async () => {
    const before = await kids();
    const old = await app.signIn("alice", { scope: "openid profile offline_access" });
    const underWay = await app.attempt();
    const page = await browser.goto(underWay.url);

    await app.idp.rotateKeys();
    const after = await kids();
    expect(after).toHaveLength(3);
    expect(after.slice(0, 1)).toEqual(before.slice(1, 2));
    expect(after).toEqual(expect.arrayContaining(before));

    const tokens = await app.exchange((await typeLogin(page, "bob@example.com")).url, underWay);
    expect(jwtPart(tokens.id_token, 0).kid).toBe(before[1]);
    expect(jwtPart(tokens.access_token, 0).kid).toBe(before[1]);
    expect((await client.fetchUserInfo(app.config, old.access_token, old.claims()?.sub ?? "")).sub).toBe(
      old.claims()?.sub,
    );
    await client.refreshTokenGrant(app.config, old.refresh_token ?? "");
    const silent = await app.attempt({ prompt: "none" });
    expect(result(await browser.goto(silent.url))).toHaveProperty("code");
  });

  it("takes effect before the promise resolves, and twice in a row surprises an application that has the keys cached", async () => {
    const before = await kids();
    const first = app.idp.rotateKeys();
    expect((await kids())[0]).toBe(before[1]);
    await Promise.all([first, app.idp.rotateKeys()]);
    // openid-client fetches keys once a minute at most, so it is not asked to verify here.
    const { checks, url } = await app.attempt();
    const code = new URL(await app.idp.loginAs("alice", url)).searchParams.get("code") ?? "";
    const { OKTA_CLIENTID: client_id, OKTA_CLIENTSECRET: client_secret } = app.idp.environment;
    const form = {
      grant_type: "authorization_code",
      code,
      redirect_uri: callback,
      code_verifier: checks.pkceCodeVerifier,
    };
    const response = await fetch(`${app.idp.issuer}/v1/token`, {
      method: "POST",
      body: new URLSearchParams({ ...form, client_id, client_secret }),
    });
    const { id_token } = (await response.json()) as { id_token: string };
    expect(before).not.toContain(jwtPart(id_token, 0).kid);
    expect(await kids()).toContain(jwtPart(id_token, 0).kid);
  });
});
