import type { Browser, BrowserContext, ConsoleMessage, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { startApp } from "../../support/start-app.js";
import { launchChromium } from "./chromium.js";
import { type Person, signInWithButton } from "./people.js";

interface Visit {
  /** Who is signed in; nobody when left out. */
  readonly as?: Person;
  /** Where the visit starts. Default: the start page. */
  readonly path?: string;
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
  /** The browser complains about each answer from 400 on; the ones that a test provokes are named here. */
  readonly provokes?: RegExp;
}

interface ContactsApp {
  /** The app's address, without a slash at the end. */
  readonly url: string;
  /**
   * Opens the page as somebody in a browser profile of its own and closes it afterwards. Fails when the browser
   * complained about anything: an error of a script, a violation of the Content-Security-Policy, an answer that failed.
   */
  visit(options: Visit, work: (page: Page, context: BrowserContext) => Promise<void>): Promise<void>;
  /** Reads from the app's API as somebody, without a page. */
  read<Body>(as: Person, path: string): Promise<Body>;
}

/** Runs the built app and a browser for the tests of one file. */
export function contactsApp(env: Readonly<Record<string, string>> = {}): ContactsApp {
  let app: Awaited<ReturnType<typeof startApp>>;
  let browser: Browser;
  const cookies = new Map<Person, Awaited<ReturnType<BrowserContext["cookies"]>>>();

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp({ env }), launchChromium()]);
  });
  afterAll(async () => {
    await Promise.all([app?.stop(), browser?.close()]);
  });

  /** The cookies of somebody who has signed in, made once and handed to each visit. */
  async function cookiesOf(person: Person) {
    let known = cookies.get(person);
    if (known === undefined) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${app.url}/login`);
      await signInWithButton(page, person);
      await page.getByText("Signed in as").waitFor();
      known = await context.cookies();
      cookies.set(person, known);
      await context.close();
    }
    return known;
  }

  return {
    get url() {
      return app.url;
    },
    async read<Body>(as: Person, path: string) {
      const cookie = (await cookiesOf(as)).map(({ name, value }) => `${name}=${value}`).join("; ");
      const response = await fetch(app.url + path, { headers: { cookie, accept: "application/json" } });
      return (await response.json()) as Body;
    },
    async visit({ as, path = "/", width = 1280, height = 900, scheme = "light", provokes }, work) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: scheme,
        reducedMotion: "reduce",
        locale: "en-GB",
        timezoneId: "UTC",
      });
      const complaints: string[] = [];
      context.on("console", (message: ConsoleMessage) => {
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
      });
      context.on("weberror", (error) => complaints.push(String(error.error())));
      try {
        if (as !== undefined) await context.addCookies(await cookiesOf(as));
        const page = await context.newPage();
        page.setDefaultTimeout(15_000);
        await page.goto(app.url + path);
        await work(page, context);
        expect(complaints.filter((complaint) => !provokes?.test(complaint))).toEqual([]);
      } finally {
        await context.close();
      }
    },
  };
}
