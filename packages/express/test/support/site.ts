import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Express } from "express";
import { createSignIn, type SignIn, type SignInEvent, type SignInOptions } from "../../src/index.js";
import { Browser } from "./browser.js";
import { HostileOp } from "./hostile-op.js";

export const SECRET = "a-secret-of-at-least-thirty-two-bytes!";

/** An app with sign-in against a hostile provider, and a browser before it. */
export interface Site {
  readonly op: HostileOp;
  readonly signIn: SignIn;
  readonly app: Express;
  readonly base: string;
  readonly events: SignInEvent[];
  readonly clock: { ahead: number };
  browser(): Browser;
  /** Walks a browser through sign-in; the answer is the last page of ours. */
  signInAs(browser: Browser, path?: string): ReturnType<Browser["go"]>;
  close(): Promise<void>;
}

export interface SiteOptions {
  readonly base?: string;
  readonly issuer?: string;
  readonly options?: Partial<SignInOptions>;
  readonly routes?: (app: Express, signIn: SignIn) => void;
  readonly before?: (app: Express) => void;
  readonly op?: HostileOp;
}

export async function site(given: SiteOptions = {}): Promise<Site> {
  const base = given.base ?? "https://app.example";
  const op = given.op ?? (await HostileOp.create(given.issuer));
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  op.now = now;
  const signIn = createSignIn({
    issuer: op.issuer,
    clientId: "client",
    clientSecret: "client-secret-canary",
    appBaseUrl: base,
    session: { secret: SECRET },
    fetch: op.fetch,
    clock: now,
    ...given.options,
  });
  const events: SignInEvent[] = [];
  signIn.on("event", (event) => events.push(event));
  const app = express();
  given.before?.(app);
  app.use(signIn.middleware());
  app.get("/", (req, res) => void res.json({ authenticated: req.auth.authenticated, principal: req.auth.principal }));
  given.routes?.(app, signIn);
  app.get("/guarded", signIn.requireUser(), (req, res) => void res.json(req.auth.principal));
  app.get("/guarded/deep", signIn.requireUser(), (req, res) => void res.json({ url: req.originalUrl }));
  app.get("/userinfo", signIn.requireUser(), (req, res) => void res.json(req.userContext?.userinfo));
  app.post("/write", signIn.csrf(), signIn.requireUser(), (_req, res) => void res.json({ written: true }));
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
  });
  const port = (server.address() as AddressInfo).port;
  const browser = () => new Browser({ [new URL(base).origin]: port }, now);

  return {
    op,
    signIn,
    app,
    base,
    events,
    clock,
    browser,
    async signInAs(visitor, path = "/login") {
      const away = await visitor.go(base + path);
      return await visitor.go(op.authorize(away.url), { from: new URL(op.issuer).origin });
    },
    async close() {
      signIn.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
