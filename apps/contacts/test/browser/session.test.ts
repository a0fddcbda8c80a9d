import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeViolations } from "./support/axe.js";
import { allContacts, nameOf, rowOf, search } from "./support/contacts.js";
import { contactsApp } from "./support/contacts-app.js";
import { type Person, signInWithButton, signInWithForm } from "./support/people.js";

const app = contactsApp();

describe("sign-in", () => {
  const people: [Person, string, string][] = [
    ["alice", "Everyone admin", "Everyone admin"],
    ["bob", "Everyone user", "Everyone user"],
    ["carol", "none", "no-groups"],
  ];

  it.each(people)("shows %s with groups and roles, by the form", (person, groups, roles) =>
    app.visit({}, async (page) => {
      await page.getByRole("link", { name: "Login" }).click();
      await signInWithForm(page, person);
      await expectIdentity(page, person, groups, roles);
    }),
  );

  it.each(people)("shows %s with groups and roles, by the button", (person, groups, roles) =>
    app.visit({}, async (page) => {
      await page.getByRole("link", { name: "Login" }).click();
      await signInWithButton(page, person);
      await expectIdentity(page, person, groups, roles);
    }),
  );

  it("refuses dave, who is not assigned to the app, with a page to read", () =>
    app.visit({ provokes: /status of 403/ }, async (page) => {
      await page.getByRole("link", { name: "Login" }).click();
      await signInWithButton(page, "dave");
      await page.waitForURL(`${app.url}/**`);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toMatch(/\w+/);
      expect(await page.locator("body").textContent()).not.toMatch(/stack|node_modules|undefined|\{"/i);
      expect(await axeViolations(page)).toEqual([]);
      await page.goto(app.url);
      await page.getByRole("link", { name: "Login" }).waitFor();
    }));

  it("shows a few of erin's 120 groups, and all on demand", () =>
    app.visit({ as: "erin" }, async (page) => {
      const more = page.getByRole("button", { name: "115 more" }).first();
      await more.click();
      await page.getByText("team-118").first().waitFor();
    }));

  async function expectIdentity(page: Page, person: Person, groups: string, roles: string): Promise<void> {
    const banner = page.getByRole("banner");
    await banner.getByText(new RegExp(`Signed in as ${person}`, "i")).waitFor();
    for (const [row, names] of [groups, roles].entries()) {
      const shown = banner.locator("dl > div").nth(row).locator("dd .chip, dd > .quiet");
      expect((await shown.allTextContents()).join(" ")).toBe(names);
    }
  }
});

describe("coming back after sign-in", () => {
  it("leads to the search that was open, by the Login link", () =>
    app.visit({ path: "/?q=Smith" }, async (page) => {
      await page.getByRole("link", { name: "Login" }).click();
      await signInWithButton(page, "bob");
      await page.waitForURL(`${app.url}/?q=Smith`);
      await rowOf(page, "John Smith").waitFor();
    }));

  it("leads to a guarded address that was typed", () =>
    app.visit({ as: "bob" }, async (page, context) => {
      const [contact] = await allContacts(page);
      await context.clearCookies();
      await page.goto(`${app.url}/contacts/${contact?.id}`);
      await signInWithForm(page, "bob");
      await page.waitForURL(`${app.url}/contacts/${contact?.id}`);
      expect(JSON.parse((await page.locator("pre").textContent()) ?? "")).toMatchObject({ id: contact?.id });
    }));
});

describe("logout", () => {
  it("ends the session here and at the provider, and Back shows nothing", () =>
    // Back leads at last to the provider's login page, which has ended and answers 400.
    app.visit({ provokes: /status of 400/ }, async (page, context) => {
      await signIn(page, "alice");
      await search(page, "smith");
      await rowOf(page, "John Smith").waitFor();
      await page.getByRole("button", { name: "Logout" }).click();
      await page.getByRole("link", { name: "Login" }).waitFor();
      expect(page.url()).toMatch(new RegExp(`^${app.url}/`));

      for (let step = 0; step < 3; step++) {
        await page.goBack();
        await page.waitForLoadState();
        if (!page.url().startsWith(app.url)) break;
        await page.getByRole("link", { name: "Login" }).waitFor();
        expect(await page.content()).not.toMatch(/Smith|Signed in as/);
      }
      // The provider asks again: its session is over too.
      await page.goto(`${app.url}/login`);
      await page.locator("input[name=login]").waitFor();
      expect(await sessionCookies(context)).toBe(0);
    }));
});

describe("the back-forward cache", () => {
  // Headless Chromium has none, so the events of leaving and coming back are sent to the page.
  it("gives a page back only after another look at the session", () =>
    app.visit({ as: "bob" }, async (page, context) => {
      await page.getByRole("table").waitFor();
      await endSession(context);
      const isVisible = await page.evaluate(() => {
        dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
        return getComputedStyle(document.body).visibility === "visible";
      });
      expect(isVisible).toBe(false);
      await page.evaluate(() => void dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
      await page.getByRole("link", { name: "Login" }).waitFor();
      expect(await page.getByRole("table").count()).toBe(0);
    }));
});

describe("a session that ends in the middle", () => {
  it("leaves nothing on the page, and its Login link comes back", () =>
    app.visit({ provokes: /status of 401/ }, async (page, context) => {
      await signIn(page, "bob");
      await page.getByRole("table").waitFor();
      await endSession(context);
      await page.getByRole("searchbox").fill("smith");
      await page.getByText("Your session has ended.").waitFor();
      expect(await page.getByRole("table").count()).toBe(0);
      await page.getByRole("link", { name: "Login" }).click();
      await page.waitForURL(`${app.url}/?q=smith`); // the provider still knows bob
      await rowOf(page, "John Smith").waitFor();
    }));

  it("keeps what was typed in a form, to be saved after a login in another tab", () =>
    app.visit({ provokes: /status of 401/ }, async (page, context) => {
      await signIn(page, "alice");
      await page.getByRole("button", { name: "New contact" }).click();
      await page.getByLabel("First name").fill("Still");
      await page.getByLabel("Last name").fill("Here");
      await endSession(context);
      await page.getByRole("button", { name: "Create contact" }).click();
      await page.getByText("What you typed is still here").waitFor();

      const [tab] = await Promise.all([
        context.waitForEvent("page"),
        page.getByRole("link", { name: "log in" }).click(),
      ]);
      await tab.getByText("Signed in as").waitFor();
      await page.bringToFront();
      await page.getByRole("button", { name: "Create contact" }).click();
      await page.getByText("Still Here was created.").waitFor();
    }));

  it("is noticed when the tab is looked at again", () =>
    app.visit({}, async (page, context) => {
      await signIn(page, "bob");
      await page.getByRole("table").waitFor();
      await endSession(context);
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await page.getByText("Your session has ended.").waitFor();
      expect(await page.getByRole("table").count()).toBe(0);
    }));
});

describe("two tabs", () => {
  it("may sign in at the same time", () =>
    app.visit({}, async (first, context) => {
      const second = await context.newPage();
      await first.goto(`${app.url}/login?returnTo=${encodeURIComponent("/?q=first")}`);
      await second.goto(`${app.url}/login?returnTo=${encodeURIComponent("/?q=second")}`);
      await signInWithForm(first, "alice");
      await first.waitForURL(`${app.url}/?q=first`);
      await signInWithForm(second, "alice");
      await second.waitForURL(`${app.url}/?q=second`);
      for (const tab of [first, second]) await tab.getByText("Signed in as").waitFor();
    }));

  it("share their logout: the other tab can do nothing more", () =>
    app.visit({ provokes: /status of 401/ }, async (first, context) => {
      await signIn(first, "alice");
      const [contact] = await allContacts(first);
      if (contact === undefined) throw new Error("There are no contacts.");
      await rowOf(first, nameOf(contact)).waitFor();
      const second = await context.newPage();
      await second.goto(app.url);
      await second.getByRole("button", { name: "Logout" }).click();
      await second.getByRole("link", { name: "Login" }).waitFor();

      await rowOf(first, nameOf(contact))
        .getByRole("button", { name: /^Delete/ })
        .click();
      await first.getByRole("button", { name: "Delete contact" }).click();
      await first.getByText("Your session has ended.").waitFor();
      expect(await first.locator("body").textContent()).not.toContain(contact.lastName);
    }));
});

async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByRole("link", { name: "Login" }).click();
  await signInWithForm(page, person);
  await page.getByText("Signed in as").waitFor();
}

/** Takes the app's cookies away; the provider's stay. */
async function endSession(context: BrowserContext): Promise<void> {
  await context.clearCookies({ domain: new URL(app.url).hostname });
}

async function sessionCookies(context: BrowserContext): Promise<number> {
  return (await context.cookies(app.url)).filter(({ name }) => /^(__Host-)?gh(\.\d+)?$/.test(name)).length;
}
