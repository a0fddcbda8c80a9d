import { describe, expect, it } from "vitest";
import type { SignInOptions } from "./options.js";
import { settings } from "./settings.js";

const secret = "a-secret-of-at-least-thirty-two-bytes!";
const good: SignInOptions = {
  issuer: "https://op.example",
  clientId: "client",
  appBaseUrl: "https://app.example",
  session: { secret },
};
const problemsOf = (options: object): string => {
  try {
    settings(options as SignInOptions);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("settings", () => {
  it("fills in the defaults of section 1.2", () => {
    expect(settings(good)).toMatchObject({
      clientAuth: "none",
      scope: "openid profile",
      routes: {
        login: "/login",
        callback: "/authorization-code/callback",
        logout: "/logout",
        afterLogin: "/",
        afterLogout: "/",
      },
      session: { idle: 3600, absolute: 43200, cookieName: "__Host-gh", keepTokens: "id" },
      clockTolerance: 30,
      http: { timeout: 10, maxBody: 262144 },
      tx: { ttl: 900, max: 5 },
      idTokenAlgs: ["RS256"],
      unauthenticated: "auto",
      trustedOrigins: ["https://app.example"],
    });
    expect(settings({ ...good, clientSecret: "s" }).clientAuth).toBe("client_secret_basic");
    expect(settings({ ...good, scope: "profile email" }).scope).toBe("openid profile email");
  });

  it("SURF-3: names every problem at once, and no secret", () => {
    const message = problemsOf({
      issuer: "https://op.example/.well-known/openid-configuration",
      clientSecret: 5,
      appBaseUrl: "http://app.example/",
      session: { secret: "short-canary", idle: -1, idel: 3 },
      clockTolerance: 400,
      idTokenAlgs: ["none"],
      sesion: {},
      routes: { login: "login" },
      trustedOrigins: ["https://a.example/path"],
    });
    for (const path of [
      "sesion",
      "session.idel",
      "issuer",
      "clientId",
      "clientSecret",
      "appBaseUrl",
      "session.secret",
      "session.idle",
      "clockTolerance",
      "idTokenAlgs",
      "routes.login",
      "trustedOrigins",
    ])
      expect(message).toContain(`- ${path}: `);
    expect(message).not.toContain("canary");
    expect(message).toContain('probably "https://op.example"');
  });

  it.each([
    [{ issuer: "http://op.example" }, "issuer"],
    [{ issuer: "not a url" }, "issuer"],
    [{ appBaseUrl: "http://app.example" }, "appBaseUrl"],
    [{ appBaseUrl: "https://app.example/" }, "appBaseUrl"],
    [{ appBaseUrl: "https://app.example?a" }, "appBaseUrl"],
    [{ session: {} }, "session.secret"],
    [{ session: { secret: [] } }, "session.secret"],
    [{ session: { secret: [secret, "short"] } }, "session.secret"],
    [{ clientAuth: "client_secret_post" }, "clientSecret"],
    [{ authorizationParams: { state: "mine" } }, "authorizationParams.state"],
    [{ idTokenAlgs: ["HS256"] }, "idTokenAlgs"],
    [{ onGroupsOverage: "maybe" }, "onGroupsOverage"],
    [{ groups: { include: [7] } }, "groups.include"],
    [{ routes: { login: "/x", logout: "/x" } }, "routes"],
    [{ clock: 7 }, "clock"],
  ])("refuses %j", (change, path) => {
    expect(problemsOf({ ...good, ...change })).toContain(`- ${path}: `);
  });

  it.each([
    "http://localhost:8080",
    "http://127.0.0.1:3000",
    "http://[::1]:1",
    "https://app.example:8443",
    "https://app.example/crm",
  ])("takes %s as appBaseUrl", (appBaseUrl) => {
    expect(settings({ ...good, appBaseUrl }).app.href).toBe(appBaseUrl);
  });

  it("gives apps below different paths of one host different cookies (CK-2)", () => {
    const names = ["https://h.example", "https://h.example/a", "https://h.example/b"].map(
      (appBaseUrl) => settings({ ...good, appBaseUrl }).app.cookieName,
    );
    expect(new Set(names).size).toBe(3);
    expect(settings({ ...good, appBaseUrl: "http://localhost:8080" }).app.cookieName).toBe("gh");
  });
});
