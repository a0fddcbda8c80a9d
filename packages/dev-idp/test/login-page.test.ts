import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Application, application, callback } from "./support/application.js";
import { Browser, type Form, type Page, visibleText } from "./support/browser.js";

let app: Application;
let browser: Browser;
beforeAll(async () => {
  app = await application({
    clients: [
      {
        clientId: "0oaTwoPlaces05d7",
        clientSecret: "secret",
        name: `Contacts & "Friends" <b>`,
        redirectUris: [callback, "https://app.example/callback"],
      },
    ],
  });
});
afterAll(() => app.idp.close());
beforeEach(() => {
  browser = new Browser(new URL(app.idp.issuer).origin);
});

const open = async (parameters?: Record<string, string>) => browser.goto((await app.attempt(parameters)).url);
function loginForm(page: Page): Form {
  const form = page.forms.find(({ inputs }) => "login" in inputs);
  if (!form) throw new Error("no login form");
  return form;
}

describe("DEV-5: the login page", () => {
  it("says what it is, for which application, and what is asked for", async () => {
    const page = await open();
    expect(page.status).toBe(200);
    expect(visibleText(page)).toMatch(/^Development only/);
    expect(visibleText(page)).toContain(`Sign in to Contacts & "Friends" <b>`);
    for (const scope of ["openid", "profile", "email"]) expect(page.text).toContain(`<li>${scope}</li>`);
  });

  it("has a plain form with a text field `login` and a password field `password`", async () => {
    const form = loginForm(await open());
    expect(form).toMatchObject({ method: "post", inputs: { login: "text", password: "password" } });
  });

  it.each(["bob@example.com", "BOB@example.com", "bob", " bob@example.com "])(
    "takes %j with any password",
    async (login) => {
      const back = await browser.submit(loginForm(await open()), { login, password: "p" });
      expect(back.url.searchParams.get("code")).toEqual(expect.any(String));
    },
  );

  it("has one button per user, and each signs in as that user", async () => {
    const page = await open();
    const buttons = page.forms.flatMap(({ buttons }) => buttons).filter(({ name }) => name === "user");
    expect(buttons.map(({ value }) => value)).toEqual(app.idp.users.map(({ sub }) => sub));
    for (const [index, user] of app.idp.users.entries()) expect(buttons[index]?.text).toContain(user.name);

    const started = await app.attempt();
    const form = (await browser.goto(started.url)).forms.find(({ buttons }) =>
      buttons.some(({ name }) => name === "user"),
    );
    if (!form) throw new Error("no buttons");
    const back = await browser.submit(form, {}, { user: "00u1malloryDevU005d7" });
    expect((await app.exchange(back.url, started)).claims()?.name).toContain("<script>");
  });

  it("needs no script and lets none run", async () => {
    const page = await open();
    expect(page.text).not.toMatch(/<script|\son\w+=|javascript:/i);
    expect(page.text).toContain("&lt;script&gt;alert(&quot;mallory&quot;)");
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'; style-src 'unsafe-inline'; form-action ");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("script-src");
  });

  it("lets the form lead to itself and to the application's origins only", async () => {
    const policy = (await open()).headers.get("content-security-policy") ?? "";
    expect(/form-action ([^;]*)/.exec(policy)?.[1]).toBe("'self' http://localhost:8080 https://app.example");
  });

  it("an unknown login is said on the page, the field is kept, and both are escaped", async () => {
    const typed = `zoe"><img src=x onerror=alert(1)>`;
    const page = await browser.submit(loginForm(await open()), { login: typed, password: "my real password" });
    expect(page.status).toBe(400);
    expect(page.text).toContain('role="alert"');
    expect(visibleText(page)).toContain(`There is no user “${typed}”`);
    expect(loginForm(page).fields).toEqual({ login: typed, password: "" });
    expect(page.text).not.toContain("<img");
    expect(page.text).not.toContain("my real password");
    const back = await browser.submit(loginForm(page), { login: "alice@example.com", password: "x" });
    expect(back.url.searchParams.get("code")).toEqual(expect.any(String));
  });

  it("an empty login is asked for again", async () => {
    expect(visibleText(await browser.submit(loginForm(await open()), { login: " ", password: "" }))).toContain(
      "Type a login",
    );
  });

  it("wrongPassword refuses the form, not the buttons", async () => {
    app.idp.set({ wrongPassword: true });
    const page = await browser.submit(loginForm(await open()), { login: "alice@example.com", password: "x" });
    expect(visibleText(page)).toContain("This password is not right.");
    expect(await app.idp.loginAs("alice", (await app.attempt()).url)).toContain("code=");
    app.idp.set({ wrongPassword: false });
  });

  it("cancel goes back with access_denied", async () => {
    const page = await open();
    const form = page.forms.find(({ buttons }) => buttons.some(({ name }) => name === "cancel"));
    if (!form) throw new Error("no cancel button");
    const back = await browser.submit(form, {}, { cancel: "yes" });
    expect(Object.fromEntries(back.url.searchParams)).toEqual({
      error: "access_denied",
      error_description: expect.any(String),
      state: expect.any(String),
    });
  });

  it("login_hint fills the field in and marks the user's button", async () => {
    const page = await open({ login_hint: "bob@example.com" });
    expect(loginForm(page).fields.login).toBe("bob@example.com");
    expect(page.text).toMatch(/value="00u1bobDevUser0005d7" aria-current="true"/);
    expect(loginForm(await open({ login_hint: `"><script>` })).fields.login).toBe(`"><script>`);
  });

  it("a page of a finished or foreign sign-in says so and shows the way back", async () => {
    const page = await open();
    const form = loginForm(page);
    const foreign = await new Browser(browser.origin).goto(page.url);
    expect([foreign.status, visibleText(foreign)]).toEqual([400, expect.stringContaining("This sign-in has ended")]);
    await browser.submit(form, { login: "alice", password: "x" });
    expect((await browser.submit(form, { login: "alice", password: "x" })).status).toBe(400);
  });

  it("uses cookies that no application uses, closed to script", async () => {
    await open();
    const { port } = new URL(app.idp.issuer);
    for (const { name } of browser.cookies) expect(name.startsWith(`gatehouse_idp_${port}_`)).toBe(true);
    const response = await fetch((await app.attempt()).url, { redirect: "manual" });
    for (const line of response.headers.getSetCookie()) expect(line.toLowerCase()).toMatch(/samesite=lax; httponly/);
  });

  it("greets people at the root with the users and no secret", async () => {
    const page = await browser.goto(`${browser.origin}/`);
    expect(visibleText(page)).toContain("alice@example.com");
    expect(page.text).not.toContain("secret");
    expect((await browser.goto(`${browser.origin}/nothing<b>`)).status).toBe(404);
  });
});
